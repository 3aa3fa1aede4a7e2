"""Leave out of a row or a field the buttons in it that do something else, such as the star or the three dots of a contact.

What shows the state of the row (a switch, a tick, a value, an arrow) stays inside. An icon at the end of a row is a button
if it is the three dots of a menu, has a ground of its own, or the same icon stands at the same place in the next row. A tick
marks the chosen row, and is wider than high; in menus each row ends with the icon of what it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.icon_targets import MAX_GROUND_DP, find_ground
from annotator.screen.element.surroundings import Surroundings, measure_dp

BUTTON_DP: Final = (12.5, 56.0)
"""Minimum and maximum length of an icon's longer side for it to be a button, in dp: arrows and badges are smaller."""
RATIO: Final = (0.85, 1.25)
"""Ratio of width to height of such an icon without a ground: ticks and switches are wider, the lock of a network narrower."""
DOTS_RATIO: Final = 2.6
"""Minimum ratio of the height of the three dots of a menu to their width."""
MIN_GROUND_DP: Final = 28.0
"""Minimum height of the ground of a button, in dp; the disc of a count is smaller."""
MIN_CORRELATION: Final = 0.8
"""Minimum correlation of the pixels of the same icon in two rows."""
MAX_OFFSET_DP: Final = 4.0
"""How far the same buttons of two rows may be out of line, and differ in size, in dp."""
BAR_WIDTH: Final = 0.97
"""Minimum width of a bar with a field and buttons, as a fraction of the picture's."""
MARGIN_DP: Final = 4.0
"""Space between what is left of a row and the button that follows, in dp."""
MAX_COLOR_DIFFERENCE: Final = 12
"""Maximum difference (0..255) of the grounds of two equal buttons."""


def exclude_buttons(around: Surroundings, text: Box, row: Box) -> Box:
    """``row``, the target of ``text``, without the buttons at its ends."""
    dp = measure_dp(around)
    marks = outermost(find_marks(around, boxes.inflated(row, row.h), dp))
    words = [text, *(line.box for line in around.texts_in(row) if is_word(line))]
    start, end = min(word.x for word in words), max(word.right for word in words)
    inside = [mark for mark in marks if boxes.center_in(mark.box, row)]
    buttons: list[Box] = []
    for mark in sorted(inside, key=lambda mark: -mark.box.x):
        if mark.box.x < end or mark.kind != "icon" or not _is_sized(mark.box, dp):
            break
        ground = _find_ground(around, mark.box, dp)
        if ground is None and not _is_bare_button(around, mark.box, marks, row, dp):
            break
        buttons.append(ground or mark.box)
    if not buttons:
        return row
    first = buttons[-1]
    before = [mark.box for mark in inside if mark.box.right <= start]
    margin = round(MARGIN_DP * dp)
    left = max((one.right + margin for one in before if _is_equal(around, one, first, dp)), default=row.x)
    left, right = min(left, start), max(end, first.x - margin)
    return Box(left, row.y, right - left, row.h)


def exclude_buttons_in_field(around: Surroundings, field: Box) -> Box:
    """``field`` without the buttons after its text, and those before it, if there are several or it is a bar.

    A single icon at an end is a part of the field, such as the eye of a password, the magnifier or the picture of a search.
    """
    dp = measure_dp(around)
    marks = outermost(find_marks(around, boxes.inflated(field, round(MARGIN_DP * dp)), dp))
    sized = [mark.box for mark in marks if mark.kind == "icon" and _is_sized(mark.box, dp)]
    icons = [box for box in sized if boxes.center_in(box, field)]
    words = [line.box for line in around.texts_in(field) if is_word(line)]
    start = min((word.x for word in words), default=field.x + field.w // 2)
    end = max((word.right for word in words), default=start)
    after, before = [box for box in icons if box.x >= end], [box for box in icons if box.right <= start]
    bar = field.w >= BAR_WIDTH * around.width
    if len(after) < 2 and not bar:
        return field
    margin = round(MARGIN_DP * dp)
    right = max(end, min((box.x - margin for box in after), default=field.right))
    left = min(start, max((box.right + margin for box in before), default=field.x))
    return Box(left, field.y, right - left, field.h)


def _is_sized(box: Box, dp: float) -> bool:
    return BUTTON_DP[0] * dp <= max(box.w, box.h) <= BUTTON_DP[1] * dp


def _is_bare_button(around: Surroundings, icon: Box, marks: Sequence[CompactMark], row: Box, dp: float) -> bool:
    """Whether an icon without a ground at the end of a row is a button of its own."""
    if icon.h >= DOTS_RATIO * icon.w:
        return True
    if not RATIO[0] <= icon.w / icon.h <= RATIO[1]:
        return False
    others = [one for one in marks if not boxes.center_in(one.box, row) and _is_aligned(one.box, icon, dp)]
    return any(_is_same(around, one.box, icon, dp) for one in others) and not any(one.belongs_to_row for one in others)


def _find_ground(around: Surroundings, mark: Box, dp: float) -> Box | None:
    """The ground of a button: of the icon in ``mark``, or ``mark`` itself, with the icon in its middle."""
    marks = find_marks(around, boxes.inflated(mark, MAX_GROUND_DP[0] * dp), dp)
    for one in marks:
        inner = one.box.w <= mark.w and boxes.center_in(one.box, mark)
        ground = find_ground(around, one.box, marks, dp) if inner else None
        if ground is not None and ground.h >= MIN_GROUND_DP * dp and boxes.contains(boxes.inflated(ground, 2), mark):
            return ground
    return None


def _is_aligned(one: Box, other: Box, dp: float) -> bool:
    return abs(one.x + one.w / 2 - other.x - other.w / 2) <= MAX_OFFSET_DP * dp


def _is_same(around: Surroundings, one: Box, other: Box, dp: float) -> bool:
    """Whether two marks are the same icon."""
    if not _is_alike(one, other, dp):
        return False
    size = (other.w, other.h)
    gray = [cv2.cvtColor(around.crop(box), cv2.COLOR_RGB2GRAY) for box in (one, other)]
    patches = [cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.float32).ravel() for part in gray]
    if min(patch.std() for patch in patches) == 0:
        return False
    return bool(np.corrcoef(patches[0], patches[1])[0, 1] >= MIN_CORRELATION)


def _is_alike(one: Box, other: Box, dp: float) -> bool:
    return max(abs(one.w - other.w), abs(one.h - other.h)) <= MAX_OFFSET_DP * dp


def _is_equal(around: Surroundings, mark: Box, button: Box, dp: float) -> bool:
    """Whether a mark is a button with the same ground as ``button``."""
    ground = _find_ground(around, mark, dp)
    if ground is None or not _is_alike(ground, button, dp):
        return False
    colors = [np.median(around.crop(box).reshape(-1, 3), axis=0) for box in (ground, button)]
    return bool(np.abs(colors[0] - colors[1]).max() <= MAX_COLOR_DIFFERENCE)
