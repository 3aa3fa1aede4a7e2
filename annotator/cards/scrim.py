"""Dimming of everything but the target: by a third at most, and less where other words would get too faint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from PIL import Image

from annotator.cards import palette, shapes
from annotator.cards.geometry import Rect
from annotator.cards.shapes import Pixels
from annotator.model import Box

STRENGTHS = (0.68, 0.72, 0.76, 0.8, 0.84, 0.88, 0.92)
"""What is left of each value; 0.68 takes just less than a third away."""
_READABLE = 3.0
_SPOTS = 900
"""Pixels looked at in each text: enough to meet its ink and its ground."""


def strength(pixels: Pixels, texts: Sequence[Box]) -> float:
    """The strongest dimming at which every word that had a contrast of 3:1 by some margin keeps it."""
    pairs = np.array([pair for text in texts if (pair := _ink_and_ground(pixels, text)) is not None])
    if not len(pairs):
        return STRENGTHS[0]
    for factor in STRENGTHS:
        dark, light = (palette.luminances(np.round(pairs[:, index] * factor).astype(np.uint8)) for index in (0, 1))
        ratio = (np.maximum(dark, light) + 0.05) / (np.minimum(dark, light) + 0.05)
        if bool((ratio >= _READABLE).all()):
            return factor
    return STRENGTHS[-1]


def _ink_and_ground(pixels: Pixels, text: Box) -> tuple[Pixels, Pixels] | None:
    """The darkest and the lightest colour of a text, or None where its contrast is below 3.3 anyway."""
    part = pixels[max(0, text.y) : text.bottom, max(0, text.x) : text.right]
    if not part.size:
        return None
    step = max(1, int((part.shape[0] * part.shape[1] / _SPOTS) ** 0.5))
    spots = part[::step, ::step].reshape(-1, 3)
    order = np.argsort(spots @ np.array([54, 183, 19]), kind="stable")
    dark, light = spots[order[len(order) // 50]], spots[order[-1 - len(order) // 50]]
    one, other = palette.luminances(np.stack((dark, light)))
    return (dark, light) if (other + 0.05) / (one + 0.05) >= 1.1 * _READABLE else None


def dim(image: Image.Image, where: Rect, factor: float, bright: Iterable[tuple[Rect, int]]) -> None:
    """Dim a part of a card, except round-cornered rectangles (with their radius)."""
    left, top, right, bottom = where.rounded()
    before = image.crop((left, top, right, bottom))
    table = [round(value * factor) for value in range(256)] * 3
    kept = Image.new("L", before.size, 0)
    for rect, radius in bright:
        x, y, far, low = rect.rounded()
        kept.paste(255, (x - left, y - top), shapes.rounded_mask(far - x, low - y, radius))
    image.paste(Image.composite(before, before.point(table), kept), (left, top))
