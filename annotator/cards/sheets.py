"""Draw sheets for staff: previews with numbered frames, thumbnails, contact sheets."""

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
_GAP = 24
_LABEL_PX = 26
_LONG_NAME_PX: Final = 300
"""Width from which a label without spaces, which is the name of a file, may break at hyphens and underscores."""
_MAX_HEIGHT_IN_WIDTHS: Final = 2.4
"""Maximum height of the shown part of a picture, in widths of the picture."""
_INK = (20, 34, 44)
_GROUND = (226, 230, 234)


def draw_preview(pixels: Pixels, answers: Sequence[Found | Problem]) -> Pixels:
    """A copy of ``pixels`` (H, W, 3) with a numbered frame around every match of every query that could be answered.

    Numbers are those of ``#n``. If there are several queries, their colours take turns, and the query's number comes first (2·1).
    Touch targets are drawn as thin frames.
    """
    image = Image.fromarray(np.ascontiguousarray(pixels))
    draw = ImageDraw.Draw(image)
    size = max(14, round(min(image.size) / 32))
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), size)
    line_px = max(2, size // 8)
    for query_index, answer in enumerate(answers):
        if isinstance(answer, Problem) or answer.box is None:
            continue
        color = _COLORS[query_index % len(_COLORS)]
        if answer.outline is not None:
            _draw_frame(draw, answer.outline, color, max(1, line_px // 2), gap=line_px)
        for number, box in enumerate(answer.numbered_places, start=1):
            _draw_frame(draw, box, color, line_px, gap=line_px)
            _draw_number(draw, box, f"{query_index + 1}·{number}" if len(answers) > 1 else str(number), font, color)
    return np.array(image, dtype=np.uint8)


def _draw_frame(draw: ImageDraw.ImageDraw, box: Box, color: str, width: int, gap: int) -> None:
    """Draw a frame ``gap`` pixels around a box, with a white line on either side of its own."""
    corners = (box.x - gap, box.y - gap, box.right + gap - 1, box.bottom + gap - 1)
    draw.rectangle((corners[0] - 1, corners[1] - 1, corners[2] + 1, corners[3] + 1), outline="white", width=width + 2)
    draw.rectangle(corners, outline=color, width=width)


def _draw_number(draw: ImageDraw.ImageDraw, box: Box, text: str, font: ImageFont.FreeTypeFont, color: str) -> None:
    """Draw the number to the left of the box, or to its right if there is no room."""
    left, top, right, bottom = font.getbbox(text)
    w, h = right - left, bottom - top
    padding = h // 2
    picture_w, picture_h = draw.im.size
    x = box.x - w - 3 * padding
    if x < 0:
        x = min(box.right + padding, picture_w - w - 2 * padding)
    y = max(0, min(box.y + (box.h - h) // 2 - padding, picture_h - h - 2 * padding))
    tile = (x, y, x + w + 2 * padding, y + h + 2 * padding)
    draw.rounded_rectangle(tile, radius=padding, fill=color, outline="white", width=2)
    draw.text((x + padding - left, y + padding - top), text, font=font, fill="white")


def make_thumbnail(pixels: Pixels, width: int) -> Pixels:
    """A copy at most ``width`` pixels wide; a very tall picture is cropped to its top."""
    shown_height = min(pixels.shape[0], int(pixels.shape[1] * _MAX_HEIGHT_IN_WIDTHS))
    thumbnail_width = min(width, pixels.shape[1])
    size = (thumbnail_width, max(1, round(shown_height * thumbnail_width / pixels.shape[1])))
    return shapes.to_pixels(shapes.crop_pixels(pixels, Rect(0, 0, pixels.shape[1], shown_height), size))


def make_contact_sheet(
    pictures: Sequence[Pixels], labels: Sequence[str], columns: int = 4, *, width: int = 360, heading: str = ""
) -> Pixels:
    """Arrange ``pictures`` in rows of ``columns``, each at most ``width`` pixels wide.

    Each picture has its label above it, in at most two lines; ``heading`` is at the top of the sheet. Raises ValueError
    if the numbers of labels and pictures differ.
    """
    thumbnails = [make_thumbnail(picture, width) for picture in pictures]
    cells = list(zip(thumbnails, labels, strict=True))
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    label_height = round(2 * _LABEL_PX * typesetting.LINE_HEIGHT) + 10
    column_count = min(columns, max(1, len(thumbnails)))
    sheet_width = column_count * (width + _GAP) + _GAP
    fitted = typesetting.fit(heading, (34, 30, 26), sheet_width - 2 * _GAP, 4) if heading else (34, ())
    heading_size, heading_lines = fitted
    top = _GAP + round(len(heading_lines) * heading_size * typesetting.LINE_HEIGHT)
    sheet_height = top + sum(max(picture.shape[0] for picture, _ in row) + label_height + _GAP for row in rows)
    image = shapes.new_image((sheet_width, sheet_height), _GROUND)
    pen = ImageDraw.Draw(image)
    for index, line in enumerate(heading_lines):
        y = _GAP / 2 + index * heading_size * typesetting.LINE_HEIGHT
        typesetting.draw_line(pen, (_GAP, y + heading_size), line, heading_size, _INK)
    for row in rows:
        for column, (picture, label) in enumerate(row):
            left = _GAP + column * (width + _GAP)
            _draw_cell(image, picture, label, left=left, top=top, width=width, label_height=label_height)
        top += max(picture.shape[0] for picture, _ in row) + label_height + _GAP
    return shapes.to_pixels(image)


def _draw_cell(
    image: Image.Image, picture: Pixels, label: str, *, left: int, top: int, width: int, label_height: int
) -> None:
    """Draw one picture of a contact sheet, with its label above it."""
    if typesetting.width(label, _LABEL_PX) >= _LONG_NAME_PX and " " not in label.strip():
        label = label.replace("_", "_ ").replace("-", "- ")
    size, lines = typesetting.fit(label, (_LABEL_PX, 24, 22), width, 2)
    pen = ImageDraw.Draw(image)
    first_baseline = top + label_height - 14 - (len(lines) - 1) * size * typesetting.LINE_HEIGHT
    for index, line in enumerate(lines):
        baseline = first_baseline + index * size * typesetting.LINE_HEIGHT
        typesetting.draw_line(pen, (left, baseline), line, size, _INK)
    frame = Rect(left, top + label_height, left + picture.shape[1], top + label_height + picture.shape[0])
    shapes.draw_panel(image, frame.inflated(2), WHITE, 0)
    image.paste(Image.fromarray(picture), (left, top + label_height))
