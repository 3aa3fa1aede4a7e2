"""Place badges, signs and sources beside their target, where they cover least. The result is deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from annotator.cards.geometry import Rect
from annotator.cards.plan.cost_map import CELL_PX, OUTSIDE_COST, CostMap

SIGN_DISTANCES_PX: Final = (-14, 6, 26, 50, 80, 120, 170, 230)
"""Distances of a sign from the outer edge of an outline; at the first it overlaps the outline, and so belongs to it."""
SOURCE_DISTANCES_PX: Final = (34, 50, 70, 100, 140, 190)
"""Distances of a source from the outline, with room for its arrow."""
ACTION_BADGE_DISTANCES_PX: Final = (-46, -34, -22)
"""Distances of an action's badge from the outer edge: on the outline, or mostly outside, where the target is small."""
INSIDE_COST: Final = 0.3
"""Cost of a cell of the target that a badge covers although nothing is there."""
SIGN_DISTANCE_COST: Final = 0.9
"""Cost of a pixel of that distance."""
SIGN_SCALES: Final = ((1.0, 0.0), (0.87, 60.0), (0.75, 140.0))
"""Scales of a sign or source, each with its cost."""
SIGN_STEP_PX: Final = 8
"""Distance between the points of a sign at which its cost is looked up."""
SOURCE_REACH_PX: Final = 28
"""How far the tip of a source's arrow reaches into the field, from the outer edge of its outline."""


class SignPlacement(NamedTuple):
    """Where a sign or source is: its centre in pixels of the card, and its scale."""

    x: float
    y: float
    scale: float


def place_action_badge(outer: Rect, diameter: float, costs: CostMap) -> tuple[float, float] | None:
    """The centre of an action's badge, of ``diameter`` pixels, that covers least: on the outline or just outside.

    None if there is no room.
    """
    around = costs.with_occupied([outer], INSIDE_COST)
    size = (diameter, diameter)
    found = _cheapest_tile(outer, size, ACTION_BADGE_DISTANCES_PX, around, has_arrow=False, scales=((1.0, 0.0),))
    return None if found is None else (found.x, found.y)


def place_on_screen(screen: Rect, diameter: float, costs: CostMap) -> tuple[float, float] | None:
    """The centre of a badge of ``diameter`` pixels on a screen without marks: near its middle, where it covers least.

    None if there is no room.
    """
    inside = screen.inflated(-diameter / 2)
    if inside.width < 0 or inside.height < 0:
        return None
    columns, rows = (
        grid.ravel()
        for grid in np.meshgrid(np.linspace(inside.left, inside.right, 13), np.linspace(inside.top, inside.bottom, 13))
    )
    steps = np.arange(-diameter / 2, diameter / 2 + 1, SIGN_STEP_PX)
    across, down = (grid.ravel() for grid in np.meshgrid(steps, steps))
    covered = costs.costs_at(columns[:, None] + across, rows[:, None] + down).sum(axis=1)
    middle = np.hypot(columns - screen.center[0], rows - screen.center[1])
    index = int(np.argmin(covered * (SIGN_STEP_PX / CELL_PX) ** 2 + middle))
    return float(columns[index]), float(rows[index])


def place_sign(outer: Rect, size: tuple[float, float], costs: CostMap) -> SignPlacement | None:
    """The best place for a sign of ``size`` (width, height) beside or on the outline with the outer edge ``outer``.

    None if there is no room. It may overlap the outline itself, but covers nothing inside.
    """
    return _cheapest_tile(outer, size, SIGN_DISTANCES_PX, costs.with_occupied([outer.inflated(-14)]), has_arrow=False)


def place_source(
    outer: Rect, size: tuple[float, float], costs: CostMap
) -> tuple[SignPlacement, tuple[float, float]] | None:
    """The best place for a source beside a field with the outer edge ``outer``, and the tip of its arrow into the field."""
    found = _cheapest_tile(outer, size, SOURCE_DISTANCES_PX, costs.with_occupied([outer]), has_arrow=True)
    return None if found is None else (found, source_tip(outer, found.x, found.y))


def source_tip(outer: Rect, x: float, y: float) -> tuple[float, float]:
    """The tip of the arrow from a source at (x, y) into a field: just inside the nearest edge, off its corners."""
    inner = outer.inflated(-SOURCE_REACH_PX)
    margin_x, margin_y = min(24.0, inner.width / 2), min(10.0, inner.height / 2)
    if outer.left < x < outer.right or not outer.top < y < outer.bottom:
        return min(max(x, inner.left + margin_x), inner.right - margin_x), inner.top if y < outer.top else inner.bottom
    return inner.left if x < outer.left else inner.right, min(max(y, inner.top + margin_y), inner.bottom - margin_y)


def _cheapest_tile(
    outer: Rect,
    size: tuple[float, float],
    distances: Sequence[float],
    costs: CostMap,
    *,
    has_arrow: bool,
    scales: Sequence[tuple[float, float]] = SIGN_SCALES,
) -> SignPlacement | None:
    """The tile around ``outer`` with the lowest cost of what it and its arrow cover; None if all leave the area."""
    best, least = None, OUTSIDE_COST * 0.5
    for scale, scale_cost in scales:
        wide, high = size[0] * scale, size[1] * scale
        columns, rows = np.meshgrid(
            np.linspace(-wide / 2, wide / 2, max(2, round(wide / SIGN_STEP_PX)) + 1),
            np.linspace(-high / 2, high / 2, max(2, round(high / SIGN_STEP_PX)) + 1),
        )
        points = np.array(list(_tiles_around(outer, wide, high, distances)))
        covered = costs.costs_at(points[:, 0][:, None] + columns.ravel(), points[:, 1][:, None] + rows.ravel())
        totals = covered.sum(axis=1) * (SIGN_STEP_PX / CELL_PX) ** 2 + points[:, 2] + scale_cost
        if has_arrow:
            tips = np.array([source_tip(outer, x, y) for x, y, _ in points])
            shares = np.linspace(0.0, 0.9, 16)
            x = tips[:, 0][:, None] * (1 - shares) + points[:, 0][:, None] * shares
            y = tips[:, 1][:, None] * (1 - shares) + points[:, 1][:, None] * shares
            inside = (np.abs(x - outer.center[0]) < outer.width / 2) & (np.abs(y - outer.center[1]) < outer.height / 2)
            totals = totals + np.where(inside, 0.0, costs.costs_at(x, y)).sum(axis=1) * 8
        index = int(np.argmin(totals))
        if totals[index] < least:
            best, least = SignPlacement(float(points[index, 0]), float(points[index, 1]), scale), float(totals[index])
    return best


def _tiles_around(
    outer: Rect, wide: float, high: float, distances: Sequence[float]
) -> Iterable[tuple[float, float, float]]:
    """Candidate centres (x, y, cost) of a tile around a rectangle; those close to it and above its ends cost less."""
    for distance in distances:
        around = Rect(
            outer.left - wide / 2 - distance,
            outer.top - high / 2 - distance,
            outer.right + wide / 2 + distance,
            outer.bottom + high / 2 + distance,
        )
        cost = SIGN_DISTANCE_COST * (distance - distances[0])
        for share in np.linspace(0.0, 1.0, 9):
            x, y = around.left + share * around.width, around.top + share * around.height
            yield float(x), around.top, cost + 2
            yield float(x), around.bottom, cost + 4
            yield around.left, float(y), cost + 6
            yield around.right, float(y), cost
