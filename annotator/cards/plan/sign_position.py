"""Find a free place for a sign, a number or a source near its target. The result is deterministic."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from annotator.cards.geometry import Rect
from annotator.cards.plan.cost_map import CELL_PX, LINE_COST, CostMap

CLEARANCE_PX: Final = 12
"""Space between a sign and all that is known of the screen: words, icons, lines, controls, other marks."""
MAX_DISTANCE_PX: Final = 150
"""Maximum space between a sign and what it is about; further away it seems to be about something else."""
ARROW_ROOM_PX: Final = 30
"""Minimum space between a source and its field, for the arrow."""
SOURCE_REACH_PX: Final = 28
"""How far the tip of a source's arrow reaches into the field, from the outer edge of its outline."""

Points = npt.NDArray[np.float64]
"""Points of a card, (n, 2)."""


def find_free_places(size: tuple[float, float], near: Rect, costs: CostMap, max_distance: float) -> Points:
    """The centres of all places for a tile of ``size`` (width, height), the nearest to ``near`` first.

    They are CLEARANCE_PX off everything that the map knows, and at most ``max_distance`` from ``near``.
    """
    wide, high = (math.ceil((length + 2 * CLEARANCE_PX) / CELL_PX) for length in size)
    sums = np.pad(costs.costs >= LINE_COST, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    covered = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    rows, columns = np.nonzero(covered == 0)
    places = np.column_stack(
        (costs.area.left + (columns + wide / 2) * CELL_PX, costs.area.top + (rows + high / 2) * CELL_PX)
    )
    offsets = np.abs(places - near.center)
    half = (near.width + size[0]) / 2, (near.height + size[1]) / 2
    distances = np.hypot(*np.maximum(0.0, offsets - half).T)
    order = np.argsort(distances + 0.1 * np.hypot(*offsets.T), kind="stable")
    found: Points = places[order[distances[order] <= max_distance]]
    return found


def place_source(outer: Rect, side: float, costs: CostMap) -> tuple[Points, Points] | None:
    """The nearest place for a source beside a field with the outer edge ``outer``, and the tip of its arrow into the field.

    None if there is none from which the arrow covers nothing.
    """
    blocked = costs.with_occupied([outer.inflated(ARROW_ROOM_PX - CLEARANCE_PX)])
    shares = np.linspace(0.0, 1.0, 32)
    for center in find_free_places((side, side), outer, blocked, MAX_DISTANCE_PX)[::7]:
        tip = np.array(source_tip(outer, *center))
        x, y = (center[axis] + shares * (tip[axis] - center[axis]) for axis in (0, 1))
        inside = (np.abs(x - outer.center[0]) < outer.width / 2) & (np.abs(y - outer.center[1]) < outer.height / 2)
        if (inside | (costs.costs_at(x, y) < LINE_COST)).all():
            return center, tip
    return None


def source_tip(outer: Rect, x: float, y: float) -> tuple[float, float]:
    """The tip of the arrow from a source at (x, y) into a field: just inside the nearest edge, off its corners."""
    inner = outer.inflated(-SOURCE_REACH_PX)
    margin_x, margin_y = min(24.0, inner.width / 2), min(10.0, inner.height / 2)
    if outer.left < x < outer.right or not outer.top < y < outer.bottom:
        return min(max(x, inner.left + margin_x), inner.right - margin_x), inner.top if y < outer.top else inner.bottom
    return inner.left if x < outer.left else inner.right, min(max(y, inner.top + margin_y), inner.bottom - margin_y)
