"""Plan a marked screenshot: what is drawn where, in one area of a card. Nothing is drawn here.

It goes in two steps: a `Framing` is the part of the screenshot that is shown, and where; it needs no pixels. The layout
adds the marks, whose places depend on what they would cover, so it needs the framed picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from annotator.cards import device_frame, marks, outline_rects, pointer_position, small_map
from annotator.cards.cost_map import CostMap, build_cost_map
from annotator.cards.framing import Framing
from annotator.cards.geometry import Rect, bounding_rect
from annotator.cards.outline_rects import Outline, Sides
from annotator.cards.shapes import Pixels
from annotator.cards.small_map import SmallMap
from annotator.model import ACTIONS, StepCard

AIR_PX = 6
"""Desired space between a text and its outline, in pixels of the card."""


@dataclass(frozen=True)
class Layout:
    """A marked screenshot, ready to be drawn: rectangles only, in pixels of the card.

    Attributes:
        framing: where the screenshot is, and what is on it.
        outlines: the outlines of the shown targets, that of the action first.
        badges: the centre of each number, with the number.
        pointer: the arrow, hand or path, or None.
        map: the small whole screen on an enlarged card, or None.
    """

    framing: Framing
    outlines: tuple[Outline, ...]
    badges: tuple[tuple[tuple[float, float], int], ...] = ()
    pointer: marks.Pointer | None = None
    map: SmallMap | None = None


def plan_outlines(card: StepCard, framing: Framing) -> Layout:
    """The layout with outlines only, as the closing card has it."""
    contents, view = framing.contents, framing.view
    things = framing.on_card((*contents.texts, *contents.icons))
    # A picture that was cut out of a screen says nothing about where an element at its edge ends.
    cut = card.screen.kind.extent == "part"
    outlines = []
    for index in framing.shown:
        label = contents.labels[index]
        outlines.append(
            outline_rects.place_outline(
                index,
                view.to_card(contents.targets[index]),
                None if label is None else view.to_card(label),
                things,
                framing.screen,
                air=AIR_PX * framing.scale,
                scale=framing.scale,
                may_go_on=Sides(cut, cut, cut, cut),
            )
        )
    return Layout(framing, tuple(outlines))


def plan_layout(card: StepCard, framing: Framing, picture: Pixels) -> Layout:
    """The layout of a framed screenshot.

    Args:
        card: the step.
        framing: where its screenshot is.
        picture: the framed part of the screenshot, resampled to the size of ``framing.screen``: (H, W, 3).
    """
    outlines = plan_outlines(card, framing).outlines
    words = [word.inflated(2) for word in framing.on_card(framing.contents.texts)]
    costs = build_cost_map(framing.area, picture, framing.screen, words)
    costs = costs.with_occupied(outline.outer for outline in outlines[1:])
    badges, costs = _place_badges(card, outlines, costs)
    pointer = _place_pointer(card, framing, outlines, costs)
    small = _place_map(card, framing, outlines, badges, pointer, costs)
    return Layout(framing, outlines, badges, pointer, small)


def neighbors(framing: Framing, outline: Outline) -> list[Rect]:
    """The texts and icons on the screenshot that don't belong to an outlined target, in pixels of the card."""
    things = framing.on_card((*framing.contents.texts, *framing.contents.icons))
    return outline_rects.split_contents(outline.target, outline.text, things)[1]


def _place_badges(
    card: StepCard, outlines: Sequence[Outline], costs: CostMap
) -> tuple[tuple[tuple[tuple[float, float], int], ...], CostMap]:
    """The places of the numbers of marks that have one, and the cost map with the numbers added."""
    radius = marks.BADGE_PX / 2 + 5
    badges: list[tuple[tuple[float, float], int]] = []
    for outline in outlines:
        number = card.marks[outline.index].number
        if number is None:
            continue
        others = costs.with_occupied(other.outer for other in outlines if other.outer != outline.outer)
        x, y = pointer_position.place_badge(outline.outer, radius, others)
        badges.append(((x, y), number))
        costs = costs.with_occupied([_badge_rect((x, y))])
    return tuple(badges), costs


def _badge_rect(center: tuple[float, float]) -> Rect:
    x, y = center
    return Rect(x, y, x, y).inflated(marks.BADGE_PX / 2 + 5)


def _place_pointer(
    card: StepCard, framing: Framing, outlines: Sequence[Outline], costs: CostMap
) -> marks.Pointer | None:
    """Place the pointer of the card's action; None for an action without one, or if there is no room."""
    if card.action is None:
        return None
    style = ACTIONS[card.action].mark
    if style == "pointer" and outlines:
        first = outlines[0]
        outer = first.outer.clipped(framing.screen)
        plain = card.theme.pointer
        kind = f"{plain}-{card.action}" if card.action in marks.TAIL_PICTOGRAMS else plain
        radius = marks.corner_radius(first.inner, first.scale) + marks.OUTLINE_PX * first.scale
        free = costs.with_blocked(chain(neighbors(framing, first), (outline.outer for outline in outlines[1:])))
        found = pointer_position.place_pointer(kind, outer, radius, free)
        # Without room for the pictogram at its tail, a plain arrow still points at the target.
        return found or (pointer_position.place_pointer(plain, outer, radius, free) if kind != plain else None)
    if card.direction is not None:
        start = outlines[0].outer if outlines and style == "path from target" else None
        return pointer_position.place_path(card.direction, start, framing.screen, costs)
    return None


def _place_map(
    card: StepCard,
    framing: Framing,
    outlines: Sequence[Outline],
    badges: Sequence[tuple[tuple[float, float], int]],
    pointer: marks.Pointer | None,
    costs: CostMap,
) -> SmallMap | None:
    """Place the small map on an enlarged card, off everything that the card is about."""
    if card.view == "whole" or framing.form is not None or not outlines or card.screen.kind.frame is None:
        return None
    contents = framing.contents
    target = bounding_rect(contents.targets[index] for index in framing.shown)
    never = [outline.outer for outline in outlines]
    never += [_badge_rect(center) for center, _ in badges]
    never += framing.on_card((*contents.kept, *contents.faces, *contents.row_of(target)))
    if pointer is not None:
        never += marks.covered_rects(pointer)
    first = contents.targets[outlines[0].index]
    form = device_frame.form_of(card.screen.kind)
    return small_map.place_map(framing.whole, form, first, framing.area, never, costs)
