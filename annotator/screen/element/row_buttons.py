"""Exclude the buttons at the ends of a row or a field from its touch target, since they do something else."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.icon_grounds import MAX_GROUND_DP, find_ground
from annotator.screen.element.surroundings import Surroundings, measure_dp

BUTTON_DP: Final = (12.5, 56.0)
"""Minimum and maximum length of an icon's longer side for it to be a button, in dp: arrows and badges are smaller."""
BARE_BUTTON_RATIO: Final = (0.85, 1.25)
"""Range of the ratio of width to height of a button without a ground: ticks and switches are wider, locks narrower."""
MAX_OFFSET_DP: Final = 4.0
"""How far the same buttons of two rows may be out of line, and differ in size, in dp."""
BUTTON_MARGIN_DP: Final = 4.0
"""Space between the rest of a row and the button after it, in dp."""


def exclude_buttons(around: Surroundings, text: Box, row: Box) -> Box:
    """``row``, the target of ``text``, without the buttons at its end, and equal ones before its texts."""
    dp = measure_dp(around)
    marks = outermost(find_marks(around, boxes.inflated(row, row.h), dp))
    words = [text, *(line.box for line in around.texts_in(row) if is_word(line))]
    start, end = min(word.x for word in words), max(word.right for word in words)
    inside = [mark for mark in marks if boxes.center_in(mark.box, row)]
    buttons: list[Box] = []
    for mark in sorted(inside, key=lambda mark: -mark.box.x):
        if mark.box.x < end or mark.kind != "icon" or not _is_sized(mark.box, dp):
            break
        ground = _find_button_ground(around, mark.box, dp)
        if ground is None and not _is_bare_button(around, mark.box, marks=marks, row=row, dp=dp):
            break
        buttons.append(ground or mark.box)
    if not buttons:
        return row
    innermost = buttons[-1]
    margin = round(BUTTON_MARGIN_DP * dp)
    left, right = row.x, max(end, innermost.x - margin)
    for mark in inside:
        if mark.box.right <= start and _is_equal(around, mark.box, innermost, dp):
            left = max(left, mark.box.right + margin)
    left = min(left, start)
    return Box(left, row.y, right - left, row.h)


def exclude_buttons_in_field(around: Surroundings, field: Box) -> Box:
    """``field`` without the icons before and after its text, if several are after it, or the field is as wide as the picture.

    In a narrower field, a single icon after the text is a part of it, such as the eye of a password or the picture of a search.
    """
    dp = measure_dp(around)
    margin = round(BUTTON_MARGIN_DP * dp)
    marks = outermost(find_marks(around, boxes.inflated(field, margin), dp))
    sized = [mark.box for mark in marks if mark.kind == "icon" and _is_sized(mark.box, dp)]
    icons = [box for box in sized if boxes.center_in(box, field)]
    words = [line.box for line in around.texts_in(field) if is_word(line)]
    start = min((word.x for word in words), default=field.x + field.w // 2)
    end = max((word.right for word in words), default=start)
    before = [box for box in icons if box.right <= start]
    after = [box for box in icons if box.x >= end]
    is_bar = field.w >= 0.97 * around.width  # a message bar with its buttons
    if len(after) < 2 and not is_bar:
        return field
    right = max(end, min((box.x - margin for box in after), default=field.right))
    left = min(start, max((box.right + margin for box in before), default=field.x))
    return Box(left, field.y, right - left, field.h)


def _is_sized(box: Box, dp: float) -> bool:
    """Whether an icon is as large as one of a button."""
    return BUTTON_DP[0] * dp <= max(box.w, box.h) <= BUTTON_DP[1] * dp


def _is_bare_button(around: Surroundings, icon: Box, *, marks: Sequence[CompactMark], row: Box, dp: float) -> bool:
    """Whether an icon without a ground is a button: the dots of a menu, or the same icon as in another row of the list."""
    if icon.h >= 2.6 * icon.w:
        return True  # the three dots of a menu
    if not BARE_BUTTON_RATIO[0] <= icon.w / icon.h <= BARE_BUTTON_RATIO[1]:
        return False
    other_rows = [mark for mark in marks if not boxes.center_in(mark.box, row)]
    aligned = [mark for mark in other_rows if abs(mark.box.center_x - icon.center_x) <= MAX_OFFSET_DP * dp]
    if any(mark.belongs_to_row for mark in aligned):
        return False
    return any(_is_same(around, mark.box, icon, dp) for mark in aligned)


def _find_button_ground(around: Surroundings, mark: Box, dp: float) -> Box | None:
    """The ground of a button, where ``mark`` is that ground or the icon on it; None if there is none."""
    marks = find_marks(around, boxes.inflated(mark, MAX_GROUND_DP[0] * dp), dp)
    for inner in marks:
        if inner.box.w > mark.w or not boxes.center_in(inner.box, mark):
            continue
        ground = find_ground(around, inner.box, marks, dp)
        # The disc of a count is lower.
        if ground is not None and ground.h >= 28 * dp and boxes.contains(boxes.inflated(ground, 2), mark):
            return ground
    return None


def _is_same(around: Surroundings, one: Box, other: Box, dp: float) -> bool:
    """Whether two marks are the same icon, by their size and the correlation of their pixels."""
    if not _have_same_size(one, other, dp):
        return False
    patches = []
    for box in (one, other):
        gray = cv2.cvtColor(around.crop(box), cv2.COLOR_RGB2GRAY)
        patches.append(cv2.resize(gray, (other.w, other.h), interpolation=cv2.INTER_AREA).astype(np.float32).ravel())
    if min(patch.std() for patch in patches) == 0:
        return False
    return bool(np.corrcoef(patches[0], patches[1])[0, 1] >= 0.8)


def _have_same_size(one: Box, other: Box, dp: float) -> bool:
    """Whether two boxes have about the same width and height."""
    return max(abs(one.w - other.w), abs(one.h - other.h)) <= MAX_OFFSET_DP * dp


def _is_equal(around: Surroundings, mark: Box, button: Box, dp: float) -> bool:
    """Whether a mark is a button whose ground has about the size and colour of ``button``."""
    ground = _find_button_ground(around, mark, dp)
    if ground is None or not _have_same_size(ground, button, dp):
        return False
    colors = [np.median(around.crop(box).reshape(-1, 3), axis=0) for box in (ground, button)]
    return bool(np.abs(colors[0] - colors[1]).max() <= 12)
