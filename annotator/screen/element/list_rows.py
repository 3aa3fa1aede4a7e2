"""Find the row of a list that a label is in, where no line divides the rows: by the icons before the labels.

On a background of one colour, a row reaches as far above and below its icon as is half-way to the nearest other icon.
"""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.region_proposals import color_difference
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.load import rim_color, strongest

HEIGHT_RANGE: Final = (1.8, 7.0)
"""Minimum and maximum height of a row, in em."""
MAX_MISALIGNMENT: Final = 0.5
"""How far the labels, or the icons, of a list may be out of line, in em."""
ICON_SIZE_RANGE: Final = (0.6, 4.2)
"""Minimum and maximum length of the longer side of the icon before a label, in em."""
ICON_RATIO_RANGE: Final = (0.45, 2.2)
"""Range of the ratio of width to height of such an icon; its ends don't count."""
REACH: Final = 22
"""How far above and below a label its neighbours and its background are searched for, in em."""
MAX_SAME_COLOR: Final = 6
"""Maximum difference (0..255, in any channel) of colours that count as the same background."""
MIN_ICON_CONTRAST: Final = 20
"""Minimum difference (0..255, in any channel) of an icon before a label from the background."""
MIN_PAGE_WIDTH: Final = 0.97
"""Fraction of a wide picture's width above which a background is that of the page, which may have several columns."""


def find_row(around: Surroundings, label: Box) -> Box | None:
    """The row of a list that a text is the label of; None without icons before the rows, or if the page may have columns."""
    em = around.em
    labels = [line.box for line in around.texts if abs(line.box.x - label.x) < MAX_MISALIGNMENT * em]
    labels = [box for box in labels if abs(box.y - label.y) < REACH * em]
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
        is_sized = ICON_SIZE_RANGE[0] * em <= max(w, h) <= ICON_SIZE_RANGE[1] * em
        is_proportioned = ICON_RATIO_RANGE[0] < w / h < ICON_RATIO_RANGE[1]
        is_level = abs(icon.center_y - middle) < 1.4 * em
        if is_sized and is_proportioned and is_level:
            found.append(icon)
    return max(found, key=lambda icon: icon.right, default=None)


def background_color(around: Surroundings, text: Box) -> NDArray[np.float64]:
    """The median colour (3) of the pixels around a text, at a small distance from its letters."""
    return rim_color(around.crop(around.clip(boxes.inflated(text, max(2, text.h // 5)))))


def find_background(around: Surroundings, text: Box) -> Box:
    """The bounding box of the area of one colour around a text, up to `REACH` above and below, across the texts near by."""
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
    """Top and bottom of a row, by the icons before its label and its neighbours; None without, or if it is too low or high."""
    em = around.em
    icon = find_icon_before(around, label)
    if icon is None:
        return None
    pitches: list[float] = []
    for neighbour in filter(None, (find_icon_before(around, other) for other in labels)):
        pitch = abs(neighbour.center_y - icon.center_y)
        if abs(neighbour.center_x - icon.center_x) < MAX_MISALIGNMENT * em and pitch > em:
            pitches.append(pitch)
    pitch = min(pitches, default=0.0)
    if not max(HEIGHT_RANGE[0] * em, 1.05 * icon.h) <= pitch <= HEIGHT_RANGE[1] * em:
        return None
    return icon.center_y - pitch / 2, icon.center_y + pitch / 2
