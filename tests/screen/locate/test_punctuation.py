"""Dots and crosses within a text are no icons; the same beside it are."""

from __future__ import annotations

import numpy as np

from annotator.model import Box, TextLine
from annotator.screen.locate.icons import Punctuation


def punctuation(text: str, *strokes: Box) -> Punctuation:
    """A text at (100, 50), 200×40, whose ink is only the strokes."""
    pixels = np.full((140, 500, 3), 255, np.uint8)
    for stroke in strokes:
        pixels[stroke.y : stroke.bottom, stroke.x : stroke.right] = 0
    return Punctuation(pixels, [TextLine(text, Box(100, 50, 200, 40), 0.9)])


LETTERS = Box(110, 56, 150, 26)


def test_a_dot_on_the_line_is_punctuation_and_one_at_half_height_is_not() -> None:
    low, middle = Box(288, 78, 6, 6), Box(320, 67, 6, 6)
    found = punctuation("Entrar a clase.", LETTERS, low, middle)
    assert found.contains(low)
    assert not found.contains(middle)


def test_a_plus_close_to_a_letter_is_punctuation_and_one_apart_is_not() -> None:
    close, apart = Box(268, 58, 16, 20), Box(310, 58, 16, 20)
    found = punctuation("Entrar +", LETTERS, close)
    assert found.contains(close)
    assert not punctuation("Entrar", LETTERS, apart).contains(apart)


def test_a_single_letter_may_be_an_icon_and_has_no_punctuation() -> None:
    assert not punctuation("Q", LETTERS, Box(268, 58, 16, 20)).contains(Box(268, 58, 16, 20))


def test_what_is_taller_than_the_text_is_no_punctuation() -> None:
    tall = Box(264, 40, 20, 60)
    assert not punctuation("Entrar a clase", LETTERS, tall).contains(tall)
