"""Draw the closing, which repeats all steps as small cards, so that families remember them, and shows whom to ask.

In the portrait film, one step is one large card; up to six are in two columns, up to twelve in three, and so on.
"""

import math
from dataclasses import dataclass

from PIL import Image, ImageDraw

from annotator.cards import marked_screen, shapes, signs, typesetting
from annotator.cards.caption_band import END_BAND_TOP, END_FACE, MARGIN
from annotator.cards.geometry import Rect, whole_pixels
from annotator.cards.palette import WHITE, Palette, derive_palette
from annotator.cards.shapes import Pixels, PixelSource
from annotator.model import HEIGHT, WIDTH, EndCard, RecapItem, traits_of

_HEADER_PX, _GUTTER_PX = 124, 20
_MAX_LABEL_PX = 32


@dataclass(frozen=True, slots=True)
class _Grid:
    """The area of the small cards, and the maximum number of steps in one column, in two, in three and in four."""

    area: Rect
    max_steps: tuple[int, int, int, int]


_LABELLED = _Grid(Rect(28, _HEADER_PX + 20, WIDTH - 28, END_BAND_TOP - 20), (1, 6, 12, 20))
"""The grid of the closing, whose small cards have number and label above the picture."""
_NUMBERED = _Grid(Rect(28, 20, WIDTH - 28, WIDTH - 20), (1, 8, 15, 24))
"""That of the wide film: it has the number beside the picture, and no label, which would be too small to read."""


def draw_closing(card: EndCard, pixels: PixelSource) -> Image.Image:
    """Draw the closing card: all steps as small cards, and the person's face in the band, beside where the words will be."""
    colors = derive_palette(card.theme.colors)
    image = shapes.new_image((WIDTH, HEIGHT), colors.paper)
    shapes.draw_panel(image, Rect(0, 0, WIDTH, _HEADER_PX), colors.main, 0)
    heading_size, heading_lines = typesetting.fit(card.heading, range(64, 35, -2), WIDTH - 2 * MARGIN - 100, 1)
    heading_width = typesetting.width(heading_lines[0], heading_size)
    shapes.draw_pictogram(image, "done", (WIDTH / 2 - heading_width / 2 - 22, _HEADER_PX / 2), 76, colors.title)
    center = (WIDTH / 2 + 42, _HEADER_PX / 2)
    typesetting.draw_centered(ImageDraw.Draw(image), center, heading_lines[0], heading_size, colors.on_main)
    shapes.draw_panel(image, Rect(0, END_BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    _draw_recaps(image, card, _LABELLED, pixels, colors)
    draw_face(image, END_FACE, card, pixels, colors)
    return image


def draw_numbered_recaps(image: Image.Image, card: EndCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the steps on the closing of the wide film, with their numbers alone."""
    _draw_recaps(image, card, _NUMBERED, pixels, colors)


def mark_first(bare: Pixels, marked: Pixels, card: EndCard) -> Pixels:
    """A closing card with marks on the first ``card.shown`` steps, made of the one without any and the one with all."""
    drawn = bare.copy()
    grid = _LABELLED if drawn.shape[0] == HEIGHT else _NUMBERED
    for cell in _lay_out_cells(len(card.items), grid)[: card.shown]:
        left, top, right, bottom = cell.rounded()
        drawn[top:bottom, left:right] = marked[top:bottom, left:right]
    return drawn


def draw_face(image: Image.Image, place: Rect, card: EndCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the face of the person to ask, or the pictogram of how to ask if there is no photo."""
    shapes.draw_disc(image, place.center, place.width / 2, WHITE)
    if card.photo is not None:
        face = shapes.crop_portrait(pixels(card.photo), round(place.width) - 8)
        shapes.paste_as_disc(image, face, place.center)
    else:
        shapes.draw_disc(image, place.center, place.width / 2 - 4, colors.accent)
        shapes.draw_pictogram(image, card.sign, place.center, 108, colors.on_accent)


def _lay_out_cells(count: int, grid: _Grid) -> list[Rect]:
    """Lay out ``count`` small cards in a grid, in whole pixels. An incomplete last row is centred."""
    columns = 1 + sum(count > max_steps for max_steps in grid.max_steps)
    rows = math.ceil(count / columns)
    cell_width = (grid.area.width - _GUTTER_PX * (columns - 1)) / columns
    cell_height = (grid.area.height - _GUTTER_PX * (rows - 1)) / max(1, rows)
    cells = []
    for index in range(count):
        row, column = divmod(index, columns)
        in_row = min(columns, count - row * columns)
        margin = (grid.area.width - in_row * cell_width - (in_row - 1) * _GUTTER_PX) / 2
        left = grid.area.left + margin + column * (cell_width + _GUTTER_PX)
        top = grid.area.top + row * (cell_height + _GUTTER_PX)
        cells.append(whole_pixels(Rect(left, top, left + cell_width, top + cell_height)))
    return cells


def _draw_recaps(image: Image.Image, card: EndCard, grid: _Grid, pixels: PixelSource, colors: Palette) -> None:
    """Draw the steps; those up to ``card.shown`` with their marks. All labels have the size at which the longest fits."""
    recaps = list(zip(card.items, _lay_out_cells(len(card.items), grid), strict=True))
    label_px = None
    if grid is _LABELLED:
        label_px = min((_fit_label(item, cell, _MAX_LABEL_PX)[0] for item, cell in recaps), default=_MAX_LABEL_PX)
    for index, (item, cell) in enumerate(recaps):
        is_marked = card.shown is None or index < card.shown
        _draw_recap(image, cell, item, label_px, pixels, colors, is_marked=is_marked)


def _draw_recap(
    image: Image.Image,
    cell: Rect,
    item: RecapItem,
    label_px: int | None,
    pixels: PixelSource,
    colors: Palette,
    *,
    is_marked: bool,
) -> None:
    """Draw a step as a small card: number and label above its picture, or without ``label_px`` the number at the left."""
    width, height = cell.width, cell.height
    if label_px is None:
        strip = 72
        header, area = Rect(0, 0, strip, height), Rect(strip, 0, width, height)
    else:
        strip = _strip_height(cell)
        header, area = Rect(0, 0, width, strip), Rect(0, strip, width, height)
    shapes.draw_shadow(image, cell, 18, colors.night, blur=8, drop=3)
    recap = shapes.new_image((round(width), round(height)), WHITE)
    scale = min(0.68, 0.34 + width / 1000)
    marked_screen.draw_small_close_up(recap, area, item.card, pixels(item.card.screen.digest), scale, marked=is_marked)
    shapes.draw_panel(recap, header, colors.main, 0)
    radius = strip / 2 - 7
    center = (strip / 2 if label_px is None else 12 + radius, strip / 2)
    shapes.draw_disc(recap, center, radius, colors.accent)
    digit_size = round(radius * (1.25 if item.number < 10 or label_px is None else 0.95))
    typesetting.draw_centered(ImageDraw.Draw(recap), center, str(item.number), digit_size, colors.on_accent)
    if label_px is not None:
        _draw_label(recap, 22 + 2 * radius, strip / 2, _fit_label(item, cell, label_px), colors)
    sign = signs.sign_of(item.card)
    if is_marked and sign is not None and sign.color is not None:
        sign_center = (header.right - strip / 2, header.bottom - strip / 2)
        signs.draw_sign(recap, signs.PlacedSign(sign, sign_center, strip - 10), colors)
    shapes.paste_rounded(image, recap, (round(cell.left), round(cell.top)), 18)


def _draw_label(
    recap: Image.Image, left: float, middle: float, fitted: tuple[int, tuple[str, ...]], colors: Palette
) -> None:
    """Draw the lines of a label, of a font size, around its ``middle``."""
    size, lines = fitted
    pen = ImageDraw.Draw(recap)
    for index, line in enumerate(lines):
        y = middle + (index - (len(lines) - 1) / 2) * size * typesetting.LINE_HEIGHT
        typesetting.draw_line(pen, (left, y + typesetting.MIDDLE * size), line, size, colors.on_main)


def _strip_height(cell: Rect) -> int:
    """Height of the strip with number and label above a small card's picture, in pixels."""
    return round(min(72, cell.width * 0.27, cell.height * 0.34))


def _fit_label(item: RecapItem, cell: Rect, largest: int) -> tuple[int, tuple[str, ...]]:
    """Font size and lines of a label between number and sign: one line, unless two would be larger, and it is below 25 pixels."""
    strip = _strip_height(cell)
    width = cell.width - strip - 22 - (strip if traits_of(item.card.action).badge else 0)
    sizes, height = range(largest, 13, -1), strip - 4
    two_line_size, two_lines = typesetting.fit(item.label, sizes, width, 2, max_height=height)
    one_line_size, one_line = typesetting.fit(item.label, sizes, width, 1, max_height=height)
    return (one_line_size, one_line) if one_line_size >= min(two_line_size, 25) else (two_line_size, two_lines)
