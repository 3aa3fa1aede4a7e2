"""Find the value of a label, since ``- look: Meeting ID`` names the label, and families need the number beside it.

The value is the first of: the rest of the label's own line; the text at the same height to its right, next to it or at
the end of the row; the line below, and the one above; the number at the beginning of the row that the label ends. A number
below or above comes before words beside the label, but not before the rest of its line; below a label, words count only if the
label is their caption.
"""

from collections.abc import Sequence
from typing import Final

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.candidates import MIN_LINK_COLORFULNESS, colorfulness
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.label_icons import find_icon_above
from annotator.screen.element.surroundings import Surroundings

MARGIN: Final = 0.25
"""Margin around a label and its value, in em."""
MIN_REST: Final = 0.6
"""Minimum length of the rest of a line after the label in it, in em."""
MAX_GAP_BESIDE: Final = 4.0
"""Maximum space between a label and the words beside it, in em, unless they end the row."""
MAX_GAP_TO_NUMBER: Final = 16.0
"""Maximum space between a label and the number beside it, in em; it may be in a column of a table."""
MAX_END_DIFFERENCE: Final = 3.0
"""Maximum difference between the margins left of a label and right of the value that ends its row, in em."""
MAX_WORD_GAP: Final = 1.0
"""Maximum space between two parts of a value, in em."""
MAX_GAP_BELOW: Final = 1.3
"""Maximum space between a label and the value below or above it, in em of the larger."""
MAX_VALUE_CHARS: Final = 24
"""Maximum length of a value below or above a label; longer texts are sentences."""
MIN_CAPTIONED: Final = (0.95, 1.2)
"""Minimum height of the words below a caption in an accent colour, and of those below another, in heights of the caption;
the second line of a title is smaller, but for descenders."""
MAX_OFFSET: Final = 0.8
"""How far label and value may be out of line, in em."""


def find_labelled_value(around: Surroundings, text: Box, container: Box | None) -> Box | None:
    """The label in ``text`` with its value, whole and with a small margin; None if it has no value.

    Args:
        around: the picture and its texts.
        text: the box of the label: a text, or the part of one that names the value.
        container: the element or row around the label; None if there is none.
    """
    line = around.line_at(text)
    if line is None:
        return None
    around = around.at(line.box)
    rest = max(line.box.right - text.right, text.x - line.box.x) >= MIN_REST * around.em
    if rest and _has_number([line]):
        return _with_margin(around, [line])
    beside = _value_beside(around, line, container)
    near = _value_near(around, line, container)
    if not _has_number(beside):
        if rest:
            return _with_margin(around, [line])
        beside = near if _has_number(near) else beside or near
    beside = beside or _number_at_start(around, line, container)
    return _with_margin(around, [line, *beside]) if beside else None


def _has_number(value: Sequence[TextLine]) -> bool:
    return any(letter.isdigit() for part in value for letter in part.text)


def _value_beside(around: Surroundings, label: TextLine, container: Box | None) -> list[TextLine]:
    """The texts to the right of a label that are its value: the nearest one, and those close to it."""
    em = around.em
    on_level = [
        line
        for line in _on_level(around, label, container)
        if line.box.x >= label.box.right - em / 4 and (is_word(line) or _has_number([line]))
    ]
    on_level.sort(key=lambda line: line.box.x)
    value: list[TextLine] = []
    for line in on_level:
        if not value or line.box.x - max(part.box.right for part in value) <= MAX_WORD_GAP * em:
            value.append(line)
    if not value:
        return []
    gap = value[0].box.x - label.box.right
    if _has_number(value):
        return value if gap <= MAX_GAP_TO_NUMBER * em else []
    close = gap <= MAX_GAP_BESIDE * em
    if _is_colored(around, value[0]) and not (close and container is not None):
        return []  # a link, which does something else
    is_tab = len(value) < len(on_level) or find_icon_above(around, label.box) is not None
    if container is None and is_tab:
        return []
    left, right = (0, around.width) if container is None else (container.x, container.right)
    ends = abs((right - max(part.box.right for part in value)) - (label.box.x - left)) <= MAX_END_DIFFERENCE * em
    return value if ends or close else []


def _number_at_start(around: Surroundings, label: TextLine, container: Box | None) -> list[TextLine]:
    """The number at the beginning of the row that a label ends, as in the list of a contact's numbers."""
    before = [line for line in _on_level(around, label, container) if line.box.right <= label.box.x]
    if len(before) != 1 or not _has_number(before):
        return []
    gap = label.box.x - before[0].box.right
    return before if MAX_WORD_GAP * around.em < gap <= MAX_GAP_TO_NUMBER * around.em else []


def _on_level(around: Surroundings, label: TextLine, container: Box | None) -> list[TextLine]:
    """The texts whose middle lies within the height of a label, in its container if it has one."""
    return [
        line
        for line in (around.texts if container is None else around.texts_in(container))
        if label.box.y <= line.box.center_y <= label.box.bottom
    ]


def _value_near(around: Surroundings, label: TextLine, container: Box | None) -> list[TextLine]:
    """The number right below or above a label, or the words below that it is the caption of."""
    texts = around.texts if container is None else around.texts_in(container)
    others = [line for line in texts if not boxes.center_in(line.box, label.box)]
    near = [line for line in others if _is_near(label.box, line.box) and len(line.text) <= MAX_VALUE_CHARS]
    if not near:
        return []
    value = min(near, key=lambda line: abs(line.box.y - label.box.y))
    return [value] if _has_number([value]) or _is_caption(around, label, value) else []


def _is_caption(around: Surroundings, label: TextLine, value: TextLine) -> bool:
    """Whether a label is in an accent colour, or smaller than the words below it; those are no link."""
    if value.box.y < label.box.bottom - label.box.h / 2 or _is_colored(around, value):
        return False
    return value.box.h >= MIN_CAPTIONED[0 if _is_colored(around, label) else 1] * label.box.h


def _is_colored(around: Surroundings, line: TextLine) -> bool:
    return colorfulness(around, line.box) > MIN_LINK_COLORFULNESS


def _is_near(label: Box, value: Box) -> bool:
    em = max(label.h, value.h)
    gap = max(value.y - label.bottom, label.y - value.bottom)
    aligned = abs(value.x - label.x) <= MAX_OFFSET * em
    centered = abs(value.center_x - label.center_x) <= MAX_OFFSET * em
    return -em / 4 <= gap <= MAX_GAP_BELOW * em and (aligned or centered)


def _with_margin(around: Surroundings, parts: Sequence[TextLine]) -> Box:
    """The parts with a margin."""
    whole = boxes.union(*(part.box for part in parts))
    return around.clip(boxes.inflated(whole, MARGIN * around.em))
