"""Find the items of menus and lists that only spacing separates: no edge shows where an item ends.

Settings and overflow menus on phones look like this. The titles, some with a second line, share a left edge and are evenly
spaced; an item extends to the middle of the gaps above and below it. Between titles of 36 pixels that begin every 120 pixels,
the gap is 84, and an item reaches 42 pixels above its title and below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.list_rows import find_background
from annotator.screen.element.surroundings import MIN_TEXT_OVERLAP, MIN_WORD_LETTERS, Surroundings

MAX_MISALIGNMENT: Final = 0.5
"""How far the titles may be out of line, in heights of the line whose item is searched for."""
GAP_RANGE: Final = (0.85, 4.5)
"""Minimum and maximum space between two items, in heights of the title; lines of one item are closer."""
MAX_GAP_DIFFERENCE: Final = (0.25, 0.45)
"""Maximum difference of a gap from the usual one: as a fraction of that, and in heights of the title; the larger counts.
OCR boxes reach lower where letters go below the line."""
MAX_HEIGHT_RATIO: Final = 1.4
"""Maximum ratio of the heights of two titles: ascenders and descenders make a third."""
REACH: Final = 30
"""How far above and below a line its neighbours are searched for, in heights of that line."""
MAX_MENU_WIDTH: Final = 0.45
"""Maximum width of a menu, or a list at the side, on a screen larger than a phone's, as a share of its width."""
MAX_MENU_TO_LINE: Final = 3.0
"""Maximum width of such a menu or list, in widths of its longest line."""
MAX_PHONE_WIDTH: Final = 36
"""Maximum width of a phone's screen, in heights of a title: pages for larger screens are in columns."""
END_GAP_RANGE: Final = (0.2, 1.25)
"""Minimum and maximum space between a menu's ends and its first and last item, in gaps between two items."""


@dataclass(frozen=True, slots=True)
class _ListItem:
    """An item of a list, by the boxes of its lines from top to bottom: the title, and further lines below it.

    "Notifications" with "On" below it is ``_ListItem((Box(48, 300, 230, 36), Box(48, 344, 40, 28)))``.
    """

    lines: tuple[Box, ...]

    @property
    def title(self) -> Box:
        """The first line."""
        return self.lines[0]

    @property
    def bottom(self) -> int:
        """Where the last line ends."""
        return self.lines[-1].bottom


def find_item(around: Surroundings, text: Box, menu: Box | None = None) -> Box | None:
    """The list item around ``text``, a line of text or a part of one; None if it is in no such list.

    With ``menu``, the element that contains the text, only texts in the menu count.
    """
    lines = [line.box for line in around.texts if boxes.overlap_coefficient(line.box, text) > MIN_TEXT_OVERLAP]
    if not lines:
        return None
    line_box = lines[0]
    column = _group_column(line_box, around.texts, menu)
    indexes = [index for index, item in enumerate(column) if line_box in item.lines]
    if not indexes:
        return None
    # A menu's own sides confirm it; without them it takes two equal gaps to tell a list from a paragraph.
    gap = _usual_gap(column, indexes[0], least_equal=1 if menu else 2)
    if gap is None:
        return None

    item = column[indexes[0]]
    ground = menu or find_background(replace(around, em=item.title.h), item.title)
    is_whole = _fills_menu(menu, column, gap) if menu else _spans_ground(around, ground, column, item.title.h)
    if not is_whole:
        return None
    top = max(round(item.title.y - gap / 2), ground.y)
    bottom = min(round(item.bottom + gap / 2), ground.bottom)
    item_box = Box(ground.x, top, ground.w, bottom - top)
    # A text that follows another, as the links at the right of a table do, is no title.
    before_title = [line for line in around.texts_in(item_box) if line.box.right <= item.title.x]
    begins_item = all(len(line.text) < MIN_WORD_LETTERS for line in before_title)
    return item_box if begins_item and boxes.contains(item_box, line_box) else None


def _group_column(own: Box, texts: Sequence[TextLine], menu: Box | None) -> list[_ListItem]:
    """The items at the left edge of ``own``, from top to bottom: lines that are close together are one item."""
    candidates = [line.box for line in texts if len(line.text) > 1]
    aligned = [box for box in candidates if abs(box.x - own.x) < MAX_MISALIGNMENT * own.h]
    near = [box for box in aligned if abs(box.y - own.y) < REACH * own.h]
    lines = [box for box in near if menu is None or boxes.center_in(box, menu)]
    groups: list[list[Box]] = []
    for line in sorted(lines, key=lambda box: box.y):
        if groups and line.y - groups[-1][-1].bottom < GAP_RANGE[0] * groups[-1][0].h:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_ListItem(tuple(group)) for group in groups]


def _usual_gap(column: Sequence[_ListItem], at: int, least_equal: int) -> float | None:
    """The gap above or below item ``at``, if it is about the usual one; None if fewer than ``least_equal`` gaps are."""
    height = column[at].title.h
    gaps = {
        index: lower.title.y - upper.bottom
        for index, (upper, lower) in enumerate(pairwise(column))
        if all(height / MAX_HEIGHT_RATIO <= item.title.h <= height * MAX_HEIGHT_RATIO for item in (upper, lower))
    }
    if not gaps:
        return None
    usual = median(gaps.values())
    tolerance = max(MAX_GAP_DIFFERENCE[0] * usual, MAX_GAP_DIFFERENCE[1] * height)
    equal = {index: gap for index, gap in gaps.items() if abs(gap - usual) <= tolerance}
    if len(equal) < least_equal or not GAP_RANGE[0] * height <= usual <= GAP_RANGE[1] * height:
        return None
    own = [equal[index] for index in (at - 1, at) if index in equal]
    return float(median(own)) if own else None


def _fills_menu(menu: Box, column: Sequence[_ListItem], gap: float) -> bool:
    """Whether the items reach from one end of a menu to the other."""
    ends = column[0].title.y - menu.y, menu.bottom - column[-1].bottom
    return all(END_GAP_RANGE[0] * gap <= end <= END_GAP_RANGE[1] * gap for end in ends)


def _spans_ground(around: Surroundings, ground: Box, column: Sequence[_ListItem], height: int) -> bool:
    """Whether a list may take all of the background it is on: on a wide screen other columns may be beside it."""
    longest = max(line.w for item in column for line in item.lines)
    if ground.right < column[0].title.x + longest + height / 2:
        return False
    phone = around.kind.device == "phone" and around.screen.w <= MAX_PHONE_WIDTH * height
    return phone or (ground.w <= MAX_MENU_WIDTH * around.screen.w and ground.w <= MAX_MENU_TO_LINE * longest)
