"""Make sheets for staff: many pictures with labels, or one screenshot with numbered matches, for choosing ``#2`` by eye."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE
from annotator.cards.shapes import Pixels
from annotator.model import Box, Found, Problem

_COLORS: Final = ("#E4003A", "#0B4F6C", "#7A2E9D", "#006B3C", "#8A4B00", "#B0006D")
"""Colours of successive queries; white text on each has a contrast of at least 4.5:1."""


def draw_preview(pixels: Pixels, answers: Sequence[Found | Problem]) -> Pixels:
    """A copy of ``pixels`` (H, W, 3) with a numbered frame around every match of every query that could be answered.

    Numbers are those of ``#n``. If there are several queries, each has its own colour, and its number comes first (2·1).
    Touch targets are drawn as thin frames.
    """
    image = Image.fromarray(np.ascontiguousarray(pixels))
    draw = ImageDraw.Draw(image)
    size = max(14, round(min(image.size) / 32))
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), size)
    line = max(2, size // 8)
    for query, found in enumerate(answers):
        if isinstance(found, Problem) or found.box is None:
            continue
        color = _COLORS[query % len(_COLORS)]
        if found.outline is not None:
            _draw_frame(draw, found.outline, color, max(1, line // 2), gap=line)
        for number, box in enumerate(found.numbered_places, start=1):
            _draw_frame(draw, box, color, line, gap=line)
            _draw_number(draw, box, f"{query + 1}·{number}" if len(answers) > 1 else str(number), font, color)
    return np.array(image, dtype=np.uint8)


def _draw_frame(draw: ImageDraw.ImageDraw, box: Box, color: str, width: int, gap: int) -> None:
    corners = (box.x - gap, box.y - gap, box.right + gap - 1, box.bottom + gap - 1)
    draw.rectangle((corners[0] - 1, corners[1] - 1, corners[2] + 1, corners[3] + 1), outline="white", width=width + 2)
    draw.rectangle(corners, outline=color, width=width)


def _draw_number(draw: ImageDraw.ImageDraw, box: Box, text: str, font: ImageFont.FreeTypeFont, color: str) -> None:
    """Draw the number to the left of the box, or to its right if there is no room."""
    left, top, right, bottom = font.getbbox(text)
    w, h = right - left, bottom - top
    pad = h // 2
    picture_w, picture_h = draw.im.size
    x = box.x - w - 3 * pad
    x = x if x >= 0 else min(box.right + pad, picture_w - w - 2 * pad)
    y = max(0, min(box.y + (box.h - h) // 2 - pad, picture_h - h - 2 * pad))
    draw.rounded_rectangle((x, y, x + w + 2 * pad, y + h + 2 * pad), radius=pad, fill=color, outline="white", width=2)
    draw.text((x + pad - left, y + pad - top), text, font=font, fill="white")


_GAP = 24
_LABEL_PX = 26
_INK = (20, 34, 44)
_GROUND = (226, 230, 234)


def make_thumbnail(pixels: Pixels, width: int) -> Pixels:
    """A copy at most ``width`` pixels wide; a picture taller than 2.4 times its width is cropped to its top."""
    height = min(pixels.shape[0], int(pixels.shape[1] * 2.4))
    wide = min(width, pixels.shape[1])
    size = (wide, max(1, round(height * wide / pixels.shape[1])))
    return shapes.to_pixels(shapes.crop_pixels(pixels, Rect(0, 0, pixels.shape[1], height), size))


def make_contact_sheet(
    pictures: Sequence[Pixels], labels: Sequence[str], columns: int = 4, *, width: int = 360, heading: str = ""
) -> Pixels:
    """Arrange ``pictures`` in rows of ``columns``, each at most ``width`` pixels wide.

    Each picture has its label above it, in at most two lines; ``heading`` is at the top of the sheet. Raises ValueError
    if the numbers of labels and pictures differ.
    """
    small = [make_thumbnail(picture, width) for picture in pictures]
    rows = [list(zip(small, labels, strict=True))[at : at + columns] for at in range(0, len(small), columns)]
    label_height = round(2 * _LABEL_PX * typesetting.LINE_HEIGHT) + 10
    across = min(columns, max(1, len(small)))
    full = across * (width + _GAP) + _GAP
    size, lines = typesetting.fit(heading, (34, 30, 26), full - 2 * _GAP, 4) if heading else (34, ())
    top = _GAP + round(len(lines) * size * typesetting.LINE_HEIGHT)
    high = top + sum(max(picture.shape[0] for picture, _ in row) + label_height + _GAP for row in rows)
    image = shapes.new_image((full, high), _GROUND)
    pen = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        y = _GAP / 2 + index * size * typesetting.LINE_HEIGHT
        typesetting.draw_line(pen, (_GAP, y + size), line, size, _INK, "ls")
    for row in rows:
        for column, (picture, label) in enumerate(row):
            _draw_cell(image, _GAP + column * (width + _GAP), top, width, picture, label, label_height)
        top += max(picture.shape[0] for picture, _ in row) + label_height + _GAP
    return shapes.to_pixels(image)


def _draw_cell(
    image: Image.Image, left: int, top: int, width: int, picture: Pixels, label: str, label_height: int
) -> None:
    size, lines = typesetting.fit(_allow_breaks(label), (_LABEL_PX, 24, 22), width, 2)
    pen = ImageDraw.Draw(image)
    first = top + label_height - 14 - (len(lines) - 1) * size * typesetting.LINE_HEIGHT
    for index, line in enumerate(lines):
        typesetting.draw_line(pen, (left, first + index * size * typesetting.LINE_HEIGHT), line, size, _INK, "ls")
    frame = Rect(left, top + label_height, left + picture.shape[1], top + label_height + picture.shape[0])
    shapes.draw_panel(image, frame.inflated(2), WHITE, 0)
    image.paste(Image.fromarray(picture), (left, top + label_height))


def _allow_breaks(label: str) -> str:
    """``label`` with a space after each hyphen and underscore, if it is a long file name without spaces."""
    if typesetting.width(label, _LABEL_PX) < 300 or " " in label.strip():
        return label
    return label.replace("_", "_ ").replace("-", "- ")
