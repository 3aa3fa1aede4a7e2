"""Where a pointer goes: the cheapest of many places, by what it would cover. The same input gives the same place."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from annotator.cards.geometry import Rect
from annotator.cards.marks import Kind, Pointer, shape_of
from annotator.cards.shapes import Pixels
from annotator.model import Direction

CELL = 4
"""Pixels of a cell of the cost map."""
TEXT, TAKEN, ICON, LINE, SCREEN = 30.0, 60.0, 22.0, 5.0, 0.12
"""What a covered cell costs: a text; a target or another mark; an icon's stroke; a long line; any of the screen."""
_LONG = 16
"""Cells of a line that is no icon's but parts rows, or is the edge of a button."""
_COURSES: dict[Direction, tuple[float, tuple[float, float]]] = {
    "left": (0.0, (-1.0, 0.0)),
    "up": (90.0, (0.0, -1.0)),
    "right": (180.0, (1.0, 0.0)),
    "down": (270.0, (0.0, 1.0)),
}
"""Of each direction, the degrees of a path's tail, and where its tip goes."""
_OUT = 1e6
_OFF = 20_000.0
"""What it costs that the path of a finger leaves the screen."""
_SCALES = ((1.0, 0.0), (0.85, 18.0), (0.7, 42.0), (0.56, 75.0))
_SIDES: tuple[tuple[float, float, float], ...] = ((0, 0, 1), (90, 6, -1), (180, 10, -1), (270, 14, 1))
"""Direction of each side of a target, what coming from there costs, and the turn that looks best (down, else right)."""
_TURNS: tuple[tuple[float, float], ...] = (
    (30, 0),
    (15, 3),
    (-30, 6),
    (0, 6),
    (-15, 6),
    (45, 5),
    (-45, 9),
    (60, 12),
    (-60, 14),
)
_FURTHER_PX = (0, 16, 32, 56, 88, 128, 176)
"""How much further beside a target the path of a finger may be than close by, where close by it would cover words."""
_TOUCH_PX = 3
"""How far a tip reaches into the outline's outer edge."""

Costs = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """What lies where on the part ``area`` of a card, as costs a cell of ``CELL`` pixels."""

    area: Rect
    costs: Costs

    def with_taken(self, rects: Iterable[Rect]) -> Ground:
        """The same ground with further rectangles that must not be covered."""
        costs = self.costs.copy()
        for rect in rects:
            _fill(costs, rect, self.area, TAKEN)
        return Ground(self.area, costs)

    def of(self, rect: Rect) -> float:
        """What a rectangle would cover; a part outside ``area`` costs much."""
        columns = np.arange(rect.left, rect.right, CELL)
        rows = np.arange(rect.top, rect.bottom, CELL)
        x, y = np.meshgrid(columns, rows)
        return float(_looked_up(self, x.ravel(), y.ravel()).sum())


def ground(area: Rect, body: Pixels, screen: Rect, texts: Iterable[Rect]) -> Ground:
    """The costs of an area: ``body`` are its pixels (height, width, 3), ``screen`` and ``texts`` lie on the card."""
    rows, columns = body.shape[0] // CELL, body.shape[1] // CELL
    grey = body[: rows * CELL, : columns * CELL, 1].reshape(rows, CELL, columns, CELL)
    edges = ((grey.max(axis=(1, 3)).astype(np.int16) - grey.min(axis=(1, 3))) > 36).astype(np.uint8)
    level, upright = np.ones((1, _LONG), np.uint8), np.ones((_LONG, 1), np.uint8)
    lines = cv2.morphologyEx(edges, cv2.MORPH_OPEN, level) | cv2.morphologyEx(edges, cv2.MORPH_OPEN, upright)
    strokes = np.where(lines > 0, LINE, ICON) * edges
    inside = np.zeros((rows, columns), dtype=bool)
    left, top, right, bottom = _cells(screen.clipped(area), area, (rows, columns))
    inside[top:bottom, left:right] = True
    costs = np.where(inside, SCREEN + strokes, 0.0)
    for text in texts:
        _fill(costs, text, area, TEXT)
    return Ground(area, costs)


def _cells(rect: Rect, area: Rect, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    left = max(0, math.floor((rect.left - area.left) / CELL))
    top = max(0, math.floor((rect.top - area.top) / CELL))
    right = min(shape[1], math.ceil((rect.right - area.left) / CELL))
    bottom = min(shape[0], math.ceil((rect.bottom - area.top) / CELL))
    return left, top, max(left, right), max(top, bottom)


def _fill(costs: Costs, rect: Rect, area: Rect, cost: float) -> None:
    left, top, right, bottom = _cells(rect, area, (costs.shape[0], costs.shape[1]))
    part = costs[top:bottom, left:right]
    np.maximum(part, cost, out=part)


def _looked_up(ground: Ground, x: Costs, y: Costs) -> Costs:
    columns = np.floor((x - ground.area.left) / CELL).astype(np.intp)
    rows = np.floor((y - ground.area.top) / CELL).astype(np.intp)
    height, width = ground.costs.shape
    outside = (columns < 0) | (rows < 0) | (columns >= width) | (rows >= height)
    found = ground.costs[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    return np.where(outside, _OUT, found)


def pointer(kind: Kind, target: Rect, radius: float, ground: Ground) -> Pointer | None:
    """The best place for an arrow or a hand at ``target``, the outer edge of an outline with round corners.

    Its tip touches the outline; it stays inside the ground's area and off all outlines. None where there is no room.
    """
    free = ground.with_taken([target.grown(-8)])
    upright = 1.0 if kind.startswith("hand") else 0.0
    return _best(kind, list(_around(target, radius, upright)), free)


_Candidate = tuple[float, float, float, float, float]
"""Tip x, tip y, degrees of the tail, scale, cost of the place by itself."""


def _around(target: Rect, radius: float, upright: float) -> Iterable[_Candidate]:
    places: list[tuple[float, float, float, float]] = []
    edge = target.grown(-_TOUCH_PX)
    for side, side_cost, sense in _SIDES:
        level = side in (0, 180)
        span = (edge.height if level else edge.width) - 2 * radius
        for share in (0.5, 0.3, 0.7, 0.1, 0.9) if span > 40 else (0.5,):
            along = radius + span * share
            x = {0: edge.right, 180: edge.left}.get(int(side), edge.left + along)
            y = {90: edge.bottom, 270: edge.top}.get(int(side), edge.top + along)
            places += [(x, y, side + turn * sense, side_cost + cost + 16 * abs(share - 0.5)) for turn, cost in _TURNS]
    inset = radius * (1 - math.sqrt(0.5))
    for x, y, direction, cost in (
        (edge.right - inset, edge.bottom - inset, 45.0, 4.0),
        (edge.left + inset, edge.bottom - inset, 135.0, 9.0),
        (edge.right - inset, edge.top + inset, 315.0, 9.0),
        (edge.left + inset, edge.top + inset, 225.0, 13.0),
    ):
        places += [(x, y, direction + turn, cost + abs(turn) / 5) for turn in (0, -15, 15, -30, 30)]
    for scale, scale_cost in _SCALES:
        for x, y, degrees, cost in places:
            # A hand looks odd upside down.
            lean = upright * abs((degrees - 90 + 180) % 360 - 180) / 2
            yield x, y, degrees, scale, cost + scale_cost + lean


def path(direction: Direction, start: Rect | None, screen: Rect, ground: Ground) -> Pointer | None:
    """The best place for the path of a finger that moves in ``direction`` on ``screen``; from ``start`` if that is given."""
    degrees, away = _COURSES[direction]
    length = float(shape_of("path")[:, 0].max())
    candidates: list[_Candidate] = []
    for scale, scale_cost in ((1.0, 0.0), (0.8, 20.0), (0.62, 50.0)):
        reach = length * scale
        if start is not None:
            x, y = start.center
            half = (start.width if away[0] else start.height) / 2
            for lane, ahead, cost in _lanes(start, bool(away[0]), scale):
                tip = half + reach - 6 if ahead else reach / 2
                candidates.append(
                    (x + away[0] * tip + lane[0], y + away[1] * tip + lane[1], degrees, scale, cost + scale_cost)
                )
        else:
            for across in (0.5, 0.62, 0.38, 0.75, 0.25, 0.88, 0.12):
                for along in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
                    share = (along, across) if away[0] else (across, along)
                    x, y = screen.left + share[0] * screen.width, screen.top + share[1] * screen.height
                    cost = 60 * (abs(across - 0.5) + abs(along - 0.5)) + scale_cost
                    candidates.append((x + away[0] * reach / 2, y + away[1] * reach / 2, degrees, scale, cost))
    # A finger that leaves the screen moves nothing.
    candidates = [
        (x, y, turn, scale, cost + _OFF * (not _on(screen, x, y, away, scale)))
        for x, y, turn, scale, cost in candidates
    ]
    taken = ground if start is None else ground.with_taken([start.grown(-8)])
    return _best("path", candidates, taken)


def _on(screen: Rect, x: float, y: float, away: tuple[float, float], scale: float) -> bool:
    """Whether a path whose tip is at (x, y) lies on the screen from end to end, with its whole width."""
    points = shape_of("path")
    reach, half = float(points[:, 0].max()) * scale, float(np.abs(points[:, 1]).max()) * scale
    across, down = (0.0, half) if away[0] else (half, 0.0)
    ends = ((x, y), (x - away[0] * reach, y - away[1] * reach))
    return all(
        screen.left + across <= a <= screen.right - across and screen.top + down <= b <= screen.bottom - down
        for a, b in ends
    )


def _lanes(start: Rect, level: bool, scale: float) -> Iterable[tuple[tuple[float, float], bool, float]]:
    """Shifts from the middle of the start, whether the path begins at its edge or runs beside it, and what that costs.

    From the edge onwards by preference, else beside it, close to it and to its middle.
    """
    across, along = (start.height, start.width) if level else (start.width, start.height)
    for share in (0.0, 0.2, -0.2, 0.4, -0.4):
        shift = share * across, 0.0
        yield (shift[::-1] if level else shift), True, 20 * abs(share)
    for further in _FURTHER_PX:
        for side, side_cost in ((1, 25.0), (-1, 30.0)):
            for share in (0.0, 0.2, -0.2, 0.4, -0.4):
                shift = side * (across / 2 + 58 * scale + further), share * along
                yield (shift[::-1] if level else shift), False, side_cost + further / 2 + 40 * abs(share)


def _best(kind: Kind, candidates: list[_Candidate], ground: Ground) -> Pointer | None:
    table = np.array(candidates)
    points = shape_of(kind)
    # Each point stands for 6 × 6 pixels, and for more where the pointer is drawn smaller.
    angles = np.radians(table[:, 2])[:, None]
    scales = table[:, 3][:, None]
    x = points[:, 0] * scales
    y = points[:, 1] * scales
    covered = _looked_up(
        ground,
        table[:, 0][:, None] + x * np.cos(angles) - y * np.sin(angles),
        table[:, 1][:, None] + x * np.sin(angles) + y * np.cos(angles),
    )
    cells = (6 * table[:, 3] / CELL) ** 2
    total = np.round(covered.sum(axis=1) * cells + table[:, 4], 3)
    index = int(np.argmin(total))
    if total[index] >= _OUT * 0.5:
        return None
    tip_x, tip_y, degrees, scale, _ = candidates[index]
    return Pointer(kind, (tip_x, tip_y), degrees, scale)


def badge(outer: Rect, radius: float, ground: Ground) -> tuple[float, float]:
    """The middle of a mark's number: on the corner or side of the outline where it covers least, top left by preference."""
    x, y = outer.center
    places = [
        (outer.left + 14, outer.top + 5),
        (outer.left + 14, y),
        (outer.right - 14, outer.top + 5),
        (outer.left + 14, outer.bottom - 5),
        (outer.right - 14, outer.bottom - 5),
        (outer.right - 14, y),
        (x, outer.top + 5),
        (x, outer.bottom - 5),
    ]
    costs = [
        ground.of(Rect(a - radius, b - radius, a + radius, b + radius)) + 4 * index
        for index, (a, b) in enumerate(places)
    ]
    return places[int(np.argmin(costs))]
