"""Map what a pointer or sign would cover: a cost for each cell of four by four pixels of a card.

The empty ground of a screen costs little, a text more, a mark still more.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from annotator.cards.geometry import Rect
from annotator.cards.shapes import Pixels

CELL_PX: Final = 4
"""Side of a cell of the map, in pixels."""
TEXT_COST: Final = 30.0
"""Cost of a covered cell of a text, at least."""
OCCUPIED_COST: Final = 60.0
"""Cost of a covered cell of a mark, face or other thing to keep in view, at least."""
ICON_COST: Final = 22.0
"""Added cost of a covered cell with a stroke that is part of no long line, such as an icon's."""
LINE_COST: Final = 5.0
"""Added cost of a covered cell with a long line."""
FILL_COST: Final = 1.5
"""Added cost of a covered cell whose green is not that of one of the screen's grounds, such as a button's."""
MIN_GROUND_SHARE: Final = 0.12
"""Minimum share of the screenshot's cells that have about the same shade, for this to be one of the screen's grounds."""
MIN_EDGE_CONTRAST: Final = 10
"""Minimum difference of green (0..255) at an edge, within a cell or between two; less is noise."""
MIN_CONTROL: Final = (10, 5)
"""Minimum width and height of a button, in cells."""
MAX_CONTROL_HEIGHT: Final = 36
"""Maximum height of a button, in cells."""
MAX_CONTROL_WIDTH: Final = 0.97
"""Maximum width of a button, in widths of all that is flat on the screenshot; wider areas are rows."""
MIN_CONTROL_SHARE: Final = 0.45
"""Minimum share of a button's bounding box that is flat; the rest is its words, and its round corners."""
SHADE_STEP: Final = 8
"""Width of the steps (0..255) into which shades are counted."""
SCREEN_COST: Final = 0.12
"""Cost of any covered cell of the screenshot, since placing things beside it is better."""
OUTSIDE_COST: Final = 1e12
"""Cost of a cell outside the area, which rules a placement out."""
MAX_STROKELESS_CONTRAST: Final = 36
"""Maximum difference of green (0..255) within a cell that contains no stroke."""
MIN_LINE_CELLS: Final = 16
"""Minimum length of a line that separates rows or is the edge of a button, in cells; shorter ones are strokes."""
Costs = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CostMap:
    """The cost of each cell of an area of a card: (rows, columns), read-only."""

    area: Rect
    costs: Costs
    flat: Mask | None = None
    """The cells of the screenshot without an edge; None for a map without a screenshot."""

    def __post_init__(self) -> None:
        """Protect the costs, since maps are shared."""
        self.costs.setflags(write=False)

    def with_occupied(self, rects: Iterable[Rect], cost: float = OCCUPIED_COST) -> CostMap:
        """The same map with more rectangles that should not be covered: each of their cells costs at least ``cost``."""
        costs = self.costs.copy()
        for rect in rects:
            _raise_to(costs, rect, self.area, cost)
        return CostMap(self.area, costs, self.flat)

    def costs_at(self, x: Costs, y: Costs) -> Costs:
        """The costs of the cells at points of the card; ``x`` and ``y`` have the same shape, as has the result."""
        columns = np.floor((x - self.area.left) / CELL_PX).astype(np.intp)
        rows = np.floor((y - self.area.top) / CELL_PX).astype(np.intp)
        height, width = self.costs.shape
        outside = (columns < 0) | (rows < 0) | (columns >= width) | (rows >= height)
        found = self.costs[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
        return np.where(outside, OUTSIDE_COST, found)


def build_cost_map(area: Rect, picture: Pixels, screen: Rect, texts: Iterable[Rect]) -> CostMap:
    """Build the cost map of an area of a card. All rectangles are in pixels of the card.

    Args:
        area: the area of the card.
        picture: the pixels of the screenshot on the card, (H, W, 3).
        screen: the place of the screenshot.
        texts: the places of the screenshot's texts.
    """
    green = _fit_to_area(picture[..., 1], screen, area)
    rows, columns = green.shape[0] // CELL_PX, green.shape[1] // CELL_PX
    cells = green[: rows * CELL_PX, : columns * CELL_PX].reshape(rows, CELL_PX, columns, CELL_PX)
    contrast = _combine(np.maximum, cells).astype(np.int16) - _combine(np.minimum, cells)
    edges = (contrast > MAX_STROKELESS_CONTRAST).astype(np.uint8)
    horizontal, vertical = np.ones((1, MIN_LINE_CELLS), np.uint8), np.ones((MIN_LINE_CELLS, 1), np.uint8)
    lines = cv2.morphologyEx(edges, cv2.MORPH_OPEN, horizontal) | cv2.morphologyEx(edges, cv2.MORPH_OPEN, vertical)
    strokes = np.where(lines > 0, LINE_COST, ICON_COST) * edges
    inside = np.zeros((rows, columns), dtype=bool)
    left, top, right, bottom = _cell_range(screen.clipped(area), area, (rows, columns))
    inside[top:bottom, left:right] = True
    shades = _combine(np.add, cells.astype(np.uint16)) / CELL_PX**2
    fills = np.where(_is_ground(shades, inside), 0.0, FILL_COST)
    costs = np.where(inside, SCREEN_COST + fills + strokes, 0.0)
    for text in texts:
        _raise_to(costs, text, area, TEXT_COST)
    flat = inside & (contrast < MIN_EDGE_CONTRAST)
    # An edge may lie between two cells.
    flat[:, 1:] &= np.abs(np.diff(shades, axis=1)) < MIN_EDGE_CONTRAST
    flat[1:] &= np.abs(np.diff(shades, axis=0)) < MIN_EDGE_CONTRAST
    return CostMap(area, costs, flat)


def find_controls(cost_map: CostMap, words: Sequence[Rect], target: Rect | None) -> list[Rect]:
    """Buttons, fields and bubbles besides the target, if there is one: flat areas of their size, with words in them.

    All rectangles are in pixels of the card; those returned are whole cells. Rows as wide as the screen don't count.
    """
    if cost_map.flat is None or not cost_map.flat.any():
        return []
    widest = MAX_CONTROL_WIDTH * np.ptp(np.flatnonzero(cost_map.flat.any(axis=0)))
    stats = cv2.connectedComponentsWithStats(cost_map.flat.astype(np.uint8), connectivity=4)[2]
    controls = []
    for x, y, w, h, cells in stats[1:].tolist():
        if not MIN_CONTROL[0] <= w <= widest or not MIN_CONTROL[1] <= h <= MAX_CONTROL_HEIGHT:
            continue
        left, top = cost_map.area.left + x * CELL_PX, cost_map.area.top + y * CELL_PX
        control = Rect(left, top, left + w * CELL_PX, top + h * CELL_PX)
        has_words = any(control.contains(Rect(*word.center, *word.center)) for word in words)
        if cells >= MIN_CONTROL_SHARE * w * h and has_words and not (target and control.overlaps(target)):
            controls.append(control)
    return controls


def _combine(operation: np.ufunc, pixels: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Each cell's pixels, combined: from (rows, CELL_PX, columns, CELL_PX) to (rows, columns).

    Whole rows at once, and then whole columns: NumPy is much slower along two short axes.
    """
    by_row = operation.reduce(pixels, axis=1)
    return functools.reduce(operation, (by_row[..., column] for column in range(CELL_PX)))


def _is_ground(shades: Costs, inside: Mask) -> npt.NDArray[np.bool_]:
    """Whether each cell (rows, columns) has a shade that is common (MIN_GROUND_SHARE) ``inside`` the screenshot."""
    steps = (shades / SHADE_STEP).astype(np.intp)
    counts = np.bincount(steps[inside], minlength=256 // SHADE_STEP + 1)
    # The cells of one ground may be in two neighbouring steps.
    counts_around = counts + np.maximum(np.append(counts[1:], 0), np.append(0, counts[:-1]))
    return np.asarray((counts_around >= MIN_GROUND_SHARE * max(1, counts.sum()))[steps])


def _fit_to_area(channel: Pixels, screen: Rect, area: Rect) -> Pixels:
    """One channel (H, W) of the picture at ``screen``, cut to the area, and 0 beyond it, as a device's rim is dark."""
    left, top, right, bottom = area.rounded()
    fitted = np.zeros((bottom - top, right - left), np.uint8)
    x, y = round(screen.left) - left, round(screen.top) - top
    shown = channel[max(0, -y) :, max(0, -x) :][: bottom - top - max(0, y), : right - left - max(0, x)]
    fitted[max(0, y) :, max(0, x) :][: shown.shape[0], : shown.shape[1]] = shown
    return fitted


def _cell_range(rect: Rect, area: Rect, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """The range of cells that a rectangle touches: left, top, right, bottom (exclusive)."""
    left = max(0, math.floor((rect.left - area.left) / CELL_PX))
    top = max(0, math.floor((rect.top - area.top) / CELL_PX))
    right = min(shape[1], math.ceil((rect.right - area.left) / CELL_PX))
    bottom = min(shape[0], math.ceil((rect.bottom - area.top) / CELL_PX))
    return left, top, max(left, right), max(top, bottom)


def _raise_to(costs: Costs, rect: Rect, area: Rect, cost: float) -> None:
    """Raise the cost of each cell of a rectangle to at least ``cost``, in place."""
    left, top, right, bottom = _cell_range(rect, area, (costs.shape[0], costs.shape[1]))
    part = costs[top:bottom, left:right]
    np.maximum(part, cost, out=part)
