"""A marked screenshot inside some area of a card: the whole screen in its device, or the part around the target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from annotator.cards import crop, device_frame, marks, pointer_position, scrim, shapes
from annotator.cards.crop import Wish
from annotator.cards.geometry import Rect, View, of_box
from annotator.cards.palette import Palette, palette
from annotator.cards.shapes import Pixels
from annotator.model import ACTIONS, WIDTH, StepCard

_AIR = 0.6
"""What is nearer around a text than this, in heights of its box, is air and not the side of an element."""
_ASIDE = 60
"""Left free beside a whole screen for the pointer, in pixels."""

Target = tuple[int, Rect]


def draw_whole(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels) -> None:
    """Draw the whole screen in its device, marked, in the middle of ``area``."""
    colors = palette(card.look.colors)
    part = crop.shown((pixels.shape[1], pixels.shape[0]), card.marks)
    form = device_frame.form_of(part.width, part.height)
    view = _fitted(part, area, form, bool(card.marks))
    screen = _snapped(view.rect(part))
    device_frame.draw_device(image, screen, form, colors)
    device_frame.paste_screen(image, shapes.resized(pixels, part, _size(screen)), screen, form)
    air = Wish().air / view.scale
    targets = [(index, view.rect(crop.framed(mark, air)).clipped(screen)) for index, mark in enumerate(card.marks)]
    _mark(image, area.grown(-4), screen, view, card, targets, pixels, device_frame.corner_of(form))


def draw_close(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels) -> None:
    """Draw the part of the screen around the target, marked, so that it fills ``area``."""
    size = (pixels.shape[1], pixels.shape[0])
    view, screen, targets = _enlarged(image, area, card, pixels, Wish(), size)
    _mark(image, area, screen, view, card, targets, pixels, 0)


def draw_small(image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, scale: float) -> None:
    """Draw the part around the target without dimming and pointer, for the closing card."""
    size = (pixels.shape[1], pixels.shape[0])
    margin = math.ceil(marks.OUTLINE_PX * scale) + 8
    wish = Wish(least_text=11, text=21, target=48, margin=margin, room=0, air=3)
    _, _, targets = _enlarged(image, area, card, pixels, wish, size)
    for _, target in targets:
        inner, _ = marks.ring_of(target, scale)
        marks.draw_outline(image, inner, palette(card.look.colors), scale)


def marked_screenshot(card: StepCard, pixels: Pixels) -> Image.Image:
    """The whole screenshot at its own size, marked as on a card whose width is the screenshot's shorter side.

    So marks are plain at 360 pixels, and don't bury the small rows of a laptop's screen.
    """
    height, width = pixels.shape[:2]
    scale = max(min(width, height), width / 2) / WIDTH
    screen = Rect(0, 0, width / scale, height / scale)
    view = View(1 / scale, 0, 0, screen)
    colors = palette(card.look.colors)
    words = [view.rect(of_box(text)) for text in card.screen.texts]
    targets = [view.rect(crop.framed(mark, Wish().air * scale)).clipped(screen) for mark in card.marks]
    tight = [
        _off_words(target, view.rect(of_box(mark.box)), words) for target, mark in zip(targets, card.marks, strict=True)
    ]
    rings = [marks.ring_of(_inside(target, screen)) for target in tight]
    body = shapes.resized(pixels, Rect(0, 0, width, height), _size(screen))
    ground = pointer_position.ground(screen, np.asarray(body), screen, [word.grown(2) for word in words])
    pointer = _pointer(card, rings, screen, ground.with_taken(outer for _, outer in rings[1:]))
    image = Image.fromarray(np.ascontiguousarray(pixels))
    inners = [_snapped(view.back(inner)) for inner, _ in rings]
    if inners:
        bright = [(inner, marks.radius_of(inner, scale)) for inner in inners]
        scrim.dim(image, _snapped(view.back(screen)), scrim.strength(pixels, card.screen.texts), bright)
    for inner in inners:
        marks.draw_outline(image, inner, colors, scale)
    if pointer is not None:
        tip = pointer.tip[0] * scale, pointer.tip[1] * scale
        marks.draw_pointer(image, replace(pointer, tip=tip), colors, scale)
    return image


def _enlarged(
    image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, wish: Wish, size: tuple[int, int]
) -> tuple[View, Rect, Sequence[Target]]:
    """Paste the enlarged part; where the area reaches beyond the screenshot, the edge of the device is seen."""
    colors = palette(card.look.colors)
    texts = [of_box(text) for text in card.screen.texts]
    close = crop.close(size, card.marks, area, wish, texts)
    everything = close.view.rect(Rect(0, 0, *size))
    screen = _snapped(everything.clipped(area))
    rim = Rect(*(everything.grown(6).clipped(area)).rounded())
    if rim != screen:
        shapes.panel(image, rim, colors.night, 0)
    image.paste(shapes.resized(pixels, close.view.back(screen), _size(screen)), screen.rounded()[:2])
    air = wish.air / close.view.scale
    drawn = []
    for index, target in close.targets:
        whole = target == crop.inside(of_box(card.marks[index].outline), size)
        drawn.append((index, close.view.rect(crop.framed(card.marks[index], air) if whole else target)))
    return close.view, screen, drawn


def _fitted(part: Rect, area: Rect, form: device_frame.Form, marked: bool) -> View:
    rim = device_frame.rim_of(form)
    free = area.grown(-rim - 10)
    if form == "tablet" and marked and part.height > part.width:
        free = replace(free, left=free.left + _ASIDE - 20, right=free.right - _ASIDE + 20)
    if form != "laptop":
        return crop.whole(part, free)
    view = crop.whole(part, free)
    # The laptop as a thing, screen and keyboard, stands in the middle.
    deck = device_frame.deck_height(part.width * view.scale)
    return replace(view, dy=round(view.dy - deck / 2))


def _snapped(rect: Rect) -> Rect:
    return Rect(*(float(value) for value in rect.rounded()))


def _size(rect: Rect) -> tuple[int, int]:
    left, top, right, bottom = rect.rounded()
    return max(1, right - left), max(1, bottom - top)


def _mark(
    image: Image.Image,
    area: Rect,
    screen: Rect,
    view: View,
    card: StepCard,
    targets: Sequence[Target],
    pixels: Pixels,
    corner: int,
) -> None:
    """Dim, then outlines, numbers and pointer."""
    colors = palette(card.look.colors)
    words = [view.rect(of_box(text)) for text in card.screen.texts]
    tight = [_off_words(target, view.rect(of_box(card.marks[index].box)), words) for index, target in targets]
    rings = [marks.ring_of(_inside(target, area)) for target in tight]
    texts = [text.grown(2) for text in words]
    body = np.asarray(image.crop(area.rounded()))
    ground = pointer_position.ground(area, body, screen, texts).with_taken(outer for _, outer in rings[1:])
    if rings:
        factor = scrim.strength(pixels, card.screen.texts)
        _dimmed(image, screen, factor, [inner for inner, _ in rings], corner)
    for inner, _ in rings:
        marks.draw_outline(image, inner, colors)
    ground = _numbered(image, card, targets, rings, ground, colors)
    pointer = _pointer(card, rings, screen, ground)
    if pointer is not None:
        marks.draw_pointer(image, pointer, colors)


def _off_words(target: Rect, own: Rect, words: Sequence[Rect]) -> Rect:
    """A target drawn in where its outline would lie on the line of text above or below, as far as its own text allows.

    Only the air around a text gives way, as of a link in a message; the sides of a button are further off.
    """
    air, reach = _AIR * own.height, marks.GAP_PX + marks.OUTLINE_PX
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
    """A target so that its outline stays in the area; only one at the very edge of a card has to give way."""
    return target.clipped(area.grown(-marks.OUTLINE_PX - marks.GAP_PX - 6))


def _dimmed(image: Image.Image, screen: Rect, factor: float, bright: Sequence[Rect], corner: int) -> None:
    """Dim the screen, but not the device's rim that shows in its round corners."""
    left, top, right, bottom = screen.rounded()
    before = image.crop((left, top, right, bottom))
    scrim.dim(image, screen, factor, [(inner, marks.radius_of(inner)) for inner in bright])
    if corner:
        outside = shapes.rounded_mask(right - left, bottom - top, corner).point(lambda value: 255 - value)
        image.paste(before, (left, top), outside)


def _numbered(
    image: Image.Image,
    card: StepCard,
    targets: Sequence[Target],
    rings: Sequence[tuple[Rect, Rect]],
    ground: pointer_position.Ground,
    colors: Palette,
) -> pointer_position.Ground:
    radius = marks.BADGE_PX / 2 + 5
    for (index, _), (_, outer) in zip(targets, rings, strict=True):
        number = card.marks[index].number
        if number is None:
            continue
        x, y = pointer_position.badge(outer, radius, ground.with_taken(other for _, other in rings if other != outer))
        marks.draw_badge(image, (x, y), number, colors)
        ground = ground.with_taken([Rect(x - radius, y - radius, x + radius, y + radius)])
    return ground


def _pointer(
    card: StepCard, rings: Sequence[tuple[Rect, Rect]], screen: Rect, ground: pointer_position.Ground
) -> marks.Pointer | None:
    if card.action is None:
        return None
    style = ACTIONS[card.action].mark
    if style == "pointer" and rings:
        inner, outer = rings[0]
        plain = card.look.pointer
        kind = f"{plain}-{card.action}" if card.action in marks.SIGNS else plain
        radius = marks.radius_of(inner) + marks.OUTLINE_PX
        found = pointer_position.pointer(kind, outer, radius, ground)
        # Without room for the sign at its tail the arrow alone still says where.
        return found or (pointer_position.pointer(plain, outer, radius, ground) if kind != plain else None)
    if card.direction is not None:
        start = rings[0][1] if rings and style == "path from target" else None
        return pointer_position.path(card.direction, start, screen, ground)
    return None
