"""What it costs to cover each place of a card: words cost most, then icons, then lines; bare ground costs little."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from annotator.cards.geometry import Rect
from annotator.cards.shapes import Pixels

CELL: Final = 4
"""Side of a cell of the map, in pixels."""
TEXT: Final = 30.0
"""Cost of a covered cell of a text."""
OCCUPIED: Final = 60.0
"""Cost of a covered cell of a target or another mark."""
ICON: Final = 22.0
"""Cost of a covered cell with an icon's stroke."""
LINE: Final = 5.0
"""Cost of a covered cell with a long line."""
SCREEN: Final = 0.12
"""Cost of any other covered cell of the screenshot: beside it is better."""
OUTSIDE: Final = 1e6
"""Cost of a cell outside the area: never."""
STROKE_CONTRAST: Final = 36
"""Least difference of green (0..255) within a cell that has a stroke."""
LONG: Final = 16
"""Least length of a line that is no icon's but separates rows, or is the edge of a button, in cells."""

Costs = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CostMap:
    """The costs of the part ``area`` of a card, one for each cell: (rows, columns), read-only."""

    area: Rect
    costs: Costs

    def __post_init__(self) -> None:
        self.costs.setflags(write=False)

    def with_occupied(self, rects: Iterable[Rect]) -> CostMap:
        """The same map with further rectangles that must not be covered."""
        costs = self.costs.copy()
        for rect in rects:
            _raise_to(costs, rect, self.area, OCCUPIED)
        return CostMap(self.area, costs)

    def cost_of(self, rect: Rect) -> float:
        """The cost of covering a rectangle."""
        columns = np.arange(rect.left, rect.right, CELL)
        rows = np.arange(rect.top, rect.bottom, CELL)
        x, y = np.meshgrid(columns, rows)
        return float(self.at(x.ravel(), y.ravel()).sum())

    def at(self, x: Costs, y: Costs) -> Costs:
        """The costs of the cells at points of the card; of any shape, ``x`` and ``y`` alike."""
        columns = np.floor((x - self.area.left) / CELL).astype(np.intp)
        rows = np.floor((y - self.area.top) / CELL).astype(np.intp)
        height, width = self.costs.shape
        outside = (columns < 0) | (rows < 0) | (columns >= width) | (rows >= height)
        found = self.costs[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
        return np.where(outside, OUTSIDE, found)


def cost_map(area: Rect, body: Pixels, screen: Rect, texts: Iterable[Rect]) -> CostMap:
    """The costs of an area of a card.

    Args:
        area: of the card, in pixels.
        body: its pixels, (H, W, 3).
        screen: the screenshot on the card.
        texts: its texts on the card.
    """
    rows, columns = body.shape[0] // CELL, body.shape[1] // CELL
    green = body[: rows * CELL, : columns * CELL, 1].reshape(rows, CELL, columns, CELL)
    contrast = green.max(axis=(1, 3)).astype(np.int16) - green.min(axis=(1, 3))
    edges = (contrast > STROKE_CONTRAST).astype(np.uint8)
    horizontal, vertical = np.ones((1, LONG), np.uint8), np.ones((LONG, 1), np.uint8)
    lines = cv2.morphologyEx(edges, cv2.MORPH_OPEN, horizontal) | cv2.morphologyEx(edges, cv2.MORPH_OPEN, vertical)
    strokes = np.where(lines > 0, LINE, ICON) * edges
    inside = np.zeros((rows, columns), dtype=bool)
    left, top, right, bottom = _cells(screen.clipped(area), area, (rows, columns))
    inside[top:bottom, left:right] = True
    costs = np.where(inside, SCREEN + strokes, 0.0)
    for text in texts:
        _raise_to(costs, text, area, TEXT)
    return CostMap(area, costs)


def _cells(rect: Rect, area: Rect, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """The cells that a rectangle touches: left, top, right, bottom."""
    left = max(0, math.floor((rect.left - area.left) / CELL))
    top = max(0, math.floor((rect.top - area.top) / CELL))
    right = min(shape[1], math.ceil((rect.right - area.left) / CELL))
    bottom = min(shape[0], math.ceil((rect.bottom - area.top) / CELL))
    return left, top, max(left, right), max(top, bottom)


def _raise_to(costs: Costs, rect: Rect, area: Rect, cost: float) -> None:
    """Raise the costs of the cells of a rectangle to ``cost``, in place."""
    left, top, right, bottom = _cells(rect, area, (costs.shape[0], costs.shape[1]))
    part = costs[top:bottom, left:right]
    np.maximum(part, cost, out=part)
