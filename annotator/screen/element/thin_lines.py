"""Find thin horizontal lines, such as those under fields and between rows."""

from typing import Final

import cv2
import numpy as np

from annotator.model import Box
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.load import strongest

MIN_STEP: Final = 10
"""Minimum step of colour (0..255) across a line."""
MIN_LENGTH: Final = 3.0
"""Minimum length of a line, in em."""
MAX_THICKNESS: Final = 0.3
"""Maximum thickness of a line, in em; a thicker one is a bar. Four pixels are thin in any case."""
NEAR_CORNER: Final = 0.4
"""Distance from the corner of a frame from which its side is examined, in em: the corner may be round."""
FAR_CORNER: Final = 1.0
"""Distance from the corner up to which that side is examined, in em."""


def find_lines(around: Surroundings, area: Box) -> list[Box]:
    """The thin lines in ``area`` on about one colour, from top to bottom, except the upper and lower sides of frames."""
    return [line for line in _find_thin_shapes(around, area) if not _is_side(around, line)]


def _find_thin_shapes(around: Surroundings, area: Box) -> list[Box]:
    """The thin lines in ``area``, the upper and lower sides of frames among them, from top to bottom."""
    area, em = around.clip(area), around.em
    part = around.crop(area).astype(np.int16)
    if area.h < 5 or area.w < MIN_LENGTH * em:
        return []
    steps = np.zeros((area.h, area.w), np.uint8)
    steps[1:-1] = strongest(np.abs(part[2:] - part[:-2])) >= MIN_STEP
    thickness, gap = max(3, round(MAX_THICKNESS * em)), max(1, round(em / 8) | 1)
    joined = cv2.morphologyEx(steps, cv2.MORPH_CLOSE, np.ones((thickness, gap), np.uint8))
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(MIN_LENGTH * em) | 1), np.uint8))
    stats = cv2.connectedComponentsWithStats(long, connectivity=8)[2]
    # A JPEG or a smaller copy blurs a hairline to four pixels.
    max_thickness = max(4, MAX_THICKNESS * em)
    lines = []
    for x, y, w, h, _ in stats[1:].tolist():
        # A step of colour marks the pixels on both of its sides.
        if h - 2 > max_thickness or y < 2 or y + h > area.h - 2:
            continue
        above, below = np.median(part[y - 1, x : x + w], axis=0), np.median(part[y + h, x : x + w], axis=0)
        if np.abs(above - below).max() <= 10:  # more is the edge of something filled
            lines.append(Box(area.x + x, area.y + y + 1, w, max(1, h - 2)))
    return sorted(lines, key=lambda line: line.y)


def _is_side(around: Surroundings, line: Box) -> bool:
    """Whether a line is the upper or lower side of a frame: at both of its ends another goes up or down."""
    near, far = round(NEAR_CORNER * around.em), round(FAR_CORNER * around.em)
    for top, bottom in ((line.bottom + near, line.bottom + far), (line.y - far, line.y - near)):
        if all(_has_vertical(around, x, top, bottom) for x in (line.x, line.right)):
            return True
    return False


def _has_vertical(around: Surroundings, x: int, top: int, bottom: int) -> bool:
    """Whether a vertical line runs from row ``top`` to ``bottom`` near column ``x``."""
    reach = round(FAR_CORNER * around.em / 2)
    part = around.pixels[max(0, top) : max(0, bottom), max(0, x - reach) : x + reach].astype(np.int16)
    if part.shape[0] < 2 or part.shape[1] < 3:
        return False
    steps = strongest(np.abs(part[:, 2:] - part[:, :-2])) >= MIN_STEP
    return bool(steps.mean(axis=0).max() > 0.85)
