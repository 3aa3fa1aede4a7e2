"""Find the value of a label, since ``- look: Meeting ID`` names the label, and families need the number beside it.

The value is the first of: the rest of the label's own line; the text at the same height to its right, next to it or at
the end of the row; the line below, and the one above; the number at the beginning of the row that the label ends. A number
below or above comes before words beside the label, but not before the rest of its line; below a label, words count only if the
label is their caption. `find_row` finds the row of a list that a label is in, by the icons before the labels.
"""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element import compact_marks
from annotator.screen.element.candidates import MIN_LINK_COLORFULNESS, colorfulness
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.region_proposals import color_difference
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.load import rim_color, strongest

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
HEIGHT_RANGE: Final = (1.8, 7.0)
"""Minimum and maximum height of a row, in em."""
MAX_MISALIGNMENT: Final = 0.5
"""How far the labels, or the icons, of a list may be out of line, in em."""
ICON_SIZE_RANGE: Final = (0.6, 4.2)
"""Minimum and maximum size of the icon before a label, in em."""
REACH: Final = 22
"""How far above and below a label its neighbours are searched for, in em."""
MAX_SAME_COLOR: Final = 6
"""Maximum difference (0..255, in any channel) of colours that count as the same background."""
MIN_ICON_CONTRAST: Final = 20
"""Minimum difference (0..255, in any channel) of an icon before a label from the background."""
MIN_PAGE_WIDTH: Final = 0.97
"""Fraction of a wide screen's width above which a background is that of the page, which may have several columns."""


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
    level = [
        one
        for one in around.texts
        if one.box.x >= label.box.right - em / 4
        and _is_level(one.box, label.box)
        and (container is None or boxes.center_in(one.box, container))
        and (is_word(one) or _has_number([one]))
    ]
    level.sort(key=lambda one: one.box.x)
    value: list[TextLine] = []
    for one in level:
        if not value or one.box.x - max(part.box.right for part in value) <= MAX_WORD_GAP * em:
            value.append(one)
    if not value:
        return []
    gap = value[0].box.x - label.box.right
    if _has_number(value):
        return value if gap <= MAX_GAP_TO_NUMBER * em else []
    close = gap <= MAX_GAP_BESIDE * em
    if _is_colored(around, value[0]) and not (close and container is not None):
        return []  # a link, which does something else
    is_tab = len(value) < len(level) or compact_marks.find_icon_above(around, label.box) is not None
    if container is None and is_tab:
        return []
    left, right = (0, around.width) if container is None else (container.x, container.right)
    ends = abs((right - max(part.box.right for part in value)) - (label.box.x - left)) <= MAX_END_DIFFERENCE * em
    return value if ends or close else []


def _number_at_start(around: Surroundings, label: TextLine, container: Box | None) -> list[TextLine]:
    """The number at the beginning of the row that a label ends, as in the list of a contact's numbers."""
    before = [
        one
        for one in around.texts
        if one.box.right <= label.box.x
        and _is_level(one.box, label.box)
        and (container is None or boxes.center_in(one.box, container))
    ]
    if len(before) != 1 or not _has_number(before):
        return []
    gap = label.box.x - before[0].box.right
    return before if MAX_WORD_GAP * around.em < gap <= MAX_GAP_TO_NUMBER * around.em else []


def _is_level(box: Box, other: Box) -> bool:
    """Whether the middle of a box lies within the height of another."""
    return other.y <= box.center_y <= other.bottom


def _value_near(around: Surroundings, label: TextLine, container: Box | None) -> list[TextLine]:
    """The number right below or above a label, or the words below that it is the caption of."""
    others = [one for one in around.texts if not boxes.center_in(one.box, label.box)]
    near = [one for one in others if _is_near(label.box, one.box) and len(one.text) <= MAX_VALUE_CHARS]
    if container is not None:
        near = [one for one in near if boxes.center_in(one.box, container)]
    if not near:
        return []
    value = min(near, key=lambda one: abs(one.box.y - label.box.y))
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


def find_row(around: Surroundings, label: Box) -> Box | None:
    """The row of a list that a text is the label of; None if it is in no list, or the rows have no icons."""
    em = around.em
    labels = [line.box for line in around.texts if abs(line.box.x - label.x) < MAX_MISALIGNMENT * em]
    labels = [other for other in labels if abs(other.y - label.y) < REACH * em]
    if len(labels) < 2:
        return None
    ground = find_background(around, label)
    wide = around.screen.w > around.screen.h and around.kind.device != "phone"
    if ground.right < label.right + em or (wide and ground.w > MIN_PAGE_WIDTH * around.width):
        return None
    span = _span_by_icons(around, label, labels)
    if span is None:
        return None
    top, bottom = max(0, round(span[0]), ground.y), min(around.height, round(span[1]), ground.bottom)
    found = Box(ground.x, top, ground.w, bottom - top)
    return found if boxes.contains(found, label) else None


def find_icon_before(around: Surroundings, label: Box) -> Box | None:
    """The icon, picture, radio button or check box before a label; the nearest of several."""
    em = around.em
    middle = label.center_y
    x0, x1 = max(0, round(label.x - 7 * em)), round(label.x - 0.25 * em)
    y0, y1 = max(0, round(middle - 4 * em)), min(around.height, round(middle + 4.5 * em))
    if x1 - x0 < 0.5 * em:
        return None
    part = around.pixels[y0:y1, x0:x1].astype(np.int16)
    ink = (strongest(np.abs(part - background_color(around, label))) > MIN_ICON_CONTRAST).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(em / 3) | 1,) * 2, np.uint8))
    stats = cv2.connectedComponentsWithStats(joined, connectivity=8)[2]
    found: list[Box] = []
    for x, y, w, h, _ in stats[1:].tolist():
        icon = Box(x0 + x, y0 + y, w, h)
        sized = ICON_SIZE_RANGE[0] * em <= max(w, h) <= ICON_SIZE_RANGE[1] * em and 0.45 < w / h < 2.2
        beside = abs(icon.center_y - middle) < 1.4 * em
        if sized and beside:
            found.append(icon)
    return max(found, key=lambda icon: icon.right, default=None)


def background_color(around: Surroundings, text: Box) -> NDArray[np.float64]:
    """The median colour (3) of the pixels around a text, at a small distance from its letters."""
    return rim_color(around.crop(around.clip(boxes.inflated(text, max(2, text.h // 5)))))


def find_background(around: Surroundings, text: Box) -> Box:
    """The bounding box of the area of one colour around a text, with the other texts on it."""
    reach = REACH * around.em
    top, bottom = max(0, round(text.y - reach)), min(around.height, round(text.bottom + reach))
    color = background_color(around, text).astype(np.int16)
    mask = (color_difference(around.pixels[top:bottom], color) <= MAX_SAME_COLOR).astype(np.uint8)
    for line in around.texts:
        inner = boxes.inflated(boxes.shifted(line.box, 0, -top), 2)
        if abs(line.box.y - text.y) < 3 * around.em:
            mask[max(0, inner.y) : max(0, inner.bottom), max(0, inner.x) : inner.right] = 1
    seed = (text.x + text.w // 2, text.y - top + text.h // 2)
    _, _, _, (x, y, w, h) = cv2.floodFill(mask, None, seed, (2.0,))
    return Box(x, y + top, w, h)


def _span_by_icons(around: Surroundings, label: Box, labels: Sequence[Box]) -> tuple[float, float] | None:
    """Top and bottom of a row by the icons before its own label and before its neighbours'."""
    em = around.em
    own = find_icon_before(around, label)
    if own is None:
        return None
    middle, across = own.center_y, own.center_x
    pitches: list[float] = []
    for other in labels:
        icon = find_icon_before(around, other)
        if icon is not None and abs(icon.center_x - across) < MAX_MISALIGNMENT * em:
            pitches.append(abs(icon.center_y - middle))
    pitch = min((pitch for pitch in pitches if pitch > em), default=0.0)
    if not max(HEIGHT_RANGE[0] * em, 1.05 * own.h) <= pitch <= HEIGHT_RANGE[1] * em:
        return None
    return middle - pitch / 2, middle + pitch / 2
