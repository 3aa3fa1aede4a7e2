"""Choose grid, text size and picture size of a hand-out so that its steps fit on few sheets. Pure; lengths in points.

Every combination of columns, text size and place of the code is laid out and gets a score; the best one is taken. Five steps
on a letter page, for instance, may become a grid of three columns and two rows, whose sixth cell holds the QR code.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

GAP = 12.0
"""Space between two steps."""
TEXT_GAP = 6.0
"""Space between a picture and its text."""
MIN_TEXT, EASY_TEXT = 9.0, 11.0
"""The smallest text, and the smallest one that is comfortable to read."""
_TEXT_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, MIN_TEXT)
_MAX_COLUMNS, _MAX_COLUMNS_OF_MANY = 3, 4
"""Maximum number of columns for up to nine steps, and for more: in narrow ones sentences have a word or two a line."""
_WIDEST, _TALLEST = 1.8, 1.3
"""The largest width of a picture in heights, and height in widths: cards are planned for shapes between these."""
_MIN_PICTURE_PT = 56.0
"""The smallest height of a picture of up to nine steps; below it they get another sheet."""
_MIN_EASY_PICTURE_PT = 78.0
"""The same where there are more."""
_ONE_SHEET_STEPS = 9
_MIN_PANELS = ((165.0, 216.0), (330.0, 170.0))
"""The smallest widths and heights of a free corner of the grid that holds the code and the person to ask."""

TextHeight = Callable[[float, float], float]
"""A function that returns the height of a step without its picture, at a font size and a width."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page, in points: ``Area(30, 90, 552, 672)`` begins 90 points below the page's top edge."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The layout of a page.

    Attributes:
        cells: the area of each step.
        picture: the width and height of each picture.
        text_size: the font size of the sentences.
        panel: the area of the code and the person to ask in a free corner of the grid; None: below the grid.
        score: a measure of how well pictures and text can be seen; larger is better.
    """

    cells: tuple[Area, ...]
    picture: tuple[float, float]
    text_size: float
    panel: Area | None
    score: float


def split_pages(steps: Sequence[TextHeight], asides: Sequence[bool], area: Area, footer: float) -> list[int]:
    """The number of ``steps`` on each page: as few pages as have pictures large enough; those of up to nine may be smaller.

    An aside takes the room of a step, so it counts here. ``asides`` says which of ``steps`` are asides: a page doesn't begin
    with one where that can be avoided.
    """
    smallest = _MIN_PICTURE_PT if len(steps) <= _ONE_SHEET_STEPS else _MIN_EASY_PICTURE_PT
    for pages in range(1, len(steps) + 1):
        counts = _split_evenly(asides, pages)
        ends = list(itertools.accumulate(counts))
        sheets = [steps[end - count : end] for count, end in zip(counts, ends, strict=True)]
        if all(choose_layout(sheet, area, footer).picture[1] >= smallest for sheet in sheets):
            return counts
    return [1] * len(steps)


def _split_evenly(asides: Sequence[bool], pages: int) -> list[int]:
    """The number of steps on each of at most ``pages`` pages; of nine steps on two, five and four."""
    counts: list[int] = []
    for page in range(pages):
        first_step = sum(counts)
        remaining = len(asides) - first_step
        count = math.ceil(remaining / (pages - page))
        while 1 < count < remaining and asides[first_step + count]:
            count -= 1
        if count:
            counts.append(count)
    return counts


def choose_layout(steps: Sequence[TextHeight], area: Area, footer: float) -> SheetLayout:
    """Choose the grid and the size of the text for the steps of a page, for the largest pictures with legible text.

    Args:
        steps: the functions that measure the text of each step.
        area: the page below its header, within its margins.
        footer: the height of the bar at the bottom of the page, unless a corner of the grid is free for it.
    """
    max_columns = _MAX_COLUMNS if len(steps) <= _ONE_SHEET_STEPS else _MAX_COLUMNS_OF_MANY
    options = [
        _lay_out(steps, area, footer, columns, size, in_grid=in_grid)
        for columns in range(1, min(max_columns, len(steps)) + 1)
        for size in _TEXT_SIZES
        for in_grid in (False, True)
    ]
    return max((option for option in options if option is not None), key=lambda option: option.score)


def _lay_out(
    steps: Sequence[TextHeight], area: Area, footer: float, columns: int, size: float, *, in_grid: bool
) -> SheetLayout | None:
    """One way to lay a page out; None if it has no free corner for the panel that it should have."""
    rows = math.ceil(len(steps) / columns)
    free_cells = rows * columns - len(steps)
    cell_width = (area.width - (columns - 1) * GAP) / columns
    grid_height = area.height - (0 if in_grid else footer)
    text_heights = [
        max(text_height(size, cell_width) for text_height in steps[row * columns : (row + 1) * columns]) + TEXT_GAP
        for row in range(rows)
    ]
    free_height = (grid_height - sum(text_heights) - (rows - 1) * GAP) / rows
    picture = (min(cell_width, free_height * _WIDEST), min(free_height, cell_width * _TALLEST))
    # Height that is left where pictures are as tall as they may be goes between and below the rows.
    row_gap = (grid_height - sum(text_heights) - rows * picture[1]) / max(1, rows - 1) if rows > 1 else 0.0
    row_gap = min(row_gap, 2.5 * GAP)
    cells, top = [], area.top
    for row, text_height in enumerate(text_heights):
        lefts = (area.left + column * (cell_width + GAP) for column in range(min(columns, len(steps) - row * columns)))
        cells += [Area(left, top, cell_width, picture[1] + text_height) for left in lefts]
        top += picture[1] + text_height + row_gap
    panel = _find_free_corner(cells[-1], area) if in_grid and free_cells else None
    if in_grid and panel is None:
        return None
    legibility = (size / 12) ** 0.6 * (1.0 if size >= EASY_TEXT else 0.6)
    # The width says how large things are on a picture, the height how much of the screen is around them.
    visibility = picture[0] ** 1.1 * picture[1] ** 0.9 if free_height > 0 else free_height
    return SheetLayout(tuple(cells), picture, size, panel, visibility * legibility)


def _find_free_corner(last_cell: Area, area: Area) -> Area | None:
    """The area from the last cell to the right and lower margin; None if it is too small for the code and the person to ask."""
    left = last_cell.left + last_cell.width + GAP
    corner = Area(left, last_cell.top, area.left + area.width - left, area.top + area.height - last_cell.top)
    is_large = any(corner.width >= width and corner.height >= height for width, height in _MIN_PANELS)
    return corner if is_large else None
