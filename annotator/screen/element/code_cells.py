"""Find the boxes side by side that take one digit of a code each."""

import itertools
from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.element.thin_lines import MIN_STEP
from annotator.screen.load import strongest

MIN_CELLS, MAX_CELLS = 4, 8
"""Minimum and maximum number of boxes for the digits of a code."""
MIN_CELL_EM, MAX_CELL_EM = 1.4, 5.0
"""Minimum width, and maximum width and height of such a box, in em."""
MIN_LOWER_SIDE: Final = 0.6
"""Minimum share of a box's width along which its lower side is drawn."""
MAX_DIFFERENCE: Final = 0.2
"""How much boxes may differ in size, and be out of line, in em."""


def find_code_cells(around: Surroundings, area: Box) -> tuple[Box, ...]:
    """The boxes for the digits of a code in ``area``, from left to right; where digits have underlines, the places above these.

    They are of one size. Where boxes of that size are in several rows, as the keys of a calculator are, there are none.
    """
    area, em = around.clip(area), around.em
    steps = cv2.morphologyEx(np.ascontiguousarray(around.crop(area)), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    ink = np.asarray(strongest(steps) >= MIN_STEP, np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    candidates = []
    for x, y, w, h, _ in sorted(stats[1:].tolist()):
        is_sized = MIN_CELL_EM * em <= w <= MAX_CELL_EM * em and h <= MAX_CELL_EM * em
        lower_rows = ink[max(y, y + h - 4) : y + h, x : x + w]
        if is_sized and lower_rows.mean(axis=1).max() > MIN_LOWER_SIDE:
            candidates.append(Box(x, y, w, h))
    row = _find_largest_group(candidates, MAX_DIFFERENCE * em)
    if not MIN_CELLS <= len(row) <= MAX_CELLS:
        return ()
    for left, right in itertools.pairwise(row):
        if abs(right.y - left.y) > MAX_DIFFERENCE * em or not 0 < right.x - left.right <= right.w:
            return ()
    # A digit is above its underline.
    cells = [box if 2 * box.h > box.w else Box(box.x, box.bottom - box.w, box.w, box.w) for box in row]
    return tuple(around.clip(boxes.shifted(cell, area.x, area.y)) for cell in cells)


def _find_largest_group(candidates: list[Box], tolerance: float) -> list[Box]:
    """The most boxes that have the size of one of them, but for ``tolerance`` pixels."""
    largest: list[Box] = []
    for first in candidates:
        alike = [cell for cell in candidates if max(abs(cell.w - first.w), abs(cell.h - first.h)) <= tolerance]
        largest = max(largest, alike, key=len)
    return largest
