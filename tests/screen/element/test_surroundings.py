"""The em at a place: that of the text there, else the usual one."""

from __future__ import annotations

import numpy as np

from annotator.model import Box, TextLine
from annotator.screen.element.surroundings import Surroundings, is_point

PIXELS = np.zeros((600, 400, 3), np.uint8)
LARGE, SMALL, BADGE = (
    TextLine("Entrar", Box(10, 10, 120, 40), 0.9),
    TextLine("Cancelar", Box(10, 100, 80, 20), 0.9),
    TextLine("3", Box(300, 100, 10, 8), 0.9),
)
TEXTS = (LARGE, SMALL, BADGE)


def test_a_text_has_its_own_em_and_a_point_the_usual_one() -> None:
    assert Surroundings.of(PIXELS, TEXTS, LARGE.box).em == 40
    around = Surroundings.of(PIXELS, TEXTS, Box(200, 300, 1, 1))
    assert around.em == 30, "the median of words; a badge is none"
    assert around.at(SMALL.box).em == 20
    assert around.with_em(7.5).em == 7.5


def test_without_text_the_em_follows_the_height_of_the_screen() -> None:
    assert Surroundings.of(PIXELS, (), Box(0, 0, 1, 1)).em == 10
    assert Surroundings.of(PIXELS[:60], (), Box(0, 0, 1, 1)).em == 6


def test_what_is_a_text_and_what_is_in_an_area() -> None:
    around = Surroundings.of(PIXELS, TEXTS, LARGE.box)
    assert around.is_text(Box(12, 12, 40, 30))
    assert not around.is_text(Box(200, 300, 40, 30))
    assert around.texts_in(Box(0, 0, 200, 200)) == [LARGE, SMALL]
    assert around.clip(Box(390, 590, 50, 50)) == Box(390, 590, 10, 10)
    assert around.crop(Box(1, 2, 3, 4)).shape == (4, 3, 3)


def test_points() -> None:
    assert is_point(Box(5, 5, 1, 1))
    assert not is_point(Box(5, 5, 1, 9))
