"""Dim everything but the target: by a third at most, and less where other words would become too faint to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from PIL import Image

from annotator.cards import palette, shapes
from annotator.cards.geometry import Rect
from annotator.cards.shapes import Pixels
from annotator.model import Box

FACTORS: Final = (0.68, 0.72, 0.76, 0.8, 0.84, 0.88, 0.92)
"""What each value of a channel may be multiplied by, strongest dimming first; 0.68 takes just less than a third away."""
READABLE: Final = 3.0
"""Least contrast ratio of words that can be read: WCAG's for large text."""
READABLE_MARGIN: Final = 1.1
"""Words whose contrast is less than this times READABLE are faint already, and don't limit the dimming."""
SAMPLES: Final = 900
"""Pixels looked at in each text: enough to meet its ink and its ground."""
_BRIGHTNESS: Final = np.array([54, 183, 19])
"""Weights of red, green and blue, of 256."""


def dimming_factor(pixels: Pixels, texts: Sequence[Box]) -> float:
    """The strongest of FACTORS at which every readable text of a screenshot (H, W, 3) stays readable."""
    pairs = np.array([pair for text in texts if (pair := _ink_and_ground(pixels, text)) is not None])
    if not len(pairs):
        return FACTORS[0]
    for factor in FACTORS:
        dark, light = (palette.luminances(np.round(pairs[:, index] * factor).astype(np.uint8)) for index in (0, 1))
        ratio = (np.maximum(dark, light) + 0.05) / (np.minimum(dark, light) + 0.05)
        if bool((ratio >= READABLE).all()):
            return factor
    return FACTORS[-1]


def _ink_and_ground(pixels: Pixels, text: Box) -> tuple[Pixels, Pixels] | None:
    """The darkest and the lightest colour (3) of a text, but for its outermost fiftieths; None for a faint text."""
    part = pixels[max(0, text.y) : text.bottom, max(0, text.x) : text.right]
    if not part.size:
        return None
    step = max(1, int((part.shape[0] * part.shape[1] / SAMPLES) ** 0.5))
    samples = part[::step, ::step].reshape(-1, 3)
    order = np.argsort(samples @ _BRIGHTNESS, kind="stable")
    dark, light = samples[order[len(order) // 50]], samples[order[-1 - len(order) // 50]]
    low, high = palette.luminances(np.stack((dark, light)))
    return (dark, light) if (high + 0.05) / (low + 0.05) >= READABLE_MARGIN * READABLE else None


def draw_scrim(image: Image.Image, area: Rect, factor: float, holes: Iterable[tuple[Rect, int]]) -> None:
    """Dim ``area`` of an image, but for the ``holes``: rounded rectangles, each with its radius in pixels."""
    left, top, right, bottom = area.rounded()
    before = image.crop((left, top, right, bottom))
    table = [round(value * factor) for value in range(256)] * 3
    bright = Image.new("L", before.size, 0)
    for rect, radius in holes:
        x, y, far, low = rect.rounded()
        bright.paste(255, (x - left, y - top), shapes.rounded_rectangle_mask(far - x, low - y, radius))
    image.paste(Image.composite(before, before.point(table), bright), (left, top))
