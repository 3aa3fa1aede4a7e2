"""Finds the items of menus and lists that nothing but space keeps apart: titles, perhaps each with a smaller line below.

Phones draw their settings so, and what opens behind three dots. The items stand at one left edge, and the same space
is between all of them: each takes half of it above and below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element import edges, list_rows
from annotator.screen.load import Pixels

ALIGNED: Final = 0.5
"""How far the titles may be out of line, in heights of the own one."""
GAP: Final = (0.85, 4.5)
"""Least and greatest space between two items, in heights of the title; lines of one item are closer."""
LIKE: Final = 1.4
"""How much higher one title may be than another: letters that go up and down make a third."""
SMALLER: Final = 0.78
"""Greatest height of a second line, in heights of the title, unless its colour is another."""
PALER: Final = 30
"""Least difference (0..255, in any channel) between the colours of a title and of the line below it."""
REACH: Final = 30
"""How far above and below a title its neighbours are looked for, in heights of the title."""
NARROW: Final = 0.45
"""The part of a wide picture that a menu or a list at its side covers at most."""
BESIDE: Final = 3.0
"""Width of a menu on a wide picture at most, in widths of its longest title."""
PHONE: Final = 36
"""Width of a phone's screen at most, in heights of a title: pages for larger screens are in columns."""
FIELD: Final = 3.0
"""Length of a straight line behind a label at least, in its heights, that belongs to a field."""
HIGH: Final = 0.6
"""Height of an upright line behind a label at least, in heights of the item, that belongs to a field."""
MARGIN: Final = (0.2, 1.25)
"""Space between a menu's ends and its first and last item, in spaces between two items."""


@dataclass(frozen=True, slots=True)
class _Item:
    """The lines of one item, from top to bottom."""

    lines: tuple[Box, ...]

    @property
    def title(self) -> Box:
        return self.lines[0]

    @property
    def bottom(self) -> int:
        return self.lines[-1].bottom


def item(pixels: Pixels, box: Box, texts: Sequence[TextLine], menu: Box | None = None) -> Box | None:
    """The item of a list around ``box``, a text; None where it is in no such list.

    Args:
        pixels: (H, W, 3), the whole picture.
        box: the text, or a part of it.
        texts: all texts of the picture.
        menu: the element that holds the text, where there is one: then only what is in it counts.
    """
    own = next((line.box for line in texts if boxes.overlap(line.box, box) > 0.5), None)
    if own is None:
        return None
    column = _column(own, texts, menu)
    at = next((n for n, each in enumerate(column) if own in each.lines), None)
    if at is None:
        return None
    unit = column[at].title.h
    space = _space(column, at, unit, 1 if menu else 2)
    if space is None or (len(column[at].lines) > 1 and not _titled(pixels, column[at])):
        return None
    lane = menu or list_rows.lane(pixels, column[at].title, unit, texts)
    if menu is None and not _narrow(pixels, lane, column, unit):
        return None
    if menu is not None and not _fills(menu, column, space):
        return None
    half = space / 2
    top, bottom = round(column[at].title.y - half), round(column[at].bottom + half)
    top, bottom = max(top, lane.y), min(bottom, lane.bottom)
    found = Box(lane.x, top, lane.w, bottom - top)
    return found if boxes.holds(found, own) and _alone(pixels, found, column[at], texts, unit) else None


def _column(own: Box, texts: Sequence[TextLine], menu: Box | None) -> list[_Item]:
    """The lines at the same left edge as ``own``, from top to bottom, those that are close together as one item."""
    lines = sorted(
        (
            line.box
            for line in texts
            if abs(line.box.x - own.x) < ALIGNED * own.h
            and abs(line.box.y - own.y) < REACH * own.h
            and len(line.text) > 1
            and (menu is None or boxes.middle_in(line.box, menu))
        ),
        key=lambda box: box.y,
    )
    found: list[list[Box]] = []
    for line in lines:
        if found and line.y - found[-1][-1].bottom < GAP[0] * found[-1][0].h:
            found[-1].append(line)
        else:
            found.append([line])
    return [_Item(tuple(group)) for group in found]


def _space(column: Sequence[_Item], at: int, unit: int, least: int) -> float | None:
    """The space between the items like the one at ``at``; None where there are fewer than ``least`` equal ones."""
    spaces = {
        n: lower.title.y - upper.bottom
        for n, (upper, lower) in enumerate(pairwise(column))
        if all(unit / LIKE <= each.title.h <= unit * LIKE for each in (upper, lower))
    }
    if not spaces:
        return None
    usual = median(spaces.values())
    equal = {n: space for n, space in spaces.items() if abs(space - usual) <= max(0.25 * usual, 0.45 * unit)}
    if len(equal) < least or not GAP[0] * unit <= usual <= GAP[1] * unit:
        return None
    mine = [equal[n] for n in (at - 1, at) if n in equal]
    # Between two headings, an item with a smaller line below is known by that.
    between = len(column[at].lines) > 1 and len(equal) > 1 and at - 1 not in spaces and at not in spaces
    return float(median(mine)) if mine else usual if between else None


def _titled(pixels: Pixels, item: _Item) -> bool:
    """Whether the second line of an item is smaller or paler than its title, unlike that of a paragraph."""
    first, second = item.lines[:2]
    return second.h < SMALLER * first.h or bool(np.abs(_ink(pixels, first) - _ink(pixels, second)).max() > PALER)


def _ink(pixels: Pixels, box: Box) -> NDArray[np.float64]:
    """The colour of the letters in a box."""
    part = pixels[box.y : box.bottom, box.x : box.right].reshape(-1, 3).astype(np.int16)
    contrast = np.abs(part - np.median(part, axis=0)).max(axis=1)
    return np.asarray(np.median(part[contrast >= np.percentile(contrast, 92)], axis=0), np.float64)


def _narrow(pixels: Pixels, lane: Box, column: Sequence[_Item], unit: int) -> bool:
    """Whether a list takes the whole ground that it stands on: on a wide picture other columns may be beside it."""
    height, width = pixels.shape[:2]
    longest = max(line.w for each in column for line in each.lines)
    if lane.right < column[0].title.x + longest + unit / 2:
        return False
    phone = height > width <= PHONE * unit
    return phone or (lane.w <= NARROW * width and lane.w <= BESIDE * longest)


def _fills(menu: Box, column: Sequence[_Item], space: float) -> bool:
    """Whether the items reach from one end of a menu to the other."""
    ends = column[0].title.y - menu.y, menu.bottom - column[-1].bottom
    return all(MARGIN[0] * space <= end <= MARGIN[1] * space for end in ends)


def _alone(pixels: Pixels, found: Box, item: _Item, texts: Sequence[TextLine], unit: int) -> bool:
    """Whether nothing stands before an item's title, and no field behind it."""
    for line in texts:
        if line.box.right <= item.title.x and boxes.middle_in(line.box, found) and len(line.text) > 2:
            return False
    x0, inset = max(line.right for line in item.lines) + unit // 2, max(2, round(found.h / 8))
    part = pixels[found.y : found.bottom, x0 : found.right - unit // 2].astype(np.int16)
    if part.shape[0] <= 2 * inset + 2 or part.shape[1] < 3:
        return True
    lying = np.abs(part[2 + inset : -inset] - part[inset : -2 - inset]).max(axis=2)
    standing = np.abs(part[:, 2:] - part[:, :-2]).max(axis=2)
    return not (_has_line(lying, (1, round(FIELD * unit))) or _has_line(standing, (round(HIGH * found.h), 1)))


def _has_line(steps: NDArray[np.int16], size: tuple[int, int]) -> bool:
    """Whether an edge of that (height, width) is among the steps of colour from pixel to pixel."""
    edge = (steps >= 2 * edges.WEAK).astype(np.uint8)
    line = np.ones(tuple(max(1, side) for side in size), np.uint8)
    return bool(cv2.erode(edge, line, borderType=cv2.BORDER_CONSTANT, borderValue=(0.0,)).any())
