"""Reckoning with boxes: rectangles in whole pixels."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model import Box


def common(one: Box, other: Box) -> int:
    """The area that two boxes share, in square pixels."""
    w = min(one.right, other.right) - max(one.x, other.x)
    h = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0, w) * max(0, h)


def overlap(one: Box, other: Box) -> float:
    """The shared area as a part of the smaller box (0..1)."""
    return common(one, other) / max(1, min(one.w * one.h, other.w * other.h))


def iou(one: Box, other: Box) -> float:
    """The shared area as a part of the area that both cover together (0..1)."""
    both = common(one, other)
    return both / max(1, one.w * one.h + other.w * other.h - both)


def union(*boxes: Box) -> Box:
    """The smallest box around all ``boxes`` (at least one)."""
    x0, y0 = min(box.x for box in boxes), min(box.y for box in boxes)
    x1, y1 = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(x0, y0, x1 - x0, y1 - y0)


def padded(box: Box, margin: float) -> Box:
    """``box`` with ``margin`` pixels more on each side; it may reach out of the picture."""
    m = round(margin)
    return Box(box.x - m, box.y - m, box.w + 2 * m, box.h + 2 * m)


def within(box: Box, width: int, height: int) -> Box:
    """The part of ``box`` that lies in a picture of that size, at least one pixel."""
    x0, y0 = max(0, min(box.x, width - 1)), max(0, min(box.y, height - 1))
    x1, y1 = min(width, max(box.right, x0 + 1)), min(height, max(box.bottom, y0 + 1))
    return Box(x0, y0, x1 - x0, y1 - y0)


def moved(box: Box, x: int, y: int) -> Box:
    """``box`` shifted by ``x`` and ``y`` pixels."""
    return Box(box.x + x, box.y + y, box.w, box.h)


def holds(outer: Box, inner: Box, margin: int = 0) -> bool:
    """Whether ``inner`` lies in ``outer`` with at least ``margin`` pixels around it."""
    return (
        outer.x + margin <= inner.x
        and outer.y + margin <= inner.y
        and inner.right + margin <= outer.right
        and inner.bottom + margin <= outer.bottom
    )


def apart(one: Box, other: Box) -> int:
    """How far two boxes are apart from left to right, in pixels."""
    return max(0, one.x - other.right, other.x - one.right)


def middle_in(box: Box, outer: Box) -> bool:
    """Whether the middle of ``box`` lies in ``outer``."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    return outer.x <= x < outer.right and outer.y <= y < outer.bottom


def reading_order(around: Sequence[Box]) -> list[int]:
    """The indices of boxes from top to bottom, and within a row from left to right."""
    order: list[int] = []
    rest = sorted(range(len(around)), key=lambda i: around[i].y + around[i].h / 2)
    while rest:
        first = around[rest[0]]
        row = [i for i in rest if _same_row(first, around[i])]
        order += sorted(row, key=lambda i: around[i].x)
        rest = [i for i in rest if i not in row]
    return order


def _same_row(one: Box, other: Box) -> bool:
    return abs((one.y + one.h / 2) - (other.y + other.h / 2)) < 0.5 * min(one.h, other.h)
