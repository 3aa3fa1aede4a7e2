"""Draw the outlines of targets: solid or dashed, with sides left out where the element goes on."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from annotator.cards.geometry import ALL_CLOSED, Rect, Sides
from annotator.cards.marks import EDGE_PX, OUTLINE_PX, WHITE_PX, corner_radius
from annotator.cards.palette import WHITE, MarkInk
from annotator.cards.shapes import SUPERSAMPLING

DASH_PX: Final = 30.0
"""Length of a dash of an outline, and about that of a gap with its borders."""


def draw_outline(
    image: Image.Image,
    inner: Rect,
    ink: MarkInk,
    scale: float = 1.0,
    *,
    dash_px: float = 0.0,
    open_sides: Sides = ALL_CLOSED,
) -> None:
    """Draw an outline.

    Args:
        image: is drawn on.
        inner: the inner edge, in pixels.
        ink: the colours.
        scale: that of the line.
        dash_px: the length of dashes at scale 1; 0 draws a solid line.
        open_sides: the sides to leave out, with their corners.
    """
    thickness = round(OUTLINE_PX * scale)
    left, top, right, bottom = inner.inflated(thickness).rounded()
    radius = corner_radius(inner, scale)
    insets = (0.0, WHITE_PX * scale, (WHITE_PX + EDGE_PX) * scale)
    for inset, color in zip(insets, (WHITE, ink.edge, ink.color), strict=True):
        ring = _stretched(_ring_mask(radius, thickness, inset), right - left, bottom - top)
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

    A gap is narrower by the borders of its dashes, so that these have borders at their ends, too.
    """
    width, height = ring.size
    for start, end in _gaps(width, corner, dash):
        near, far = round(start - inset), round(end + inset)
        ring.paste(0, (near, 0, far, thickness))
        ring.paste(0, (near, height - thickness, far, height))
    for start, end in _gaps(height, corner, dash):
        near, far = round(start - inset), round(end + inset)
        ring.paste(0, (0, near, thickness, far))
        ring.paste(0, (width - thickness, near, width, far))


def _gaps(length: int, corner: int, dash: float) -> list[tuple[float, float]]:
    """Where the gaps of one side are, evenly between its corners: start and end of each, in pixels."""
    gap = dash * 0.55
    free = length - 2 * corner
    # An even number leaves a dash in the middle; a side without a straight part has one gap.
    count = 2 * math.floor(free / (dash + gap) / 2) or int(free < dash + 2 * gap) or 2
    step = free / count
    return [
        (corner + step * (index + 0.5) - gap / 2, corner + step * (index + 0.5) + gap / 2) for index in range(count)
    ]


@lru_cache(maxsize=32)
def _ring_mask(radius: int, thickness: int, inset: float) -> Image.Image:
    """An L mask of the smallest ring with corners of that radius: only one straight pixel between them.

    ``inset`` is the distance of the ring from both edges of the outline, where the borders below it show.
    """
    side = 2 * (radius + thickness) + 1
    large = Image.new("L", (side * SUPERSAMPLING, side * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    for edge, fill in ((inset, 255), (thickness - inset, 0)):
        near = edge * SUPERSAMPLING
        far = side * SUPERSAMPLING - 1 - near
        pen.rounded_rectangle((near, near, far, far), (radius + thickness - edge) * SUPERSAMPLING, fill=fill)
    return large.reduce(SUPERSAMPLING)


def _stretched(ring: Image.Image, width: int, height: int) -> Image.Image:
    """A ring stretched to another size: its straight middle is repeated, its corners stay unchanged."""
    small = np.array(ring)
    half = small.shape[0] // 2
    columns = np.clip(np.arange(width), 0, half)
    columns = np.where(np.arange(width) >= width - half, small.shape[1] - (width - np.arange(width)), columns)
    rows = np.clip(np.arange(height), 0, half)
    rows = np.where(np.arange(height) >= height - half, small.shape[0] - (height - np.arange(height)), rows)
    return Image.fromarray(np.ascontiguousarray(small[rows][:, columns]))
