"""Chooses grid, text size and picture size of a hand-out so that its steps fit on few sheets. Pure; lengths in points."""

from __future__ import annotations

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
"""The smallest height of a picture on a single sheet of up to nine steps."""
_MIN_EASY_PICTURE_PT = 78.0
"""The smallest height of a picture where there are more, which otherwise get another sheet."""
_ONE_SHEET_STEPS = 9
_MIN_PANELS = ((165.0, 216.0), (330.0, 170.0))
"""The smallest widths and heights of a free corner of the grid that holds what is at the bottom of a page otherwise."""

TextHeight = Callable[[float, float], float]
"""A function that returns the height of a step without its picture, at a font size and a width."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page: left, top, width, height; ``top`` is measured from the page's top."""

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
    """The number of ``steps`` on each page: all of up to nine on one, else as few pages as have pictures large enough.

    An aside takes the room of a step, so it counts here. ``asides`` says which of ``steps`` are asides, which a page does
    not begin with where that can be avoided.
    """
    smallest = _MIN_PICTURE_PT if len(steps) <= _ONE_SHEET_STEPS else _MIN_EASY_PICTURE_PT
    for pages in range(1, len(steps) + 1):
        counts = _split_evenly(asides, pages)
        at, fits = 0, True
        for count in counts:
            fits = fits and choose_layout(steps[at : at + count], area, footer).picture[1] >= smallest
            at += count
        if fits:
            return counts
    return [1] * len(steps)


def _split_evenly(asides: Sequence[bool], pages: int) -> list[int]:
    counts: list[int] = []
    for page in range(pages):
        rest = len(asides) - sum(counts)
        count = math.ceil(rest / (pages - page))
        first = sum(counts)
        while 1 < count < rest and asides[first + count]:
            count -= 1
        if count:
            counts.append(count)
    return counts


def choose_layout(steps: Sequence[TextHeight], area: Area, footer: float) -> SheetLayout:
    """Choose the grid and the size of the text for the steps of a page, for the largest pictures with legible text.

    Args:
        steps: the height of each step's text.
        area: the page below its header, within its margins.
        footer: the height of the bar at the bottom of the page, unless a corner of the grid is free for it.
    """
    most = _MAX_COLUMNS if len(steps) <= _ONE_SHEET_STEPS else _MAX_COLUMNS_OF_MANY
    options = [
        _lay_out(steps, area, footer, columns, size, in_grid=in_grid)
        for columns in range(1, min(most, len(steps)) + 1)
        for size in _TEXT_SIZES
        for in_grid in (False, True)
    ]
    return max((option for option in options if option is not None), key=lambda option: option.score)


def _lay_out(
    steps: Sequence[TextHeight], area: Area, footer: float, columns: int, size: float, *, in_grid: bool
) -> SheetLayout | None:
    """One way to lay a page out; None if it has no free corner for the panel that it should have."""
    rows = math.ceil(len(steps) / columns)
    spare = rows * columns - len(steps)
    wide = (area.width - (columns - 1) * GAP) / columns
    high = area.height - (0 if in_grid else footer)
    texts = [
        max(text(size, wide) for text in steps[row * columns : (row + 1) * columns]) + TEXT_GAP for row in range(rows)
    ]
    free = (high - sum(texts) - (rows - 1) * GAP) / rows
    picture = (min(wide, free * _WIDEST), min(free, wide * _TALLEST))
    # What is left, because pictures are as tall as they may be, goes between and below the rows.
    between = (high - sum(texts) - rows * picture[1]) / max(1, rows - 1) if rows > 1 else 0.0
    between = min(between, 2.5 * GAP)
    cells, top = [], area.top
    for row, text in enumerate(texts):
        lefts = (area.left + column * (wide + GAP) for column in range(min(columns, len(steps) - row * columns)))
        cells += [Area(left, top, wide, picture[1] + text) for left in lefts]
        top += picture[1] + text + between
    panel = None
    if in_grid:
        last = cells[-1]
        left = last.left + wide + GAP
        panel = Area(left, last.top, area.left + area.width - left, area.top + area.height - last.top)
        if not spare or not any(panel.width >= wide and panel.height >= high for wide, high in _MIN_PANELS):
            return None
    legible = (size / 12) ** 0.6 * (1.0 if size >= EASY_TEXT else 0.6)
    # The width says how large things are on a picture, the height how much of the screen is around them.
    seen = picture[0] ** 1.1 * picture[1] ** 0.9 if free > 0 else free
    return SheetLayout(tuple(cells), picture, size, panel, seen * legible)
