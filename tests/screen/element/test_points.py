"""What a finger at a point would press."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.points import FINGERTIP_SIZE, find_target_of_point
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn


def target(screen: Drawn, x: int, y: int) -> Box:
    point = Box(x, y, 1, 1)
    return find_target_of_point(Surroundings.of(screen.pixels, screen.texts, point), point)


def test_on_bare_ground_a_fingertip() -> None:
    screen = Drawn()
    em = screen.text("Entrar", 20, 20).h
    assert abs(target(screen, 200, 400).w - FINGERTIP_SIZE * em) <= 2


def test_on_and_beside_a_text_its_button() -> None:
    screen = Drawn()
    screen.draw.rectangle((40, 100, 359, 149), fill="#0e72ed")
    screen.text("Entrar", 170, 110, "#ffffff")
    for x, y in ((190, 122), (60, 140)):
        assert boxes.iou(target(screen, x, y), Box(40, 100, 320, 50)) > 0.97, (x, y)


def test_on_an_icon_above_its_label_the_icon() -> None:
    screen = Drawn()
    screen.disc(180, 300, 40)
    screen.text("Zoom", 176, 345)
    found = target(screen, 200, 320)
    assert boxes.contains(found, Box(180, 300, 40, 40))
    assert found.h < 60


@pytest.mark.parametrize("left", [150, 200, 330])
def test_on_the_triangle_that_opens_a_list_the_whole_button(left: int) -> None:
    screen = Drawn()
    screen.draw.rounded_rectangle((20, 100, left + 30, 145), 5, outline="#808080", width=2)
    screen.text("Ordenar", 34, 108)
    screen.draw.polygon(((left, 119), (left + 12, 119), (left + 6, 125)), fill="#202020")
    assert boxes.iou(target(screen, left + 6, 122), Box(20, 100, left + 11, 46)) > 0.9


def test_a_plus_that_was_read_with_its_word_is_in_its_target() -> None:
    screen = Drawn()
    line = screen.text("+ Add item", 40, 200)
    word = Box(line.x + 20, line.y, line.w - 20, line.h)
    assert boxes.contains(screen.outline(word), line)
    assert screen.outline(Box(line.x + 60, line.y, line.w - 60, line.h)).x > line.x + 20
