"""Fit the target of a text to its row: include the switch, tick or arrow, and exclude equal neighbours.

A row without sides is recognised by its parts; a header with separate buttons is none. A control with another text between it
and the title belongs to that text. A container of several equal elements is cut to that of the text: a row, the part of a
switcher, a button.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import edge_frames
from annotator.screen.element.blocks import find_block
from annotator.screen.element.candidates import MIN_LINK_COLORFULNESS, colorfulness
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.icon_grounds import MAX_GROUND_DP, find_ground
from annotator.screen.element.label_icons import MARGIN
from annotator.screen.element.list_rows import find_icon_before
from annotator.screen.element.surroundings import MIN_TEXT_OVERLAP, MIN_WORD_LETTERS, Surroundings, measure_dp
from annotator.screen.propose.screen_words import Meaning, is_exactly

BAND_DP: Final = 12.0
"""How far above and below its texts the controls of a row reach, in dp."""
MAX_LEADING_GAP_DP: Final = 40.0
"""Maximum space between a radio button or check box and the text after it, in dp."""
MARGIN_DP: Final = 5.0
"""Margin around the parts of a row without sides, in dp."""
MIN_WITHIN: Final = 0.9
"""Minimum share of a control that a target must contain to have it already."""
MAX_SWITCHER_HEIGHT: Final = 3.6
"""Maximum height of a switcher (such as DOH | DOT), in heights of its text."""
MAX_SLOT_OFFSET: Final = 0.12
"""How far the middle of a text in a switcher may be from that of its part, in widths of the part."""
MAX_PITCH_DIFFERENCE: Final = 0.15
"""Maximum difference of the distances between the middles of three or more buttons that are evenly spaced."""
MAX_BUTTON_CHARS: Final = 16
"""Maximum length of the words on such a button; longer ones are a part of a row."""
MIN_BUTTON_GAP: Final = 1.0
"""Minimum space between two buttons without sides, in heights of the text; words of a sentence are closer."""
MIN_ROW_GAP: Final = 0.8
"""Minimum space between the titles of two rows, in heights of the text; lines of a paragraph are closer."""
MAX_HEIGHT_RATIO: Final = 1.4
"""Maximum ratio of the heights of two titles: descenders make the difference."""
MAX_MISALIGNMENT: Final = 0.5
"""How far titles, or the values at the ends of their rows, may be out of line, in heights of the text."""
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
BUTTON_MARGIN_DP: Final = 4.0
"""Space between the rest of a row and the button after it, in dp."""
MAX_COLOR_DIFFERENCE: Final = 12
"""Maximum difference (0..255) of the grounds of two equal buttons."""
_ANSWERS: Final[tuple[Meaning, ...]] = ("go", "back")
"""The meanings of words that answer something; no row has one of them as its value."""


def include_controls(around: Surroundings, text: Box, target: Box) -> Box:
    """``target``, the target of ``text``, extended by the control of its row that it lacks; else ``target`` itself."""
    dp = measure_dp(around)
    block = find_block(around, text)
    whole = boxes.union(*block)
    reach = round(BAND_DP * dp)
    band = Box(0, whole.y - reach, around.width, whole.h + 2 * reach)
    marks = outermost(find_marks(around, boxes.inflated(band, reach), dp))
    beside = [mark for mark in marks if whole.y - reach / 2 <= mark.box.center_y <= whole.bottom + reach / 2]
    words = [
        line.box
        for line in around.texts_in(band)
        if is_word(line) and line.box not in block and whole.y < line.box.center_y < whole.bottom
    ]
    controls = [
        control
        for control in (_control_after(whole, beside, words, dp), _control_before(whole, beside, dp))
        if control is not None and boxes.intersection(control, target) < MIN_WITHIN * control.w * control.h
    ]
    if not controls:
        return target
    parts = [*block, *controls]
    row = boxes.union(*parts)
    return around.clip(boxes.union(target, boxes.inflated(row, MARGIN_DP * dp)))


def _control_after(row: Box, marks: Sequence[CompactMark], words: Sequence[Box], dp: float) -> Box | None:
    """The switch, tick or arrow at the end of a row; None where a text is nearer, or follows."""
    after = [mark for mark in marks if mark.box.x >= row.right]
    mark = min(after, key=lambda mark: mark.box.x, default=None)
    if mark is None or not mark.belongs_to_row:
        return None  # a button of its own ends the row
    if mark.kind != "chevron" and any(row.right <= word.x < mark.box.x for word in words):
        return None
    if any(0 <= word.x - mark.box.right <= MAX_LEADING_GAP_DP * dp for word in words):
        return None  # the box of another choice on the same line
    return mark.box


def _control_before(row: Box, marks: Sequence[CompactMark], dp: float) -> Box | None:
    """The radio button or check box before a row."""
    before = [mark for mark in marks if mark.box.right <= row.x and mark.kind in ("checkbox", "radio")]
    nearest = max(before, key=lambda mark: mark.box.right, default=None)
    if nearest is None or row.x - nearest.box.right > MAX_LEADING_GAP_DP * dp:
        return None
    return nearest.box


# ---------------------------------------------------------------- one of several


def cut_to_own(around: Surroundings, text: Box, container: Box) -> Box:
    """``container``, or the part of it that is the row or the switcher's part of ``text``."""
    others = [line.box for line in around.texts_in(container) if not boxes.overlap_coefficient(line.box, text)]
    if not others:
        return container
    cut = _cut_switcher(around, text, others, container) or _cut_rows(around, text, container)
    return cut or _cut_buttons(around, text, container) or container


def _cut_switcher(around: Surroundings, text: Box, others: Sequence[Box], container: Box) -> Box | None:
    """The part of a switcher with equal parts side by side, each with a single text in its middle, and a side visible."""
    if container.h > MAX_SWITCHER_HEIGHT * text.h or any(not _is_level(text, other) for other in others):
        return None
    texts = sorted([text, *others], key=lambda box: box.x)
    width = container.w / len(texts)
    for number, box in enumerate(texts):
        if abs(box.center_x - container.x - (number + 0.5) * width) > MAX_SLOT_OFFSET * width:
            return None
    number = texts.index(text)
    part = Box(container.x + round(number * width), container.y, round(width), container.h)
    ends = []
    if number > 0:
        ends.append(part.x)
    if number < len(texts) - 1:
        ends.append(part.right)
    return part if any(_is_edge(around, end, part) for end in ends) else None


def _cut_buttons(around: Surroundings, text: Box, container: Box) -> Box | None:
    """A button without sides among others in a row: short words that are in capitals, in colour, or evenly spaced.

    One at the end that answers something, such as "OK", is one in any case, and so is the other of two: "Download   OK".
    """
    words = sorted((line for line in around.texts_in(container) if is_word(line)), key=lambda line: line.box.x)
    row = [line for line in words if _is_level(text, line.box)]
    if len(row) < 2:
        return None
    button = around.clip(boxes.inflated(text, MARGIN * around.em))
    gaps = [right.box.x - left.box.right for left, right in pairwise(row)]
    is_last = bool(boxes.overlap_coefficient(row[-1].box, text))
    if is_last or (len(words) == 2 and len(row[0].text) <= MAX_BUTTON_CHARS):
        answers = any(is_exactly(row[-1].text, meaning) for meaning in _ANSWERS)
        if answers and gaps[-1] >= MIN_BUTTON_GAP * text.h:
            return button
    if any(len(line.text) > MAX_BUTTON_CHARS for line in row) or min(gaps) < MIN_BUTTON_GAP * text.h:
        return None
    pitches = [right.box.center_x - left.box.center_x for left, right in pairwise(row)]
    if len(row) > 2 and max(pitches) - min(pitches) <= MAX_PITCH_DIFFERENCE * max(pitches):
        return button
    if len(row) < len(words):  # below a heading only a clear pattern counts
        return None
    colored = all(colorfulness(around, line.box) > MIN_LINK_COLORFULNESS for line in row)
    return button if colored or all(line.text.isupper() for line in row) else None


def _is_edge(around: Surroundings, at: int, part: Box) -> bool:
    """Whether a vertical edge runs near a side of a part of a switcher."""
    reach, inset = max(2, round(MAX_SLOT_OFFSET * part.w / 2)), part.h // 4
    columns = around.pixels[part.y + inset : part.bottom - inset, max(0, at - reach) : at + reach].swapaxes(0, 1)
    return bool(edge_frames.score_edges(columns, 1).max(initial=0.0) >= edge_frames.MIN_VERTICAL_SHARE)


def _cut_rows(around: Surroundings, text: Box, container: Box) -> Box | None:
    """The row of a text among rows of the same make: each has a title, and an icon before it or a text at its end."""
    lines = [line.box for line in around.texts_in(container) if len(line.text) >= MIN_WORD_LETTERS]
    title = next((box for box in lines if boxes.overlap_coefficient(box, text) > MIN_TEXT_OVERLAP), None)
    if title is None:
        return None
    end, icon = _end_of_row(title, lines), find_icon_before(around, title)
    if end is None and icon is None:
        return None
    titles = []
    for box in lines:
        is_aligned = abs(box.x - title.x) <= MAX_MISALIGNMENT * title.h
        is_alike = 1 / MAX_HEIGHT_RATIO <= box.h / title.h <= MAX_HEIGHT_RATIO
        is_apart = max(box.y - title.bottom, title.y - box.bottom) >= MIN_ROW_GAP * title.h
        if not (is_aligned and is_alike and is_apart):
            continue
        if _ends_alike(end, box, lines) or _begins_alike(around, icon, box):
            titles.append(box)
    if not titles:
        return None
    above = [box for box in titles if box.bottom <= title.y]
    below = [box for box in titles if box.y >= title.bottom]
    block = boxes.union(*find_block(around, title))
    ends = [boxes.union(*find_block(around, box)).bottom for box in above]
    top = max(((end + block.y) // 2 for end in ends), default=container.y)
    bottom = min(((block.bottom + box.y) // 2 for box in below), default=container.bottom)
    if not top <= block.y < block.bottom <= bottom:
        return None
    return Box(container.x, top, container.w, bottom - top)


def _ends_alike(end: Box | None, title: Box, lines: Sequence[Box]) -> bool:
    """Whether the row of a title ends with a text at the same place as ``end``."""
    other = _end_of_row(title, lines)
    return end is not None and other is not None and abs(other.right - end.right) <= MAX_MISALIGNMENT * title.h


def _begins_alike(around: Surroundings, icon: Box | None, title: Box) -> bool:
    """Whether an icon is before a title, at the same place as ``icon`` in its own row."""
    other = None if icon is None else find_icon_before(around, title)
    if icon is None or other is None:
        return False
    return abs(other.center_x - icon.center_x) <= MAX_MISALIGNMENT * title.h


def _end_of_row(title: Box, lines: Sequence[Box]) -> Box | None:
    """The last text to the right of a title at its height."""
    after = [box for box in lines if box.x >= title.right and _is_level(title, box)]
    return max(after, key=lambda box: box.right, default=None)


def _is_level(one: Box, other: Box) -> bool:
    return abs(one.center_y - other.center_y) <= 0.5 * min(one.h, other.h)


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
    margin = round(BUTTON_MARGIN_DP * dp)
    left = max((mark.right + margin for mark in before if _is_equal(around, mark, first, dp)), default=row.x)
    left, right = min(left, start), max(end, first.x - margin)
    return Box(left, row.y, right - left, row.h)


def exclude_buttons_in_field(around: Surroundings, field: Box) -> Box:
    """``field`` without the buttons after its text, and those before it, if there are several or it is a bar.

    A single icon at an end is a part of the field, such as the eye of a password, the magnifier or the picture of a search.
    """
    dp = measure_dp(around)
    marks = outermost(find_marks(around, boxes.inflated(field, round(BUTTON_MARGIN_DP * dp)), dp))
    sized = [mark.box for mark in marks if mark.kind == "icon" and _is_sized(mark.box, dp)]
    icons = [box for box in sized if boxes.center_in(box, field)]
    words = [line.box for line in around.texts_in(field) if is_word(line)]
    start = min((word.x for word in words), default=field.x + field.w // 2)
    end = max((word.right for word in words), default=start)
    before = [box for box in icons if box.right <= start]
    after = [box for box in icons if box.x >= end]
    is_bar = field.w >= BAR_WIDTH * around.width
    if len(after) < 2 and not is_bar:
        return field
    margin = round(BUTTON_MARGIN_DP * dp)
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
    outside = [mark for mark in marks if not boxes.center_in(mark.box, row)]
    aligned = [mark for mark in outside if abs(mark.box.center_x - icon.center_x) <= MAX_OFFSET_DP * dp]
    if any(mark.belongs_to_row for mark in aligned):
        return False
    return any(_is_same(around, mark.box, icon, dp) for mark in aligned)


def _find_ground(around: Surroundings, mark: Box, dp: float) -> Box | None:
    """The ground of a button: of the icon in ``mark``, or ``mark`` itself, with the icon in its middle."""
    marks = find_marks(around, boxes.inflated(mark, MAX_GROUND_DP[0] * dp), dp)
    for inner in marks:
        if inner.box.w > mark.w or not boxes.center_in(inner.box, mark):
            continue
        ground = find_ground(around, inner.box, marks, dp)
        if ground is not None and ground.h >= MIN_GROUND_DP * dp and boxes.contains(boxes.inflated(ground, 2), mark):
            return ground
    return None


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
