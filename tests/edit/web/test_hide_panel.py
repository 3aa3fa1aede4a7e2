"""The panel of what is covered: each row with its reason and its buttons, and addresses that say nothing private."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edit.picture_answers import AutomaticCover, Candidate, CoverLine, Covers, PossibleName
from annotator.edit.web.hide_panel import MOVES, HidePanel, line_id, moved
from annotator.edit.web.panel import PageText
from annotator.model import Box, BoxTarget, Decision, Hide, PointTarget, Show, TextTarget
from annotator.screen.names.name_phrases import Why

BOX = Box(10, 20, 30, 40)
ANA = TextTarget(("Ana Luz",))
PLACE = BoxTarget(10, 20, 30, 40)
COVERS = Covers(
    (540, 1100),
    (
        AutomaticCover("email", "ana@example.org", BOX, Decision(Show(TextTarget(("ana@example.org",))), True)),
        AutomaticCover("face", "", BOX, Decision(Show(PointTarget(5, 6)))),
    ),
    (CoverLine(Hide(ANA, "Luna", 7), None, (BOX, BOX)), CoverLine(Hide(PLACE), 2, ())),
    (CoverLine(Show(TextTarget(("Rosa",))), None, (BOX,)),),
    (
        PossibleName(
            "Marta", "greeting", BOX, Decision(Hide(TextTarget(("Marta",)), "Sol"), True), Decision(Show(ANA), True)
        ),
    ),
    (Candidate(BOX, BOX, TextTarget(("Chats",)), "Chats", True, "Mar"), Candidate(BOX, BOX, PLACE, "…")),
)


def draw(lang: str = "en", **options: Any) -> Any:
    return HidePanel(PageText(lang), "/api/hiding", "pid", 2, {7: ["This is wrong."]}, **options).draw(COVERS)


def walk(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
        for child in node[2:]:
            yield from walk(child)


def presses(node: Any) -> list[Any]:
    return [each[1]["press"][1]["change"] for each in walk(node) if "press" in each[1]]


def test_each_button_sends_one_change_of_this_picture() -> None:
    drawn = draw()
    for each in walk(drawn):
        if "press" in each[1]:
            path, body = each[1]["press"]
            assert path == "/api/hiding" and body["picture"] == "pid"
    asked = [(row["do"], row["step"]) for row in presses(drawn)]
    assert asked[:2] == [("add-hide", None), ("add-show", None)], "the question"
    assert ("remove-hide", None) in asked and ("remove-hide", 2) in asked
    assert ("add-show", 2) in asked, "the face, at its step"
    assert ("remove-show", None) in asked
    assert asked.count(("move-hide", 2)) == len(MOVES)
    assert asked[-3:] == [("add-hide", None), ("add-hide", 2), ("add-hide", 2)], "the list, and a box"


def test_places_are_shown_where_they_are(lang: str = "en") -> None:
    places = [each[1]["data-box"] for each in walk(draw(lang)) if "data-box" in each[1]]
    assert places[1] == "[[10,20,30,40],[10,20,30,40]]"
    assert not [each for each in walk(draw(shown=False)) if "data-box" in each[1]]


def test_an_example_is_a_field_whose_name_tells_nothing() -> None:
    fields = [each[1] for each in walk(draw()) if each[0] == "input"]
    assert [field["value"] for field in fields] == ["Luna", ""]
    assert fields[0]["name"] == f"example-{line_id(None, Hide(ANA))}"
    assert "ana" not in fields[0]["name"].lower() and fields[0]["change"] == "/api/hiding/example"
    assert "This is wrong." in str(draw())


@pytest.mark.parametrize("lang", ["es", "en"])
def test_there_are_words_for_every_kind_and_reason(lang: str) -> None:
    text = PageText(lang)
    for kind in ("email", "phone", "meeting", "student-id", "name", "face"):
        assert text(f"hide.kind.{kind}") and text(f"hide.why.{kind}")
    for why in (*Why.__args__, "word"):  # type: ignore[attr-defined]
        assert text(f"hide.because.{why}")
    for do in ("add-hide", "add-show", "remove-hide", "remove-show", "move-hide", "set-hide-example"):
        assert text(f"change.{do}")


@given(
    st.builds(
        lambda x, y, w, h: BoxTarget(x, y, min(w, 100 - x), min(h, 100 - y)),
        *[st.integers(0, 99)] * 2,
        *[st.integers(1, 100)] * 2,
    ),
    st.lists(st.sampled_from(sorted(MOVES)), max_size=8),
)
def test_a_moved_box_stays_on_the_picture(box: BoxTarget, ways: list[str]) -> None:
    for way in ways:
        box = moved(box, way)
        assert box.left >= 0 and box.top >= 0 and box.width >= 1 and box.height >= 1
        assert box.left + box.width <= 100 and box.top + box.height <= 100
