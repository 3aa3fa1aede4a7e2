"""Find the icon under a point that a finger presses by itself, although it lies in a field, a row or a card."""

from __future__ import annotations

from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import free_standing
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.surroundings import Surroundings, measure_dp

SEARCH_DP: Final = 72.0
"""How far around a point its icon is searched for, in dp: a mark of the largest size lies wholly within."""
MAX_MISS_DP: Final = 8.0
"""How far beside an icon a point may be, in dp, since people point imprecisely."""
MAX_CONTROL_DP: Final = 48.0
"""Maximum side of an icon that is a control by itself, in dp; larger ones are pictures and tiles."""
MIN_CONTROL_DP: Final = 12.5
"""Minimum longer side of such an icon, in dp: arrows and badges that belong to a field or a row are smaller."""
MAX_LABEL_GAP_DP: Final = 40.0
"""Maximum space between an icon and the text to its right that it introduces, in dp."""
MIN_CENTERED_SIDE: Final = 0.22
"""Minimum space left and right of the text of a button, as a share of its width: fields and rows begin with theirs."""


def find_own_control(around: Surroundings, point: Box, element: Box) -> Box | None:
    """The icon under a point that is a control of its own in ``element``; None if the point means ``element``.

    An icon before a text, or above its label, belongs to that text's row or tile, a switch to its row, and the arrow in
    a button to the button; but not where the element is a bar of several icons.
    """
    dp = measure_dp(around)
    marks = find_marks(around, boxes.inflated(point, SEARCH_DP * dp), dp)
    sized = [mark for mark in marks if max(mark.box.w, mark.box.h) <= MAX_CONTROL_DP * dp]
    near = [mark for mark in sized if boxes.center_in(point, boxes.inflated(mark.box, MAX_MISS_DP * dp))]
    if not near:
        return None
    nearest = min(near, key=lambda mark: _distance(mark.box, point))
    # The parts of an icon are marks, too.
    mark = max((one for one in sized if boxes.contains(one.box, nearest.box)), key=lambda one: one.box.w * one.box.h)
    if mark.kind in ("switch", "chevron") or max(mark.box.w, mark.box.h) < MIN_CONTROL_DP * dp:
        return None
    if _holds_other_control(around, element, mark, dp):
        return mark.box
    # So is the round or square ground of an icon.
    for one in marks:
        if boxes.contains(one.box, mark.box) and (
            _introduces_text(around, element, one, dp) or free_standing.find_label_below(around, one.box) is not None
        ):
            return None
    return None if _is_button(around, element) else mark.box


def _distance(box: Box, point: Box) -> float:
    return abs(box.x + box.w / 2 - point.x) + abs(box.y + box.h / 2 - point.y)


def _holds_other_control(around: Surroundings, element: Box, mark: CompactMark, dp: float) -> bool:
    """Whether another icon is in an element, at the height of one and well apart: then it is a bar of buttons."""
    middle = mark.box.y + mark.box.h / 2
    marks = outermost(find_marks(around, boxes.inflated(element, 4 * dp), dp))
    others = [one for one in marks if one.kind == "icon" and not _is_short_text(around, one.box)]
    return any(
        boxes.center_in(one.box, element)
        and one.box.y < middle < one.box.bottom
        and boxes.horizontal_gap(one.box, mark.box) >= MIN_CONTROL_DP * dp
        and MIN_CONTROL_DP * dp <= max(one.box.w, one.box.h) <= MAX_CONTROL_DP * dp
        for one in others
    )


def _is_short_text(around: Surroundings, mark: Box) -> bool:
    """Whether a mark is a text of two letters that OCR doubts, such as a value."""
    return any(
        boxes.overlap_coefficient(line.box, mark) > 0.5 and sum(letter.isalnum() for letter in line.text) > 1
        for line in around.texts
    )


def _introduces_text(around: Surroundings, element: Box, mark: CompactMark, dp: float) -> bool:
    """Whether a text follows an icon on its line, close by, and none is before it in its element."""
    middle = mark.box.y + mark.box.h / 2
    level = [
        line.box
        for line in around.texts
        if is_word(line) and line.box.y - line.box.h / 2 <= middle <= line.box.bottom + line.box.h / 2
    ]
    follows = any(-box.h / 2 <= box.x - mark.box.right <= MAX_LABEL_GAP_DP * dp for box in level)
    return follows and not any(box.right <= mark.box.x and boxes.center_in(box, element) for box in level)


def _is_button(around: Surroundings, element: Box) -> bool:
    """Whether an element is a button: its only text stands in its middle."""
    words = [line.box for line in around.texts_in(element) if is_word(line)]
    if len(words) != 1:
        return False
    left, right = words[0].x - element.x, element.right - words[0].right
    return min(left, right) >= MIN_CENTERED_SIDE * element.w
