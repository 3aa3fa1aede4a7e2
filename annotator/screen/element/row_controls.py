"""Extend the target of a text to the whole of its row: the lines below the title, and the switch, tick or arrow.

A row without sides of its own is known by its parts. What it is not: a header with buttons of their own, or a row in which
another text comes between the title and the control, which then belongs to that text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.list_items import find_block
from annotator.screen.element.surroundings import Surroundings, measure_dp

BAND_DP: Final = 12.0
"""How far above and below its texts the controls of a row reach, in dp."""
MAX_LEADING_GAP_DP: Final = 40.0
"""Maximum space between a radio button or check box and the text after it, in dp."""
MARGIN_DP: Final = 5.0
"""Margin around the parts of a row without sides, in dp."""
MIN_WITHIN: Final = 0.9
"""Minimum share of a control that a target must contain to have it already."""


def include_controls(around: Surroundings, text: Box, target: Box) -> Box:
    """``target``, the target of ``text``, extended by the control of its row that it lacks; else ``target`` itself."""
    dp = measure_dp(around)
    block = find_block(around, text)
    whole = boxes.union(*block)
    reach = round(BAND_DP * dp)
    band = Box(0, whole.y - reach, around.width, whole.h + 2 * reach)
    marks = outermost(find_marks(around, boxes.inflated(band, reach), dp))
    beside = [mark for mark in marks if whole.y - reach / 2 <= mark.box.y + mark.box.h / 2 <= whole.bottom + reach / 2]
    words = [
        line.box
        for line in around.texts_in(band)
        if is_word(line) and line.box not in block and whole.y < line.box.y + line.box.h / 2 < whole.bottom
    ]
    controls = [
        control
        for control in (_control_after(whole, beside, words, dp), _control_before(whole, beside, words, dp))
        if control is not None and boxes.intersection(control, target) < MIN_WITHIN * control.w * control.h
    ]
    if not controls:
        return target
    parts = [*block, *controls]
    row = boxes.union(*parts)
    row = boxes.union(row, *(word for word in words if boxes.center_in(word, row)))
    return around.clip(boxes.union(target, boxes.inflated(row, MARGIN_DP * dp)))


def _control_after(row: Box, marks: Sequence[CompactMark], words: Sequence[Box], dp: float) -> Box | None:
    """The switch, tick or arrow at the end of a row; None where a text is nearer, or follows."""
    after = sorted((mark for mark in marks if mark.box.x >= row.right), key=lambda mark: mark.box.x)
    between = sorted((word for word in words if word.x >= row.right), key=lambda word: word.x)
    for mark in after:
        if not mark.belongs_to_row:
            return None  # a button of its own ends the row
        before = [word for word in between if word.x < mark.box.x]
        follows = [word for word in between if word.x >= mark.box.right]
        if before and mark.kind != "chevron":
            return None
        if any(word.x - mark.box.right <= MAX_LEADING_GAP_DP * dp for word in follows):
            return None  # the box of another choice on the same line
        return mark.box
    return None


def _control_before(row: Box, marks: Sequence[CompactMark], words: Sequence[Box], dp: float) -> Box | None:
    """The radio button or check box before a row."""
    before = [mark for mark in marks if mark.box.right <= row.x and mark.kind in ("checkbox", "radio")]
    nearest = max(before, key=lambda mark: mark.box.right, default=None)
    if nearest is None or row.x - nearest.box.right > MAX_LEADING_GAP_DP * dp:
        return None
    between = any(nearest.box.right <= word.x + word.w / 2 <= row.x for word in words)
    return None if between else nearest.box
