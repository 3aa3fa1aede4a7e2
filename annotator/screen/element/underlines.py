"""Find thin horizontal lines, such as those under a field or around a label in a field's border."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.surroundings import Surroundings

MIN_STEP: Final = 10
"""Minimum step of colour (0..255) across a line."""
MIN_LENGTH: Final = 3.0
"""Minimum length of a line, in em."""
MAX_THICKNESS: Final = 0.3
"""Maximum thickness of a line, in em; a thicker one is a bar."""
MAX_FRAME_HEIGHT: Final = 24.0
"""Maximum height of a frame, in em of the label in it: a field of ten lines."""
MAX_LABEL_SPACE: Final = 1.5
"""Maximum space between a label and the side that it interrupts, in em."""
MAX_LABEL_INDENT: Final = 3.5
"""Maximum space between the left end of a frame and the label in it, in em."""
NEAR_CORNER: Final = 0.4
"""Where a side of a frame goes on above or below its corner at the latest, in em: the corner may be round."""
FAR_CORNER: Final = 1.0
"""How far it is followed, in em."""
MIN_VERTICAL: Final = 0.85
"""Minimum share of that part of a side that is visible."""
MAX_INTERRUPTION: Final = 2.0
"""Maximum gap in the lower side of a frame, in em: a cursor's handle lies on it, or a badge."""
MAX_BLURRED_PX: Final = 4
"""Maximum thickness of a hairline that a JPEG or a smaller copy has blurred, in pixels."""
MAX_GROUND_DIFFERENCE: Final = 10
"""Maximum difference of colour (0..255) above and below a line; more is the edge of something filled."""


def find_lines(around: Surroundings, area: Box) -> list[Box]:
    """The thin lines in ``area`` that have the same colour above and below, from top to bottom.

    The upper and lower sides of frames are left out.
    """
    return [line for line in _find_all(around, area) if not _is_side(around, line)]


def find_frame(around: Surroundings, label: Box) -> Box | None:
    """The frame whose upper side a label interrupts, as in outlined fields; None if there is none."""
    em, middle = around.em, label.y + label.h / 2
    reach = round(MAX_FRAME_HEIGHT * em)
    lines = _find_all(around, Box(0, label.y - round(em), around.width, label.h + reach))
    tops = [
        line
        for line in lines
        if abs(line.y + line.h / 2 - middle) <= em / 2 and -em / 2 <= line.x - label.right <= MAX_LABEL_SPACE * em
    ]
    if not tops:
        return None
    top = tops[0]
    for bottom in _joined(lines, MAX_INTERRUPTION * em):
        below = bottom.y > label.bottom + em / 2
        around_label = bottom.x <= label.x + em / 2 and label.x - bottom.x <= MAX_LABEL_INDENT * em
        if below and around_label and bottom.right >= top.right - em and bottom.w >= label.w:
            rows = bottom.y - round(FAR_CORNER * em), bottom.y - round(NEAR_CORNER * em)
            if all(_has_vertical(around, x, *rows) for x in (bottom.x, bottom.right)):
                # Round corners make the lower side a little shorter than the frame.
                corner = max(0, min(round(em), round((top.right - bottom.right) / 2)))
                return Box(bottom.x - corner, top.y, bottom.w + 2 * corner, bottom.bottom - top.y)
    return None


def _joined(lines: Sequence[Box], gap: float) -> list[Box]:
    """The lines, and each two that continue one another after ``gap`` pixels at most as one."""
    pairs = [
        boxes.union(left, right)
        for left in lines
        for right in lines
        if abs(left.y - right.y) <= 1 and abs(left.h - right.h) <= 1 and 0 <= right.x - left.right <= gap
    ]
    return [*lines, *pairs]


def _find_all(around: Surroundings, area: Box) -> list[Box]:
    """The thin lines in ``area``, also those that are sides of frames, from top to bottom."""
    area, em = around.clip(area), around.em
    part = around.crop(area).astype(np.int16)
    if area.h < 5 or area.w < MIN_LENGTH * em:
        return []
    steps = np.zeros((area.h, area.w), np.uint8)
    steps[1:-1] = np.abs(part[2:] - part[:-2]).max(axis=2) >= MIN_STEP
    joined = cv2.morphologyEx(
        steps, cv2.MORPH_CLOSE, np.ones((max(3, round(MAX_THICKNESS * em)), max(1, round(em / 8) | 1)), np.uint8)
    )
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(MIN_LENGTH * em) | 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[index])
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
    steps = np.abs(part[:, 2:] - part[:, :-2]).max(axis=2) >= MIN_STEP
    return bool(steps.mean(axis=0).max() > MIN_VERTICAL)
