"""Thin lines under fields, and in their borders."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen.element.fields import find_lines
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn


@pytest.mark.parametrize("thickness", [1, 2, 3, 5])
def test_a_line_of_any_thickness_is_one_line(thickness: int) -> None:
    screen = Drawn()
    screen.text("Ana García", 42, 200)
    screen.draw.rectangle((40, 240, 339, 239 + thickness), fill="#d06030")
    (line,) = find_lines(Surroundings(screen.pixels, screen.texts, 20.0), Box(0, 150, 400, 200))
    assert (line.x, line.w) == (40, 300)
    assert abs(line.y - 240) <= 1
    assert abs(line.h - thickness) <= 2


def test_a_bar_the_side_of_a_card_and_a_word_are_no_lines() -> None:
    screen = Drawn()
    screen.draw.rectangle((40, 100, 339, 115), fill="#d06030")
    screen.draw.rectangle((0, 200, 399, 399), fill="#e4e4ea")
    screen.text("Una oración larga sin línea", 40, 250)
    assert find_lines(Surroundings(screen.pixels, screen.texts, 20.0), Box(0, 60, 400, 280)) == []


def test_the_sides_of_a_frame_are_no_underlines() -> None:
    screen = Drawn()
    label = screen.small("Descripción", 68, 92)
    screen.draw.rounded_rectangle((40, 480, 359, 540), 6, outline="#0b5cff", width=2)
    whole = Surroundings(screen.pixels, screen.texts, float(label.h))
    assert find_lines(whole, Box(0, 440, 400, 150)) == []
