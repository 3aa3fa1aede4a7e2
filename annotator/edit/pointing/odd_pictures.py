"""Notice on a picture what a person should look at again: a clock that tells the order, and a frame that somebody drew.

Loads OpenCV: called in `annotator.edit.work.helper_child`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import cv2
import numpy as np

from annotator.model import TextLine
from annotator.screen.load import Pixels

_STATUS_BAR: Final = 0.06
"""The lower edge of a phone's status bar, as a share of the picture's height."""
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\b")
_RED: Final = (np.array([170, 0, 0]), np.array([255, 100, 100]))
_MIN_SIDE, _MIN_LINE = 0.08, 0.005
"""Minimum side and line of a frame, as shares of the picture's width: apps draw thinner ones around a field with a mistake."""


def read_clock(lines: Iterable[TextLine], height: int) -> int | None:
    """The time in a phone's status bar, in minutes of the day: 572 for 9:32."""
    for line in lines:
        if line.box.bottom < _STATUS_BAR * height and (time := _CLOCK.match(line.text)):
            return 60 * int(time[1]) + int(time[2])
    return None


def is_framed(pixels: Pixels) -> bool:
    """Whether somebody drew a red frame or ring: large, empty inside, closed on all sides, in a thick line."""
    width = pixels.shape[1]
    red = cv2.inRange(pixels, *_RED)
    _, _, found, _ = cv2.connectedComponentsWithStats(red)
    for x, y, w, h, area in found[1:]:
        if min(w, h) < _MIN_SIDE * width or area < _MIN_LINE * width * 2 * (w + h):
            continue
        shape = red[y : y + h, x : x + w]
        inside = shape[h // 4 : h - h // 4, w // 4 : w - w // 4]
        if not inside.any() and shape.any(axis=0).all() and shape.any(axis=1).all():
            return True
    return False
