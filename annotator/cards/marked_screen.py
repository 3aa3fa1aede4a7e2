"""Draw a marked screenshot inside an area of a card as its layout says; only the dimming is decided here.

What is not the target is dimmed by a third at most, and by less where other texts would become illegible: a family that
looks for the button on its own phone has to recognise what is around it. For a grey text on white (#8C8C8C, contrast 3.4) the
factor is 0.76 instead of 0.68, so that its contrast stays above 3; a fainter text sets no limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from annotator.cards import devices, handwriting, outlines, palette, pointers, shapes, signs, typesetting
from annotator.cards.geometry import ALL_CLOSED, Point, Rect, whole_pixels
from annotator.cards.palette import WHITE, Palette, derive_palette
from annotator.cards.plan import layout
from annotator.cards.plan.framing import Framing, frame, frame_original, frame_recap
from annotator.cards.plan.layout import BADGE_PX, Badge, Layout
from annotator.cards.shapes import Pixels
from annotator.model import Box, StepCard, traits_of

DIMMING_FACTORS: Final = (0.68, 0.72, 0.76, 0.8, 0.84, 0.88, 0.92)
"""Factors by which all colour channels are dimmed, from the strongest dimming to the weakest."""
MIN_READABLE_CONTRAST: Final = 3.0
"""Minimum contrast ratio of legible text: that of WCAG for large text."""
READABLE_MARGIN: Final = 1.1
"""Texts with less contrast than this times MIN_READABLE_CONTRAST are faint anyway, and don't limit the dimming."""
MIN_SAMPLES: Final = 900
"""Minimum number of pixels to sample from each text that has more: enough to include its ink and its background."""
LIGHT: Final = 0.22
"""Amount by which lit pixels are lightened, as a share of the way to white."""
_BRIGHTNESS: Final = np.array([54, 183, 19])
"""Weights of red, green and blue in luma (BT.709), in 256ths."""
_LIGHT_RADIUS_PX: Final = 24
"""Radius of the corners of a light."""
_LIGHT_EDGE_PX: Final = 9
"""Width of its soft edge."""


def choose_dimming_factor(pixels: Pixels, texts: Sequence[Box]) -> float:
    """The strongest of DIMMING_FACTORS at which every legible text of a screenshot (H, W, 3) stays so, else the weakest."""
    inks_and_grounds = (_ink_and_ground(pixels, text) for text in texts)
    pairs = np.array([pair for pair in inks_and_grounds if pair is not None])
    if not len(pairs):
        return DIMMING_FACTORS[0]
    for factor in DIMMING_FACTORS:
        dark, light = (palette.luminances(np.round(pairs[:, index] * factor).astype(np.uint8)) for index in (0, 1))
        ratio = (np.maximum(dark, light) + 0.05) / (np.minimum(dark, light) + 0.05)
        if bool((ratio >= MIN_READABLE_CONTRAST).all()):
            return factor
    return DIMMING_FACTORS[-1]


def _ink_and_ground(pixels: Pixels, text: Box) -> tuple[Pixels, Pixels] | None:
    """The darkest and lightest colours (3) of a text (2nd and 98th percentile); None for a faint text, or one off the picture."""
    part = pixels[max(0, text.y) : text.bottom, max(0, text.x) : text.right]
    if not part.size:
        return None
    step = max(1, int((part.shape[0] * part.shape[1] / MIN_SAMPLES) ** 0.5))
    samples = part[::step, ::step].reshape(-1, 3)
    order = np.argsort(samples @ _BRIGHTNESS, kind="stable")
    dark, light = samples[order[len(order) // 50]], samples[order[-1 - len(order) // 50]]
    darker, lighter = palette.luminances(np.stack((dark, light)))
    return (dark, light) if (lighter + 0.05) / (darker + 0.05) >= READABLE_MARGIN * MIN_READABLE_CONTRAST else None


def draw_scrim(
    image: Image.Image, area: Rect, factor: float, holes: Iterable[tuple[Rect, int]], blur_px: float = 0
) -> None:
    """Dim ``area`` of an image except the ``holes``: rounded rectangles, each with its radius in pixels.

    With ``blur_px``, their edges are blurred by so many pixels, and they are lightened, which shows on a black screen, too.
    """
    left, top, right, bottom = area.rounded()
    undimmed = image.crop((left, top, right, bottom))
    dimmed = undimmed.point([round(value * factor) for value in range(256)] * 3)
    bright_mask = Image.new("L", undimmed.size, 0)
    for rect, radius in holes:
        x, y, far_x, far_y = rect.rounded()
        bright_mask.paste(255, (x - left, y - top), shapes.rounded_rectangle_mask(far_x - x, far_y - y, radius))
    if blur_px:
        bright_mask = bright_mask.filter(ImageFilter.GaussianBlur(blur_px))
        undimmed = undimmed.point([round(value + LIGHT * (255 - value)) for value in range(256)] * 3)
    image.paste(Image.composite(undimmed, dimmed, bright_mask), (left, top))


def draw_marked_screen(
    image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, *, for_paper: bool = False
) -> Layout:
    """Draw the screenshot (H, W, 3) of a step, marked: the whole screen in its device, or a close-up of the target.

    On paper nothing is dimmed around an outline, since copiers turn it grey. Returns the layout.
    """
    framing = frame(card, area, _size_of(pixels))
    pixels = handwriting.handwrite_samples(pixels, card)
    picture = _cut_out(framing, pixels)
    planned = layout.plan_layout(card, framing, np.asarray(picture))
    _paste_screen(image, framing, picture, card)
    if planned.lights or not for_paper:
        _dim(image, planned, card, choose_dimming_factor(pixels, card.screen.texts))
    _draw_outlines(image, planned, card)
    _draw_marks(image, planned, card)
    return planned


def draw_small_close_up(
    image: Image.Image, area: Rect, card: StepCard, pixels: Pixels, scale: float, marked: bool
) -> None:
    """Draw a close-up for the closing card: if ``marked``, with outlines or light, but without pointer, sign and badges."""
    framing = frame_recap(card, area, _size_of(pixels), scale)
    _paste_screen(image, framing, _cut_out(framing, handwriting.handwrite_samples(pixels, card)), card)
    if not marked:
        return
    planned = layout.plan_outlines(card, framing)
    if planned.lights:
        _dim(image, planned, card, choose_dimming_factor(pixels, card.screen.texts))
    _draw_outlines(image, planned, card)
    _draw_marks(image, planned, card, scale)


def mark_screenshot(card: StepCard, pixels: Pixels) -> Image.Image:
    """The whole screenshot (H, W, 3) in its original size, marked."""
    framing = frame_original(card, _size_of(pixels))
    planned = layout.plan_layout(card, framing, np.asarray(_cut_out(framing, pixels)))
    scale = 1 / framing.view.scale
    enlarged = _enlarge(planned, scale)
    image = Image.fromarray(np.ascontiguousarray(pixels))
    _dim(image, enlarged, card, choose_dimming_factor(pixels, card.screen.texts), scale)
    _draw_outlines(image, enlarged, card)
    _draw_marks(image, enlarged, card, scale)
    return image


def _enlarge(planned: Layout, scale: float) -> Layout:
    """What is drawn of a layout of `frame_original`, in pixels of the screenshot, which are ``scale`` times as many."""

    def enlarge(point: Point) -> Point:
        """A point of the layout at the new scale."""
        return point[0] * scale, point[1] * scale

    framing, sign, source = planned.framing, planned.sign, planned.source
    on_screenshot = framing.view.to_screenshot
    return replace(
        planned,
        framing=replace(framing, screen=framing.part),
        outlines=tuple(
            replace(outline, inner=whole_pixels(on_screenshot(outline.inner)), scale=scale * outline.scale)
            for outline in planned.outlines
        ),
        lights=tuple(map(on_screenshot, planned.lights)),
        badges=tuple(Badge(enlarge(badge.center), badge.number) for badge in planned.badges),
        pointers=tuple(replace(pointer, tip=enlarge(pointer.tip)) for pointer in planned.pointers),
        sign=None if sign is None else replace(sign, center=enlarge(sign.center)),
        source=None if source is None else replace(source, center=enlarge(source.center), tip=enlarge(source.tip)),
    )


def _draw_outlines(image: Image.Image, planned: Layout, card: StepCard) -> None:
    """Draw the outlines of all targets, dashed on an aside; one with an open side is cut at the edge of the screenshot."""
    ink = derive_palette(card.theme.colors).ink_of("touch")
    dash_px = outlines.DASH_PX if card.number.aside else 0
    for outline in planned.outlines:
        if outline.open == ALL_CLOSED:
            outlines.draw_outline(image, outline.inner, ink, outline.scale, dash_px=dash_px)
            continue
        left, top, right, bottom = planned.framing.screen.rounded()
        screen_part = image.crop((left, top, right, bottom))
        inner = outline.inner.moved(-left, -top)
        outlines.draw_outline(screen_part, inner, ink, outline.scale, dash_px=dash_px, open_sides=outline.open)
        image.paste(screen_part, (left, top))


def _draw_marks(image: Image.Image, planned: Layout, card: StepCard, scale: float = 1.0) -> None:
    """Draw all that is over the outlines."""
    colors = derive_palette(card.theme.colors)
    for center, number in planned.badges:
        _draw_badge(image, center, str(number), colors, scale)
    if planned.source is not None:
        signs.draw_source(image, planned.source, colors, scale)
    if planned.sign is not None:
        signs.draw_sign(image, planned.sign, colors, scale)
    for pointer in planned.pointers:
        pointers.draw_pointer(image, pointer, colors, scale, hollow=bool(card.number.aside))


def _draw_badge(image: Image.Image, center: Point, text: str, colors: Palette, scale: float) -> None:
    """Draw the number or letter of a mark on a disc."""
    radius = BADGE_PX * scale / 2
    shapes.draw_disc(image, center, radius + 5 * scale, WHITE)
    shapes.draw_disc(image, center, radius + 2 * scale, colors.edge)
    shapes.draw_disc(image, center, radius, colors.accent)
    size = max(10, round((32 if len(text) == 1 else 25) * scale))
    typesetting.draw_centered(ImageDraw.Draw(image), center, text, size, colors.on_accent)


def _size_of(pixels: Pixels) -> tuple[int, int]:
    """Width and height of a picture (H, W, 3)."""
    return pixels.shape[1], pixels.shape[0]


def _cut_out(framing: Framing, pixels: Pixels) -> Image.Image:
    """The part of a screenshot that is shown, in its size on the card."""
    left, top, right, bottom = framing.screen.rounded()
    return shapes.crop_pixels(pixels, framing.part, (max(1, right - left), max(1, bottom - top)))


def _paste_screen(image: Image.Image, framing: Framing, picture: Image.Image, card: StepCard) -> None:
    """Paste the screenshot in its device. A close-up that reaches beyond the screenshot shows the device's rim."""
    colors = derive_palette(card.theme.colors)
    if framing.form is not None:
        devices.draw_device(image, framing.screen, framing.form, colors, deck=framing.has_deck)
        devices.paste_screen(image, picture, framing.screen, framing.form)
        return
    if framing.rim is not None:
        shapes.draw_panel(image, framing.rim, colors.night, 0)
    image.paste(picture, framing.screen.rounded()[:2])


def _dim(image: Image.Image, planned: Layout, card: StepCard, factor: float, scale: float = 1.0) -> None:
    """Dim the screen around outlines and lights, if its action does, but not the device's rim that shows in its round corners."""
    if not traits_of(card.action).dims or not (planned.outlines or planned.lights):
        return
    framing = planned.framing
    left, top, right, bottom = framing.screen.rounded()
    undimmed = image.crop((left, top, right, bottom))
    holes = [(outline.inner, outlines.corner_radius(outline.inner, outline.scale)) for outline in planned.outlines]
    lights = [(light, round(_LIGHT_RADIUS_PX * scale)) for light in planned.lights]
    blur_px = _LIGHT_EDGE_PX * scale * framing.scale if lights else 0
    draw_scrim(image, framing.screen, factor, [*holes, *lights], blur_px)
    if framing.form is not None:
        screen_mask = shapes.rounded_rectangle_mask(right - left, bottom - top, devices.corner_px(framing.form))
        image.paste(undimmed, (left, top), screen_mask.point(lambda value: 255 - value))
