"""Find the field that a label or a placeholder belongs to, since ``- type: Your name`` names the label, not the field.

The field of a text is the first of:

1. the line right under it, of which it is the placeholder;
2. an underlined field below it inside its own element, such as a card;
3. its own element, if that looks like a field: a placeholder, or a label and its value;
4. the row of boxes for the digits of a code below it;
5. the field below it: a box or an underline; then the box beside it;
6. its own element or row, else the text with a margin.

From a low field, ``row_controls`` takes off several buttons after its text, such as those of a message field.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.blocks import find_container_in
from annotator.screen.element.candidates import find_element
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.label_icons import MARGIN
from annotator.screen.element.row_controls import exclude_buttons_in_field
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.load import strongest

PROBES_BELOW: Final = (0.7, 1.4, 2.2, 3.2)
"""How far below a label a point inside its field is tried, in em."""
PROBES_BESIDE: Final = (1.5, 3.5, 7.0)
"""How far to the right of a label a point inside its field is tried, in em."""
MAX_OFFSET: Final = 2.5
"""How far a field may begin left or right of the label above it, in em: padding, and a margin."""
MIN_SIZE: Final = (4.0, 1.2)
"""Minimum width and height of a field, in em."""
MAX_FIELD_HEIGHT: Final = 5.2
"""Maximum height of a field around its placeholder, or around label and value, in em."""
MAX_OFF_CENTER: Final = 0.16
"""How far the texts of a field may be from its middle, in heights of the field."""
MAX_PLACEHOLDER_GAP: Final = 1.3
"""Maximum space between a placeholder and the line under its field, in em; a label is further away."""
MAX_LABEL_GAP: Final = 4.5
"""Maximum space between a label and the line under its empty field, or its value, in em."""
STRIP_REACH: Final = 5.7
"""How far below a label the line under its field is searched for, in em."""
MIN_UNDERLINE: Final = 5.0
"""Minimum length of the line under a field, in em."""
CODE_CELLS: Final = (4, 8)
"""Minimum and maximum number of boxes for the digits of a code."""
CELL_EM: Final = (1.4, 5.0)
"""Minimum width, and maximum width and height, of such a box, in em."""
SIDE: Final = 0.6
"""Minimum share of the lower side of such a box that is drawn."""
MIN_STEP: Final = 10
"""Minimum step of colour (0..255) across a line."""
MIN_LENGTH: Final = 3.0
"""Minimum length of a line, in em."""
MAX_THICKNESS: Final = 0.3
"""Maximum thickness of a line, in em; a thicker one is a bar."""
NEAR_CORNER: Final = 0.4
"""Where a side of a frame goes on above or below its corner at the latest, in em: the corner may be round."""
FAR_CORNER: Final = 1.0
"""Distance from the corner up to which that side is examined, in em."""
MIN_VERTICAL: Final = 0.85
"""Minimum share of that part of a side that is visible."""
MAX_BLURRED_PX: Final = 4
"""Maximum thickness of a hairline that a JPEG or a smaller copy has blurred, in pixels."""
MAX_GROUND_DIFFERENCE: Final = 10
"""Maximum difference of colour (0..255) above and below a line; more is the edge of something filled."""


def find_field(around: Surroundings, text: Box) -> Box:
    """The field of a label, a placeholder or a value in ``text``: the first that the module's list finds."""
    whole = around.line_at(text)
    line = text if whole is None else whole.box
    around = around.at(line)
    element = find_element(around, line)
    container = find_container_in(around, element, line)
    underlines = _underlines_below(around, line)
    if element is not None:
        underlines = [under for under in underlines if not _is_lower_side(under, element, around.em / 2)]
    labelled = _labelled_by(around, line, underlines)
    field = (
        _field_at_text(around, line, underlines)
        or _field_in_element(around, line, element, container, labelled)
        or _code_below(around, line)
        or _field_near(around, line, labelled)
        or container
        or boxes.inflated(line, MARGIN * around.em)
    )
    return field if field.h > MAX_FIELD_HEIGHT * around.em else exclude_buttons_in_field(around, field)


def _field_at_text(around: Surroundings, line: Box, underlines: Sequence[Box]) -> Box | None:
    """The field of a placeholder, above the line right under it; it is as high above the text as below it."""
    for under in underlines:
        if under.y - line.bottom <= MAX_PLACEHOLDER_GAP * around.em:
            top = max(0, line.y - max(0, under.y - line.bottom))
            return Box(under.x, top, under.w, under.bottom - top)
    return None


def _field_in_element(
    around: Surroundings, line: Box, element: Box | None, container: Box | None, labelled: Box | None
) -> Box | None:
    """The field that is a part of the element around a text, else that element if it looks like a field."""
    if element is None:
        return None
    inside = labelled is not None and boxes.center_in(labelled, element)
    if labelled is not None and inside and labelled.area < 0.8 * element.w * element.h:
        return labelled
    if container is not None and _looks_like_field(around, container, line):
        return container
    return None


def _field_near(around: Surroundings, line: Box, labelled: Box | None) -> Box | None:
    """The field below a label, or the one beside it if there is none below."""
    below = [field for field in (next(_boxes_below(around, line), None), labelled) if field is not None]
    return min(below, key=lambda field: field.y) if below else next(_boxes_beside(around, line), None)


def _is_lower_side(under: Box, element: Box, margin: float) -> bool:
    """Whether a line is the lower side of an element."""
    offsets = (under.x - element.x, under.right - element.right, under.bottom - element.bottom)
    return max(map(abs, offsets)) <= margin


# ---------------------------------------------------------------- boxes


def _boxes_below(around: Surroundings, label: Box) -> Iterator[Box]:
    """The elements below a label that may be its field, nearest first."""
    em = around.em
    seen: set[Box] = set()
    for distance in PROBES_BELOW:
        point = Box(label.x + round(min(em, label.w / 2)), label.bottom + round(distance * em), 3, 3)
        if point.bottom >= around.height:
            return
        box = find_element(around, point)
        if box is None or box in seen:
            continue
        seen.add(box)
        below = box.y >= label.y and not boxes.contains(box, label)
        reaches = label.x - MAX_OFFSET * em <= box.right and box.x <= label.x + MAX_OFFSET * em
        if below and reaches and _is_sized(box, em):
            yield box


def _boxes_beside(around: Surroundings, label: Box) -> Iterator[Box]:
    """The elements to the right of a label that may be its field, nearest first."""
    em = around.em
    for distance in PROBES_BESIDE:
        point = Box(label.right + round(distance * em), label.y + label.h // 2, 3, 3)
        if point.right >= around.width:
            return
        box = find_element(around, point)
        if box is not None and box.x >= label.right - em / 2 and _is_sized(box, em):
            yield box


def _is_sized(box: Box, em: float) -> bool:
    return box.w >= MIN_SIZE[0] * em and box.h >= MIN_SIZE[1] * em


def _looks_like_field(around: Surroundings, element: Box, line: Box) -> bool:
    """Whether an element is low, and its texts are in the middle of its height."""
    if element.h > MAX_FIELD_HEIGHT * around.em or element.w < MIN_SIZE[0] * around.em:
        return False
    whole = boxes.union(line, *(text.box for text in around.texts_in(element) if is_word(text)))
    return abs(whole.center_y - element.center_y) <= MAX_OFF_CENTER * element.h


# ---------------------------------------------------------------- the boxes of a code


def _code_below(around: Surroundings, label: Box) -> Box | None:
    """The row of boxes for a code near below a label, as one field."""
    if label.bottom >= around.height:
        return None
    reach = Box(0, label.bottom, around.width, round((STRIP_REACH + CELL_EM[1]) * around.em))
    cells = find_code_cells(around, reach)
    return boxes.union(*cells) if cells and cells[0].y - label.bottom <= STRIP_REACH * around.em else None


def find_code_cells(around: Surroundings, area: Box) -> tuple[Box, ...]:
    """The boxes, or places above underlines, in ``area`` that take a digit of a code each, from left to right.

    They are of one size and side by side, unlike the keys of a calculator or the days of a month.
    """
    area, em = around.clip(area), around.em
    steps = cv2.morphologyEx(np.ascontiguousarray(around.crop(area)), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    ink = np.asarray(strongest(steps) >= MIN_STEP, np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    low, high = (side * em for side in CELL_EM)
    with_lower_side = []
    for x, y, w, h, _ in sorted(stats[1:].tolist()):
        if low <= w <= high and h <= high and ink[max(y, y + h - 4) : y + h, x : x + w].mean(1).max() > SIDE:
            with_lower_side.append(Box(x, y, w, h))
    row: list[Box] = []
    for first in with_lower_side:
        alike = [cell for cell in with_lower_side if max(abs(cell.w - first.w), abs(cell.h - first.h)) <= em / 5]
        row = max(row, alike, key=len)
    if not CODE_CELLS[0] <= len(row) <= CODE_CELLS[1]:
        return ()
    for left, right in itertools.pairwise(row):
        if abs(right.y - left.y) > em / 5 or not 0 < right.x - left.right <= right.w:
            return ()
    # A digit is above its underline.
    cells = [box if 2 * box.h > box.w else Box(box.x, box.bottom - box.w, box.w, box.w) for box in row]
    return tuple(around.clip(boxes.shifted(cell, area.x, area.y)) for cell in cells)


# ---------------------------------------------------------------- underlines


def is_on_line(around: Surroundings, text: Box) -> bool:
    """Whether a text is a placeholder: a line such as those under fields is right under it."""
    around = around.at(text)
    return _field_at_text(around, text, _underlines_below(around, text)) is not None


def _underlines_below(around: Surroundings, label: Box) -> list[Box]:
    """The lines below a label that begin at it, as those under fields do."""
    em = around.em
    strip = Box(0, max(0, label.bottom - label.h // 4), around.width, round(STRIP_REACH * em))
    return [
        line
        for line in find_lines(around, strip)
        if abs(line.x - label.x) <= MAX_OFFSET * em / 2
        and line.right < around.width - 2  # the lines between rows reach the end of the screen
        and line.w >= max(MIN_UNDERLINE * em, label.w + em / 2)
    ]


def _labelled_by(around: Surroundings, label: Box, underlines: Sequence[Box]) -> Box | None:
    """The underlined field below a label, empty or with a value of several lines; None if there is none."""
    em = around.em
    under = next((line for line in underlines if line.y - label.bottom > MAX_PLACEHOLDER_GAP * em), None)
    if under is None:
        return None
    between = Box(under.x, label.bottom, under.w, max(1, under.y - label.bottom))
    value = sorted((line.box for line in around.texts_in(between)), key=lambda box: box.y)
    if not value and under.y - label.bottom > MAX_LABEL_GAP * em:
        return None
    top = value[0].y - (under.y - value[-1].bottom) if value else label.bottom + round(em / 5)
    top = max(label.bottom, top)
    return Box(under.x, top, under.w, under.bottom - top)


# ---------------------------------------------------------------- lines and frames


def find_lines(around: Surroundings, area: Box) -> list[Box]:
    """The thin lines in ``area`` that have the same colour above and below, from top to bottom.

    The upper and lower sides of frames are left out.
    """
    return [line for line in _find_all(around, area) if not _is_side(around, line)]


def _find_all(around: Surroundings, area: Box) -> list[Box]:
    """The thin lines in ``area``, also those that are sides of frames, from top to bottom."""
    area, em = around.clip(area), around.em
    part = around.crop(area).astype(np.int16)
    if area.h < 5 or area.w < MIN_LENGTH * em:
        return []
    steps = np.zeros((area.h, area.w), np.uint8)
    steps[1:-1] = strongest(np.abs(part[2:] - part[:-2])) >= MIN_STEP
    joined = cv2.morphologyEx(
        steps, cv2.MORPH_CLOSE, np.ones((max(3, round(MAX_THICKNESS * em)), max(1, round(em / 8) | 1)), np.uint8)
    )
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(MIN_LENGTH * em) | 1), np.uint8))
    stats = cv2.connectedComponentsWithStats(long, connectivity=8)[2]
    found = []
    for x, y, w, h, _ in stats[1:].tolist():
        if h - 2 > max(MAX_BLURRED_PX, MAX_THICKNESS * em) or y < 2 or y + h > area.h - 2:
            continue
        above, below = (np.median(part[at, x : x + w], axis=0) for at in (y - 1, y + h))
        # A step of colour marks the pixels on both of its sides.
        line = Box(area.x + x, area.y + y + 1, w, max(1, h - 2))
        if np.abs(above - below).max() <= MAX_GROUND_DIFFERENCE:
            found.append(line)
    return sorted(found, key=lambda line: line.y)


def _is_side(around: Surroundings, line: Box) -> bool:
    """Whether a line is the upper or lower side of a frame: at both of its ends another goes up or down."""
    near, far = round(NEAR_CORNER * around.em), round(FAR_CORNER * around.em)
    rows = (line.bottom + near, line.bottom + far), (line.y - far, line.y - near)
    return any(all(_has_vertical(around, x, top, bottom) for x in (line.x, line.right)) for top, bottom in rows)


def _has_vertical(around: Surroundings, x: int, top: int, bottom: int) -> bool:
    """Whether a vertical line runs from row ``top`` to ``bottom`` near column ``x``."""
    reach = round(FAR_CORNER * around.em / 2)
    part = around.pixels[max(0, top) : max(0, bottom), max(0, x - reach) : x + reach].astype(np.int16)
    if part.shape[0] < 2 or part.shape[1] < 3:
        return False
    steps = strongest(np.abs(part[:, 2:] - part[:, :-2])) >= MIN_STEP
    return bool(steps.mean(axis=0).max() > MIN_VERTICAL)
