"""Find the field that a label or a placeholder belongs to, since ``- type: Your name`` names the label, not the field.

The field of a text is the first of:

1. the line right under it, of which it is the placeholder;
2. an underlined field below it inside its own element, such as a card;
3. its own element, if that looks like a field: a placeholder, or a label and its value;
4. the row of boxes for the digits of a code below it;
5. the field below it: a box or an underline; then the box beside it;
6. its own element or row, else the text with a margin.

From a low field, ``row_buttons`` takes off the icons at its ends if several are after its text, or it spans the picture.
"""

from collections.abc import Sequence
from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.blocks import find_container_in
from annotator.screen.element.candidates import find_element
from annotator.screen.element.code_cells import MAX_CELL_EM, find_code_cells
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.label_icons import MARGIN
from annotator.screen.element.row_buttons import exclude_buttons_in_field
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.element.thin_lines import find_lines

MAX_OFFSET: Final = 2.5
"""How far right of a label's left edge the field below may begin, or left of it end, in em; a line begins within half of that."""
MIN_WIDTH: Final = 4.0
"""Minimum width of a field, in em."""
MIN_HEIGHT: Final = 1.2
"""Minimum height of a box below or beside a label that is its field, in em."""
MAX_FIELD_HEIGHT: Final = 5.2
"""Maximum height of a field around its placeholder, or around label and value, in em."""
MAX_PLACEHOLDER_GAP: Final = 1.3
"""Maximum space between a placeholder and the line under its field, in em; a label is further away."""
STRIP_REACH: Final = 5.7
"""How far below a label the line under its field, or the boxes of a code, are searched for, in em."""


def find_field(around: Surroundings, text: Box) -> Box:
    """The field of a label, a placeholder or a value in ``text``, as the module's docstring says."""
    text_line = around.line_at(text)
    label = text if text_line is None else text_line.box
    around = around.at(label)
    element = find_element(around, label)
    container = find_container_in(around, element, label)
    underlines = _find_underlines(around, label)
    if element is not None:
        underlines = [line for line in underlines if not _is_lower_side(line, element, around.em / 2)]
    underlined = _find_underlined_field(around, label, underlines)
    field = (
        _find_field_of_placeholder(around, label, underlines)
        or _find_field_in_element(around, label, element=element, container=container, underlined=underlined)
        or _find_code_field(around, label)
        or _find_field_near(around, label, underlined)
        or container
        or boxes.inflated(label, MARGIN * around.em)
    )
    return field if field.h > MAX_FIELD_HEIGHT * around.em else exclude_buttons_in_field(around, field)


def is_on_line(around: Surroundings, text: Box) -> bool:
    """Whether a text is a placeholder: a line such as those under fields is right under it."""
    around = around.at(text)
    return _find_field_of_placeholder(around, text, _find_underlines(around, text)) is not None


# ---------------------------------------------------------------- fields with a line under them


def _find_underlines(around: Surroundings, label: Box) -> list[Box]:
    """The lines below a label that begin near its start, are longer than it, and end before the picture does."""
    em = around.em
    strip = Box(0, max(0, label.bottom - label.h // 4), around.width, round(STRIP_REACH * em))
    underlines = []
    for line in find_lines(around, strip):
        begins_at_label = abs(line.x - label.x) <= MAX_OFFSET * em / 2
        is_long = line.w >= max(5 * em, label.w + em / 2)
        # The lines between rows reach the end of the screen.
        if begins_at_label and is_long and line.right < around.width - 2:
            underlines.append(line)
    return underlines


def _is_lower_side(line: Box, element: Box, margin: float) -> bool:
    """Whether a line is the lower side of an element, up to ``margin`` pixels off."""
    offsets = (line.x - element.x, line.right - element.right, line.bottom - element.bottom)
    return max(map(abs, offsets)) <= margin


def _find_field_of_placeholder(around: Surroundings, text: Box, underlines: Sequence[Box]) -> Box | None:
    """The field above the line right under a placeholder, as high above the text as below it; None if there is no such line."""
    for line in underlines:
        if line.y - text.bottom <= MAX_PLACEHOLDER_GAP * around.em:
            top = max(0, text.y - max(0, line.y - text.bottom))
            return Box(line.x, top, line.w, line.bottom - top)
    return None


def _find_underlined_field(around: Surroundings, label: Box, underlines: Sequence[Box]) -> Box | None:
    """The underlined field below a label, empty or with a value; None if none is near."""
    em = around.em
    line = next((line for line in underlines if line.y - label.bottom > MAX_PLACEHOLDER_GAP * em), None)
    if line is None:
        return None
    between = Box(line.x, label.bottom, line.w, max(1, line.y - label.bottom))
    value = sorted((text.box for text in around.texts_in(between)), key=lambda box: box.y)
    if value:
        top = max(label.bottom, value[0].y - (line.y - value[-1].bottom))
    elif line.y - label.bottom <= 4.5 * em:
        top = label.bottom + round(em / 5)
    else:
        return None  # too far away for an empty field
    return Box(line.x, top, line.w, line.bottom - top)


# ---------------------------------------------------------------- other fields


def _find_field_in_element(
    around: Surroundings, label: Box, *, element: Box | None, container: Box | None, underlined: Box | None
) -> Box | None:
    """The underlined field in the element around a text, else its container if that looks like a field."""
    if element is None:
        return None
    if underlined is not None and boxes.center_in(underlined, element) and underlined.area < 0.8 * element.area:
        return underlined
    if container is not None and _looks_like_field(around, container, label):
        return container
    return None


def _looks_like_field(around: Surroundings, container: Box, label: Box) -> bool:
    """Whether a container is low and wide, and its texts are in the middle of its height."""
    if container.h > MAX_FIELD_HEIGHT * around.em or container.w < MIN_WIDTH * around.em:
        return False
    texts = boxes.union(label, *(text.box for text in around.texts_in(container) if is_word(text)))
    return abs(texts.center_y - container.center_y) <= 0.16 * container.h


def _find_code_field(around: Surroundings, label: Box) -> Box | None:
    """The row of boxes for a code near below a label, as one field."""
    if label.bottom >= around.height:
        return None
    reach = Box(0, label.bottom, around.width, round((STRIP_REACH + MAX_CELL_EM) * around.em))
    cells = find_code_cells(around, reach)
    return boxes.union(*cells) if cells and cells[0].y - label.bottom <= STRIP_REACH * around.em else None


def _find_field_near(around: Surroundings, label: Box, underlined: Box | None) -> Box | None:
    """The upper one of the box below a label and the underlined field; if there is neither, the box beside the label."""
    below = [field for field in (_find_box_below(around, label), underlined) if field is not None]
    return min(below, key=lambda field: field.y) if below else _find_box_beside(around, label)


def _find_box_below(around: Surroundings, label: Box) -> Box | None:
    """The element at the first of a few places below a label that may be its field: it begins no higher, and doesn't hold it."""
    em = around.em
    x = label.x + round(min(em, label.w / 2))
    for distance in (0.7, 1.4, 2.2, 3.2):
        point = Box(x, label.bottom + round(distance * em), 3, 3)
        box = find_element(around, point) if point.bottom < around.height else None
        if box is None or not _is_sized(box, em):
            continue
        is_below = box.y >= label.y and not boxes.contains(box, label)
        is_aligned = label.x - MAX_OFFSET * em <= box.right and box.x <= label.x + MAX_OFFSET * em
        if is_below and is_aligned:
            return box
    return None


def _find_box_beside(around: Surroundings, label: Box) -> Box | None:
    """The element at the first of a few places to the right of a label that may be its field."""
    em = around.em
    for distance in (1.5, 3.5, 7.0):
        point = Box(label.right + round(distance * em), label.y + label.h // 2, 3, 3)
        box = find_element(around, point) if point.right < around.width else None
        if box is not None and box.x >= label.right - em / 2 and _is_sized(box, em):
            return box
    return None


def _is_sized(box: Box, em: float) -> bool:
    """Whether a box is large enough for a field."""
    return box.w >= MIN_WIDTH * em and box.h >= MIN_HEIGHT * em
