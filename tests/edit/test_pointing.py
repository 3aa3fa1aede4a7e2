"""What a click means, and how the script names it: the most robust target that really leads there."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.edit.errors import PictureError
from annotator.edit.pointing import places as pointing
from annotator.edit.pointing.pointed import label_of
from annotator.edit.pointing.robust_targets import find_outline, same_outline
from annotator.model import (
    Action,
    Box,
    BoxTarget,
    Hide,
    Mark,
    PointTarget,
    Query,
    Said,
    Step,
    TextTarget,
    Tutorial,
)
from annotator.screen import boxes
from annotator.script import parse_target, write_target
from tests.helpers.pointed_screens import NO_TUTORIAL, PointedScreens
from tests.helpers.screens import BOLD, Drawn


@pytest.fixture
def screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PointedScreens:
    return PointedScreens(tmp_path, monkeypatch)


def buttons(*words: str, size: tuple[int, int] = (540, 1100)) -> Drawn:
    """A screen with blue buttons, one below the other, the first from 200 to 290."""
    screen = Drawn(size=size)
    for number, text in enumerate(words):
        top = 200 + 160 * number
        screen.draw.rounded_rectangle((60, top, 480, top + 90), 24, fill="#0B5CFF")
        width = round(BOLD.getlength(text))
        screen.text(text, 270 - width // 2, top + 18, "white", BOLD)
    return screen


FIRST = Box(60, 200, 421, 91)
"""The outline of the first button."""


def test_a_click_on_a_button_takes_its_text(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse", "Cancelar")})
    pointed = pointing.point_at(seen, 100, 245)
    chosen = pointed.candidates[pointed.chosen]
    assert chosen.target == TextTarget(("Unirse",))
    assert chosen.label == "Unirse"
    assert boxes.iou(chosen.outline, FIRST) > 0.9


def test_candidates_go_from_small_to_large_and_all_hold_the_click(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse", "Cancelar")})
    pointed = pointing.point_at(seen, 270, 245)
    areas = [one.outline.w * one.outline.h for one in pointed.candidates]
    assert areas == sorted(areas) and len(areas) > 1
    assert all(boxes.center_in(Box(270, 245, 1, 1), one.outline) for one in pointed.candidates)
    assert isinstance(pointed.candidates[0].target, BoxTarget)  # the word without its button


@pytest.mark.parametrize("place", [(150, 230), (150, 244), (150, 250), (300, 270)])
def test_a_row_is_named_by_its_title(screens: PointedScreens, place: tuple[int, int]) -> None:
    """Just below the title, in the middle of the row, and on either line of its small print."""
    screen = Drawn(size=(540, 1100))
    for top, title, first, second in (
        (200, "Unrestricted", "Allow this app to use battery in the", "background without restrictions."),
        (380, "Optimized", "Optimize based on your usage.", "Recommended for most apps."),
        (560, "Restricted", "Restrict battery usage while in the", "background. Apps may not work."),
    ):
        screen.draw.ellipse((40, top + 4, 70, top + 34), outline="#444444", width=3)
        screen.text(title, 100, top)
        screen.small(first, 100, top + 36)
        screen.small(second, 100, top + 60)
    pointed = pointing.point_at(screens.open({"1.png": screen}), *place)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Unrestricted",))


def test_a_text_that_stands_twice_gets_a_number(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Abrir", "Abrir")})
    pointed = pointing.point_at(seen, 270, 405)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Abrir",), 2)


def test_a_text_that_also_stands_in_a_longer_one_needs_none(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Abrir", "Abrir todo")})
    assert pointing.point_at(seen, 270, 245).candidates[-1].target == TextTarget(("Abrir",))
    pointed = pointing.point_at(seen, 270, 405)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Abrir todo",))


def test_the_wording_of_the_other_languages_screen_is_added(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse", "Cancelar"), "1.en.png": buttons("Join", "Cancel")})
    pointed = pointing.point_at(seen, 270, 245)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Unirse", "Join"))


def test_also_on_a_screen_of_another_size(screens: PointedScreens) -> None:
    english = buttons("Join", "Cancel")
    english.image = english.image.resize((270, 550))
    english.texts = [
        type(line)(line.text, Box(line.box.x // 2, line.box.y // 2, line.box.w // 2, line.box.h // 2), line.score)
        for line in english.texts
    ]
    seen = screens.open({"1.png": buttons("Unirse", "Cancelar"), "1.en.png": english})
    pointed = pointing.point_at(seen, 270, 405)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Cancelar", "Cancel"))


def test_not_if_it_leads_elsewhere_on_one_of_them(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse", "Join"), "1.en.png": buttons("Join", "Unirse")})
    pointed = pointing.point_at(seen, 270, 245)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Unirse",))


def test_a_target_keeps_the_wordings_that_it_had(screens: PointedScreens) -> None:
    known = TextTarget(("Join", "Unirse", "Entrar"))
    seen = screens.open({"1.png": buttons("Unirse", "Cancelar")}, known)
    pointed = pointing.point_at(seen, 270, 245)
    assert pointed.candidates[pointed.chosen].target == known
    elsewhere = pointing.point_at(seen, 270, 405)
    assert elsewhere.candidates[elsewhere.chosen].target == TextTarget(("Cancelar",))


HIDING = Tutorial(
    (Said("es", "Entrar"),),
    (Step("1.png", Action("tap")),),
    hides=(Hide(TextTarget(("Lupita Rojas",))),),
)


@pytest.mark.parametrize(
    ("words", "tutorial"),
    [
        ("Lupita Rojas", HIDING),
        ("ana@escuela.mx", NO_TUTORIAL),
        ("443-867-5309", NO_TUTORIAL),
    ],
)
def test_private_words_are_never_written(screens: PointedScreens, words: str, tutorial: Tutorial) -> None:
    seen = screens.open({"1.png": buttons(words, "Cancelar")}, tutorial=tutorial)
    pointed = pointing.point_at(seen, 100, 245)
    chosen = pointed.candidates[pointed.chosen]
    assert isinstance(chosen.target, PointTarget)
    assert same_outline(chosen.outline, FIRST)
    for one in pointed.candidates:
        assert words not in write_target(one.target) and words not in one.label
    for item in pointing.list_items(seen).items:
        assert words not in write_target(item.target)


def test_what_a_drawn_box_hides_is_not_written_either(screens: PointedScreens) -> None:
    step = Step("1.png", Action("tap"), hides=(Hide(BoxTarget(0, 30, 100, 20)),))
    seen = screens.open({"1.png": buttons("Unirse", "Cancelar")}, tutorial=Tutorial(NO_TUTORIAL.titles, (step,)))
    pointed = pointing.point_at(seen, 100, 405)
    assert isinstance(pointed.candidates[pointed.chosen].target, PointTarget)


def test_the_public_part_of_a_private_line_is_enough(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Clase ana@example.org", "Cancelar")})
    pointed = pointing.point_at(seen, 100, 245)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Clase",))


def test_points_are_in_whole_percent_where_that_is_exact_enough(screens: PointedScreens) -> None:
    screen = Drawn(size=(540, 1100))
    screen.draw.rounded_rectangle((60, 200, 480, 290), 24, fill="#0B5CFF")
    seen = screens.open({"1.png": screen})
    pointed = pointing.point_at(seen, 100, 245)
    target = pointed.candidates[pointed.chosen].target
    assert isinstance(target, PointTarget)
    assert target == PointTarget(round(target.x), round(target.y))
    assert same_outline(find_outline(seen, target), FIRST)


def test_a_field_is_named_by_its_label_when_something_is_typed(screens: PointedScreens) -> None:
    screen = Drawn(size=(540, 1100))
    screen.text("Su nombre", 60, 160)
    screen.draw.rectangle((60, 200, 480, 270), outline="#808080", width=2)
    seen = screens.open({"1.png": screen}, action=Action("type"))
    pointed = pointing.point_at(seen, 300, 235)
    assert pointed.candidates[pointed.chosen].target == TextTarget(("Su nombre",))


def test_a_drawn_box_stays_a_box(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse")})
    pointed = pointing.draw_box(seen, (60, 200, 421, 91))
    (only,) = pointed.candidates
    assert isinstance(only.target, BoxTarget) and pointed.chosen == 0
    assert boxes.iou(only.outline, FIRST) > 0.97
    assert parse_target(write_target(only.target)) == only.target


@pytest.mark.parametrize("box", [(-50, -50, 5000, 5000), (530, 1090, 100, 100), (0, 0, 1, 1)])
def test_a_box_is_cut_at_the_picture(screens: PointedScreens, box: tuple[float, float, float, float]) -> None:
    seen = screens.open({"1.png": buttons("Unirse")})
    (only,) = pointing.draw_box(seen, box).candidates
    assert parse_target(write_target(only.target)) == only.target


@pytest.mark.parametrize("box", [(600, 10, 20, 20), (10, 10, 0, 5), (10, 10, -5, 5)])
def test_an_empty_box_is_refused(screens: PointedScreens, box: tuple[float, float, float, float]) -> None:
    seen = screens.open({"1.png": buttons("Unirse")})
    with pytest.raises(PictureError):
        pointing.draw_box(seen, box)


def test_a_click_outside_is_refused(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse")})
    with pytest.raises(PictureError):
        pointing.point_at(seen, 540, 10)


def test_marks_say_where_they_are_and_what_else_they_could_be(screens: PointedScreens) -> None:
    step = Step("1.png", Action("tap"), marks=(Mark(TextTarget(("Cancelar",))), Mark(TextTarget(("Nada de esto",)))))
    tutorial = Tutorial(NO_TUTORIAL.titles, (step,))
    seen = screens.open({"1.png": buttons("Abrir", "Abrir", "Cancelar")}, TextTarget(("Abrir",)), tutorial=tutorial)
    action, first, second = pointing.find_marks(seen)
    assert (action.of, action.found, len(action.others), action.matched) == ("action", True, 1, "Abrir")
    assert (action.place, first.place) == ("top", None), "of three buttons that look alike"
    assert (first.of, first.found, first.others) == (0, True, ())
    assert (second.of, second.found, second.box) == (1, False, None)
    assert pointing.find_marks(screens.open({"1.png": buttons("Abrir")})) == ()


def test_everything_on_a_screen_is_listed_in_reading_order(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": buttons("Unirse", "Abrir", "Abrir")})
    listed = pointing.list_items(seen)
    assert listed.size == (540, 1100)
    texts = [item for item in listed.items if item.kind == "text"]
    assert [label_of(item.target) for item in texts] == ["Unirse", "Abrir #1", "Abrir #2"]
    for item in texts:
        (found,) = seen.find([Query(item.target)])
        assert same_outline(found.outline, item.outline)
    assert pointing.list_items(seen) == listed
