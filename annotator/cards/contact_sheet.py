"""Make contact sheets: many pictures with labels on one sheet, for staff to review."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE
from annotator.cards.shapes import Pixels

_GAP = 24
_LABEL_PX = 26
_INK = (20, 34, 44)
_GROUND = (226, 230, 234)


def make_thumbnail(pixels: Pixels, width: int, tallest: float = 2.4) -> Pixels:
    """A copy at most ``width`` pixels wide; a picture taller than ``tallest`` times its width is cropped to its top."""
    height = min(pixels.shape[0], int(pixels.shape[1] * tallest))
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
