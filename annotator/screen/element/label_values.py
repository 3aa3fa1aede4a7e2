"""Find the value of a label, since ``- look: Meeting ID`` names the label, and families need the number beside it.

The value is the first of: the label's line, if that has more words and a number; a number to its right; that line, if it has
more words; a number close below or above; words to its right, next to it or at the end of the row; words below, if the label is
their caption; a number that is the only text to its left.
"""

from collections.abc import Sequence
from typing import Final

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.label_icons import find_icon_above
from annotator.screen.element.links import is_colored
from annotator.screen.element.surroundings import Surroundings

MAX_GAP_BESIDE: Final = 4.0
"""Maximum space between a label and the words beside it, in em, unless they end the row."""
MAX_GAP_TO_NUMBER: Final = 16.0
"""Maximum space between a label and the number beside it, in em; it may be in a column of a table."""
MAX_WORD_GAP: Final = 1.0
"""Maximum space between two parts of a value, in em; a number left of a label is further from it."""
MIN_REST: Final = 0.6
"""Minimum length of what a line has besides the label, in em."""
MAX_VALUE_LETTERS: Final = 24
"""Maximum length of a value above or below its label, in characters; longer texts are sentences."""


def find_labelled_value(around: Surroundings, text: Box, container: Box | None) -> Box | None:
    """The line of the label in ``text`` with its value, and a small margin; None if it has no value.

    Args:
        around: the picture and its texts.
        text: the box of the label: a text, or the part of one that names the value.
        container: the element or row around the label; None if there is none.
    """
    label = around.line_at(text)
    if label is None:
        return None
    around = around.at(label.box)
    value = _find_value(around, text, label, container)
    if not value:
        return None
    return around.clip(boxes.inflated(boxes.union(label.box, *(part.box for part in value)), around.em / 4))


def _find_value(around: Surroundings, text: Box, label: TextLine, container: Box | None) -> list[TextLine]:
    """The texts of the value, or the label's own line if that has more words; empty if there is none."""
    texts = around.texts if container is None else around.texts_in(container)
    has_rest = max(label.box.right - text.right, text.x - label.box.x) >= MIN_REST * around.em
    if has_rest and _has_number([label]):
        return [label]
    level = [line for line in texts if label.box.y <= line.box.center_y <= label.box.bottom]
    beside = _find_beside(around, label, level, container)
    if _has_number(beside):
        return beside
    if has_rest:
        return [label]
    near = _find_near(around, label, texts)
    if _has_number(near):
        return near
    return beside or near or _find_number_before(around, label, level)


def _has_number(value: Sequence[TextLine]) -> bool:
    """Whether any of the texts has a digit."""
    return any(letter.isdigit() for part in value for letter in part.text)


def _find_beside(
    around: Surroundings, label: TextLine, level: Sequence[TextLine], container: Box | None
) -> list[TextLine]:
    """The texts to the right of a label that are its value: the nearest, and each that is close to the one before."""
    em = around.em
    candidates = [line for line in level if line.box.x >= label.box.right - em / 4]
    candidates = sorted(
        (line for line in candidates if is_word(line) or _has_number([line])), key=lambda line: line.box.x
    )
    if not candidates:
        return []
    value, right = candidates[:1], candidates[0].box.right
    for line in candidates[1:]:
        if line.box.x - right <= MAX_WORD_GAP * em:
            value.append(line)
            right = max(right, line.box.right)
    gap = value[0].box.x - label.box.right
    if _has_number(value):
        return value if gap <= MAX_GAP_TO_NUMBER * em else []
    is_close = gap <= MAX_GAP_BESIDE * em
    if is_colored(around, value[0].box) and not (is_close and container is not None):
        return []  # a link, which does something else
    if container is None and (len(value) < len(candidates) or find_icon_above(around, label.box) is not None):
        return []  # tabs
    row = container or Box(0, 0, around.width, around.height)
    # The margins left of the label and right of the value are about equal.
    ends_row = abs((row.right - right) - (label.box.x - row.x)) <= 3 * em
    return value if ends_row or is_close else []


def _find_near(around: Surroundings, label: TextLine, texts: Sequence[TextLine]) -> list[TextLine]:
    """The text right below or above a label if it has a number, or below it if the label is its caption; else none."""
    candidates = [line for line in texts if not boxes.center_in(line.box, label.box) and _is_near(label.box, line.box)]
    short = [line for line in candidates if len(line.text) <= MAX_VALUE_LETTERS]
    nearest = min(short, key=lambda line: abs(line.box.y - label.box.y), default=None)
    if nearest is None:
        return []
    return [nearest] if _has_number([nearest]) or _is_caption(around, label.box, nearest.box) else []


def _is_near(label: Box, value: Box) -> bool:
    """Whether a text is close below or above a label, and aligned or centred with it."""
    em = max(label.h, value.h)
    gap = max(value.y - label.bottom, label.y - value.bottom)
    offset = min(abs(value.x - label.x), abs(value.center_x - label.center_x))
    return -em / 4 <= gap <= 1.3 * em and offset <= 0.8 * em


def _is_caption(around: Surroundings, label: Box, value: Box) -> bool:
    """Whether a label is a caption: smaller than the words below, or in an accent colour and hardly higher; they are no link."""
    if value.y < label.center_y or is_colored(around, value):
        return False
    # The second line of a title is smaller than the title, but for descenders.
    return value.h >= (0.95 if is_colored(around, label) else 1.2) * label.h


def _find_number_before(around: Surroundings, label: TextLine, level: Sequence[TextLine]) -> list[TextLine]:
    """The only text to the left of a label, if it has a number and is apart, as in the list of a contact's numbers."""
    before = [line for line in level if line.box.right <= label.box.x]
    if len(before) != 1 or not _has_number(before):
        return []
    gap = label.box.x - before[0].box.right
    return before if MAX_WORD_GAP * around.em < gap <= MAX_GAP_TO_NUMBER * around.em else []
