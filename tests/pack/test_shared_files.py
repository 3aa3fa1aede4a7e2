"""A file that several packs have in common is made once; whatever shapes it makes another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache, key
from annotator.errors import OutputError
from annotator.model import Box, ChatCard, Colors, Redaction, School
from annotator.pack.products import card
from annotator.pack.shared_files import SharedFiles
from tests.helpers import editions


def chat_card(school: School = editions.SCHOOL, covers: tuple[Redaction, ...] = ()) -> ChatCard:
    edition = editions.edition(school=school)
    made = card.make_chat_card(edition, edition.steps[0])
    screen = replace(made.step.screen, digest=key("picture", covers), hidden=covers)
    return replace(made, step=replace(made.step, screen=screen))


def test_it_is_made_once_for_all_schools_of_the_same_colours(tmp_path: Path) -> None:
    made: list[ChatCard] = []

    def get(card: ChatCard, module: str = "annotator.pack.products.card") -> bytes:
        def make() -> bytes:
            made.append(card)
            return b"picture %d" % len(made)

        return SharedFiles(Cache(tmp_path)).get(module, ".jpg", make, card)

    assert get(chat_card()) == b"picture 1"
    other = replace(editions.SCHOOL, name="Las Palmas", phone="410-555-0199", person="Sr. Tomás")
    assert get(chat_card(other)) == b"picture 1"
    assert get(chat_card(replace(other, colors=Colors("#113311")))) == b"picture 2"
    covered = chat_card(covers=(Redaction(Box(1, 2, 3, 4), "name"),))
    assert get(covered) == b"picture 3", "who is covered at one school and not at another is on no shared picture"
    assert get(chat_card(), "annotator.pack.products.paper") == b"picture 4"
    for entry in (tmp_path / "shared").rglob("*.jpg"):
        entry.unlink()
    assert get(covered) == b"picture 5"
    assert len(made) == 5


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise OutputError("no", "no")

    shared = SharedFiles(Cache(tmp_path))
    with pytest.raises(OutputError):
        shared.get("annotator.pack.products.card", ".jpg", fail, "x")
    assert shared.get("annotator.pack.products.card", ".jpg", lambda: b"now", "x") == b"now"
