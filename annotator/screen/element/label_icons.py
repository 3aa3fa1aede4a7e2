"""Find the icon that belongs to a free-standing label, and the stroke of an icon at a point."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.load import strongest

MARGIN: Final = 0.35
"""Margin around a free-standing text or icon, in em."""
MAX_LABEL_WIDTH: Final = 12.0
"""Maximum width of the label of an icon, in em; longer texts are sentences."""
MAX_LABEL_GAP: Final = 1.6
"""Maximum space between an icon and the label below it, in em."""
MAX_CENTER_OFFSET: Final = 0.6
"""How far the centres of an icon and its label may be apart from left to right, in em."""
ICON_REACH: Final = 9.0
"""How far above a label its icon is searched for, in em: about the tallest icon and the gap."""
ICON_HALF_WIDTH: Final = 4.5
"""How far left and right of a label's centre its icon is searched for, in em, unless the label is wider."""
ICON_SIZE: Final = (0.9, 7.5)
"""Minimum and maximum length of the longer side of an icon above its label, in em."""
ICON_RATIO: Final = (0.6, 1.7)
"""Range of the width of such an icon, in heights."""
MIN_ICON_CONTRAST: Final = 48
"""Minimum difference (0..255, in any channel) of an icon above a label from the background; shadows are paler."""
NEIGHBORHOOD: Final = 3.0
"""How far around a point an icon is searched for, in em."""
MAX_STROKE_CONTRAST: Final = 24
"""Maximum difference (0..255, in any channel) of a stroke of an icon from one of its pixels: soft edges and JPEG."""


def include_companion(around: Surroundings, box: Box) -> Box:
    """A free-standing text together with the icon above it, if there is one, or an icon by itself; with a margin."""
    companion = find_icon_above(around, box) if around.is_text(box) else None
    whole = boxes.union(box, companion) if companion else box
    return boxes.inflated(whole, around.em * MARGIN)


def find_icon_above(around: Surroundings, label: Box) -> Box | None:
    """The icon centred above a short label, as in toolbars and on home screens."""
    em = around.em
    if label.w > MAX_LABEL_WIDTH * em:
        return None
    middle = label.x + label.w // 2
    half = round(max(label.w / 2, ICON_HALF_WIDTH * em))
    x0, x1 = max(0, middle - half), min(around.width, middle + half)
    y0, y1 = max(0, round(label.y - ICON_REACH * em)), max(0, label.y - max(1, round(0.1 * em)))
    if y1 - y0 < em:
        return None
    part = around.pixels[y0:y1, x0:x1]
    # The background is that right above the label: further up another row may begin.
    ground = np.median(part[-max(1, round(0.2 * em)) :].reshape(-1, 3), axis=0)
    for icon, center_x in _connected_shapes(strongest(np.abs(part - ground)) > MIN_ICON_CONTRAST, em / 2):
        box = boxes.shifted(icon, x0, y0)
        is_proportioned = ICON_RATIO[0] < icon.w / max(1, icon.h) < ICON_RATIO[1]
        is_sized = ICON_SIZE[0] * em < max(icon.w, icon.h) < ICON_SIZE[1] * em
        is_centered = abs(center_x + x0 - middle) < MAX_CENTER_OFFSET * em
        is_close = label.y - box.bottom < MAX_LABEL_GAP * em
        if is_proportioned and is_sized and is_centered and is_close:
            return box
    return None


def find_icon_part(around: Surroundings, seed: Box) -> Box:
    """The area of one colour at the centre of ``seed``; ``seed`` where it goes beyond `NEIGHBORHOOD`, or to the picture's end."""
    reach = round(NEIGHBORHOOD * around.em)
    x0, y0 = max(0, seed.x - reach), max(0, seed.y - reach)
    part = around.pixels[y0 : seed.bottom + reach, x0 : seed.right + reach]
    x, y = seed.x - x0 + seed.w // 2, seed.y - y0 + seed.h // 2
    mask = strongest(np.abs(part.astype(np.int16) - part[y, x].astype(np.int16))) <= MAX_STROKE_CONTRAST
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    left, top, w, h = (int(value) for value in stats[int(labels[y, x])][:4])
    if left == 0 or top == 0 or left + w == part.shape[1] or top + h == part.shape[0]:
        return seed
    return Box(x0 + left, y0 + top, w, h)


def _connected_shapes(ink: NDArray[np.bool_], gap: float) -> Iterator[tuple[Box, float]]:
    """The connected shapes of a mask, strokes up to about ``gap`` pixels apart joined: bounding box, column of the centroid."""
    kernel = np.ones((round(gap) | 1,) * 2, np.uint8)
    closed = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    count, _, stats, centers = cv2.connectedComponentsWithStats(closed, connectivity=8)
    for index in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[index])
        yield Box(x, y, w, h), float(centers[index][0])
