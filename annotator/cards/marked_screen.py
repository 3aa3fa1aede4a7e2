"""Draw a marked screenshot inside an area of a card: the whole screen in its device, or a close-up of the target.

Drawn in this order: device and screenshot, dimming, outlines, numbers, pointer. Each of the last two is placed where
it covers the least of what is already there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from annotator.cards import crop, device_frame, marks, pointer_position, scrim, shapes
from annotator.cards.cost_map import CostMap, cost_map
from annotator.cards.crop import Legibility
from annotator.cards.geometry import Rect, View, of_box
from annotator.cards.palette import Palette, palette
from annotator.cards.shapes import Pixels
from annotator.model import ACTIONS, WIDTH, StepCard

AIR: Final = 0.6
"""Space around a text up to which it is air that may give way, in heights of its box; a button's sides are further off."""
POINTER_ROOM_PX: Final = 60
"""Left free beside a whole tablet's screen for the pointer."""
SMALL: Final = Legibility(min_text=11, text=21, target=48, pointer=0, air=3)
"""What the small picture of a step on the closing card should reach."""

Target = tuple[int, Rect]
"""Index among the card's marks, and what its outline goes around, on the card."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A screenshot that was pasted on a card: how it lies there, the visible part of it, and the targets on it."""

    view: View
    screen: Rect
    targets: Sequence[Target]


def draw_whole(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels) -> None:
    """Draw the whole screenshot (H, W, 3) in its device, marked, in the middle of ``area``."""
    part = crop.visible_part((pixels.shape[1], pixels.shape[0]), card.marks)
    form = device_frame.form_of(part.width, part.height)
    view = _fit_device(part, area, form, bool(card.marks))
    screen = _whole_pixels(view.rect(part))
    device_frame.draw_device(image, screen, form, palette(card.theme.colors))
    device_frame.paste_screen(image, shapes.cropped(pixels, part, _size(screen)), screen, form)
    air = Legibility().air / view.scale
    targets = [(index, view.rect(crop.outlined(mark, air)).clipped(screen)) for index, mark in enumerate(card.marks)]
    shown = _Shown(view, screen, targets)
    _draw_marks(image, area.inflated(-4), card, shown, pixels, device_frame.corner_px(form))


def draw_close(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels) -> None:
    """Draw the part of the screenshot (H, W, 3) around the target, marked, so that it fills ``area``."""
    _draw_marks(image, area, card, _paste_close_up(image, area, card, pixels, Legibility()), pixels, 0)


def draw_small(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, scale: float) -> None:
    """Draw the part around the target without dimming and pointer, for the closing card."""
    goals = replace(SMALL, margin=math.ceil(marks.OUTLINE_PX * scale) + 8)
    for _, target in _paste_close_up(image, area, card, pixels, goals).targets:
        inner, _ = marks.outline_edges(target, scale)
        marks.draw_outline(image, inner, palette(card.theme.colors), scale)


def marked_screenshot(card: StepCard, pixels: Pixels) -> Image.Image:
    """The whole screenshot (H, W, 3) at its own size, marked as on a card as wide as the screenshot's shorter side.

    So marks are plain at a width of 360 pixels, and don't bury the small rows of a laptop's screen.
    """
    height, width = pixels.shape[:2]
    scale = max(min(width, height), width / 2) / WIDTH
    screen = Rect(0, 0, width / scale, height / scale)
    view = View(1 / scale, 0, 0, screen)
    colors = palette(card.theme.colors)
    words = [view.rect(of_box(text)) for text in card.screen.texts]
    outlines = []
    for mark in card.marks:
        target = view.rect(crop.outlined(mark, Legibility().air * scale)).clipped(screen)
        tight = off_words(target, view.rect(of_box(mark.box)), words)
        outlines.append(marks.outline_edges(_inside(tight, screen)))
    body = np.asarray(shapes.cropped(pixels, Rect(0, 0, width, height), _size(screen)))
    costs = cost_map(screen, body, screen, [word.inflated(2) for word in words])
    pointer = _pointer(card, outlines, screen, costs.with_occupied(outer for _, outer in outlines[1:]))
    image = Image.fromarray(np.ascontiguousarray(pixels))
    inners = [_whole_pixels(view.back(inner)) for inner, _ in outlines]
    if inners:
        factor = scrim.dimming_factor(pixels, card.screen.texts)
        holes = [(inner, marks.corner_radius(inner, scale)) for inner in inners]
        scrim.draw_scrim(image, Rect(0, 0, width, height), factor, holes)
    for inner in inners:
        marks.draw_outline(image, inner, colors, scale)
    if pointer is not None:
        tip = pointer.tip[0] * scale, pointer.tip[1] * scale
        marks.draw_pointer(image, replace(pointer, tip=tip), colors, scale)
    return image


# ---------------------------------------------------------------- the screenshot


def _paste_close_up(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, goals: Legibility) -> _Shown:
    """Paste the enlarged part; where the area reaches beyond the screenshot, the rim of the device is drawn."""
    size = (pixels.shape[1], pixels.shape[0])
    texts = [of_box(text) for text in card.screen.texts]
    close = crop.close_up(size, card.marks, area, goals, texts)
    everything = close.view.rect(Rect(0, 0, *size))
    screen = _whole_pixels(everything.clipped(area))
    rim = _whole_pixels(everything.inflated(6).clipped(area))
    if rim != screen:
        shapes.draw_panel(image, rim, palette(card.theme.colors).night, 0)
    image.paste(shapes.cropped(pixels, close.view.back(screen), _size(screen)), screen.rounded()[:2])
    air = goals.air / close.view.scale
    targets: list[Target] = []
    for index, target in close.targets:
        narrowed = target != crop.clipped(of_box(card.marks[index].outline), size)
        targets.append((index, close.view.rect(target if narrowed else crop.outlined(card.marks[index], air))))
    return _Shown(close.view, screen, targets)


def _fit_device(part: Rect, area: Rect, form: device_frame.DeviceForm, marked: bool) -> View:
    """The view of a whole screen in ``area``, with room for the device around it."""
    free = area.inflated(-device_frame.rim_px(form) - 10)
    if form == "tablet" and marked and part.height > part.width:
        free = replace(free, left=free.left + POINTER_ROOM_PX - 20, right=free.right - POINTER_ROOM_PX + 20)
    view = crop.fit_whole(part, free)
    if form != "laptop":
        return view
    # Screen and keyboard together are in the middle.
    return replace(view, dy=round(view.dy - device_frame.deck_height(part.width * view.scale) / 2))


def _whole_pixels(rect: Rect) -> Rect:
    return Rect(*(float(value) for value in rect.rounded()))


def _size(rect: Rect) -> tuple[int, int]:
    left, top, right, bottom = rect.rounded()
    return max(1, right - left), max(1, bottom - top)


# ---------------------------------------------------------------- the marks


def _draw_marks(
    image: Image.Image, area: Rect, card: StepCard, shown: _Shown, pixels: Pixels, screen_radius: int
) -> None:
    """Draw dimming, outlines, numbers and pointer on a pasted screenshot with corners of ``screen_radius`` pixels."""
    colors = palette(card.theme.colors)
    words = [shown.view.rect(of_box(text)) for text in card.screen.texts]
    texts = [shown.view.rect(of_box(card.marks[index].box)) for index, _ in shown.targets]
    tight = [off_words(target, text, words) for (_, target), text in zip(shown.targets, texts, strict=True)]
    outlines = [marks.outline_edges(_inside(target, area)) for target in tight]
    body = np.asarray(image.crop(area.rounded()))
    costs = cost_map(area, body, shown.screen, [word.inflated(2) for word in words])
    costs = costs.with_occupied(outer for _, outer in outlines[1:])
    if outlines:
        factor = scrim.dimming_factor(pixels, card.screen.texts)
        _dim(image, shown.screen, factor, [inner for inner, _ in outlines], screen_radius)
    for inner, _ in outlines:
        marks.draw_outline(image, inner, colors)
    costs = _draw_numbers(image, card, shown.targets, outlines, costs, colors)
    pointer = _pointer(card, outlines, shown.screen, costs)
    if pointer is not None:
        marks.draw_pointer(image, pointer, colors)


def off_words(target: Rect, own: Rect, words: Sequence[Rect]) -> Rect:
    """``target`` drawn in where its outline would cover a line of text above or below, as far as its own text allows.

    Only the air around a text gives way, as that of a link in a message. All are rectangles of the card.
    """
    air, reach = AIR * own.height, marks.GAP_PX + marks.OUTLINE_PX
    beside = [word for word in words if word.left < target.right and word.right > target.left]
    top, bottom = target.top, target.bottom
    if 0 < own.top - top < air:
        ends = [word.bottom for word in beside if top - reach < word.bottom < own.center[1] and word.top < own.top]
        top = min(max([top, *(end + reach for end in ends)]), own.top - 1)
    if 0 < bottom - own.bottom < air:
        starts = [word.top for word in beside if own.center[1] < word.top < bottom + reach and word.bottom > own.bottom]
        bottom = max(min([bottom, *(start - reach for start in starts)]), own.bottom + 1)
    return Rect(target.left, top, target.right, bottom)


def _inside(target: Rect, area: Rect) -> Rect:
    """``target`` so that its outline stays in the area; only one at the very edge of a card has to give way."""
    return target.clipped(area.inflated(-marks.OUTLINE_PX - marks.GAP_PX - 6))


def _dim(image: Image.Image, screen: Rect, factor: float, holes: Sequence[Rect], screen_radius: int) -> None:
    """Dim the screen, but not the device's rim in its round corners."""
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
    """Draw the numbers of marks that have one, and return the costs with them on the map."""
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


def _pointer(
    card: StepCard, outlines: Sequence[tuple[Rect, Rect]], screen: Rect, costs: CostMap
) -> marks.Pointer | None:
    """The pointer of the card's action; None for an action without one, or where there is no room."""
    if card.action is None:
        return None
    style = ACTIONS[card.action].mark
    if style == "pointer" and outlines:
        inner, outer = outlines[0]
        plain = card.theme.pointer
        kind = f"{plain}-{card.action}" if card.action in marks.TAIL_PICTOGRAMS else plain
        radius = marks.corner_radius(inner) + marks.OUTLINE_PX
        found = pointer_position.place_pointer(kind, outer, radius, costs)
        # Without room for the pictogram at its tail, the arrow alone still says where.
        return found or (pointer_position.place_pointer(plain, outer, radius, costs) if kind != plain else None)
    if card.direction is not None:
        start = outlines[0][1] if outlines and style == "path from target" else None
        return pointer_position.place_path(card.direction, start, screen, costs)
    return None
