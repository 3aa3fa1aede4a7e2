"""Write what to type into the fields of a card, in handwriting that nobody takes for the screen's."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from annotator import typeface
from annotator.cards import shapes
from annotator.cards.palette import INK_BLUE, Rgb, derive_palette
from annotator.cards.shapes import SUPERSAMPLING, Pixels
from annotator.model import Box, MarkedTarget, StepCard

MAX_LETTERS: Final = 3
"""Maximum number of letters of an invented example that are written before the pen; of a short one, half of it."""
LETTER_SIZE: Final = 1.5
"""Font size of the handwriting, in heights of the sample's box: its capitals are then a little higher than the box."""
MAX_FILL: Final = 0.4
"""Maximum height of the sample's box in a field with no text in its middle, as a share of the space below its label."""
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

    Returns the same array if nothing is typed, or no marked field has a sample.
    """
    samples = []
    for item, field in card.examples:
        text = typeface.drawable_text(item.example or "")
        # Its first letters alone, before the pen, so that nobody copies it.
        samples.append((item.box, field, text[: max(1, min(MAX_LETTERS, len(text) // 2))].strip()))
    if card.sample and card.marks:
        mark = card.marks[0]
        box = samples[0][0] if samples else _box_in(mark, card.screen.texts)
        samples = [(box, mark.outline, card.sample)]
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
        written[top : top + len(rows)] = shapes.to_pixels(image)
    return written


def _box_in(mark: MarkedTarget, texts: Sequence[Box]) -> Box:
    """The box to write at in a field: that of the text in its middle, or one below its label."""
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
    """A copy of ``pixels`` (H, W, 3) with ``text`` and a pen in place of the writing at ``box``.

    A text that is empty or can't be handwritten is a wavy line.
    """
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
    shapes.draw_pictogram(image, "pen", center, size, pen_color)
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
