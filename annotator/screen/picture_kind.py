"""Classify a picture once, so that finder, crop and device frame agree: which device's screen, whole, in part or a photo.

It is decided from the picture's shape, the size of its texts, plain margins around a screen, and whether a screen is tilted. A
``device:`` line of the script decides the device (`annotator.text.devices.device_of`). `PictureKind` describes the result.

A phone's screen is some thirty lines of text wide, whether or not its top and bottom were cut off; a laptop's is sixty or
more. So a wide picture in large letters is a part of a phone's screen, not a laptop's, though it has a laptop's shape.

`read_clock` and `is_framed`, at the end, find two things that a person should check: the order of pictures, and a drawn frame.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, Device, Extent, PictureKind, TextLine
from annotator.screen import boxes
from annotator.screen.load import Pixels, strongest
from annotator.text.devices import device_of

MAX_PHONE_WIDTH: Final = 42
"""Maximum width of a phone's screen, in heights of its usual text: 17 to 28 as drawn, a third more as OCR boxes are. On
screens of tablets it is 50, of laptops 60 and more."""
MIN_LAPTOP_WIDTH: Final = 70
"""Minimum width of a laptop's screen, in heights of its usual text. A phone that lies on its side is up to 62 wide."""
MIN_WORD_LETTERS: Final = 3
"""Minimum number of characters of a text whose height counts: OCR reads icons as one or two."""
MIN_TEXTS: Final = 3
"""Minimum number of such texts; a title alone says nothing about the usual height."""
PHONE_RATIO: Final = (1.5, 2.6)
"""Longer to shorter side of phones' screens, from the first smartphones to the longest of today."""
LAPTOP_RATIO: Final = (1.42, 1.95)
"""Width to height of laptops' screens: 3:2 to 16:9, and a browser's window without its bars."""
TABLET_RATIO: Final = (1.2, 1.5)
"""Longer to shorter side of tablets' screens, 4:3 among them; longer ones are in question."""
MAX_TABLET_RATIO: Final = 1.7
"""Maximum ratio of an upright tablet of 16:10 that is known by its small texts."""
MIN_MARGIN: Final = 0.02
"""Minimum width of margins around a screen, as a share of the picture's."""
MARGIN_NOISE: Final = 10
"""Maximum difference (0..255) of a margin's pixels from its colour, with JPEG's noise."""
MIN_EDGE_SHARE: Final = 0.9
"""Minimum share of a side of the screen that differs from the margin beside it. The cards on a page do not do this, since
between and above them the page shows its colour."""
MIN_SCREEN_SHARE: Final = 0.4
"""Minimum share of the picture that a screen with margins takes; a smaller one is rather a dialog on a plain page."""
PHOTO_PX: Final = 320
"""Longer side, in pixels, at which a tilted screen is looked for."""
PHOTO_AREA: Final = (0.2, 0.95)
"""Minimum and maximum share of a photo that the screen on it takes."""
MIN_TILT: Final = 1.5
"""Minimum slope of a photographed screen's sides, in degrees; those of a screenshot are level to the pixel."""

MAX_BEND: Final = 0.08
"""Maximum distance of a side's middle from the line between its corners, as a share of the side."""
_STATUS_BAR: Final = 0.06
"""The lower edge of a phone's status bar, as a share of the picture's height."""
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\b")
_RED: Final = (np.array([170, 0, 0]), np.array([255, 100, 100]))
_MIN_SIDE, _MIN_LINE = 0.08, 0.005
"""Minimum side and line of a frame, as shares of the picture's width: apps draw thinner ones around a field with a mistake."""


def classify(pixels: Pixels, texts: Sequence[TextLine], device: str | None = None) -> PictureKind:
    """The kind of a picture: a phone's whole screenshot is ``PictureKind("phone", "whole", None)``.

    Args:
        pixels: (H, W, 3), the whole upright picture.
        texts: all texts on it.
        device: the script's ``device:`` fact ("Android phone"), or None. It has the last word on the device; whether the
            picture is all of the screen follows from its shape.
    """
    height, width = pixels.shape[:2]
    script_device = device_of(device or "")
    if is_tilted_screen(pixels, texts):
        return PictureKind(script_device, "photo")
    screen = find_screen(pixels)
    if screen is not None:
        inner = _classify_area(screen, texts, script_device)
        if inner.extent == "whole":  # else it is a dialog or a card on a plain page
            return PictureKind(inner.device, "whole", screen)
    return _classify_area(Box(0, 0, width, height), texts, script_device)


def _classify_area(area: Box, texts: Sequence[TextLine], script_device: Device | None) -> PictureKind:
    """The kind of an area of the picture; ``script_device`` is the device that the script names."""
    ems = width_in_ems(area, texts)
    device = script_device or guess_device(area.w, area.h, ems)
    ems_by_few_texts = width_in_ems(area, texts, least=1)
    has_large_texts = ems_by_few_texts is not None and ems_by_few_texts <= MAX_PHONE_WIDTH
    if script_device is None and device == "laptop" and has_large_texts:
        device = None  # a dialog cut out of a phone's screen has this shape, and few texts
    return PictureKind(device, _extent(device, area, ems))


def width_in_ems(area: Box, texts: Sequence[TextLine], least: int = MIN_TEXTS) -> float | None:
    """Width of a screen in heights of its usual text; None if it has less than ``least`` texts."""
    heights = [line.box.h for line in texts if len(line.text) >= MIN_WORD_LETTERS and boxes.center_in(line.box, area)]
    return area.w / median(heights) if len(heights) >= least else None


def guess_device(width: int, height: int, ems: float | None) -> Device | None:
    """Guess the device from the size of its screen and from its width in heights of text (None: unknown)."""
    ratio = max(width, height) / min(width, height)
    if ems is not None and ems <= MAX_PHONE_WIDTH:
        return "phone"
    is_wide_window = ems is not None and ems >= MIN_LAPTOP_WIDTH and ratio > LAPTOP_RATIO[1]
    if width > height and (is_wide_window or LAPTOP_RATIO[0] <= ratio <= LAPTOP_RATIO[1]):
        return "laptop"
    if ratio < TABLET_RATIO[1] or (ems is not None and height > width and ratio <= MAX_TABLET_RATIO):
        return "tablet"
    if height > PHONE_RATIO[1] * width:
        return "phone" if ems is None else None
    return "phone" if ratio <= PHONE_RATIO[1] else None


def find_screen(pixels: Pixels) -> Box | None:
    """The screen on a picture with plain margins on its left and right, or on all sides; None if it fills the picture."""
    height, width = pixels.shape[:2]
    color = pixels[0, 0].astype(np.int16)
    corners = pixels[[0, -1, -1], [-1, 0, -1]].astype(np.int16)
    sides = pixels[:, [0, -1]].astype(np.int16)
    if max(np.abs(corners - color).max(), np.abs(sides - color).max()) > MARGIN_NOISE:
        return None
    ink = strongest(cv2.absdiff(pixels, np.full_like(pixels, pixels[0, 0]))) > MARGIN_NOISE
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    left, right = int(columns[0]), int(columns[-1]) + 1
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    if min(left, width - right) < MIN_MARGIN * width:
        return None
    screen = Box(left, top, right - left, bottom - top)
    if screen.area < MIN_SCREEN_SHARE * width * height:
        return None
    # Along each of its sides, a screen differs from the margin nearly everywhere.
    inset = max(1, round(0.005 * width))
    inside = ink[top:bottom, left:right]
    left_side, right_side = inside[:, :inset].any(axis=1), inside[:, -inset:].any(axis=1)
    top_side, bottom_side = inside[:inset].any(axis=0), inside[-inset:].any(axis=0)
    edge_share = min(side.mean() for side in (left_side, right_side, top_side, bottom_side))
    return screen if edge_share >= MIN_EDGE_SHARE else None


def is_tilted_screen(pixels: Pixels, texts: Sequence[TextLine]) -> bool:
    """Whether the picture is a photo of a screen whose sides are at an angle, with the texts on it."""
    height, width = pixels.shape[:2]
    scale = PHOTO_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.cvtColor(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    for outline, corners in _quadrilaterals(small):
        centers = [(line.box.center_x * scale, line.box.center_y * scale) for line in texts]
        are_inside = [cv2.pointPolygonTest(corners, center, False) >= 0 for center in centers]
        if are_inside and np.mean(are_inside) >= MIN_EDGE_SHARE and _is_tilted(outline, corners):
            return True
    return False


def _quadrilaterals(gray: NDArray[np.uint8]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """The shapes with four corners, bright on dark or dark on bright: their outline (N, 2) and their corners (4, 2)."""
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
            if len(corners) == 4 and touching <= 1 and PHOTO_AREA[0] <= share <= PHOTO_AREA[1]:
                yield contour.reshape(-1, 2).astype(np.float32), corners.astype(np.float32)


def _is_tilted(outline: NDArray[np.float32], corners: NDArray[np.float32]) -> bool:
    """Whether at least two sides of a shape are neither level nor upright, by the middle of each: corners may be round."""
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


def _extent(device: Device | None, area: Box, ems: float | None) -> Extent:
    """How much of a device's screen is in an area: all, a part, or several screens high (``scrolling``)."""
    ratio = max(area.w, area.h) / min(area.w, area.h)
    is_upright = area.h > area.w
    is_whole = False
    if area.h > PHONE_RATIO[1] * area.w:
        return "scrolling"
    if device == "phone":
        # A phone that lies on its side is as wide as many heights of text.
        has_large_texts = ems is not None and ems <= MAX_PHONE_WIDTH
        is_whole = PHONE_RATIO[0] <= ratio <= PHONE_RATIO[1] and (is_upright or not has_large_texts)
    elif device == "tablet":
        is_whole = TABLET_RATIO[0] <= ratio <= MAX_TABLET_RATIO
    elif device == "laptop":
        is_whole = not is_upright and LAPTOP_RATIO[0] <= ratio <= LAPTOP_RATIO[1]
    return "whole" if is_whole else "part"


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
