"""Labels, icons and badges that nothing contains."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import compact_marks
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn


def around(screen: Drawn, box: Box) -> Surroundings:
    return Surroundings.of(screen.pixels, screen.texts, box)


def test_a_label_takes_the_icon_above_it() -> None:
    screen = Drawn()
    screen.disc(180, 300, 40)
    label, icon = screen.text("Zoom", 176, 345), Box(180, 300, 40, 40)
    found = compact_marks.include_companion(around(screen, label), label)
    assert boxes.contains(found, label, 2)
    assert boxes.contains(found, icon, 2)
    assert found.h < 110


def test_a_text_alone_only_has_a_margin() -> None:
    screen = Drawn()
    screen.disc(20, 300, 40)
    text = screen.text("Zoom", 176, 345)
    found = compact_marks.include_companion(around(screen, text), text)
    assert found == boxes.inflated(text, text.h * compact_marks.MARGIN)


def test_a_part_of_an_icon_is_one_colour_and_bare_ground_is_none() -> None:
    screen = Drawn()
    screen.text("Mensajes", 20, 500)
    screen.disc(180, 300, 50)
    at = around(screen, Box(200, 320, 1, 1))
    assert boxes.iou(compact_marks.find_icon_part(at, Box(200, 320, 1, 1)), Box(180, 300, 50, 50)) > 0.9
    assert compact_marks.find_icon_part(at, Box(50, 50, 1, 1)) == Box(50, 50, 1, 1)
