"""The theme of a screen: its ground behind the texts, or its own where there are none."""

from __future__ import annotations

import numpy as np

from annotator.model import Box, TextLine
from annotator.screen.match.looks import describe


def test_a_light_screen_without_texts_between_black_margins_is_light() -> None:
    pixels = np.zeros((800, 800, 3), np.uint8)
    pixels[:, 300:500] = 240
    assert describe(pixels, (), ()).dark
    assert not describe(pixels, (), (), Box(300, 0, 200, 800)).dark


def test_the_ground_of_the_texts_counts_and_not_what_is_around() -> None:
    pixels = np.full((800, 400, 3), 20, np.uint8)
    pixels[300:400, 100:300] = 240
    assert not describe(pixels, (), (TextLine("Aceptar", Box(120, 330, 160, 40), 0.99),)).dark
