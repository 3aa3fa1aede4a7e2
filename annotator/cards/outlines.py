"""Draw the outlines of targets, with sides left out where the picture cuts the element.

An outline is a coloured ring with a dark and a white border, so that it is visible on a screen of any colour: at scale 1 it
is 18 pixels thick, 3 white, 1.5 dark, 9 coloured, 1.5 dark and 3 white. Its ring is drawn smooth in the smallest size and
stretched to the target's, which takes a fraction of the time.
"""

import math
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from annotator.cards.geometry import ALL_CLOSED, Rect, Sides
from annotator.cards.palette import WHITE, MarkInk
from annotator.cards.shapes import SUPERSAMPLING

# Lengths at scale 1, in pixels.
_WHITE_PX: Final = 3.0
_EDGE_PX: Final = 1.5
_RING_PX: Final = 9.0
OUTLINE_PX: Final = 2 * (_WHITE_PX + _EDGE_PX) + _RING_PX
"""Thickness of an outline, borders included."""
MAX_RADIUS_PX: Final = 20
"""Maximum radius of an outline's inner corners."""
DASH_PX: Final = 30.0
"""Length of a dash of an outline, and about that of a gap with its borders."""
_GAP_SHARE: Final = 0.55
"""Length of a gap without its borders, in lengths of a dash."""


def corner_radius(inner: Rect, scale: float = 1.0) -> int:
    """Radius of the corners of an outline with the inner edge ``inner``, in pixels."""
    return int(max(4, min(MAX_RADIUS_PX * scale, inner.height / 2, inner.width / 2)))


def draw_outline(
    image: Image.Image,
    inner: Rect,
    ink: MarkInk,
    scale: float = 1,
    *,
    dash_px: float = 0,
    open_sides: Sides = ALL_CLOSED,
) -> None:
    """Draw an outline.

    Args:
        image: the image to draw on.
        inner: the inner edge of the outline, in pixels.
        ink: the colours of the line and its border.
        scale: the scale of the line.
        dash_px: the length of dashes at scale 1; 0 draws a solid line.
        open_sides: the sides to leave out, with their corners.
    """
    thickness = round(OUTLINE_PX * scale)
    left, top, right, bottom = inner.inflated(thickness).rounded()
    radius = corner_radius(inner, scale)
    insets = (0.0, _WHITE_PX * scale, (_WHITE_PX + _EDGE_PX) * scale)
    for inset, color in zip(insets, (WHITE, ink.edge, ink.color), strict=True):
        ring = _stretch_ring(_ring_mask(radius, thickness, inset), right - left, bottom - top)
        if open_sides != ALL_CLOSED:
            _erase_sides(ring, radius + thickness, open_sides)
        if dash_px:
            _erase_gaps(ring, radius + thickness, thickness, inset, dash_px * scale)
        image.paste(color, (left, top), ring)


def _erase_sides(ring: Image.Image, corner: int, sides: Sides) -> None:
    """Erase sides of a ring whose corners have ``corner`` pixels, in place."""
    width, height = ring.size
    for is_open, area in (
        (sides.left, (0, 0, corner, height)),
        (sides.top, (0, 0, width, corner)),
        (sides.right, (width - corner, 0, width, height)),
        (sides.bottom, (0, height - corner, width, height)),
    ):
        if is_open:
            ring.paste(0, area)


def _erase_gaps(ring: Image.Image, corner: int, thickness: int, inset: float, dash: float) -> None:
    """Erase the gaps between dashes from the straight parts of a ring, in place.

    They are wider in the coloured ring (``inset``) than in the white border, so that the dashes have borders at their ends, too.
    """
    width, height = ring.size
    for start, end in _dash_gaps(width, corner, dash):
        gap_start, gap_end = round(start - inset), round(end + inset)
        ring.paste(0, (gap_start, 0, gap_end, thickness))
        ring.paste(0, (gap_start, height - thickness, gap_end, height))
    for start, end in _dash_gaps(height, corner, dash):
        gap_start, gap_end = round(start - inset), round(end + inset)
        ring.paste(0, (0, gap_start, thickness, gap_end))
        ring.paste(0, (width - thickness, gap_start, width, gap_end))


def _dash_gaps(length: int, corner: int, dash: float) -> list[tuple[float, float]]:
    """The gaps of one side, evenly between its corners, as pairs of start and end in pixels."""
    gap = dash * _GAP_SHARE
    straight_px = length - 2 * corner
    # An even number leaves a dash in the middle; only a side too short for two has one gap.
    count = 2 * math.floor(straight_px / (dash + gap) / 2)
    if count == 0:
        count = 1 if straight_px < dash + 2 * gap else 2
    gap_distance = straight_px / count
    middles = [corner + gap_distance * (index + 0.5) for index in range(count)]
    return [(middle - gap / 2, middle + gap / 2) for middle in middles]


@lru_cache(maxsize=32)
def _ring_mask(radius: int, thickness: int, inset: float) -> Image.Image:
    """An L mask of the smallest ring with corners of that radius: only one straight pixel between them.

    ``inset`` is the distance of the ring from both edges of the outline, where the borders below it show.
    """
    side = 2 * (radius + thickness) + 1
    large = Image.new("L", (side * SUPERSAMPLING, side * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    for edge, fill in ((inset, 255), (thickness - inset, 0)):
        start = edge * SUPERSAMPLING
        end = side * SUPERSAMPLING - 1 - start
        pen.rounded_rectangle((start, start, end, end), (radius + thickness - edge) * SUPERSAMPLING, fill=fill)
    return large.reduce(SUPERSAMPLING)


def _stretch_ring(ring: Image.Image, width: int, height: int) -> Image.Image:
    """A ring stretched to another size: its straight middle is repeated, its corners stay unchanged."""
    small = np.array(ring)
    half = small.shape[0] // 2
    columns, rows = (_stretched_indices(length, half, len(small)) for length in (width, height))
    return Image.fromarray(np.ascontiguousarray(small[rows][:, columns]))


def _stretched_indices(length: int, half: int, small_length: int) -> npt.NDArray[np.int_]:
    """For each pixel of a stretched line, its index in the small one: of 5 pixels and ``half`` 2, for 7: 0 1 2 2 2 3 4."""
    indices = np.arange(length)
    return np.where(indices >= length - half, indices - length + small_length, np.minimum(indices, half))
