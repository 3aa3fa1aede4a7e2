"""Where a pointer or a number goes: the cheapest of many placements, by what it would cover.

Deterministic: the same card has its pointer at the same place in every run and language.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from annotator.cards.cost_map import CELL, OUTSIDE, CostMap
from annotator.cards.geometry import Rect
from annotator.cards.marks import FOOTPRINT_STEP, Pointer, PointerKind, footprint
from annotator.model import Direction

# Costs of placements by themselves are in the units of the cost map: a covered cell of text is 30.
SCALES: Final = ((1.0, 0.0), (0.85, 18.0), (0.7, 42.0), (0.56, 75.0))
"""Scales of an arrow or a hand, and the cost of each: a large pointer is seen first."""
SIDES: Final = ((0, 0, 1), (90, 6, -1), (180, 10, -1), (270, 14, 1))
"""Direction of each side of a target in degrees, the cost of coming from there, and the sense of the turn that looks
best there (down, else to the right)."""
TURNS: Final = ((30, 0), (15, 3), (-30, 6), (0, 6), (-15, 6), (45, 5), (-45, 9), (60, 12), (-60, 14))
"""Turns of the tail against the direction of the side, in degrees, and the cost of each."""
ALONG_SIDE: Final = (0.5, 0.3, 0.7, 0.1, 0.9)
"""Where along a side the tip may be; the middle is best."""
LONG_SIDE_PX: Final = 40
"""Shorter sides, but for their corners, have their tip in the middle only."""
TOUCH_PX: Final = 3
"""How far a tip reaches into the outline's outer edge."""

PATHS: Final[dict[Direction, tuple[float, tuple[float, float]]]] = {
    "left": (0.0, (-1.0, 0.0)),
    "up": (90.0, (0.0, -1.0)),
    "right": (180.0, (1.0, 0.0)),
    "down": (270.0, (0.0, 1.0)),
}
"""For each direction of a finger, the degrees of its path's tail, and the unit vector of its tip."""
PATH_SCALES: Final = ((1.0, 0.0), (0.8, 20.0), (0.62, 50.0))
"""Scales of a path, and the cost of each."""
ACROSS: Final = (0.5, 0.62, 0.38, 0.75, 0.25, 0.88, 0.12)
"""Where a path without a start may be across its direction, as a share of the screen."""
ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
"""The same along its direction."""
ON_START: Final = (0.0, 0.2, -0.2, 0.4, -0.4)
"""Where on its start, or beside it, a path may be: shares of the start's side off its middle."""
BESIDE_PX: Final = (0, 16, 32, 56, 88, 128, 176)
"""How much further beside its start a path may be than close by, where close by it would cover words."""
OFF_SCREEN: Final = 20_000.0
"""Cost of a path that leaves the screen: such a finger moves nothing."""


class Placement(NamedTuple):
    """A possible pointer: its tip in pixels of the card, degrees of its tail, scale, and cost by itself."""

    x: float
    y: float
    degrees: float
    scale: float
    cost: float


def place_pointer(kind: PointerKind, target: Rect, radius: float, costs: CostMap) -> Pointer | None:
    """The best arrow or hand at ``target``, the outer edge of an outline whose corners have that ``radius``.

    Its tip touches the outline; it stays inside the map's area and off all outlines. None where there is no room.
    """
    free = costs.with_occupied([target.inflated(-8)])
    return _cheapest(kind, list(_around_target(target, radius, is_hand=kind.startswith("hand"))), free)


def _around_target(target: Rect, radius: float, *, is_hand: bool) -> Iterable[Placement]:
    """Placements with their tip on a side or a corner of a target, at every scale."""
    tips: list[tuple[float, float, float, float]] = []
    edge = target.inflated(-TOUCH_PX)
    for side, side_cost, sense in SIDES:
        level = side in (0, 180)
        span = (edge.height if level else edge.width) - 2 * radius
        for share in ALONG_SIDE if span > LONG_SIDE_PX else ALONG_SIDE[:1]:
            along = radius + span * share
            x = {0: edge.right, 180: edge.left}.get(side, edge.left + along)
            y = {90: edge.bottom, 270: edge.top}.get(side, edge.top + along)
            tips += [(x, y, side + turn * sense, side_cost + cost + 16 * abs(share - 0.5)) for turn, cost in TURNS]
    inset = radius * (1 - math.sqrt(0.5))
    for x, y, direction, cost in (
        (edge.right - inset, edge.bottom - inset, 45.0, 4.0),
        (edge.left + inset, edge.bottom - inset, 135.0, 9.0),
        (edge.right - inset, edge.top + inset, 315.0, 9.0),
        (edge.left + inset, edge.top + inset, 225.0, 13.0),
    ):
        tips += [(x, y, direction + turn, cost + abs(turn) / 5) for turn in (0, -15, 15, -30, 30)]
    for scale, scale_cost in SCALES:
        for x, y, degrees, cost in tips:
            # A hand looks odd upside down.
            upside_down = abs((degrees - 90 + 180) % 360 - 180) / 2 if is_hand else 0.0
            yield Placement(x, y, degrees, scale, cost + scale_cost + upside_down)


def place_path(direction: Direction, start: Rect | None, screen: Rect, costs: CostMap) -> Pointer | None:
    """The best path of a finger that moves in ``direction`` on ``screen``, from ``start`` if there is one."""
    degrees, vector = PATHS[direction]
    length = float(footprint("path")[:, 0].max())
    placements: list[Placement] = []
    for scale, scale_cost in PATH_SCALES:
        places = _from_start(start, vector, length, scale) if start else _anywhere(screen, vector, length, scale)
        for x, y, cost in places:
            off_screen = 0.0 if _is_on(screen, x, y, vector, scale) else OFF_SCREEN
            placements.append(Placement(x, y, degrees, scale, cost + scale_cost + off_screen))
    return _cheapest("path", placements, costs.with_occupied([start.inflated(-8)]) if start else costs)


def _from_start(
    start: Rect, vector: tuple[float, float], length: float, scale: float
) -> Iterable[tuple[float, float, float]]:
    """Tips (x, y) of paths at the edge of their start, by preference, or beside it, and their costs."""
    x, y = start.center
    half = (start.width if vector[0] else start.height) / 2
    for lane, from_edge, cost in _lanes(start, bool(vector[0]), scale):
        tip = half + length * scale - 6 if from_edge else length * scale / 2
        yield x + vector[0] * tip + lane[0], y + vector[1] * tip + lane[1], cost


def _lanes(start: Rect, level: bool, scale: float) -> Iterable[tuple[tuple[float, float], bool, float]]:
    """Shifts (x, y) of a path from the middle of its start, whether it begins at the start's edge, and the cost.

    A path that does not begin at the edge runs beside the start: as close as possible, and along its middle.
    """
    across, along = (start.height, start.width) if level else (start.width, start.height)
    for share in ON_START:
        shift = share * across, 0.0
        yield (shift[::-1] if level else shift), True, 20 * abs(share)
    for further in BESIDE_PX:
        for side, side_cost in ((1, 25.0), (-1, 30.0)):
            for share in ON_START:
                shift = side * (across / 2 + 58 * scale + further), share * along
                yield (shift[::-1] if level else shift), False, side_cost + further / 2 + 40 * abs(share)


def _anywhere(
    screen: Rect, vector: tuple[float, float], length: float, scale: float
) -> Iterable[tuple[float, float, float]]:
    """Tips (x, y) of paths all over a screen, and their costs: near the middle by preference."""
    for across in ACROSS:
        for along in ALONG:
            share = (along, across) if vector[0] else (across, along)
            x, y = screen.left + share[0] * screen.width, screen.top + share[1] * screen.height
            cost = 60 * (abs(across - 0.5) + abs(along - 0.5))
            yield x + vector[0] * length * scale / 2, y + vector[1] * length * scale / 2, cost


def _is_on(screen: Rect, x: float, y: float, vector: tuple[float, float], scale: float) -> bool:
    """Whether a path whose tip is at (x, y) is on the screen from end to end, with its whole width."""
    points = footprint("path")
    length, half = float(points[:, 0].max()) * scale, float(np.abs(points[:, 1]).max()) * scale
    across, down = (0.0, half) if vector[0] else (half, 0.0)
    ends = ((x, y), (x - vector[0] * length, y - vector[1] * length))
    return all(
        screen.left + across <= a <= screen.right - across and screen.top + down <= b <= screen.bottom - down
        for a, b in ends
    )


def _cheapest(kind: PointerKind, placements: Sequence[Placement], costs: CostMap) -> Pointer | None:
    """The placement with the least cost by itself and by what it covers; None where each leaves the area."""
    table = np.array(placements)
    points = footprint(kind)
    angles = np.radians(table[:, 2])[:, None]
    scales = table[:, 3][:, None]
    x = points[:, 0] * scales
    y = points[:, 1] * scales
    covered = costs.at(
        table[:, 0][:, None] + x * np.cos(angles) - y * np.sin(angles),
        table[:, 1][:, None] + x * np.sin(angles) + y * np.cos(angles),
    )
    # Each point of the footprint is a square of its own, smaller where the pointer is.
    cells = (FOOTPRINT_STEP * table[:, 3] / CELL) ** 2
    total = np.round(covered.sum(axis=1) * cells + table[:, 4], 3)
    index = int(np.argmin(total))
    if total[index] >= OUTSIDE * 0.5:
        return None
    best = placements[index]
    return Pointer(kind, (best.x, best.y), best.degrees, best.scale)


def place_badge(outer: Rect, radius: float, costs: CostMap) -> tuple[float, float]:
    """The centre of a mark's number: where on the outline it covers least, top left by preference."""
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
    totals = [
        costs.cost_of(Rect(a - radius, b - radius, a + radius, b + radius)) + 4 * index
        for index, (a, b) in enumerate(places)
    ]
    return places[int(np.argmin(totals))]
