"""Paint over the texts of a picture, so that their letters hide no side of a button or field."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.edge_frames import MIN_WEAK_STEP
from annotator.screen.load import Pixels


def remove_texts(pixels: Pixels, texts: Sequence[Box], em: float) -> Pixels:
    """A copy of ``pixels`` (H, W, 3) with each of ``texts`` painted over in the colours around it.

    Where a text is in a gap of a line, like the label in a field's border, the line is drawn through. ``em`` is the
    height of a line of text, in pixels.
    """
    height, width = pixels.shape[:2]
    clean = np.array(pixels)
    for text in texts:
        sides = _pixels_around(pixels, text, max(2, round(em / 8)))
        ground = np.median(np.concatenate(sides), axis=0)
        inner = boxes.clipped(boxes.inflated(text, 1), width, height)
        clean[inner.y : inner.bottom, inner.x : inner.right] = _fill_color(sides, ground, inner).astype(np.uint8)
        _draw_line_through(clean, pixels, inner, ground, em)
    return clean


def _pixels_around(pixels: Pixels, text: Box, thickness: int) -> list[NDArray[np.uint8]]:
    """The pixels above, below, left and right of a text, or within it at the end of the picture: (N, 3) each."""
    outer = boxes.clipped(boxes.inflated(text, thickness), pixels.shape[1], pixels.shape[0])
    part = pixels[outer.y : outer.bottom, outer.x : outer.right]
    sides = (part[:thickness], part[-thickness:], part[:, :thickness], part[:, -thickness:])
    return [side.reshape(-1, 3) for side in sides]


def _fill_color(sides: Sequence[NDArray[np.uint8]], ground: NDArray[np.float64], inner: Box) -> NDArray[np.float64]:
    """The colours to paint on a text: its background, or a gradient where left and right differ, or above and below a little."""
    above, below, left, right = (np.median(side, axis=0) for side in sides)
    if np.abs(left - right).max() > 6:
        return np.asarray(np.linspace(left, right, inner.w)[None])
    low, high = np.minimum(above, below) - MIN_WEAK_STEP, np.maximum(above, below) + MIN_WEAK_STEP
    is_between = bool(((low <= ground) & (ground <= high)).all())
    # A larger step is a side of something.
    if is_between and MIN_WEAK_STEP <= np.abs(above - below).max() <= 32:
        return np.asarray(np.linspace(above, below, inner.h)[:, None].round())
    return ground[None, None]


def _draw_line_through(clean: Pixels, pixels: Pixels, inner: Box, ground: NDArray[np.float64], em: float) -> None:
    """Draw a thin line that meets ``inner`` on its left and right through that, on ``clean``, in the colours on its left."""
    reach = max(3, round(em * 0.6))
    left, right = inner.x - reach, inner.right + reach
    if left < 1 or right >= pixels.shape[1] - 1:
        return
    top, bottom = inner.y + inner.h // 4, inner.bottom - inner.h // 4
    off_left, off_right = (np.abs(pixels[top:bottom, x].astype(np.int16) - ground).max(axis=1) for x in (left, right))
    line = np.flatnonzero(np.minimum(off_left, off_right) > 12)
    if 0 < line.size <= max(2, em / 4):
        clean[top + line, left:right] = pixels[top + line, left][:, None]
