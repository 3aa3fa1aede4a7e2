"""Draw a marked screenshot inside an area of a card: the whole screen in its device, or a close-up of the target.

The drawing order is device and screenshot, dimming, outlines, numbers, pointer. Numbers and pointer are placed where they
cover the least important content.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from annotator.cards import crop, device_frame, marks, pointer_position, scrim, shapes
from annotator.cards.cost_map import CostMap, build_cost_map
from annotator.cards.crop import Legibility
from annotator.cards.geometry import Rect, View, rect_of
from annotator.cards.palette import Palette, derive_palette
from annotator.cards.shapes import Pixels
from annotator.model import ACTIONS, WIDTH, StepCard

MAX_AIR: Final = 0.6
"""Maximum space between a text and its outline that may be reduced to spare other texts, in heights of the text's box.
The sides of a button are further away and are never moved."""
POINTER_ROOM_PX: Final = 60
"""Space to leave beside an upright tablet for the pointer."""
SMALL_GOALS: Final = Legibility(min_text=11, text=21, target=48, pointer=0, air=3)
"""Goals for the small picture of a step on the closing card."""

Target = tuple[int, Rect]
"""Index among the card's marks, and the rectangle to outline, in pixels of the card."""


@dataclass(frozen=True, slots=True)
class _PastedScreen:
    """A screenshot pasted on a card: its mapping to the card, its visible part, and the targets, in pixels of the card."""

    view: View
    screen: Rect
    targets: Sequence[Target]


def draw_whole_screen(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels) -> None:
    """Draw the whole screenshot (H, W, 3), marked and framed by its device, centred in ``area``."""
    part = crop.choose_visible_part((pixels.shape[1], pixels.shape[0]), card.marks, card.screen.kind)
    form = device_frame.form_of(card.screen.kind)
    view = _fit_device(part, area, form, bool(card.marks))
    screen = _whole_pixels(view.to_card(part))
    device_frame.draw_device(image, screen, form, derive_palette(card.theme.colors))
    device_frame.paste_screen(image, shapes.crop_pixels(pixels, part, _size(screen)), screen, form)
    air = Legibility().air / view.scale
    targets = [
        (index, view.to_card(crop.outlined_rect(mark, air)).clipped(screen)) for index, mark in enumerate(card.marks)
    ]
    shown = _PastedScreen(view, screen, targets)
    _draw_marks(image, area.inflated(-4), card, shown, pixels, device_frame.corner_px(form))


def draw_close_up(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels) -> None:
    """Draw a marked close-up of the target on a screenshot (H, W, 3), filling ``area``."""
    _draw_marks(image, area, card, _paste_close_up(image, area, card, pixels, Legibility()), pixels, 0)


def draw_small_close_up(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, scale: float) -> None:
    """Draw a close-up with outlines, but without dimming and pointer, for the closing card."""
    goals = replace(SMALL_GOALS, margin=math.ceil(marks.OUTLINE_PX * scale) + 8)
    for _, target in _paste_close_up(image, area, card, pixels, goals).targets:
        inner, _ = marks.outline_edges(target, scale)
        marks.draw_outline(image, inner, derive_palette(card.theme.colors), scale)


def mark_screenshot(card: StepCard, pixels: Pixels) -> Image.Image:
    """The whole screenshot (H, W, 3) in its original size, marked.

    Marks are scaled as on a card as wide as the screenshot's shorter side: visible on a phone 360 pixels wide, but not so
    large that they hide the small rows of a laptop's screen.
    """
    height, width = pixels.shape[:2]
    scale = max(min(width, height), width / 2) / WIDTH
    screen = Rect(0, 0, width / scale, height / scale)
    view = View(1 / scale, 0, 0, screen)
    colors = derive_palette(card.theme.colors)
    words = [view.to_card(rect_of(text)) for text in card.screen.texts]
    outlines = []
    for mark in card.marks:
        target = view.to_card(crop.outlined_rect(mark, Legibility().air * scale)).clipped(screen)
        tight = avoid_words(target, view.to_card(rect_of(mark.box)), words)
        outlines.append(marks.outline_edges(_keep_inside(tight, screen)))
    body = np.asarray(shapes.crop_pixels(pixels, Rect(0, 0, width, height), _size(screen)))
    costs = build_cost_map(screen, body, screen, [word.inflated(2) for word in words])
    pointer = _place_pointer(card, outlines, screen, costs.with_occupied(outer for _, outer in outlines[1:]))
    image = Image.fromarray(np.ascontiguousarray(pixels))
    inners = [_whole_pixels(view.to_screenshot(inner)) for inner, _ in outlines]
    if inners:
        factor = scrim.choose_dimming_factor(pixels, card.screen.texts)
        holes = [(inner, marks.corner_radius(inner, scale)) for inner in inners]
        scrim.draw_scrim(image, Rect(0, 0, width, height), factor, holes)
    for inner in inners:
        marks.draw_outline(image, inner, colors, scale)
    if pointer is not None:
        tip = pointer.tip[0] * scale, pointer.tip[1] * scale
        marks.draw_pointer(image, replace(pointer, tip=tip), colors, scale)
    return image


# ---------------------------------------------------------------- the screenshot


def _paste_close_up(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, goals: Legibility) -> _PastedScreen:
    """Paste the close-up of the targets. Where the area reaches beyond the screenshot, the device's rim is drawn."""
    size = (pixels.shape[1], pixels.shape[0])
    texts = [rect_of(text) for text in card.screen.texts]
    close = crop.plan_close_up(size, card.marks, area, goals, texts)
    everything = close.view.to_card(Rect(0, 0, *size))
    screen = _whole_pixels(everything.clipped(area))
    rim = _whole_pixels(everything.inflated(6).clipped(area))
    if rim != screen:
        shapes.draw_panel(image, rim, derive_palette(card.theme.colors).night, 0)
    image.paste(shapes.crop_pixels(pixels, close.view.to_screenshot(screen), _size(screen)), screen.rounded()[:2])
    air = goals.air / close.view.scale
    targets: list[Target] = []
    for index, target in close.targets:
        narrowed = target != crop.clip_to_screenshot(rect_of(card.marks[index].outline), size)
        targets.append((index, close.view.to_card(target if narrowed else crop.outlined_rect(card.marks[index], air))))
    return _PastedScreen(close.view, screen, targets)


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


def _whole_pixels(rect: Rect) -> Rect:
    return Rect(*(float(value) for value in rect.rounded()))


def _size(rect: Rect) -> tuple[int, int]:
    left, top, right, bottom = rect.rounded()
    return max(1, right - left), max(1, bottom - top)


# ---------------------------------------------------------------- the marks


def _draw_marks(
    image: Image.Image, area: Rect, card: StepCard, shown: _PastedScreen, pixels: Pixels, screen_radius: int
) -> None:
    """Draw dimming, outlines, numbers and pointer on a pasted screenshot whose corners have ``screen_radius`` pixels."""
    colors = derive_palette(card.theme.colors)
    words = [shown.view.to_card(rect_of(text)) for text in card.screen.texts]
    texts = [shown.view.to_card(rect_of(card.marks[index].box)) for index, _ in shown.targets]
    tight = [avoid_words(target, text, words) for (_, target), text in zip(shown.targets, texts, strict=True)]
    outlines = [marks.outline_edges(_keep_inside(target, area)) for target in tight]
    body = np.asarray(image.crop(area.rounded()))
    costs = build_cost_map(area, body, shown.screen, [word.inflated(2) for word in words])
    costs = costs.with_occupied(outer for _, outer in outlines[1:])
    if outlines:
        factor = scrim.choose_dimming_factor(pixels, card.screen.texts)
        _dim(image, shown.screen, factor, [inner for inner, _ in outlines], screen_radius)
    for inner, _ in outlines:
        marks.draw_outline(image, inner, colors)
    costs = _draw_numbers(image, card, shown.targets, outlines, costs, colors)
    pointer = _place_pointer(card, outlines, shown.screen, costs)
    if pointer is not None:
        marks.draw_pointer(image, pointer, colors)


def avoid_words(target: Rect, own: Rect, words: Sequence[Rect]) -> Rect:
    """Shrink ``target`` vertically where its outline would cover other texts above or below it.

    Only empty space around its own text (at most MAX_AIR) is given up, such as that of a link in a message.

    Args:
        target: the rectangle to outline, in pixels of the card, as are the others.
        own: the target's own text.
        words: all texts of the screenshot.
    """
    air, reach = MAX_AIR * own.height, marks.GAP_PX + marks.OUTLINE_PX
    beside = [word for word in words if word.left < target.right and word.right > target.left]
    top, bottom = target.top, target.bottom
    if 0 < own.top - top < air:
        ends = [word.bottom for word in beside if top - reach < word.bottom < own.center[1] and word.top < own.top]
        top = min(max([top, *(end + reach for end in ends)]), own.top - 1)
    if 0 < bottom - own.bottom < air:
        starts = [word.top for word in beside if own.center[1] < word.top < bottom + reach and word.bottom > own.bottom]
        bottom = max(min([bottom, *(start - reach for start in starts)]), own.bottom + 1)
    return Rect(target.left, top, target.right, bottom)


def _keep_inside(target: Rect, area: Rect) -> Rect:
    """Clip ``target`` so that its outline stays inside the area; this only affects targets at the edge of a card."""
    return target.clipped(area.inflated(-marks.OUTLINE_PX - marks.GAP_PX - 6))


def _dim(image: Image.Image, screen: Rect, factor: float, holes: Sequence[Rect], screen_radius: int) -> None:
    """Dim the screen, but not the device's rim, which shows in its round corners."""
    left, top, right, bottom = screen.rounded()
    before = image.crop((left, top, right, bottom))
    scrim.draw_scrim(image, screen, factor, [(hole, marks.corner_radius(hole)) for hole in holes])
    if screen_radius:
        screen_mask = shapes.rounded_rectangle_mask(right - left, bottom - top, screen_radius)
        image.paste(before, (left, top), screen_mask.point(lambda value: 255 - value))


def _draw_numbers(
    image: Image.Image,
    card: StepCard,
    targets: Sequence[Target],
    outlines: Sequence[tuple[Rect, Rect]],
    costs: CostMap,
    colors: Palette,
) -> CostMap:
    """Draw the numbers of marks that have one. Returns the cost map with the numbers added."""
    radius = marks.BADGE_PX / 2 + 5
    for (index, _), (_, outer) in zip(targets, outlines, strict=True):
        number = card.marks[index].number
        if number is None:
            continue
        others = costs.with_occupied(other for _, other in outlines if other != outer)
        x, y = pointer_position.place_badge(outer, radius, others)
        marks.draw_badge(image, (x, y), number, colors)
        costs = costs.with_occupied([Rect(x - radius, y - radius, x + radius, y + radius)])
    return costs


def _place_pointer(
    card: StepCard, outlines: Sequence[tuple[Rect, Rect]], screen: Rect, costs: CostMap
) -> marks.Pointer | None:
    """Place the pointer of the card's action; None for an action without one, or if there is no room."""
    if card.action is None:
        return None
    style = ACTIONS[card.action].mark
    if style == "pointer" and outlines:
        inner, outer = outlines[0]
        plain = card.theme.pointer
        kind = f"{plain}-{card.action}" if card.action in marks.TAIL_PICTOGRAMS else plain
        radius = marks.corner_radius(inner) + marks.OUTLINE_PX
        found = pointer_position.place_pointer(kind, outer, radius, costs)
        # Without room for the pictogram at its tail, a plain arrow still points at the target.
        return found or (pointer_position.place_pointer(plain, outer, radius, costs) if kind != plain else None)
    if card.direction is not None:
        start = outlines[0][1] if outlines and style == "path from target" else None
        return pointer_position.place_path(card.direction, start, screen, costs)
    return None
