"""Recognise a photo of a screen by the slope of the screen's sides: those of a screenshot are level to the pixel."""

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import TextLine
from annotator.screen.load import Pixels

MIN_AREA, MAX_AREA = 0.2, 0.95
"""Minimum and maximum share of a photo that the screen on it takes."""
MIN_TEXTS_INSIDE: Final = 0.9
"""Minimum share of the texts that are on the screen."""
MIN_TILT: Final = 1.5
"""Minimum slope of two sides of a photographed screen, in degrees, to the nearer axis of the picture."""
MAX_BEND: Final = 0.08
"""Distance, as a share of a side, within which points of its outline are from the line between its corners."""


def is_tilted_screen(pixels: Pixels, texts: Sequence[TextLine]) -> bool:
    """Whether the picture is a photo of a screen at an angle, with nearly all texts on the screen; False if there are none."""
    height, width = pixels.shape[:2]
    scale = 320 / max(height, width)  # large enough for a screen's outline
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.cvtColor(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    centers = [(line.box.center_x * scale, line.box.center_y * scale) for line in texts]
    for outline, corners in _find_quadrilaterals(small):
        are_inside = [cv2.pointPolygonTest(corners, center, False) >= 0 for center in centers]
        if are_inside and np.mean(are_inside) >= MIN_TEXTS_INSIDE and _is_tilted(outline, corners):
            return True
    return False


def _find_quadrilaterals(gray: NDArray[np.uint8]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """The shapes of a screen's area with four corners, bright on dark or dark on bright, at one side of the picture at most.

    Yields their outline (N, 2) and their corners (4, 2).
    """
    smooth = cv2.GaussianBlur(gray, (5, 5), 0)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    height, width = gray.shape
    for mask in (bright, cv2.bitwise_not(bright)):
        for contour in cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
            hull = cv2.convexHull(contour)
            corners = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2)
            x, y = corners.T
            touching = sum((x.min() <= 1, y.min() <= 1, x.max() >= width - 2, y.max() >= height - 2))
            share = cv2.contourArea(hull) / (width * height)
            if len(corners) == 4 and touching <= 1 and MIN_AREA <= share <= MAX_AREA:
                yield contour.reshape(-1, 2).astype(np.float32), corners.astype(np.float32)


def _is_tilted(outline: NDArray[np.float32], corners: NDArray[np.float32]) -> bool:
    """Whether at least two sides of a shape are neither level nor upright, by the middle of each: corners may be round.

    False for a shape with a side whose middle is mostly far from the line between its corners.
    """
    tilted = 0
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        length = float(np.hypot(*(end - start)))
        along = (outline - start) @ (end - start) / length**2
        across, down = (end - start) / length
        away = np.abs((outline - start) @ np.array([-down, across], np.float32))
        middle = outline[(along > 0.2) & (along < 0.8) & (away < MAX_BEND * length)]
        if len(middle) < 0.4 * length:
            return False
        x, y = np.abs(cv2.fitLine(middle, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()[:2])
        tilted += bool(np.degrees(np.arctan2(min(x, y), max(x, y))) > MIN_TILT)
    return tilted >= 2
