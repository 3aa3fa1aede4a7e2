"""Flat pictures for the tests of the video: their colour tells the card, and a band tells the caption."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotator.cache import digest
from annotator.model import Caption, Card


class Painter:
    """Draws flat cards, and remembers what it drew."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Card, Caption | None]] = []

    def __call__(self, card: Card, caption: Caption | None) -> NDArray[np.uint8]:
        self.drawn.append((card, caption))
        return picture(card, caption)


def picture(card: Card, caption: Caption | None) -> NDArray[np.uint8]:
    pixels = np.empty((1280, 720, 3), dtype=np.uint8)
    pixels[:] = _color(repr(card))
    pixels[1052:] = _color(repr(caption))
    return pixels


def _color(text: str) -> tuple[int, int, int]:
    code = digest(text.encode())
    red, green, blue = (40 + int(code[at : at + 2], 16) % 176 for at in (0, 2, 4))
    return red, green, blue
