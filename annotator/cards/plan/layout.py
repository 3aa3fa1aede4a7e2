"""Plan the marks of a screenshot so that they cover as little as possible of what a family must see. Nothing is drawn here.

The plan has two steps: a `Framing` is the part of the screenshot that is shown, and where; it needs no pixels. The layout
adds the marks, whose places depend on what they would cover, so it needs the framed picture.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from annotator.cards import signs
from annotator.cards.geometry import Point, Rect, bounding_rect, square
from annotator.cards.outlines import OUTLINE_PX, corner_radius
from annotator.cards.plan import outline_rects, pointer_position
from annotator.cards.plan.cost_map import CELL_PX, LINE_COST, CostMap, build_cost_map, find_controls
from annotator.cards.plan.framing import Framing
from annotator.cards.plan.outline_rects import Outline
from annotator.cards.plan.pointer_position import BLOCKED_COST
from annotator.cards.pointers import RING, Pointer, Points, covered_rects
from annotator.cards.shapes import Pixels
from annotator.cards.signs import PlacedSign, PlacedSource
from annotator.model import Source, StepCard, traits_of

CLEARANCE_PX: Final = 12
"""Minimum space between a sign and all that it must not cover: words, icons, lines, controls, faces, other marks."""
MAX_DISTANCE_PX: Final = 150
"""Maximum space between a sign and its mark; further away it seems to be about something else."""
ARROW_ROOM_PX: Final = 30
"""Minimum space between a source and its field, for the arrow."""
SOURCE_SCALES: Final = (1.0, 0.87, 0.75)
"""Sizes of a source that are tried, the largest first."""
SOURCE_REACH_PX: Final = 28
"""Distance by which the tip of a source's arrow reaches into the field, from the outer edge of its outline."""
LIGHT_PX: Final = 14
"""Space between a thing and the edge of the light on it."""
BADGE_PX: Final = 46
"""Diameter of the disc with a mark's number or letter."""
_BORDERED_BADGE_PX: Final = BADGE_PX + 10
"""The same with its borders."""


def find_free_places(size: tuple[float, float], near: Rect, costs: CostMap, max_distance: float) -> Points:
    """The centres of all places for a tile of ``size`` (width, height), the nearest to ``near`` first.

    They are CLEARANCE_PX or more off all cells that cost LINE_COST or more, and at most ``max_distance`` from ``near``.
    """
    columns_needed, rows_needed = (math.ceil((length + 2 * CLEARANCE_PX) / CELL_PX) for length in size)
    # A table of sums: the occupied cells above and to the left of each cell.
    sums = np.pad(costs.costs >= LINE_COST, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    below, above = sums[rows_needed:], sums[:-rows_needed]
    covered = (below - above)[:, columns_needed:] - (below - above)[:, :-columns_needed]
    rows, columns = np.nonzero(covered == 0)
    x = costs.area.left + (columns + columns_needed / 2) * CELL_PX
    y = costs.area.top + (rows + rows_needed / 2) * CELL_PX
    places = np.column_stack((x, y))
    offsets = np.abs(places - near.center)
    half = (near.width + size[0]) / 2, (near.height + size[1]) / 2
    distances = np.hypot(*np.maximum(0.0, offsets - half).T)
    order = np.argsort(distances + 0.1 * np.hypot(*offsets.T), kind="stable")
    found: Points = places[order[distances[order] <= max_distance]]
    return found


def place_source(source: Source, outer: Rect, costs: CostMap) -> PlacedSource | None:
    """A place for a source near a field with the outer edge ``outer``, in the largest of its sizes for which there is one.

    Every seventh free place is tried; None if there is none from which the arrow into the field covers nothing.
    """
    free_map = costs.with_occupied([outer.inflated(ARROW_ROOM_PX - CLEARANCE_PX)])
    shares = np.linspace(0.0, 1.0, 32)
    for side in (scale * signs.SOURCE_PX for scale in SOURCE_SCALES):
        for x, y in find_free_places((side, side), outer, free_map, MAX_DISTANCE_PX)[::7].tolist():
            tip_x, tip_y = _source_tip(outer, x, y)
            along_x, along_y = x + shares * (tip_x - x), y + shares * (tip_y - y)
            beside = np.abs(along_x - outer.center[0]) >= outer.width / 2
            beside |= np.abs(along_y - outer.center[1]) >= outer.height / 2
            if (costs.costs_at(along_x, along_y)[beside] < LINE_COST).all():
                return PlacedSource(source, (x, y), (tip_x, tip_y), side)
    return None


def _source_tip(outer: Rect, x: float, y: float) -> Point:
    """The tip of the arrow from a source at (x, y) into a field: just inside the nearest edge, off its corners."""
    inner = outer.inflated(-SOURCE_REACH_PX)
    margin_x, margin_y = min(24.0, inner.width / 2), min(10.0, inner.height / 2)
    if outer.left < x < outer.right or not outer.top < y < outer.bottom:
        return min(max(x, inner.left + margin_x), inner.right - margin_x), inner.top if y < outer.top else inner.bottom
    return inner.left if x < outer.left else inner.right, min(max(y, inner.top + margin_y), inner.bottom - margin_y)


class Badge(NamedTuple):
    """The number or letter of a mark, and the centre of its disc: ``Badge((412.0, 300.0), "A")``."""

    center: Point
    number: int | str


@dataclass(frozen=True)
class Layout:
    """A marked screenshot, ready to be drawn: places alone, in pixels of the card.

    Attributes:
        framing: the place and the contents of the screenshot.
        outlines: the outlines of the shown targets that are pressed, that of the action first; else none.
        lights: the lit places of targets that are not pressed.
        badges: the numbers or letters of the marks that have one.
        pointers: the arrow, hand or path; one for each target if these are pressed at the same time.
        sign: the sign of what to do there, or of the effect of the press, or None.
        header_sign: the sign or source to draw in the header, since it has no place on the picture, or the hand that stays down
            meanwhile; or None.
        source: the sign of where the words to type come from, or None.
        controls: other buttons, fields and bubbles, which a pointer covers only where there is no other place.
    """

    framing: Framing
    outlines: tuple[Outline, ...] = ()
    lights: tuple[Rect, ...] = ()
    badges: tuple[Badge, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    sign: PlacedSign | None = None
    header_sign: signs.Sign | None = None
    source: PlacedSource | None = None
    controls: tuple[Rect, ...] = ()


def plan_outlines(card: StepCard, framing: Framing) -> Layout:
    """The layout with outlines or lights only, as the closing card has it.

    A finger that lifts has light: an outline would ask for a press.
    """
    contents, view = framing.contents, framing.view
    texts, icons = framing.on_card(contents.texts), framing.on_card(contents.icons)
    # A picture that was cut out of a screen says nothing about where an element at its edge ends.
    cut = card.screen.kind.extent == "part"
    outlines = [
        outline_rects.place_outline(
            view.to_card(contents.targets[index]),
            view.to_card(label) if (label := contents.labels[index]) else None,
            texts,
            icons,
            framing.screen,
            framing.scale,
            may_go_on=cut,
        )
        for index in framing.shown
    ]
    if traits_of(card.action).mark == "pointer" and card.gesture != "lift":
        return Layout(framing, tuple(outlines))
    return Layout(framing, lights=tuple(_lit_rect(outline, framing, [*texts, *icons]) for outline in outlines))


def _lit_rect(outline: Outline, framing: Framing, boxes: Sequence[Rect]) -> Rect:
    """The lit place of a target: its words and icons, not the shape of its button, which would ask for a press."""
    own_boxes = outline_rects.split_contents(outline.target, boxes)[0]
    lit = bounding_rect([outline.text, *(box.clipped(outline.target) for box in own_boxes)])
    return lit.inflated(LIGHT_PX * framing.scale).clipped(framing.screen)


def plan_layout(card: StepCard, framing: Framing, picture: Pixels) -> Layout:
    """The layout of a framed screenshot.

    Args:
        card: the step.
        framing: the place of its screenshot.
        picture: the framed part of the screenshot, resampled to the size of ``framing.screen``: (H, W, 3).
    """
    planned = plan_outlines(card, framing)
    outlines, lights = planned.outlines, planned.lights
    words = [word.inflated(2) for word in framing.on_card(framing.contents.texts)]
    costs = build_cost_map(framing.area, picture, framing.screen, words)
    controls = find_controls(costs, words, outlines[0].target if outlines else None)
    marked_rects = [outline.outer.clipped(framing.screen) for outline in outlines] or list(lights)
    kept = framing.on_card((*framing.contents.kept, *framing.contents.faces))
    faces = framing.on_card(framing.contents.faces)
    free_map = costs.with_occupied((*controls, *marked_rects, *faces, *framing.on_card(framing.contents.icons)))
    costs = costs.with_occupied((*marked_rects[1:], *kept))
    badges = _place_badges(card, framing, marked_rects, free_map)
    badge_rects = [square(badge.center, _BORDERED_BADGE_PX) for badge in badges]
    pointers = _place_pointers(card, framing, planned, controls, costs.with_occupied(badge_rects))
    pointer_rects = [rect for pointer in pointers for rect in covered_rects(pointer)]
    free_map = free_map.with_occupied((*badge_rects, *pointer_rects))
    source = place_source(card.source, outlines[0].outer, free_map) if card.source and outlines else None
    free_map = free_map.with_occupied(signs.source_rects(source) if source else ())
    step_sign = signs.sign_of(card)
    sign = _place_sign(step_sign, marked_rects, framing, free_map)
    header_sign = step_sign if sign is None else None
    if card.sign == "stay" and step_sign is not None and step_sign.pictogram != "hold":
        header_sign = signs.Sign("hold", (), says_action=False)  # the finger stays while something else is done
    if card.source is not None and source is None:
        header_sign = signs.Sign(card.source, (), says_action=False)
    return Layout(framing, outlines, lights, badges, pointers, sign, header_sign, source, tuple(controls))


def find_neighbors(framing: Framing, outline: Outline) -> list[Rect]:
    """The texts and icons on the screenshot that don't belong to an outlined target, in pixels of the card."""
    things = framing.on_card((*framing.contents.texts, *framing.contents.icons))
    return outline_rects.split_contents(outline.target, things)[1]


def _place_badges(
    card: StepCard, framing: Framing, marked_rects: Sequence[Rect], free_map: CostMap
) -> tuple[Badge, ...]:
    """The places of the numbers of marks that have one: beside the mark, or on its corner where nothing is free beside it.

    A single mark needs none, nor do marks that are pressed together.
    """
    badges: list[Badge] = []
    for index, rect in zip(framing.shown, marked_rects, strict=True):
        number = card.marks[index].number
        if number is None or card.sign == "together" or len(marked_rects) < 2:
            continue
        centers = find_free_places((_BORDERED_BADGE_PX, _BORDERED_BADGE_PX), rect, free_map, BADGE_PX)
        x, y = centers[0] if len(centers) else (rect.left + 14, rect.top + 5)
        badges.append(Badge((float(x), float(y)), number))
        free_map = free_map.with_occupied([square((x, y), _BORDERED_BADGE_PX)])
    return tuple(badges)


def _place_pointers(
    card: StepCard, framing: Framing, planned: Layout, controls: Sequence[Rect], costs: CostMap
) -> tuple[Pointer, ...]:
    """Place the pointer of the card's action; no pointer for an action without one, or if there is no room.

    Targets that are pressed at the same time have a pointer each.
    """
    traits, outlines = traits_of(card.action), planned.outlines
    if outlines:
        kind = card.theme.pointer + (RING if traits.ring else "")
        pointers: list[Pointer] = []
        for outline in outlines if card.sign == "together" else outlines[:1]:
            radius = corner_radius(outline.inner, outline.scale) + OUTLINE_PX * outline.scale
            other_outlines = (other.outer for other in outlines if other != outline)
            blocked = chain(find_neighbors(framing, outline), controls, other_outlines)
            pointer_costs = costs.with_occupied(blocked, BLOCKED_COST)
            pointer = pointer_position.place_pointer(kind, outline.outer.clipped(framing.screen), radius, pointer_costs)
            if pointer is not None:
                pointers.append(pointer)
                costs = costs.with_occupied(covered_rects(pointer))
        return tuple(pointers)
    if card.finger_path is not None:
        start = planned.lights[0] if planned.lights and traits.mark == "path from target" else None
        path = pointer_position.place_path(card.finger_path, start, framing.screen, costs)
        return () if path is None else (path,)
    return ()


def _place_sign(
    sign: signs.Sign | None, marked_rects: Sequence[Rect], framing: Framing, free_map: CostMap
) -> PlacedSign | None:
    """The sign in the largest size that has a free place near the first mark, or anywhere if it is about the whole screen."""
    if sign is None:
        return None
    about = marked_rects[0] if marked_rects else Rect(*framing.screen.center, *framing.screen.center)
    # Without a mark, and where all is done, it is about the whole screen.
    anywhere = not marked_rects or sign.color == "done"
    max_distance = max(framing.area.width, framing.area.height) if anywhere else MAX_DISTANCE_PX
    for side in sign.sides:
        centers = find_free_places((side, side), about, free_map, max_distance)
        if len(centers):
            return PlacedSign(sign, (float(centers[0][0]), float(centers[0][1])), side)
    return None
