"""Place pointers: score many candidate placements by what they would cover, and choose the cheapest.

A cost map has a cost for each cell of four by four pixels: little on the empty ground of a screen, more on a text. A
placement costs what its cells cost, and more if it is small or points from an unusual side. The result is deterministic, so a
card's pointer is in the same place in every run.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from annotator.cards.geometry import Pixels, Rect
from annotator.cards.marks import FOOTPRINT_STEP, Pointer, PointerKind, Points, footprint
from annotator.model import Direction

CELL_PX: Final = 4
"""Side of a cell of the map, in pixels."""
TEXT_COST: Final = 30.0
"""Cost of a covered cell of a text."""
OCCUPIED_COST: Final = 60.0
"""Cost of a covered cell of a target or another mark."""
ICON_COST: Final = 22.0
"""Cost of a covered cell with an icon's stroke."""
LINE_COST: Final = 5.0
"""Cost of a covered cell with a long line."""
FILL_COST: Final = 1.5
"""Cost of a covered cell of another colour than the screen's ground, such as that of a button."""
MIN_GROUND_SHARE: Final = 0.12
"""Minimum share of the screenshot that has the same shade, for this to be one of the screen's grounds."""
MIN_EDGE_CONTRAST: Final = 10
"""Minimum difference of green (0..255) within a cell at the edge of a button; less is noise."""
MIN_CONTROL: Final = (10, 5)
"""Minimum width and height of a button, in cells."""
MAX_CONTROL_HEIGHT: Final = 36
"""Maximum height of a button, in cells."""
MAX_CONTROL_WIDTH: Final = 0.97
"""Maximum width of a button, in widths of the screenshot; wider areas are rows."""
MIN_CONTROL_SHARE: Final = 0.45
"""Minimum share of a button that is flat; the rest is its words, and its round corners."""
SHADE_STEP: Final = 8
"""Difference of shades (0..255) that are told apart."""
SCREEN_COST: Final = 0.12
"""Cost of any other covered cell of the screenshot, since placing things beside it is better."""
BLOCKED_COST: Final = 1e6
"""Cost of a cell that may only be covered where there is no other place."""
OUTSIDE_COST: Final = 1e12
"""Cost of a cell outside the area, which rules a placement out."""
MIN_STROKE_CONTRAST: Final = 36
"""Minimum difference of green (0..255) within a cell that contains a stroke."""
MIN_LINE_CELLS: Final = 16
"""Minimum length of a line that separates rows or is the edge of a button, in cells; shorter ones belong to icons."""

Costs = npt.NDArray[np.float64]
Flat = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CostMap:
    """The cost of each cell of an area of a card: (rows, columns), read-only."""

    area: Rect
    costs: Costs
    flat: Flat | None = None
    """The cells of the screenshot without any edge; None for a map without a screenshot."""

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
    body = _extend(picture[..., 1], screen, area)
    rows, columns = body.shape[0] // CELL_PX, body.shape[1] // CELL_PX
    green = body[: rows * CELL_PX, : columns * CELL_PX].reshape(rows, CELL_PX, columns, CELL_PX)
    contrast = _combine(np.maximum, green).astype(np.int16) - _combine(np.minimum, green)
    edges = (contrast > MIN_STROKE_CONTRAST).astype(np.uint8)
    horizontal, vertical = np.ones((1, MIN_LINE_CELLS), np.uint8), np.ones((MIN_LINE_CELLS, 1), np.uint8)
    lines = cv2.morphologyEx(edges, cv2.MORPH_OPEN, horizontal) | cv2.morphologyEx(edges, cv2.MORPH_OPEN, vertical)
    strokes = np.where(lines > 0, LINE_COST, ICON_COST) * edges
    inside = np.zeros((rows, columns), dtype=bool)
    left, top, right, bottom = _cell_range(screen.clipped(area), area, (rows, columns))
    inside[top:bottom, left:right] = True
    shades = _combine(np.add, green.astype(np.uint16)) / CELL_PX**2
    fills = np.where(_is_ground(shades, inside), 0.0, FILL_COST)
    costs = np.where(inside, SCREEN_COST + fills + strokes, 0.0)
    for text in texts:
        _raise_to(costs, text, area, TEXT_COST)
    flat = inside & (contrast < MIN_EDGE_CONTRAST)
    # An edge may lie between two cells.
    flat[:, 1:] &= np.abs(np.diff(shades, axis=1)) < MIN_EDGE_CONTRAST
    flat[1:] &= np.abs(np.diff(shades, axis=0)) < MIN_EDGE_CONTRAST
    return CostMap(area, costs, flat)


def find_controls(costs: CostMap, words: Sequence[Rect], target: Rect | None) -> list[Rect]:
    """Buttons, fields and bubbles besides the target, if there is one: flat areas of their size, with words in them.

    All rectangles are in pixels of the card; those returned are whole cells. Rows that are as wide as the screen don't count.
    """
    if costs.flat is None or not costs.flat.any():
        return []
    widest = MAX_CONTROL_WIDTH * np.ptp(np.flatnonzero(costs.flat.any(axis=0)))
    stats = cv2.connectedComponentsWithStats(costs.flat.astype(np.uint8), connectivity=4)[2]
    controls = []
    for x, y, w, h, cells in stats[1:].tolist():
        if not MIN_CONTROL[0] <= w <= widest or not MIN_CONTROL[1] <= h <= MAX_CONTROL_HEIGHT:
            continue
        left, top = costs.area.left + x * CELL_PX, costs.area.top + y * CELL_PX
        control = Rect(left, top, left + w * CELL_PX, top + h * CELL_PX)
        has_words = any(control.contains(Rect(*word.center, *word.center)) for word in words)
        if cells >= MIN_CONTROL_SHARE * w * h and has_words and not (target and control.overlaps(target)):
            controls.append(control)
    return controls


def _combine(operation: np.ufunc, pixels: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Each cell's pixels, combined: from (rows, CELL_PX, columns, CELL_PX) to (rows, columns).

    Whole rows at once, and then whole columns: NumPy is ten times slower along two short axes.
    """
    by_row = operation.reduce(pixels, axis=1)
    return functools.reduce(operation, (by_row[..., column] for column in range(CELL_PX)))


def _is_ground(shades: Costs, inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether each cell (rows, columns) has one of the commonest shades of the cells ``inside`` the screenshot."""
    steps = (shades / SHADE_STEP).astype(np.intp)
    counts = np.bincount(steps[inside], minlength=256 // SHADE_STEP + 1)
    # A shade between two steps is in both.
    around = counts + np.maximum(np.append(counts[1:], 0), np.append(0, counts[:-1]))
    return np.asarray((around >= MIN_GROUND_SHARE * max(1, counts.sum()))[steps])


def _extend(picture: Pixels, screen: Rect, area: Rect) -> Pixels:
    """A channel (H, W) of a picture at ``screen``, cut to the area, and dark beyond the picture as a device's rim is."""
    left, top, right, bottom = area.rounded()
    body = np.zeros((bottom - top, right - left), np.uint8)
    x, y = round(screen.left) - left, round(screen.top) - top
    shown = picture[max(0, -y) :, max(0, -x) :][: bottom - top - max(0, y), : right - left - max(0, x)]
    body[max(0, y) :, max(0, x) :][: shown.shape[0], : shown.shape[1]] = shown
    return body


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
"""On sides shorter than this, not counting the corners, the tip is always in the middle."""
TOUCH_PX: Final = 3
"""Overlap of the tip and the outer edge of the outline."""

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
    free = costs.with_occupied([target.inflated(-8)])
    return _cheapest(kind, _placements_around(target, radius, is_hand=kind.startswith("hand")), free)


def _placements_around(target: Rect, radius: float, *, is_hand: bool) -> Iterable[Placement]:
    """Candidates with their tip on a side or a corner of a target, at every scale."""
    tips: list[tuple[float, float, float, float]] = []
    edge = target.inflated(-TOUCH_PX)
    for side, side_cost, sense in SIDES:
        is_vertical_edge = side in (0, 180)
        span = (edge.height if is_vertical_edge else edge.width) - 2 * radius
        for share in POSITIONS_ALONG_SIDE if span > LONG_SIDE_PX else POSITIONS_ALONG_SIDE[:1]:
            distance = radius + span * share
            x = {0: edge.right, 180: edge.left}.get(side, edge.left + distance)
            y = {90: edge.bottom, 270: edge.top}.get(side, edge.top + distance)
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
    """The best path for a finger that moves in ``direction`` on ``screen``, from ``start`` if there is one."""
    degrees, vector = PATHS[direction]
    length = float(footprint("path")[:, 0].max())
    placements: list[Placement] = []
    for scale, scale_cost in PATH_SCALES:
        places = (
            _tips_from_start(start, vector, length, scale) if start else _tips_anywhere(screen, vector, length, scale)
        )
        for x, y, cost in places:
            off_screen = 0.0 if _is_on_screen(screen, x, y, vector, scale) else OFF_SCREEN_COST
            placements.append(Placement(x, y, degrees, scale, cost + scale_cost + off_screen))
    return _cheapest("path", placements, costs.with_occupied([start.inflated(-8)]) if start else costs)


def _tips_from_start(
    start: Rect, vector: tuple[float, float], length: float, scale: float
) -> Iterable[tuple[float, float, float]]:
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


def _tips_anywhere(
    screen: Rect, vector: tuple[float, float], length: float, scale: float
) -> Iterable[tuple[float, float, float]]:
    """Candidate tips (x, y, cost) of paths all over a screen; those near the middle cost less."""
    for across in POSITIONS_ACROSS:
        for along in POSITIONS_ALONG:
            share = (along, across) if vector[0] else (across, along)
            x, y = screen.left + share[0] * screen.width, screen.top + share[1] * screen.height
            cost = 60 * (abs(across - 0.5) + abs(along - 0.5))
            yield x + vector[0] * length * scale / 2, y + vector[1] * length * scale / 2, cost


def _is_on_screen(screen: Rect, x: float, y: float, vector: tuple[float, float], scale: float) -> bool:
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

    Those of a smaller scale are read only if they may be better. If all cover what is blocked, it is the one among the
    smallest that covers least.
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
