"""Write an invented sample in a field as by hand: a few letters, then a pen, so that nobody copies it.

The screen shows samples in its own letters (``hide: Ana = Luna``), as if they had to be typed. Where a step says to type,
they are replaced by the beginning of a word in handwriting.
"""

from __future__ import annotations

import math
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
from annotator.model import Box, Redaction, StepCard

MAX_LETTERS: Final = 3
"""Letters of a sample that are written before the pen; of a short sample, half of it."""
LETTER_SIZE: Final = 1.5
"""Font size of the handwriting, in heights of the sample's box: its capitals are then as high as the box."""
PEN_SIZE: Final = 1.3
"""Size of the pen, in heights of the sample's box."""
MAX_GROUND_CONTRAST: Final = 24
"""Maximum difference (0..255, in any channel) from the background of a field where nothing is written."""
MIN_GAP: Final = 0.9
"""Width of empty space that ends a sample, in heights of its box."""
RIM: Final = 0.2
"""Width of a field's edge, where nothing is written, in heights of the sample's box."""


def handwrite_samples(pixels: Pixels, card: StepCard) -> Pixels:
    """The screenshot (H, W, 3) of a step with the samples in its fields in handwriting.

    The same array if the step types nothing, or if there is no sample in a field that is marked.
    """
    if card.action != "type":
        return pixels
    found = [(item, field) for item in card.screen.hidden if item.example and (field := _field_of(item, card))]
    if not found:
        return pixels
    written = pixels.copy()
    for sample, field in found:
        # Only the rows around the field are converted, since screenshots are large.
        top = max(0, field.y - sample.box.h)
        rows = written[top : field.bottom + sample.box.h]
        moved = replace(sample, box=replace(sample.box, y=sample.box.y - top))
        image = _rewrite(rows, moved, replace(field, y=field.y - top), derive_palette(card.theme.colors).night)
        written[top : top + len(rows)] = shapes.to_pixels(image)
    return written


def _field_of(sample: Redaction, card: StepCard) -> Box | None:
    """The field that a sample is in, if it is marked."""
    x, y = sample.box.x + sample.box.w // 2, sample.box.y + sample.box.h // 2
    fields = (mark.outline for mark in card.marks)
    return next((field for field in fields if field.x <= x < field.right and field.y <= y < field.bottom), None)


def _rewrite(pixels: Pixels, sample: Redaction, field: Box, pen_color: Rgb) -> Image.Image:
    """A copy of ``pixels`` (H, W, 3) with the beginning of a sample and a pen in its place."""
    image = Image.fromarray(np.ascontiguousarray(pixels))
    height = sample.box.h
    ground, area = _written_area(pixels, sample.box, field)
    image.paste(ground, (area.x, area.y, area.right, area.bottom))
    left, baseline = sample.box.x, sample.box.bottom - round(0.08 * height)
    text = typeface.drawable_text(sample.example or "")
    start = text[: max(1, min(MAX_LETTERS, len(text) // 2))].strip()
    if start and typeface.is_handwritable(start):
        font = _font(max(8, round(LETTER_SIZE * height)))
        ImageDraw.Draw(image).text((left, baseline), start, font=font, fill=INK_BLUE, anchor="ls")
        end = left + font.getlength(start)
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
    band = pixels[top:bottom].astype(np.int16)
    edge = np.concatenate((band[0, box.x : box.right], band[-1, box.x : box.right]))
    ground = np.median(edge, axis=0)
    inked = (np.abs(band - ground).max(axis=2) > MAX_GROUND_CONTRAST).any(axis=0)
    gap, rim = max(1, round(MIN_GAP * box.h)), round(RIM * box.h)
    first, end = max(0, field.x + rim), min(width, field.right - rim)
    right = min(width, box.right + _written_columns(inked[box.right : end], gap) + margin)
    left = max(0, box.x - _written_columns(inked[first : box.x][::-1], gap) - margin)
    red, green, blue = (round(float(value)) for value in ground)
    return (red, green, blue), Box(left, top, right - left, bottom - top)


def _written_columns(inked: npt.NDArray[np.bool_], gap: int) -> int:
    """How many columns have letters before a gap, or before the end."""
    last, run = 0, 0
    for index, ink in enumerate(inked):
        run = 0 if ink else run + 1
        if run >= gap:
            return last
        if ink:
            last = index + 1
    return last


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(typeface.handwriting_path()), size)


@lru_cache(maxsize=16)
def wavy_line_mask(width: int, height: int, line: int) -> Image.Image:
    """An L mask of a wavy line of three waves, as a child draws writing. It is cached: don't modify it."""
    large = Image.new("L", (width * SUPERSAMPLING, height * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    reach, thick = (height - line) * SUPERSAMPLING / 2, line * SUPERSAMPLING
    radius = thick / 2
    for step in range(361):
        x = radius + (large.width - thick) * step / 360
        y = large.height / 2 + reach * math.sin(math.tau * 3 * step / 360)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return large.reduce(SUPERSAMPLING)
