"""Recognise a red frame or ring that somebody drew on a picture, so that a person can bring the picture without it."""

from typing import Final

import cv2
import numpy as np

from annotator.screen.load import Pixels

MIN_SIDE: Final = 0.08
"""Minimum side of a frame, as a share of the picture's width."""
MIN_LINE: Final = 0.005
"""Minimum thickness of its line, likewise: apps draw thinner ones around a field with a mistake."""


def is_framed(pixels: Pixels) -> bool:
    """Whether a picture (H, W, 3) has a red frame or ring: large, empty inside, closed on all sides, in a thick line."""
    width = pixels.shape[1]
    red = cv2.inRange(pixels, np.array([170, 0, 0]), np.array([255, 100, 100]))
    _, _, stats, _ = cv2.connectedComponentsWithStats(red)
    for x, y, w, h, area in stats[1:]:
        if min(w, h) < MIN_SIDE * width or area < MIN_LINE * width * 2 * (w + h):
            continue
        shape = red[y : y + h, x : x + w]
        inside = shape[h // 4 : h - h // 4, w // 4 : w - w // 4]
        if not inside.any() and shape.any(axis=0).all() and shape.any(axis=1).all():
            return True
    return False
