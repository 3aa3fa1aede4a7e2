"""Extend the target of a text without a container by the control of its row: a switch, tick, arrow or radio button.

A row without sides is recognised by its parts. A control with another text between it and the title belongs to that text, unless
it is an arrow after a value; an icon right after the title is a button of its own.
"""

from collections.abc import Sequence
from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.blocks import find_block
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.surroundings import Surroundings, measure_dp

MAX_LEADING_GAP_DP: Final = 40.0
"""Maximum space between a radio button or check box and the text after it, in dp."""


def include_controls(around: Surroundings, text: Box, target: Box) -> Box:
    """``target``, the target of ``text``, extended by the controls of its row that it lacks, with a margin."""
    dp = measure_dp(around)
    lines = find_block(around, text)
    block = boxes.union(*lines)
    reach = round(12 * dp)
    band = Box(0, block.y - reach, around.width, block.h + 2 * reach)
    marks = outermost(find_marks(around, boxes.inflated(band, reach), dp))
    beside = [mark for mark in marks if block.y - reach / 2 <= mark.box.center_y <= block.bottom + reach / 2]
    other_words = [line.box for line in around.texts_in(band) if is_word(line) and line.box not in lines]
    words = [word for word in other_words if block.y < word.center_y < block.bottom]
    row = block
    for control in (_control_after(block, beside, words, dp), _control_before(block, beside, dp)):
        if control is not None and boxes.intersection(control, target) < 0.9 * control.area:
            row = boxes.union(row, control)
    if row == block:
        return target
    return around.clip(boxes.union(target, boxes.inflated(row, 5 * dp)))


def _control_after(block: Box, marks: Sequence[CompactMark], words: Sequence[Box], dp: float) -> Box | None:
    """The switch, tick or arrow behind a block of lines; None where a text is nearer, but for an arrow, or follows close by."""
    after = [mark for mark in marks if mark.box.x >= block.right]
    mark = min(after, key=lambda mark: mark.box.x, default=None)
    if mark is None or not mark.belongs_to_row:
        return None  # a button of its own ends the row
    if mark.kind != "chevron" and any(block.right <= word.x < mark.box.x for word in words):
        return None
    if any(0 <= word.x - mark.box.right <= MAX_LEADING_GAP_DP * dp for word in words):
        return None  # the box of another choice on the same line
    return mark.box


def _control_before(block: Box, marks: Sequence[CompactMark], dp: float) -> Box | None:
    """The radio button or check box before a block of lines."""
    before = [mark for mark in marks if mark.box.right <= block.x and mark.kind in ("checkbox", "radio")]
    nearest = max(before, key=lambda mark: mark.box.right, default=None)
    if nearest is None or block.x - nearest.box.right > MAX_LEADING_GAP_DP * dp:
        return None
    return nearest.box
