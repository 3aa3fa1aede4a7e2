"""Finds rows of lists and underlined fields, which have no ground of their own and are closed by lines only in part.

The rows of a list are alike: where the lines between them are missing, or the one above the first or below the last,
the neighbours tell how high a row is. How wide it is, the ground tells that all of them stand on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element import edges
from annotator.screen.element.region_proposals import difference
from annotator.screen.load import Pixels

HIGH: Final = (1.8, 7.0)
"""Height of a row, in heights of its label."""
ALIGNED: Final = 0.5
"""How far the labels, or the icons, of a list may be out of line, in heights of a label."""
ICON: Final = (0.6, 4.2)
"""Size of the icon before a label, in heights of the label."""
REACH: Final = 22
"""How far above and below a label its neighbours are looked for, in heights of the label."""
LINE: Final = 0.9
"""The part of the width beside a label that a line between two rows covers at least."""
GROUND: Final = 6
"""Largest difference (0..255, in any channel) of colours that count as the same ground."""


def row(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The row of a list that ``box``, a text, is the label of; None where it is in no list.

    Args:
        pixels: (H, W, 3), the whole picture.
        box: the text.
        unit: height of a line of text, in pixels.
        texts: all texts of the picture.
    """
    labels = [line.box for line in texts if abs(line.box.x - box.x) < ALIGNED * unit]
    labels = [label for label in labels if abs(label.y - box.y) < REACH * unit]
    if len(labels) < 2:
        return None
    own = lane(pixels, box, unit, texts)
    width = pixels.shape[1]
    if own.right < box.right + unit or (width > pixels.shape[0] and own.w > 0.97 * width):
        return None  # on a wide screen what stands on the page itself may be in any of its columns
    span = _by_icons(pixels, box, unit, labels, texts) or _by_lines(pixels, own, box, unit, labels)
    if span is None:
        return None
    top, bottom = _closed(pixels, own, box, unit, span)
    found = Box(own.x, top, own.w, bottom - top)
    return found if boxes.holds(found, box) and not _cuts(found, texts) else None


def underlined(pixels: Pixels, box: Box, unit: float) -> Box | None:
    """The field that a line under ``box``, its text, marks: as long as the line, and as high above the text as below."""
    width = pixels.shape[1]
    start, end = box.bottom + max(1, round(0.1 * unit)), min(pixels.shape[0] - 3, round(box.bottom + 1.3 * unit))
    thick = max(2, round(0.15 * unit))
    x0 = max(0, round(box.x - 1.2 * unit))
    for y in range(start, end - thick):
        above, here, below = (pixels[at, x0:].astype(np.int16) for at in (y - 1, y + thick // 2, y + thick))
        step = np.minimum(np.abs(here - above).max(axis=1), np.abs(here - below).max(axis=1)) >= 2 * GROUND
        first = max(0, box.x - x0)
        run = edges.run(step, first + max(1, round(0.8 * unit)), max(1, round(0.2 * unit)))
        if run is None:
            continue
        left, right = run[0] + x0, run[1] + x0
        level = np.abs(above[run[0] : run[1]] - below[run[0] : run[1]]).max(axis=1) <= 2 * GROUND
        long = right > box.right + 1.5 * unit and right - left > 6 * unit
        alone = long and not _goes_down(pixels, left, y + thick, unit)
        if alone and abs(left - box.x) < 0.8 * unit and right < width - 1 and level.mean() > LINE:
            bottom = y + thick
            top = max(0, box.y - (bottom - box.bottom))
            return Box(left, top, right - left, bottom - top)
    return None


def _goes_down(pixels: Pixels, left: int, y: int, unit: float) -> bool:
    """Whether something goes down from the left end of a line: then it is the upper side of a field, button or card."""
    x0, x1 = max(0, round(left - 0.7 * unit)), round(left + 0.4 * unit)
    part = pixels[y + 1 : round(y + 0.9 * unit), x0:x1].astype(np.int16)
    if not part.size:
        return False
    return bool((np.abs(part - np.median(part[:, -1], axis=0)).max(axis=2) > GROUND).any(axis=1).mean() > 0.5)


def icon_before(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The icon, picture, circle or box to tick that stands before a label."""
    x0, x1 = max(0, round(box.x - 7 * unit)), round(box.x - 0.25 * unit)
    middle = box.y + box.h / 2
    y0, y1 = max(0, round(middle - 4 * unit)), min(pixels.shape[0], round(middle + 4.5 * unit))
    if x1 - x0 < 0.5 * unit:
        return None
    part = pixels[y0:y1, x0:x1].astype(np.int16)
    ink = (np.abs(part - ground(pixels, box)).max(axis=2) > 20).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(unit / 3) | 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Box] = []
    for index in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[index])
        icon = Box(x0 + x, y0 + y, w, h)
        fits = ICON[0] * unit <= max(w, h) <= ICON[1] * unit and 0.45 < w / h < 2.2
        beside = abs(icon.y + icon.h / 2 - middle) < 1.4 * unit
        cut = (x == 0 and x0 > 0) or y == 0 or y + h == y1 - y0
        written = any(boxes.common(line.box, icon) > 0.5 * icon.w * icon.h and len(line.text) > 1 for line in texts)
        if fits and beside and not cut and not written:
            found.append(icon)
    return max(found, key=lambda icon: icon.right, default=None)


def ground(pixels: Pixels, box: Box) -> NDArray[np.float64]:
    """The median colour of the pixels around a text, a little off its letters."""
    grow = max(2, box.h // 5)
    outer = boxes.within(boxes.padded(box, grow), pixels.shape[1], pixels.shape[0])
    part = pixels[outer.y : outer.bottom, outer.x : outer.right]
    sides = (part[:1], part[-1:], part[:, :1], part[:, -1:])
    return np.asarray(np.median(np.concatenate([side.reshape(-1, 3) for side in sides]), axis=0), np.float64)


def lane(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box:
    """The area of one colour that a text stands on."""
    top = max(0, round(box.y - REACH * unit))
    bottom = min(pixels.shape[0], round(box.bottom + REACH * unit))
    color = ground(pixels, box).astype(np.int16)
    mask = (difference(pixels[top:bottom], color) <= GROUND).astype(np.uint8)
    for line in texts:
        inner = boxes.padded(boxes.moved(line.box, 0, -top), 2)
        if abs(line.box.y - box.y) < 3 * unit:
            mask[max(0, inner.y) : max(0, inner.bottom), max(0, inner.x) : inner.right] = 1
    _, _, _, (x, y, w, h) = cv2.floodFill(mask, None, (box.x + box.w // 2, box.y - top + box.h // 2), (2.0,))
    return Box(x, y + top, w, h)


def _by_icons(
    pixels: Pixels, box: Box, unit: float, labels: Sequence[Box], texts: Sequence[TextLine]
) -> tuple[float, float] | None:
    """Top and bottom of a row by the icons before its own label and before its neighbours'."""
    own = icon_before(pixels, box, unit, texts)
    if own is None:
        return None
    middle, across = own.y + own.h / 2, own.x + own.w / 2
    pitches: list[float] = []
    for label in labels:
        icon = icon_before(pixels, label, unit, texts)
        if icon is not None and abs(icon.x + icon.w / 2 - across) < ALIGNED * unit:
            pitches.append(abs(icon.y + icon.h / 2 - middle))
    pitch = min((pitch for pitch in pitches if pitch > unit), default=0.0)
    if not max(HIGH[0] * unit, 1.05 * own.h) <= pitch <= HIGH[1] * unit:
        return None
    return middle - pitch / 2, middle + pitch / 2


def _by_lines(pixels: Pixels, lane: Box, box: Box, unit: float, labels: Sequence[Box]) -> tuple[float, float] | None:
    """Top and bottom of the first or last row of a list, of which only one side has a line, by the row next to it."""
    top = max(0, round(box.y - REACH * unit))
    bottom = min(pixels.shape[0], round(box.bottom + REACH * unit))
    found = lines(pixels[top:bottom, box.x : max(box.x + 1, lane.right - round(unit))], unit)
    at = [line + top for line in found if not any(label.y <= line + top < label.bottom for label in labels)]
    middle = box.y + box.h / 2
    above, below = [line for line in at if line < middle], [line for line in at if line > middle]
    for near, far, side in ((above[-1:], above[-2:-1], 1), (below[:1], below[1:2], -1)):
        if not near or not far:
            continue
        pitch = abs(near[0] - far[0])
        between = [label for label in labels if min(near[0], far[0]) < label.y + label.h / 2 < max(near[0], far[0])]
        fits = abs(abs(middle - near[0]) - pitch / 2) < 0.2 * pitch
        if between and fits and HIGH[0] * unit <= pitch <= HIGH[1] * unit:
            ends = near[0], near[0] + side * pitch
            return min(ends), max(ends)
    return None


def lines(strip: Pixels, unit: float) -> list[int]:
    """The rows of pixels at which a line or an edge runs through the whole of ``strip`` (H, W, 3)."""
    values = edges.scores(strip, max(2, round(0.3 * unit)))
    found: list[int] = []
    for y in np.flatnonzero(values >= LINE):
        if found and y - found[-1] <= max(2, 0.3 * unit):
            continue
        found.append(int(y))
    return found


def _closed(pixels: Pixels, lane: Box, box: Box, unit: float, span: tuple[float, float]) -> tuple[int, int]:
    """Top and bottom moved to the lines and the end of the ground that are near them."""
    high = span[1] - span[0]
    x0, x1 = box.x, max(box.x + 1, lane.right - round(unit))
    ends: list[int] = []
    for end, limit, inner in ((span[0], lane.y, box.y), (span[1], lane.bottom, box.bottom)):
        at = round(end)
        if span[0] < limit < span[1]:
            ends.append(limit)
            continue
        reach = max(2, round(0.2 * high))
        low, upper = max(0, at - reach), min(pixels.shape[0], at + reach + 1)
        low, upper = (low, min(upper, inner)) if end == span[0] else (max(low, inner), upper)
        near = [low + line for line in lines(pixels[low:upper, x0:x1], unit)] if upper - low > 3 else []
        ends.append(min(near, key=lambda line: abs(line - at), default=at))
    return max(0, ends[0]), min(pixels.shape[0], ends[1])


def _cuts(found: Box, texts: Sequence[TextLine]) -> bool:
    """Whether the upper or lower side of a row runs through a text."""
    for line in texts:
        if line.box.right > found.x and line.box.x < found.right:
            quarter = line.box.h / 4
            if any(line.box.y + quarter < side < line.box.bottom - quarter for side in (found.y, found.bottom)):
                return True
    return False
