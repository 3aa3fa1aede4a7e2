"""The products of a pack are made or kept, in the catalogue's order, those for the website last; shared pictures once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache, code_version, key
from annotator.edition import chat_cards
from annotator.errors import OutputError
from annotator.model import Box, ChatCard, Colors, PackFile, Redaction, School
from annotator.pack.job_progress import JobProgress
from annotator.pack.make_products import make_edition_products, make_pack_products
from annotator.pack.products.shared_files import encode_once
from tests.helpers import editions

KEPT = (PackFile("es/old.jpg", "card", "es", 1),)


def test_what_is_made_and_kept_is_listed_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    both = [editions.edition(lang=lang, seen=seen) for lang in ("es", "en")]
    make = {"message": ("es", "en"), "index": ("es", "en")}
    told: list[tuple[str, int, int]] = []
    job = JobProgress(10, lambda *report: told.append(report))
    context = editions.product_context(tmp_path, both, files)
    with context.renderer:
        make_edition_products(context, make, job, website=True, kept=KEPT)
        assert context.files == [], "none of them is for the website"
        make_edition_products(context, make, job, website=False, kept=KEPT)
        make_pack_products(context, make, job, website=False)
    paths = ["es/old.jpg", "es/message.txt", "en/message.txt", "index.html"]
    assert [file.path for file in context.files] == paths
    assert not (context.folder / "es/old.jpg").exists(), "the caller copies what is kept"
    assert [what for what, _, _ in told] == ["message", "message", "index"]


def _chat_card(school: School = editions.SCHOOL, covers: tuple[Redaction, ...] = ()) -> ChatCard:
    edition = editions.edition(school=school)
    made = chat_cards.make_chat_card(edition, edition.steps[0])
    screen = replace(made.step.screen, digest=key("picture", covers), hidden=covers)
    return replace(made, step=replace(made.step, screen=screen))


def test_a_picture_is_encoded_once_for_all_schools_of_the_same_colours(tmp_path: Path) -> None:
    made: list[ChatCard] = []

    def get(card: ChatCard, what: str = "chat") -> bytes:
        def make() -> bytes:
            made.append(card)
            return b"picture %d" % len(made)

        return encode_once(Cache(tmp_path), ".jpg", make, what, card)

    assert get(_chat_card()) == b"picture 1"
    other = replace(editions.SCHOOL, name="Las Palmas", phone="410-555-0199", person="Sr. Tomás")
    assert get(_chat_card(other)) == b"picture 1"
    assert get(_chat_card(replace(other, colors=Colors("#113311")))) == b"picture 2"
    covered = _chat_card(covers=(Redaction(Box(1, 2, 3, 4), "name"),))
    assert get(covered) == b"picture 3", "who is covered at one school and not at another is on no shared picture"
    assert get(_chat_card(), "paper") == b"picture 4"
    assert len(made) == 4


def test_a_picture_that_could_not_be_encoded_is_tried_again(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise OutputError("no", "no")

    with pytest.raises(OutputError):
        encode_once(Cache(tmp_path), ".jpg", fail, "chat")
    assert encode_once(Cache(tmp_path), ".jpg", lambda: b"now", "chat") == b"now"


def test_a_picture_is_encoded_again_where_the_code_of_products_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert encode_once(Cache(tmp_path), ".jpg", lambda: b"before", "chat") == b"before"
    digest_room = code_version._digest_room
    monkeypatch.setattr(code_version, "_digest_room", lambda room: "new" if room == "pack" else digest_room(room))
    for remembered in (code_version.of, code_version.of_files):
        monkeypatch.setattr(code_version, remembered.__name__, remembered.__wrapped__)
    assert encode_once(Cache(tmp_path), ".jpg", lambda: b"after", "chat") == b"after"
