"""Dim everything except the target, by at most a third, and by less where other texts would become illegible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from annotator.cards import palette, shapes
from annotator.cards.geometry import Rect
from annotator.cards.shapes import Pixels
from annotator.model import Box

DIMMING_FACTORS: Final = (0.68, 0.72, 0.76, 0.8, 0.84, 0.88, 0.92)
"""Factors for each colour channel, from the strongest dimming to the weakest."""
MIN_READABLE_CONTRAST: Final = 3.0
"""Minimum contrast ratio of legible text: that of WCAG for large text."""
READABLE_MARGIN: Final = 1.1
"""Texts with less contrast than this times MIN_READABLE_CONTRAST are faint anyway, and don't limit the dimming."""
MAX_SAMPLES: Final = 900
"""Number of pixels to sample from each text: enough to include its ink and its background."""
LIGHT: Final = 0.22
"""How far lit pixels are lightened, as a share of the way to white."""
_BRIGHTNESS: Final = np.array([54, 183, 19])
"""Weights of red, green and blue in luma (BT.709), in 256ths."""


def choose_dimming_factor(pixels: Pixels, texts: Sequence[Box]) -> float:
    """The strongest of DIMMING_FACTORS at which every legible text of a screenshot (H, W, 3) stays legible."""
    pairs = np.array([pair for text in texts if (pair := _ink_and_ground(pixels, text)) is not None])
    if not len(pairs):
        return DIMMING_FACTORS[0]
    for factor in DIMMING_FACTORS:
        dark, light = (palette.luminances(np.round(pairs[:, index] * factor).astype(np.uint8)) for index in (0, 1))
        ratio = (np.maximum(dark, light) + 0.05) / (np.minimum(dark, light) + 0.05)
        if bool((ratio >= MIN_READABLE_CONTRAST).all()):
            return factor
    return DIMMING_FACTORS[-1]


def _ink_and_ground(pixels: Pixels, text: Box) -> tuple[Pixels, Pixels] | None:
    """The darkest and lightest colours (3) of a text (2nd and 98th percentile); None for a faint text."""
    part = pixels[max(0, text.y) : text.bottom, max(0, text.x) : text.right]
    if not part.size:
        return None
    step = max(1, int((part.shape[0] * part.shape[1] / MAX_SAMPLES) ** 0.5))
    samples = part[::step, ::step].reshape(-1, 3)
    order = np.argsort(samples @ _BRIGHTNESS, kind="stable")
    dark, light = samples[order[len(order) // 50]], samples[order[-1 - len(order) // 50]]
    low, high = palette.luminances(np.stack((dark, light)))
    return (dark, light) if (high + 0.05) / (low + 0.05) >= READABLE_MARGIN * MIN_READABLE_CONTRAST else None


def draw_scrim(
    image: Image.Image, area: Rect, factor: float, holes: Iterable[tuple[Rect, int]], soft: float = 0
) -> None:
    """Dim ``area`` of an image except the ``holes``: rounded rectangles, each with its radius in pixels.

    With ``soft``, their edges are blurred by so many pixels, and what is in them is lit, which is seen on a black screen, too.
    """
    left, top, right, bottom = area.rounded()
    before = image.crop((left, top, right, bottom))
    dimmed = before.point([round(value * factor) for value in range(256)] * 3)
    bright = Image.new("L", before.size, 0)
    for rect, radius in holes:
        x, y, far, low = rect.rounded()
        bright.paste(255, (x - left, y - top), shapes.rounded_rectangle_mask(far - x, low - y, radius))
    if soft:
        bright = bright.filter(ImageFilter.GaussianBlur(soft))
        before = before.point([round(value + LIGHT * (255 - value)) for value in range(256)] * 3)
    image.paste(Image.composite(before, dimmed, bright), (left, top))
