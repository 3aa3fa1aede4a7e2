"""Draw a marked screenshot inside an area of a card, as its layout says: device, screenshot, dimming, outlines, pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from PIL import Image

from annotator.cards import device_frame, handwriting, marks, outlines, scrim, shapes, signs
from annotator.cards.geometry import ALL_CLOSED, Rect, Sides
from annotator.cards.palette import WHITE, derive_palette
from annotator.cards.plan import layout, small_map
from annotator.cards.plan.framing import Framing, frame, frame_original, frame_recap, whole_pixels
from annotator.cards.plan.layout import Layout
from annotator.cards.plan.small_map import SmallMap
from annotator.cards.shapes import Pixels
from annotator.model import StepCard, traits_of

_LIGHT_RADIUS_PX: Final = 24
"""Radius of the corners of a light."""
_LIGHT_EDGE_PX: Final = 9
"""Width of its soft edge."""
_MAP_LINE_PX: Final = 2
"""Width of the light line around the small whole screen, in pixels of the card."""


def draw_marked_screen(
    image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, *, for_paper: bool = False
) -> Layout:
    """Draw the screenshot (H, W, 3) of a step, marked: the whole screen in its device, or a close-up of the target.

    On paper nothing is dimmed around an outline, since a copier makes grey of it. Returns what was drawn where.
    """
    framing = frame(card, area, _size_of(pixels))
    pixels = handwriting.handwrite_samples(pixels, card)
    picture = _cut_out(framing, pixels)
    planned = layout.plan_layout(card, framing, np.asarray(picture))
    _paste_screen(image, framing, picture, card)
    if planned.lights or not for_paper:
        _dim(image, framing, planned, card, scrim.choose_dimming_factor(pixels, card.screen.texts))
    _draw_outlines(image, planned, card)
    _draw_marks(image, planned, card)
    return planned


def draw_small_close_up(
    image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, scale: float, marked: bool
) -> None:
    """Draw a close-up for the closing card: if ``marked``, with outlines or light, but without pointer and sign."""
    framing = frame_recap(card, area, _size_of(pixels), scale)
    _paste_screen(image, framing, _cut_out(framing, handwriting.handwrite_samples(pixels, card)), card)
    if not marked:
        return
    planned = layout.plan_outlines(card, framing)
    if planned.lights:
        _dim(image, framing, planned, card, scrim.choose_dimming_factor(pixels, card.screen.texts))
    _draw_outlines(image, planned, card)
    _draw_marks(image, planned, card, scale)


def mark_screenshot(card: StepCard, pixels: Pixels) -> Image.Image:
    """The whole screenshot (H, W, 3) in its original size, marked."""
    framing = frame_original(card, _size_of(pixels))
    planned = layout.plan_layout(card, framing, np.asarray(_cut_out(framing, pixels)))
    scale = 1 / framing.view.scale
    image = Image.fromarray(np.ascontiguousarray(pixels))
    outlined = [
        (whole_pixels(framing.view.to_screenshot(outline.inner)), scale * outline.scale, outline.open)
        for outline in planned.outlines
    ]
    lit = replace(planned, lights=tuple(framing.view.to_screenshot(light) for light in planned.lights))
    on_screenshot = replace(framing, screen=framing.part)
    _dim(image, on_screenshot, lit, card, scrim.choose_dimming_factor(pixels, card.screen.texts), outlined, scale)
    for inner, lines, open_sides in outlined:
        _draw_outline(image, inner, card, lines, open_sides)
    _draw_marks(image, _enlarged(planned, scale), card, scale)
    return image


def _enlarged(planned: Layout, scale: float) -> Layout:
    """A layout with all that is drawn over the outlines at ``scale`` times its coordinates."""

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * scale, point[1] * scale

    sign, source = planned.sign, planned.source
    return replace(
        planned,
        badges=tuple((at(center), number) for center, number in planned.badges),
        pointers=tuple(replace(pointer, tip=at(pointer.tip)) for pointer in planned.pointers),
        sign=None if sign is None else replace(sign, center=at(sign.center)),
        source=None if source is None else replace(source, center=at(source.center), tip=at(source.tip)),
    )


def _draw_outlines(image: Image.Image, planned: Layout, card: StepCard) -> None:
    """Draw the outlines of all targets; of those with an open side only what is on the screenshot."""
    for outline in planned.outlines:
        if outline.open == ALL_CLOSED:
            _draw_outline(image, outline.inner, card, outline.scale)
            continue
        left, top, right, bottom = planned.framing.screen.rounded()
        shown = image.crop((left, top, right, bottom))
        _draw_outline(shown, outline.inner.moved(-left, -top), card, outline.scale, outline.open)
        image.paste(shown, (left, top))


def _draw_outline(
    image: Image.Image, inner: Rect, card: StepCard, scale: float, open_sides: Sides = ALL_CLOSED
) -> None:
    """Draw an outline; that of an aside is dashed."""
    ink = derive_palette(card.theme.colors).ink_of("touch")
    dash_px = outlines.DASH_PX if card.number.aside else 0
    outlines.draw_outline(image, inner, ink, scale, dash_px=dash_px, open_sides=open_sides)


def _draw_marks(image: Image.Image, planned: Layout, card: StepCard, scale: float = 1.0) -> None:
    """Draw all that is over the outlines."""
    colors = derive_palette(card.theme.colors)
    for center, number in planned.badges:
        marks.draw_badge(image, center, number, colors, scale)
    if planned.source is not None:
        signs.draw_source(image, planned.source, colors, scale)
    if planned.sign is not None:
        signs.draw_sign(image, planned.sign, colors, scale)
    for pointer in planned.pointers:
        marks.draw_pointer(image, pointer, colors, scale, hollow=bool(card.number.aside))


def draw_map(image: Image.Image, small: SmallMap, pixels: Pixels, card: StepCard) -> None:
    """Draw the small whole screen (H, W, 3) with the dot on the target."""
    colors = derive_palette(card.theme.colors)
    left, top, right, bottom = small.screen.rounded()
    thumbnail = shapes.crop_pixels(pixels, small.part, (right - left, bottom - top))
    # A light line around it, or a dark device on a dark header looks like a part of that.
    rim = device_frame.rim_px(small.form, small_map.DEVICE_SCALE) + _MAP_LINE_PX
    corner = device_frame.corner_px(small.form, small_map.DEVICE_SCALE) + rim
    shapes.draw_panel(image, small.screen.inflated(rim), WHITE, corner)
    device_frame.draw_device(image, small.screen, small.form, colors, small_map.DEVICE_SCALE, deck=False)
    device_frame.paste_screen(image, thumbnail, small.screen, small.form, small_map.DEVICE_SCALE)
    marks.draw_dot(image, small.dot, colors.ink_of(traits_of(card.action).color))


def _size_of(pixels: Pixels) -> tuple[int, int]:
    return pixels.shape[1], pixels.shape[0]


def _cut_out(framing: Framing, pixels: Pixels) -> Image.Image:
    """The part of a screenshot that is shown, in its size on the card."""
    left, top, right, bottom = framing.screen.rounded()
    return shapes.crop_pixels(pixels, framing.part, (max(1, right - left), max(1, bottom - top)))


def _paste_screen(image: Image.Image, framing: Framing, picture: Image.Image, card: StepCard) -> None:
    """Paste the screenshot in its device. A close-up that reaches beyond the screenshot shows the device's rim."""
    colors = derive_palette(card.theme.colors)
    if framing.form is not None:
        device_frame.draw_device(image, framing.screen, framing.form, colors, deck=framing.has_deck)
        device_frame.paste_screen(image, picture, framing.screen, framing.form)
        return
    if framing.rim is not None:
        shapes.draw_panel(image, framing.rim, colors.night, 0)
    image.paste(picture, framing.screen.rounded()[:2])


def _dim(
    image: Image.Image,
    framing: Framing,
    planned: Layout,
    card: StepCard,
    factor: float,
    outlined: Sequence[tuple[Rect, float, Sides]] | None = None,
    scale: float = 1.0,
) -> None:
    """Dim the screen outside of outlines and lights, but not the device's rim, which shows in its round corners."""
    if not traits_of(card.action).dims or not (planned.outlines or planned.lights):
        return
    left, top, right, bottom = framing.screen.rounded()
    before = image.crop((left, top, right, bottom))
    inners = outlined or [(outline.inner, outline.scale, outline.open) for outline in planned.outlines]
    holes = [(inner, marks.corner_radius(inner, lines)) for inner, lines, _ in inners]
    lights = [(light, round(_LIGHT_RADIUS_PX * scale)) for light in planned.lights]
    soft = _LIGHT_EDGE_PX * scale * framing.scale if lights else 0
    scrim.draw_scrim(image, framing.screen, factor, [*holes, *lights], soft)
    if framing.form is not None:
        screen_mask = shapes.rounded_rectangle_mask(right - left, bottom - top, device_frame.corner_px(framing.form))
        image.paste(before, (left, top), screen_mask.point(lambda value: 255 - value))
