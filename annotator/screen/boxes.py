"""Box arithmetic in whole pixels.

A box has its upper left corner, a width and a height, ``Box(x=24, y=96, w=48, h=48)``; ``right`` and ``bottom`` (72 and 144) lie
just outside of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.model import Box, PointTarget

MIN_STANDING: Final = 1.5
"""Minimum height of the box of a text on its side, in widths: from there on the OCR engine turns it to read it."""


def intersection(one: Box, other: Box) -> int:
    """Area shared by two boxes, in square pixels."""
    w = min(one.right, other.right) - max(one.x, other.x)
    h = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0, w) * max(0, h)


def overlap_coefficient(one: Box, other: Box) -> float:
    """Shared area as a fraction of the smaller box (overlap coefficient, 0..1)."""
    return intersection(one, other) / max(1, min(one.area, other.area))


def iou(one: Box, other: Box) -> float:
    """Intersection over union (0..1)."""
    shared = intersection(one, other)
    return shared / max(1, one.area + other.area - shared)


def union(*boxes: Box) -> Box:
    """The smallest box around all ``boxes`` (at least one)."""
    x0, y0 = min(box.x for box in boxes), min(box.y for box in boxes)
    x1, y1 = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(x0, y0, x1 - x0, y1 - y0)


def inflated(box: Box, margin: float) -> Box:
    """``box`` with ``margin`` more pixels on each side, rounded; the result may reach outside the picture."""
    rounded = round(margin)
    return Box(box.x - rounded, box.y - rounded, box.w + 2 * rounded, box.h + 2 * rounded)


def clipped(box: Box, width: int, height: int) -> Box:
    """The part of ``box`` inside a picture of that size; at least one pixel, even for a box outside it."""
    x0, y0 = max(0, min(box.x, width - 1)), max(0, min(box.y, height - 1))
    x1, y1 = min(width, max(box.right, x0 + 1)), min(height, max(box.bottom, y0 + 1))
    return Box(x0, y0, x1 - x0, y1 - y0)


def shifted(box: Box, dx: int, dy: int) -> Box:
    """``box`` moved by ``dx`` and ``dy`` pixels."""
    return Box(box.x + dx, box.y + dy, box.w, box.h)


def middle_of(box: Box, size: tuple[int, int]) -> PointTarget:
    """The middle of a box on a picture of ``size`` (width, height), as exactly as a script writes it."""
    return PointTarget(round(100 * box.center_x / size[0], 1), round(100 * box.center_y / size[1], 1))


def contains(outer: Box, inner: Box, margin: int = 0) -> bool:
    """Whether ``inner`` lies inside ``outer``, at least ``margin`` pixels from each of its sides."""
    return (
        outer.x + margin <= inner.x
        and outer.y + margin <= inner.y
        and inner.right + margin <= outer.right
        and inner.bottom + margin <= outer.bottom
    )


def is_standing(box: Box) -> bool:
    """Whether a box is much higher than wide, as that of a text on its side is."""
    return box.h >= MIN_STANDING * box.w


def horizontal_gap(one: Box, other: Box) -> int:
    """Horizontal distance between two boxes, in pixels; 0 where they touch or share a column."""
    return max(0, one.x - other.right, other.x - one.right)


def center_in(box: Box, outer: Box) -> bool:
    """Whether the centre of ``box`` lies inside ``outer``."""
    x, y = box.center_x, box.center_y
    return outer.x <= x < outer.right and outer.y <= y < outer.bottom


@dataclass(frozen=True, slots=True)
class Detection:
    """A place on a picture and its score, a similarity or probability (0..1): ``Detection(Box(24, 96, 48, 48), 0.94)``."""

    box: Box
    score: float


def non_maximum_suppression(
    found: Iterable[Detection], overlap: float, measure: Callable[[Box, Box], float] = overlap_coefficient
) -> list[Detection]:
    """The detections, best first, without those that overlap a better one that is kept by ``overlap`` (0..1) or more.

    ``measure`` returns the overlap of two boxes.
    """
    kept: list[Detection] = []
    for detection in sorted(found, key=lambda detection: -detection.score):
        if all(measure(detection.box, better.box) < overlap for better in kept):
            kept.append(detection)
    return kept


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """Indices of ``boxes`` row by row from the top, each row from left to right."""
    order: list[int] = []
    middles = [box.center_y for box in boxes]
    remaining = sorted(range(len(boxes)), key=lambda index: middles[index])
    while remaining:
        first = remaining[0]
        row = [
            index
            for index in remaining
            if abs(middles[index] - middles[first]) < 0.5 * min(boxes[index].h, boxes[first].h)
        ]
        order += sorted(row, key=lambda index: boxes[index].x)
        remaining = [index for index in remaining if index not in row]
    return order
