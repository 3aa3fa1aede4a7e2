"""Plan a marked screenshot: what is drawn where, in one area of a card. Nothing is drawn here.

It goes in two steps: a `Framing` is the part of the screenshot that is shown, and where; it needs no pixels. The layout
adds the marks, whose places depend on what they would cover, so it needs the framed picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from annotator.cards import device_frame, marks, signs
from annotator.cards.geometry import Rect, Sides
from annotator.cards.plan import outline_rects, pointer_position, sign_position, small_map
from annotator.cards.plan.cost_map import CostMap, build_cost_map, find_controls
from annotator.cards.plan.framing import Framing
from annotator.cards.plan.outline_rects import Outline
from annotator.cards.plan.small_map import SmallMap
from annotator.cards.shapes import Pixels
from annotator.cards.signs import PlacedSign, PlacedSource
from annotator.model import StepCard, traits_of

AIR_PX = 6
"""Desired space between a text and its outline, in pixels of the card."""
UNMARKED_BADGE_SCALE = 1.7
"""Scale of an action's badge on a screen on which nothing is marked, where only the badge says what to do."""


@dataclass(frozen=True)
class Layout:
    """A marked screenshot, ready to be drawn: rectangles only, in pixels of the card.

    Attributes:
        framing: where the screenshot is, and what is on it.
        outlines: the outlines of the shown targets, that of the action first.
        badges: the centre of each number or letter, with that.
        pointers: the arrow, hand or path; one for each target if these are pressed at the same time.
        action_badge: the centre of the action's badge, or None.
        badge_scale: the scale of that badge, which is larger where nothing is marked.
        sign: what the press does, or None.
        source: where the words to type come from, or None.
        map: the small whole screen on an enlarged card, or None.
        controls: other buttons, fields and bubbles, which pointers don't cover.
    """

    framing: Framing
    outlines: tuple[Outline, ...]
    badges: tuple[tuple[tuple[float, float], int | str], ...] = ()
    pointers: tuple[marks.Pointer, ...] = ()
    action_badge: tuple[float, float] | None = None
    badge_scale: float = 1.0
    sign: PlacedSign | None = None
    source: PlacedSource | None = None
    map: SmallMap | None = None
    controls: tuple[Rect, ...] = ()

    @property
    def words(self) -> list[Rect]:
        """The texts of the screenshot, also those that are not shown."""
        return self.framing.on_card(self.framing.contents.texts)


def plan_outlines(card: StepCard, framing: Framing) -> Layout:
    """The layout with outlines only, as the closing card has it."""
    contents, view = framing.contents, framing.view
    texts, icons = framing.on_card(contents.texts), framing.on_card(contents.icons)
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
                [*texts, *icons],
                framing.screen,
                icons=icons,
                air=AIR_PX * framing.scale,
                scale=framing.scale,
                may_go_on=Sides(cut, cut, cut, cut),
            )
        )
    badge = None
    if outlines and traits_of(card.action).badge is not None:
        radius = signs.BADGE_RADIUS_PX * framing.scale
        inside, outer = framing.screen.inflated(-radius), outlines[0].outer
        badge = min(outer.right - radius / 2, inside.right), max(outer.top, inside.top)
    return Layout(framing, tuple(outlines), action_badge=badge)


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
    costs = costs.with_occupied(framing.on_card((*framing.contents.kept, *framing.contents.faces)))
    badge_scale = 1.0 if outlines else UNMARKED_BADGE_SCALE
    action_badge, costs = _place_action_badge(card, framing, outlines, badge_scale, costs)
    controls = find_controls(costs, words, outlines[0].target) if outlines else []
    pointers = _place_pointers(card, framing, outlines, controls, costs)
    covered = [rect for pointer in pointers for rect in marks.covered_rects(pointer)]
    costs = costs.with_occupied(covered)
    sign = _place_sign(card, outlines, costs)
    source = _place_source(card, outlines, costs)
    taken = [*covered, *(_around(center, marks.BADGE_PX / 2 + 5) for center, _ in badges)]
    if action_badge is not None:
        taken.append(_around(action_badge, signs.BADGE_RADIUS_PX * badge_scale))
    if sign is not None:
        taken.append(signs.rect_of(sign))
    if source is not None:
        taken += signs.source_rects(source)
    small = _place_map(card, framing, outlines, taken, costs)
    return Layout(framing, outlines, badges, pointers, action_badge, badge_scale, sign, source, small, tuple(controls))


def neighbors(framing: Framing, outline: Outline) -> list[Rect]:
    """The texts and icons on the screenshot that don't belong to an outlined target, in pixels of the card."""
    things = framing.on_card((*framing.contents.texts, *framing.contents.icons))
    return outline_rects.split_contents(outline.target, outline.text, things)[1]


def _place_badges(
    card: StepCard, outlines: Sequence[Outline], costs: CostMap
) -> tuple[tuple[tuple[tuple[float, float], int | str], ...], CostMap]:
    """The places of the numbers of marks that have one, and the cost map with the numbers added."""
    radius = marks.BADGE_PX / 2 + 5
    badges: list[tuple[tuple[float, float], int | str]] = []
    for outline in outlines:
        number = card.marks[outline.index].number
        if number is None or card.sign == "together":
            continue
        others = costs.with_occupied(other.outer for other in outlines if other.outer != outline.outer)
        x, y = pointer_position.place_badge(outline.outer, radius, others)
        badges.append(((x, y), number))
        costs = costs.with_occupied([_around((x, y), radius)])
    return tuple(badges), costs


def _around(center: tuple[float, float], radius: float) -> Rect:
    x, y = center
    return Rect(x - radius, y - radius, x + radius, y + radius)


def _place_action_badge(
    card: StepCard, framing: Framing, outlines: Sequence[Outline], scale: float, costs: CostMap
) -> tuple[tuple[float, float] | None, CostMap]:
    """The place of the action's badge, if it has one, and the cost map with the badge added.

    It is on the first outline; where nothing is marked, as near to the middle of the screen as there is room.
    """
    if traits_of(card.action).badge is None or (card.action is None and not outlines):
        return None, costs
    radius = signs.BADGE_RADIUS_PX * scale
    if outlines:
        center = sign_position.place_action_badge(outlines[0].outer, 2 * radius, costs)
    elif card.direction is not None:
        return None, costs
    else:
        center = sign_position.place_on_screen(framing.screen, 2 * radius, costs)
    return center, costs if center is None else costs.with_occupied([_around(center, radius)])


def _place_pointers(
    card: StepCard, framing: Framing, outlines: Sequence[Outline], controls: Sequence[Rect], costs: CostMap
) -> tuple[marks.Pointer, ...]:
    """Place the pointer of the card's action; none for an action without one, or if there is no room.

    Targets that are pressed at the same time have a pointer each. A finger that lifts has none: an arrow would ask for a press.
    """
    traits = traits_of(card.action)
    if card.gesture == "lift":
        return ()
    if traits.mark == "pointer" and outlines:
        kind = card.theme.pointer + (marks.RING if traits.ring else "")
        placed: list[marks.Pointer] = []
        for outline in outlines if card.sign == "together" else outlines[:1]:
            radius = marks.corner_radius(outline.inner, outline.scale) + marks.OUTLINE_PX * outline.scale
            others = (other.outer for other in outlines if other != outline)
            free = costs.with_blocked(chain(neighbors(framing, outline), controls, others))
            found = pointer_position.place_pointer(kind, outline.outer.clipped(framing.screen), radius, free)
            if found is not None:
                placed.append(found)
                costs = costs.with_occupied(marks.covered_rects(found))
        return tuple(placed)
    if card.direction is not None:
        start = outlines[0].outer if outlines and traits.mark == "path from target" else None
        path = pointer_position.place_path(card.direction, start, framing.screen, costs)
        return () if path is None else (path,)
    return ()


def _place_sign(card: StepCard, outlines: Sequence[Outline], costs: CostMap) -> PlacedSign | None:
    if card.sign is None or not outlines:
        return None
    place = sign_position.place_sign(outlines[0].outer, signs.size_of(card.sign), costs)
    return None if place is None else PlacedSign(card.sign, (place.x, place.y), place.scale)


def _place_source(card: StepCard, outlines: Sequence[Outline], costs: CostMap) -> PlacedSource | None:
    if card.source is None or not outlines:
        return None
    size = signs.SOURCE_PX + 2 * signs.BORDER_PX
    found = sign_position.place_source(outlines[0].outer, (size, size), costs)
    if found is None:
        return None
    place, tip = found
    return PlacedSource(card.source, (place.x, place.y), tip, place.scale)


def _place_map(
    card: StepCard, framing: Framing, outlines: Sequence[Outline], taken: Sequence[Rect], costs: CostMap
) -> SmallMap | None:
    """Place the small map on an enlarged card, off all words, icons, faces and marks; ``taken`` is what marks cover."""
    if card.view == "whole" or framing.form is not None or not outlines or card.screen.kind.frame is None:
        return None
    contents = framing.contents
    never = [*taken, *(outline.outer for outline in outlines)]
    never += framing.on_card((*contents.kept, *contents.faces, *contents.texts, *contents.icons))
    first = contents.targets[outlines[0].index]
    form = device_frame.form_of(card.screen.kind)
    return small_map.place_map(framing.whole, form, first, framing.area, never, costs)
