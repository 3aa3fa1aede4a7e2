"""Plan a marked screenshot: what is drawn where, in one area of a card. Nothing is drawn here.

It goes in two steps: a *framing* is the part of the screenshot that is shown, and where; it needs no pixels. The *layout*
adds the marks, whose places depend on what they would cover, so it needs the framed picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from annotator.cards import crop, device_frame, marks, outline_rects, pointer_position, signs
from annotator.cards.cost_map import CostMap, build_cost_map
from annotator.cards.crop import Legibility
from annotator.cards.geometry import Rect, View, rect_of
from annotator.cards.outline_rects import Outline
from annotator.cards.shapes import Pixels
from annotator.cards.signs import PlacedSign, PlacedSource
from annotator.model import WIDTH, StepCard, traits_of

POINTER_ROOM_PX: Final = 60
"""Space to leave beside an upright tablet for the pointer."""
RIM_PX: Final = 6
"""Width of the device's rim beside an enlarged picture that is smaller than the area."""
SMALL_GOALS: Final = Legibility(min_text=11, text=21, target=48, pointer=0, air=3)
"""Goals for the small picture of a step on the closing card."""

Target = tuple[int, Rect]
"""Index among the card's marks, and the rectangle to outline, in pixels of the card."""


@dataclass(frozen=True, slots=True)
class Framing:
    """Where a screenshot is on a card. All rectangles but ``part`` are in pixels of the card.

    Attributes:
        area: where marks may be.
        view: the mapping from the screenshot to the card.
        part: the part of the screenshot that is shown, in its own pixels.
        screen: where that part is, in whole pixels.
        form: the device drawn around it; None where the picture fills the area.
        targets: the touch targets that are shown, by their index among the card's marks.
        rim: what shows of the device where an enlarged picture doesn't fill the area; None if nothing does.
        scale: the scale of the lines of marks.
    """

    area: Rect
    view: View
    part: Rect
    screen: Rect
    form: device_frame.DeviceForm | None
    targets: tuple[Target, ...]
    rim: Rect | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A marked screenshot, ready to be drawn: rectangles only, in pixels of the card.

    Attributes:
        framing: where the screenshot is.
        outlines: the outlines of the shown targets, that of the action first.
        badges: the centre of each number, with the number.
        pointers: the arrow, hand or path; one for each target if these are pressed at the same time.
        action_badge: the centre of the action's badge, or None.
        sign: what the press does, or None.
        source: where the words to type come from, or None.
        words: the texts of the screenshot, also those that are not shown.
    """

    framing: Framing
    outlines: tuple[Outline, ...]
    badges: tuple[tuple[tuple[float, float], int], ...] = ()
    pointers: tuple[marks.Pointer, ...] = ()
    action_badge: tuple[float, float] | None = None
    sign: PlacedSign | None = None
    source: PlacedSource | None = None
    words: tuple[Rect, ...] = ()


# ---------------------------------------------------------------- framing


def frame_whole(card: StepCard, area: Rect, size: tuple[int, int]) -> Framing:
    """Frame the whole screenshot of ``size`` (width, height) in its device, centred in ``area``."""
    part = crop.choose_visible_part(size, card.marks, card.screen.kind)
    form = device_frame.form_of(card.screen.kind)
    view = _fit_device(part, area, form, bool(card.marks))
    screen = whole_pixels(view.to_card(part))
    air = Legibility().air / view.scale
    targets = tuple(
        (index, view.to_card(crop.outlined_rect(mark, air)).clipped(screen)) for index, mark in enumerate(card.marks)
    )
    return Framing(area.inflated(-4), view, part, screen, form, targets)


def frame_close(card: StepCard, area: Rect, size: tuple[int, int], goals: Legibility | None = None) -> Framing:
    """Frame the targets on a screenshot of ``size`` (width, height), enlarged, in all of ``area``."""
    goals = goals or Legibility()
    close = crop.plan_close_up(size, card.marks, area, goals, [rect_of(text) for text in card.screen.texts])
    everything = close.view.to_card(Rect(0, 0, *size))
    screen, rim = whole_pixels(everything.clipped(area)), whole_pixels(everything.inflated(RIM_PX).clipped(area))
    air = goals.air / close.view.scale
    targets: list[Target] = []
    for index, target in close.targets:
        narrowed = target != crop.clip_to_screenshot(rect_of(card.marks[index].outline), size)
        targets.append((index, close.view.to_card(target if narrowed else crop.outlined_rect(card.marks[index], air))))
    part = close.view.to_screenshot(screen)
    return Framing(area, close.view, part, screen, None, tuple(targets), rim if rim != screen else None)


def frame_recap(card: StepCard, area: Rect, size: tuple[int, int], scale: float) -> Framing:
    """Frame the targets for the closing card, with lines at ``scale``."""
    goals = replace(SMALL_GOALS, margin=math.ceil(marks.OUTLINE_PX * scale) + 8)
    return replace(frame_close(card, area, size, goals), scale=scale)


def frame_original(card: StepCard, size: tuple[int, int]) -> Framing:
    """Frame a whole screenshot of ``size`` (width, height) that is marked in its original size.

    Marks are scaled as on a card as wide as the screenshot's shorter side: visible on a phone 360 pixels wide, but not so
    large that they hide the small rows of a laptop's screen. The view leads to the pixels of such a card.
    """
    width, height = size
    scale = max(min(width, height), width / 2) / WIDTH
    screen = Rect(0, 0, width / scale, height / scale)
    view = View(1 / scale, 0, 0, screen)
    air = Legibility().air * scale
    targets = tuple(
        (index, view.to_card(crop.outlined_rect(mark, air)).clipped(screen)) for index, mark in enumerate(card.marks)
    )
    return Framing(screen, view, Rect(0, 0, width, height), screen, None, targets)


def whole_pixels(rect: Rect) -> Rect:
    """The rectangle in whole pixels."""
    return Rect(*(float(value) for value in rect.rounded()))


def _fit_device(part: Rect, area: Rect, form: device_frame.DeviceForm, marked: bool) -> View:
    """The view of a whole screen in ``area``, with room for the device around it."""
    free = area.inflated(-device_frame.rim_px(form) - 10)
    if form == "tablet" and marked and part.height > part.width:
        free = replace(free, left=free.left + POINTER_ROOM_PX - 20, right=free.right - POINTER_ROOM_PX + 20)
    view = crop.fit_whole(part, free)
    if form != "laptop":
        return view
    # Screen and keyboard are centred as one.
    return replace(view, dy=round(view.dy - device_frame.deck_height(part.width * view.scale) / 2))


# ---------------------------------------------------------------- marks


def plan_outlines(card: StepCard, framing: Framing) -> Layout:
    """The layout with outlines only, as the closing card has it."""
    words = tuple(framing.view.to_card(rect_of(text)) for text in card.screen.texts)
    outlines = tuple(outline_rects.plain(index, target, framing.scale) for index, target in framing.targets)
    badge = None
    if outlines and traits_of(card.action).badge is not None:
        radius = (signs.BADGE_PX / 2 + signs.BORDER_PX) * framing.scale
        inside, outer = framing.screen.inflated(-radius), outlines[0].outer
        badge = min(outer.right - radius / 2, inside.right), max(outer.top, inside.top)
    return Layout(framing, outlines, action_badge=badge, words=words)


def plan_layout(card: StepCard, framing: Framing, picture: Pixels) -> Layout:
    """The layout of a framed screenshot.

    Args:
        card: the step.
        framing: where its screenshot is.
        picture: the framed part of the screenshot, resampled to the size of ``framing.screen``: (H, W, 3).
    """
    view, area = framing.view, framing.area
    words = tuple(view.to_card(rect_of(text)) for text in card.screen.texts)
    outlines = tuple(
        outline_rects.between_words(index, target, view.to_card(rect_of(card.marks[index].box)), words, area)
        for index, target in framing.targets
    )
    costs = build_cost_map(area, picture, framing.screen, [word.inflated(2) for word in words])
    costs = costs.with_occupied(outline.outer for outline in outlines[1:])
    badges, costs = _place_badges(card, outlines, costs)
    action_badge, costs = _place_action_badge(card, outlines, costs)
    pointers = _place_pointers(card, outlines, framing.screen, costs)
    costs = costs.with_occupied(_covered_by(pointers))
    sign = _place_sign(card, outlines, costs)
    source = _place_source(card, outlines, costs)
    return Layout(framing, outlines, badges, pointers, action_badge, sign, source, words)


def _place_badges(
    card: StepCard, outlines: Sequence[Outline], costs: CostMap
) -> tuple[tuple[tuple[tuple[float, float], int], ...], CostMap]:
    """The places of the numbers of marks that have one, and the cost map with the numbers added."""
    radius = marks.BADGE_PX / 2 + 5
    badges: list[tuple[tuple[float, float], int]] = []
    for outline in outlines:
        number = card.marks[outline.index].number
        if number is None or card.sign == "together":
            continue
        others = costs.with_occupied(other.outer for other in outlines if other.outer != outline.outer)
        x, y = pointer_position.place_badge(outline.outer, radius, others)
        badges.append(((x, y), number))
        costs = costs.with_occupied([Rect(x - radius, y - radius, x + radius, y + radius)])
    return tuple(badges), costs


def _place_action_badge(
    card: StepCard, outlines: Sequence[Outline], costs: CostMap
) -> tuple[tuple[float, float] | None, CostMap]:
    """The place of the action's badge on the first outline, if it has one, and the cost map with the badge added."""
    if not outlines or traits_of(card.action).badge is None:
        return None, costs
    radius = signs.BADGE_PX / 2 + signs.BORDER_PX
    place = pointer_position.place_action_badge(outlines[0].outer, 2 * radius, costs)
    if place is None:
        return None, costs
    x, y = place
    return place, costs.with_occupied([Rect(x - radius, y - radius, x + radius, y + radius)])


def _place_pointers(
    card: StepCard, outlines: Sequence[Outline], screen: Rect, costs: CostMap
) -> tuple[marks.Pointer, ...]:
    """Place the pointer of the card's action; none for an action without one, or if there is no room.

    Targets that are pressed at the same time have a pointer each.
    """
    traits = traits_of(card.action)
    if traits.mark == "pointer" and outlines:
        kind = card.theme.pointer + (marks.RING if traits.ring else "")
        placed: list[marks.Pointer] = []
        for outline in outlines if card.sign == "together" else outlines[:1]:
            radius = marks.corner_radius(outline.inner) + marks.OUTLINE_PX
            free = costs.with_occupied(other.outer for other in outlines if other is not outline)
            found = pointer_position.place_pointer(kind, outline.outer, radius, free)
            if found is not None:
                placed.append(found)
                costs = costs.with_occupied(_covered_by([found]))
        return tuple(placed)
    if card.direction is not None:
        start = outlines[0].outer if outlines and traits.mark == "path from target" else None
        path = pointer_position.place_path(card.direction, start, screen, costs)
        return () if path is None else (path,)
    return ()


def _covered_by(pointers: Sequence[marks.Pointer]) -> list[Rect]:
    """Small rectangles that together cover what pointers cover."""
    half = marks.FOOTPRINT_STEP / 2
    return [Rect(x - half, y - half, x + half, y + half) for pointer in pointers for x, y in marks.points_of(pointer)]


def _place_sign(card: StepCard, outlines: Sequence[Outline], costs: CostMap) -> PlacedSign | None:
    if card.sign is None or not outlines:
        return None
    place = pointer_position.place_sign(outlines[0].outer, signs.size_of(card.sign), costs)
    return None if place is None else PlacedSign(card.sign, (place.x, place.y), place.scale)


def _place_source(card: StepCard, outlines: Sequence[Outline], costs: CostMap) -> PlacedSource | None:
    if card.source is None or not outlines:
        return None
    size = signs.SOURCE_PX + 2 * signs.BORDER_PX
    found = pointer_position.place_source(outlines[0].outer, (size, size), costs)
    if found is None:
        return None
    place, tip = found
    return PlacedSource(card.source, (place.x, place.y), tip, place.scale)
