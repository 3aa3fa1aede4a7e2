"""Place pointers: score many candidate placements by what they would cover, and choose the cheapest.

A placement costs what its cells of the map in `cost_map` cost, and more if it is small or points from an unusual side. The
result is deterministic, so a card's pointer is in the same place in every run.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np

from annotator.cards.geometry import Point, Rect
from annotator.cards.plan.cost_map import CELL_PX, OUTSIDE_COST, CostMap
from annotator.cards.pointers import FOOTPRINT_STEP, Pointer, PointerKind, Points, footprint
from annotator.model import Direction

BLOCKED_COST: Final = 1e6
"""Cost of a cell that may only be covered where there is no other place."""
# Costs are in the units of the cost map, where a covered cell of text costs 30.
SCALES: Final = ((1.0, 0.0), (0.85, 18.0), (0.7, 42.0), (0.56, 75.0), (0.45, 120.0), (0.36, 180.0), (0.28, 260.0))
"""Scales of an arrow or hand, each with its cost: large pointers are preferred, since they are seen first."""
MIN_ROOMY_SCALE: Final = 0.5
"""Smaller pointers than this are hard to see, so they are used only where no larger one has a free place."""
SIDES: Final = ((0, 0, 1), (90, 6, -1), (180, 10, -1), (270, 14, 1))
"""For each side of a target: its direction in degrees, the cost of pointing from there, and the sign by which to multiply
turns, so that the preferred ones lean down, else to the right."""
TURNS: Final = ((30, 0), (15, 3), (-30, 6), (0, 6), (-15, 6), (45, 5), (-45, 9), (60, 12), (-60, 14))
"""Turns of the tail relative to the direction of the side, in degrees, each with its cost."""
POSITIONS_ALONG_SIDE: Final = (0.5, 0.3, 0.7, 0.1, 0.9)
"""Positions of the tip along a side (0..1); the middle is preferred."""
LONG_SIDE_PX: Final = 40
"""On a side no longer than this, not counting its corners, the tip is in the middle; it may be at a corner in any case."""
TOUCH_PX: Final = 3
"""Overlap of the tip and the outer edge of the outline."""
REACH_PX: Final = 8
"""Width of the rim of a target, or of a path's start, that its pointer may cover."""
FREE_COST: Final = 0.1 * BLOCKED_COST
"""Maximum total cost of a pointer that covers nothing that is blocked; one that covers a cell of it costs more."""
PATHS: Final[dict[Direction, tuple[float, tuple[float, float]]]] = {
    "left": (0.0, (-1.0, 0.0)),
    "up": (90.0, (0.0, -1.0)),
    "right": (180.0, (1.0, 0.0)),
    "down": (270.0, (0.0, 1.0)),
}
"""For each direction of a finger: the direction of the path's tail in degrees, and the unit vector towards its tip."""
PATH_SCALES: Final = ((1.0, 0.0), (0.8, 20.0), (0.62, 50.0))
"""Scales of a path, each with its cost."""
POSITIONS_ACROSS: Final = (0.5, 0.62, 0.38, 0.75, 0.25, 0.88, 0.12)
"""Positions of a path without a start, across its direction, as shares of the screen."""
POSITIONS_ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
"""The same along its direction."""
OFFSETS_ON_START: Final = (0.0, 0.2, -0.2, 0.4, -0.4)
"""Offsets of a path from the middle of its start, as shares of the start's side."""
DISTANCES_BESIDE_PX: Final = (0, 16, 32, 56, 88, 128, 176)
"""Additional distances of a path beside its start, for starts with text close by."""
OFF_SCREEN_COST: Final = 20_000.0
"""Cost of a path that leaves the screen, where a finger has no effect."""


class Placement(NamedTuple):
    """A candidate: tip in pixels of the card, direction of the tail in degrees, scale, and cost without the cells it covers.

    For instance ``Placement(412, 655, 90, 1.0, 0)``: an arrow from below, at full size.
    """

    x: float
    y: float
    degrees: float
    scale: float
    cost: float


def place_pointer(kind: PointerKind, target: Rect, radius: float, costs: CostMap) -> Pointer | None:
    """The best arrow or hand for a target, or None if there is no room.

    ``target`` is the outer edge of its outline, whose corners have ``radius`` pixels. The tip touches the outline, and
    the pointer stays inside the map's area.
    """
    free = costs.with_occupied([target.inflated(-REACH_PX)])
    return _cheapest(kind, _placements_around(target, radius, is_hand=kind.startswith("hand")), free)


def _placements_around(target: Rect, radius: float, *, is_hand: bool) -> Iterable[Placement]:
    """Candidates with their tip on a side or a corner of a target, at every scale."""
    full_size = [*_placements_on_sides(target, radius), *_placements_on_corners(target, radius)]
    for scale, scale_cost in SCALES:
        for placement in full_size:
            # A hand looks odd upside down.
            upside_down = abs((placement.degrees - 90 + 180) % 360 - 180) / 2 if is_hand else 0.0
            yield placement._replace(scale=scale, cost=placement.cost + scale_cost + upside_down)


def _placements_on_sides(target: Rect, radius: float) -> Iterable[Placement]:
    """Candidates at full size with their tip on a side, off the corners."""
    edge = target.inflated(-TOUCH_PX)
    for side, side_cost, sense in SIDES:
        is_vertical_edge = side in (0, 180)
        span = (edge.height if is_vertical_edge else edge.width) - 2 * radius
        for share in POSITIONS_ALONG_SIDE if span > LONG_SIDE_PX else POSITIONS_ALONG_SIDE[:1]:
            distance = radius + span * share
            x = {0: edge.right, 180: edge.left}.get(side, edge.left + distance)
            y = {90: edge.bottom, 270: edge.top}.get(side, edge.top + distance)
            for turn, cost in TURNS:
                yield Placement(x, y, side + turn * sense, 1.0, side_cost + cost + 16 * abs(share - 0.5))


def _placements_on_corners(target: Rect, radius: float) -> Iterable[Placement]:
    """Candidates at full size with their tip on a round corner."""
    edge = target.inflated(-TOUCH_PX)
    inset = radius * (1 - math.sqrt(0.5))
    for x, y, direction, cost in (
        (edge.right - inset, edge.bottom - inset, 45.0, 4.0),
        (edge.left + inset, edge.bottom - inset, 135.0, 9.0),
        (edge.right - inset, edge.top + inset, 315.0, 9.0),
        (edge.left + inset, edge.top + inset, 225.0, 13.0),
    ):
        for turn in (0, -15, 15, -30, 30):
            yield Placement(x, y, direction + turn, 1.0, cost + abs(turn) / 5)


def place_path(direction: Direction, start: Rect | None, screen: Rect, costs: CostMap) -> Pointer | None:
    """The best path for a finger that moves in ``direction`` on ``screen``, from ``start`` if there is one; None without room."""
    degrees, vector = PATHS[direction]
    length = float(footprint("path")[:, 0].max())
    placements: list[Placement] = []
    for scale, scale_cost in PATH_SCALES:
        tips = (
            _tips_from_start(start, vector, length, scale) if start else _tips_anywhere(screen, vector, length, scale)
        )
        for x, y, cost in tips:
            off_screen = 0.0 if _is_on_screen(screen, x, y, vector, scale) else OFF_SCREEN_COST
            placements.append(Placement(x, y, degrees, scale, cost + scale_cost + off_screen))
    return _cheapest("path", placements, costs.with_occupied([start.inflated(-REACH_PX)]) if start else costs)


def _tips_from_start(start: Rect, vector: Point, length: float, scale: float) -> Iterable[tuple[float, float, float]]:
    """Candidate tips (x, y, cost) of paths that begin at the edge of their start, or run beside it."""
    x, y = start.center
    half = (start.width if vector[0] else start.height) / 2
    for lane, from_edge, cost in _lanes(start, bool(vector[0]), scale):
        tip = half + length * scale - 6 if from_edge else length * scale / 2
        yield x + vector[0] * tip + lane[0], y + vector[1] * tip + lane[1], cost


def _lanes(start: Rect, is_level: bool, scale: float) -> Iterable[tuple[tuple[float, float], bool, float]]:
    """Offsets (x, y) of a path from the middle of its start, whether it begins at the start's edge, and the cost.

    A path that does not begin at the edge runs beside the start.
    """
    across, along = (start.height, start.width) if is_level else (start.width, start.height)
    for share in OFFSETS_ON_START:
        offset = share * across, 0.0
        yield (offset[::-1] if is_level else offset), True, 20 * abs(share)
    for distance in DISTANCES_BESIDE_PX:
        for side, side_cost in ((1, 25.0), (-1, 30.0)):
            for share in OFFSETS_ON_START:
                offset = side * (across / 2 + 58 * scale + distance), share * along
                yield (offset[::-1] if is_level else offset), False, side_cost + distance / 2 + 40 * abs(share)


def _tips_anywhere(screen: Rect, vector: Point, length: float, scale: float) -> Iterable[tuple[float, float, float]]:
    """Candidate tips (x, y, cost) of paths all over a screen; those near the middle cost less."""
    for across in POSITIONS_ACROSS:
        for along in POSITIONS_ALONG:
            share = (along, across) if vector[0] else (across, along)
            x, y = screen.left + share[0] * screen.width, screen.top + share[1] * screen.height
            cost = 60 * (abs(across - 0.5) + abs(along - 0.5))
            yield x + vector[0] * length * scale / 2, y + vector[1] * length * scale / 2, cost


def _is_on_screen(screen: Rect, x: float, y: float, vector: Point, scale: float) -> bool:
    """Whether a path with its tip at (x, y) is entirely on the screen."""
    points = footprint("path")
    length, half = float(points[:, 0].max()) * scale, float(np.abs(points[:, 1]).max()) * scale
    margin_x, margin_y = (0.0, half) if vector[0] else (half, 0.0)
    ends = ((x, y), (x - vector[0] * length, y - vector[1] * length))
    return all(
        screen.left + margin_x <= end_x <= screen.right - margin_x
        and screen.top + margin_y <= end_y <= screen.bottom - margin_y
        for end_x, end_y in ends
    )


def _cheapest(kind: PointerKind, placements: Iterable[Placement], costs: CostMap) -> Pointer | None:
    """The candidate with the lowest total cost; None if all of them leave the area.

    Once one covers nothing blocked, those of a smaller scale are scored only if they may cost less and are not hard to see. If
    all cover blocked cells, it is the cheapest of the smallest scale that has one within the area.
    """
    cheapest, lowest = None, OUTSIDE_COST * 0.5
    for scale, group in groupby(placements, key=lambda placement: placement.scale):
        same_size = list(group)
        if lowest < FREE_COST and (scale < MIN_ROOMY_SCALE or lowest <= min(placement.cost for placement in same_size)):
            break
        totals = _total_costs(kind, same_size, scale, costs)
        index = int(np.argmin(totals))
        if totals[index] < lowest or (lowest >= FREE_COST and totals[index] < OUTSIDE_COST * 0.5):
            cheapest, lowest = same_size[index], float(totals[index])
    return None if cheapest is None else Pointer(kind, (cheapest.x, cheapest.y), cheapest.degrees, cheapest.scale)


def _total_costs(kind: PointerKind, placements: Sequence[Placement], scale: float, costs: CostMap) -> Points:
    """The total cost of each candidate (n), all of one scale."""
    table = np.array(placements)
    points = footprint(kind) * scale
    angles = np.radians(table[:, 2])[:, None]
    cos, sin = np.cos(angles), np.sin(angles)
    covered = costs.costs_at(
        table[:, 0][:, None] + points[:, 0] * cos - points[:, 1] * sin,
        table[:, 1][:, None] + points[:, 0] * sin + points[:, 1] * cos,
    )
    # Each point of the footprint represents a square, which shrinks with the pointer.
    return np.asarray(np.round(covered.sum(axis=1) * (FOOTPRINT_STEP * scale / CELL_PX) ** 2 + table[:, 4], 3))
