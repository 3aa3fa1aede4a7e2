"""Measure where the letters of a text are within its box."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen.load import Pixels, strongest

MAX_TEXT_PIXELS: Final = 4_000_000
"""Area of the largest text that is measured. A larger one is no line of text, and would take 50 bytes a pixel."""
_MIN_TEXT_PX: Final = 6
"""Shorter side of the smallest text that is measured."""
_MIN_CONTRAST: Final = 24
"""Minimum difference of the letters from the background, of 255; what differs less is blur."""
_INK_SHARE: Final = 0.35
"""Share of the strongest contrast above which a pixel is ink."""


def tighten_box(pixels: Pixels, box: Box) -> Box:
    """Shrink ``box`` to the letters in it, with a margin of an eighth of their height; as it is if they can't be measured.

    The boxes of the OCR engine have a margin that grows with the text, and so overlap neighbouring texts and frames.
    """
    part = pixels[box.y : box.bottom, box.x : box.right]
    if min(box.w, box.h) < _MIN_TEXT_PX or box.area > MAX_TEXT_PIXELS:
        return box
    background = np.median(part.reshape(-1, 3), axis=0)
    contrast = strongest(np.abs(part - background))
    peak = float(np.percentile(contrast, 99))  # rather than the maximum, which a single pixel may be
    if peak < _MIN_CONTRAST:
        return box
    ink = _without_border_shapes(contrast > peak * _INK_SHARE)
    rows = np.flatnonzero(ink.mean(axis=1) > 0.01)  # a stray pixel makes no row
    columns = np.flatnonzero(ink.any(axis=0))
    if rows.size < 4 or columns.size < 2:  # no letter is smaller
        return box
    margin = max(1, round((rows[-1] - rows[0]) / 8))
    x0, x1 = max(0, int(columns[0]) - margin), min(box.w, int(columns[-1]) + 1 + margin)
    y0, y1 = max(0, int(rows[0]) - margin), min(box.h, int(rows[-1]) + 1 + margin)
    return Box(box.x + x0, box.y + y0, x1 - x0, y1 - y0)


def _without_border_shapes(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``ink`` without shapes that touch the border, such as the side of a button; all of it if little else remains."""
    _, labels = cv2.connectedComponents(ink.astype(np.uint8), connectivity=8)
    ends = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    inner = ink & ~np.isin(labels, np.unique(ends[ends > 0]))
    return inner if inner.sum() > 0.02 * ink.size else ink  # fewer are no letters
