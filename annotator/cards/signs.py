"""Draw the signs beside a mark that tell without words what to do, what a press does, and where words to type come from.

A sign of an action (an eye, an hourglass, a tick) is a filled disc. One of a press (a warning, a paper plane, two fingers) is
a white tile. A source is a tile with an arrow into the field. All have a white and a dark border, as the other marks.

The second half (from `handwrite_samples`) writes what to type into fields, in handwriting that nobody takes for the screen's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from annotator import typeface
from annotator.cards import geometry
from annotator.cards.geometry import SUPERSAMPLING, Pixels, Rect, square
from annotator.cards.marks import stroke_polygon
from annotator.cards.palette import INK_BLUE, WARNING, WHITE, MarkInk, Palette, Rgb, derive_palette
from annotator.model import Box, MarkColor, MarkedTarget, Source, StepCard, traits_of

ACTION_SIDES_PX: Final = (148, 122, 96, 78)
"""Diameters of an action's sign, borders included, in pixels of the card; the largest that finds a place is drawn."""
FINGER_SIDES_PX: Final = (146, 120, 96)
"""The same of a sign that says what the fingers do, and so is itself what to do."""
WARNING_SIDES_PX: Final = (104, 84, 64)
BORDER_SHARE: Final = 0.07
"""Width of both borders of a sign, as a share of its side."""
SOURCE_PX: Final = 126
"""Side of a source's tile, borders included; at the smallest scale it is 94 pixels."""
CONNECTOR_PX: Final = 8.0
"""Width of the arrow from a source into its field."""
CONNECTOR_HEAD_PX: Final = 30.0
"""Length of that arrow's head, and its width."""
WARNED: Final = frozenset({"delete", "pay", "share"})
"""Presses that carry a warning."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: its pictogram, and the sides to try on the picture, in pixels of the card.

    For instance ``Sign("warning", (96, 84, 72), says_action=False)``: a white tile, as large as it finds a place.

    ``says_action``: whether it is the action's own pictogram, which the header has in any case. ``color`` fills the disc of
    an action that no finger does; None for a tile. ``hands_off`` adds a small hand that is crossed out.
    """

    pictogram: str
    sides: tuple[int, ...]
    says_action: bool = True
    color: MarkColor | None = None
    hands_off: bool = False


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign on a card: its centre and its side in pixels of the card."""

    sign: Sign
    center: tuple[float, float]
    side: float


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """The source of words to type: the centre of its picture, the tip of its arrow, in pixels of the card, and its side."""

    source: Source
    center: tuple[float, float]
    tip: tuple[float, float]
    side: float = SOURCE_PX


def sign_of(card: StepCard) -> Sign | None:
    """The sign of a step beside its mark, or None. An aside's warning is in the strip above its picture."""
    traits = traits_of(card.action)
    if traits.badge is not None:
        return Sign(traits.badge, ACTION_SIDES_PX, color=traits.color, hands_off=traits.hands_off)
    if card.sign in WARNED:
        return None if card.number.aside else Sign("warning", WARNING_SIDES_PX, says_action=False)
    if card.sign == "send":
        return Sign("send", (), says_action=False)  # on the picture it would look like a second button
    if card.sign in ("stay", "lift", "together"):
        return Sign("hold" if card.sign == "stay" else card.sign, FINGER_SIDES_PX)
    if card.direction is not None and card.finger_path is None:
        return Sign(card.pictogram, FINGER_SIDES_PX)
    return None


def draw_sign(image: Image.Image, placed: PlacedSign, colors: Palette, scale: float = 1.0) -> None:
    """Draw a sign. ``scale`` is that of all marks, in addition to the sign's."""
    name, side = placed.sign.pictogram, placed.side * scale
    if placed.sign.color is not None:
        _draw_disc(image, placed.center, side, name, colors.ink_of(placed.sign.color))
        if placed.sign.hands_off:
            draw_hands_off(image, placed.center, side)
    else:
        draw_tile(image, placed.center, side, name, WARNING if name == "warning" else colors.night)


def draw_hands_off(image: Image.Image, center: tuple[float, float], side: float) -> None:
    """Draw a crossed-out hand on a small disc in the lower right corner of a sign of ``side`` pixels."""
    small = center[0] + 0.3 * side, center[1] + 0.3 * side
    geometry.draw_disc(image, small, 0.23 * side, WARNING)
    geometry.draw_disc(image, small, 0.2 * side, WHITE)
    geometry.draw_pictogram(image, "hands-off", small, round(0.31 * side), WARNING)


def _draw_disc(image: Image.Image, center: tuple[float, float], side: float, pictogram: str, ink: MarkInk) -> None:
    """Draw a pictogram in white on a disc of ``side`` pixels, borders included."""
    radius = side / 2 - BORDER_SHARE * side
    geometry.draw_disc(image, center, side / 2, WHITE)
    geometry.draw_disc(image, center, side / 2 - 0.6 * BORDER_SHARE * side, ink.edge)
    geometry.draw_disc(image, center, radius, ink.color)
    geometry.draw_pictogram(image, pictogram, center, round(radius * 1.48), WHITE)


def draw_tile(image: Image.Image, center: tuple[float, float], side: float, pictogram: str, ink: Rgb) -> None:
    """Draw a pictogram on a white tile of ``side`` pixels, borders included."""
    tile = square(center, side)
    geometry.draw_panel(image, tile, WHITE, round(0.24 * side))
    geometry.draw_panel(image, tile.inflated(-0.04 * side), ink, round(0.2 * side))
    geometry.draw_panel(image, tile.inflated(-0.08 * side), WHITE, round(0.16 * side))
    geometry.draw_pictogram(image, pictogram, center, round(side * 0.7), ink)


def draw_source(image: Image.Image, placed: PlacedSource, colors: Palette, scale: float = 1.0) -> None:
    """Draw the source of words to type, with its arrow into the field."""
    _draw_connector(image, placed.center, placed.tip, colors, placed.side / SOURCE_PX * scale)
    draw_tile(image, placed.center, placed.side * scale, placed.source, colors.night)


def source_rects(placed: PlacedSource) -> list[Rect]:
    """The places of a source and its arrow, with their borders, in pixels of the card."""
    (x, y), (tip_x, tip_y) = placed.center, placed.tip
    arrow = Rect(min(x, tip_x), min(y, tip_y), max(x, tip_x), max(y, tip_y))
    return [square(placed.center, placed.side), arrow.inflated(CONNECTOR_HEAD_PX / 2)]


def draw_own_row(image: Image.Image, area: Rect, card: StepCard, colors: Palette) -> None:
    """Draw a second row below the picture: what the family's own shows, with a wavy line in place of its name."""
    geometry.draw_panel(image, area, colors.paper, 0)
    row = area.inflated(-9)
    geometry.draw_panel(image, row.inflated(3), colors.night, 16)
    geometry.draw_panel(image, row, WHITE, 14)
    middle, size = row.center[1], row.height
    geometry.draw_disc(image, (row.left + size * 0.75, middle), size * 0.42, colors.accent)
    geometry.draw_pictogram(image, card.own, (row.left + size * 0.75, middle), round(size * 0.6), colors.on_accent)
    mask = wavy_line_mask(round(size * 3.2), round(size * 0.34), round(size * 0.1))
    image.paste(colors.night, (round(row.left + size * 1.5), round(middle - mask.height / 2)), mask)


def _draw_connector(
    image: Image.Image, tail: tuple[float, float], tip: tuple[float, float], colors: Palette, scale: float
) -> None:
    """Draw the thin arrow from a source's picture to ``tip``."""
    length = math.hypot(tail[0] - tip[0], tail[1] - tip[1])
    cos, sin = (tail[0] - tip[0]) / length, (tail[1] - tip[1]) / length
    half, head = CONNECTOR_PX * scale / 2, CONNECTOR_HEAD_PX * scale
    flat = [(0, 0), (head, -head / 2), (head, -half), (length, -half), (length, half), (head, half), (head, head / 2)]
    points = [(tip[0] + x * cos - y * sin, tip[1] + x * sin + y * cos) for x, y in flat]
    layers, corner = stroke_polygon(points, (5.0 * scale, 0.0))
    for layer, color in zip(layers, (WHITE, colors.night), strict=True):
        image.paste(color, corner, layer)


MAX_LETTERS: Final = 3
"""Letters of a sample that are written before the pen; of a short sample, half of it."""
LETTER_SIZE: Final = 1.5
"""Font size of the handwriting, in heights of the sample's box: its capitals are then as high as the box."""
MAX_FILL: Final = 0.4
"""Maximum height of the letters in a field with no text in its middle, of the space below its label."""
PEN_SIZE: Final = 1.3
"""Size of the pen, in heights of the sample's box."""
MAX_GROUND_CONTRAST: Final = 24
"""Maximum difference (0..255, in any channel) from the background of a field where nothing is written."""
MIN_GAP: Final = 0.9
"""Width of empty space that ends a sample, in heights of its box."""
RIM: Final = 0.2
"""Width of a field's edge, where nothing is written, in heights of the sample's box."""


def handwrite_samples(pixels: Pixels, card: StepCard) -> Pixels:
    """The screenshot (H, W, 3) of a step with what to type in handwriting: ``card.sample``, or the samples in its fields.

    The same array if the step types nothing, or if there is no sample in a field that is marked.
    """
    samples = []
    for item, field in card.examples:
        text = typeface.drawable_text(item.example or "")
        # Its first letters alone, before the pen, so that nobody copies it.
        samples.append((item.box, field, text[: max(1, min(MAX_LETTERS, len(text) // 2))].strip()))
    if card.sample and card.marks:
        mark = card.marks[0]
        place = samples[0][0] if samples else _place_in(mark, card.screen.texts)
        samples = [(place, mark.outline, card.sample)]
    if not samples:
        return pixels
    written = pixels.copy()
    for box, outline, text in samples:
        field = _between_icons(outline, box, card.screen.icons)
        # Only the rows around the field are converted, since screenshots are large.
        top = max(0, field.y - box.h)
        rows = written[top : field.bottom + box.h]
        ink = derive_palette(card.theme.colors).night
        image = _rewrite(rows, replace(box, y=box.y - top), replace(field, y=field.y - top), text, ink)
        written[top : top + len(rows)] = geometry.to_pixels(image)
    return written


def _place_in(mark: MarkedTarget, texts: Sequence[Box]) -> Box:
    """The place to write in a field: over the text in its middle, or below its label."""
    field = mark.outline
    boxes_inside = [box for box in (*texts, mark.box) if field.contains(box.x + box.w // 2, box.y + box.h // 2)]
    middle = field.y + field.h // 2
    boxes_in_middle = [box for box in boxes_inside if box.y <= middle < box.bottom]
    if boxes_in_middle:
        return max(boxes_in_middle, key=lambda box: box.w)
    top = max((box.bottom for box in boxes_inside), default=field.y)
    space = max(1, field.bottom - top)
    height = max(1, round(min(MAX_FILL * space, LETTER_SIZE * max((box.h for box in boxes_inside), default=space))))
    left = min((box.x for box in boxes_inside), default=field.x + height // 2)
    return Box(left, top + (space - height) // 2, height, height)


def _between_icons(field: Box, box: Box, icons: Sequence[Box]) -> Box:
    """The part of a field around ``box`` that has none of the ``icons`` beside it, such as a magnifying glass."""
    icons_inside = [icon for icon in icons if field.contains(icon.x + icon.w // 2, icon.y + icon.h // 2)]
    left = max((icon.right for icon in icons_inside if icon.right <= box.x), default=field.x)
    right = min((icon.x for icon in icons_inside if icon.x >= box.right), default=field.right)
    return replace(field, x=left, w=right - left)


def _rewrite(pixels: Pixels, box: Box, field: Box, text: str, pen_color: Rgb) -> Image.Image:
    """A copy of ``pixels`` (H, W, 3) with ``text`` and a pen in place of what is written at ``box``."""
    image = Image.fromarray(np.ascontiguousarray(pixels))
    height = box.h
    ground, area = _written_area(pixels, box, field)
    image.paste(ground, (area.x, area.y, area.right, area.bottom))
    left, baseline = box.x, box.bottom - round(0.08 * height)
    if text and typeface.is_handwritable(text):
        text_width = field.right - left - (PEN_SIZE + 0.4) * height
        font = _font(max(8, round(LETTER_SIZE * height)))
        if font.getlength(text) > text_width:
            font = _font(max(8, int(font.size * text_width / font.getlength(text))))
        ImageDraw.Draw(image).text((left, baseline), text, font=font, fill=INK_BLUE, anchor="ls")
        end = left + font.getlength(text)
    else:
        line = wavy_line_mask(round(1.6 * height), round(0.5 * height), max(2, round(0.14 * height)))
        image.paste(INK_BLUE, (left, baseline - line.height), line)
        end = left + line.width
    size = round(PEN_SIZE * height)
    # The tip of the pen is a tenth of its drawing off the lower left corner.
    center = end + 0.22 * height + size * 0.4, baseline - size * 0.4
    geometry.draw_pictogram(image, "pen", center, size, pen_color)
    return image


def _written_area(pixels: Pixels, box: Box, field: Box) -> tuple[Rgb, Box]:
    """The background of a sample, and the area of all its letters, which may be longer than the box."""
    margin = max(2, round(0.12 * box.h))
    height, width = pixels.shape[:2]
    top, bottom = max(0, box.y - margin), min(height, box.bottom + margin)
    rows = pixels[top:bottom].astype(np.int16)
    edge_pixels = np.concatenate((rows[0, box.x : box.right], rows[-1, box.x : box.right]))
    ground = np.median(edge_pixels, axis=0)
    has_ink = (np.abs(rows - ground).max(axis=2) > MAX_GROUND_CONTRAST).any(axis=0)
    gap, rim = max(1, round(MIN_GAP * box.h)), round(RIM * box.h)
    field_start, field_end = max(0, field.x + rim), min(width, field.right - rim)
    right = min(width, box.right + _written_columns(has_ink[box.right : field_end], gap) + margin)
    left = max(0, box.x - _written_columns(has_ink[field_start : box.x][::-1], gap) - margin)
    red, green, blue = (round(float(value)) for value in ground)
    return (red, green, blue), Box(left, top, right - left, bottom - top)


def _written_columns(has_ink: npt.NDArray[np.bool_], gap: int) -> int:
    """The number of columns with letters before a gap, or before the end."""
    written_end, empty_columns = 0, 0
    for index, ink in enumerate(has_ink):
        empty_columns = 0 if ink else empty_columns + 1
        if empty_columns >= gap:
            return written_end
        if ink:
            written_end = index + 1
    return written_end


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The handwriting at ``size`` pixels per em."""
    return ImageFont.truetype(str(typeface.handwriting_path()), size)


@lru_cache(maxsize=16)
def wavy_line_mask(width: int, height: int, line: int) -> Image.Image:
    """An L mask of a wavy line of three waves, as a child draws writing. It is cached: don't modify it."""
    large = Image.new("L", (width * SUPERSAMPLING, height * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    amplitude, line_px = (height - line) * SUPERSAMPLING / 2, line * SUPERSAMPLING
    radius = line_px / 2
    for step in range(361):
        x = radius + (large.width - line_px) * step / 360
        y = large.height / 2 + amplitude * math.sin(math.tau * 3 * step / 360)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return large.reduce(SUPERSAMPLING)
