"""Classify a picture, once for finder, crop and device frame: which device's screen it shows, and how much of it.

It is decided from the picture's shape, the size of its texts, plain margins around a screen, and whether a screen is tilted. A
``device:`` line of the script decides the device (`annotator.text.devices.device_of`). `PictureKind` describes the result.

A phone's screen is some thirty heights of its text wide, whether or not its top and bottom were cut off; a laptop's is sixty
or more. So a wide picture in large letters is a part of a phone's screen, not a laptop's, though it has a laptop's shape.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final

import cv2
import numpy as np

from annotator.model import Box, Device, Extent, PictureKind, TextLine
from annotator.screen import boxes
from annotator.screen.load import Pixels, strongest
from annotator.screen.tilted_screens import is_tilted_screen
from annotator.text.devices import device_of

MAX_PHONE_WIDTH: Final = 42
"""Maximum width of a phone's screen, in heights of its usual text: 17 to 28 as drawn, a third more as OCR boxes are. On
screens of tablets it is 50, of laptops 60 and more."""
PHONE_RATIO: Final = (1.5, 2.6)
"""Longer to shorter side of phones' screens, from the first smartphones to the longest of today."""
LAPTOP_RATIO: Final = (1.42, 1.95)
"""Width to height of laptops' screens: 3:2 to 16:9, and a browser's window without its bars."""
TABLET_RATIO: Final = (1.2, 1.5)
"""Longer to shorter side of tablets' screens, 4:3 among them; those of longer ones are in question."""
MAX_TABLET_RATIO: Final = 1.7
"""Maximum ratio of tablets' screens, 16:10 among them; without a script, those in question are known upright, by small texts."""
MIN_LAPTOP_WIDTH: Final = 70
"""Minimum width of a window longer than laptops' screens, in heights of its text; a phone on its side is up to 62 wide."""
MARGIN_NOISE: Final = 10
"""Maximum difference (0..255) of a margin's pixels from its colour, with JPEG's noise."""
MIN_SCREEN_AREA: Final = 0.4
"""Minimum share of a picture that the screen between its margins takes; less is rather a dialog on a plain page."""


def classify(pixels: Pixels, texts: Sequence[TextLine], device: str | None = None) -> PictureKind:
    """The kind of a picture: a phone's whole screenshot is ``PictureKind("phone", "whole", None)``.

    Args:
        pixels: (H, W, 3), the whole upright picture.
        texts: all texts on it.
        device: the script's ``device:`` fact ("Android phone"), or None. It has the last word on the device; whether the
            picture is all of the screen follows from its shape and texts.
    """
    height, width = pixels.shape[:2]
    script_device = device_of(device or "")
    if is_tilted_screen(pixels, texts):
        return PictureKind(script_device, "photo")
    screen = _find_screen(pixels)
    if screen is not None:
        inner = _classify_area(screen, texts, script_device)
        if inner.extent == "whole":  # else it is a dialog or a card on a plain page
            return PictureKind(inner.device, "whole", screen)
    return _classify_area(Box(0, 0, width, height), texts, script_device)


def _classify_area(area: Box, texts: Sequence[TextLine], script_device: Device | None) -> PictureKind:
    """The kind of an area of the picture; ``script_device`` is the device that the script names."""
    # OCR reads icons as one or two letters.
    heights = [line.box.h for line in texts if len(line.text) >= 3 and boxes.center_in(line.box, area)]
    ems_by_few_texts = area.w / median(heights) if heights else None
    # A title alone says nothing about the usual height.
    ems = ems_by_few_texts if len(heights) >= 3 else None
    device = script_device or _guess_device(area.w, area.h, ems)
    has_large_texts = ems_by_few_texts is not None and ems_by_few_texts <= MAX_PHONE_WIDTH
    if script_device is None and device == "laptop" and has_large_texts:
        device = None  # a dialog cut out of a phone's screen has this shape, and few texts
    return PictureKind(device, _extent(device, area, ems))


def _guess_device(width: int, height: int, ems: float | None) -> Device | None:
    """Guess the device from the shape of its screen, and from its width in heights of text (``ems``; None: unknown)."""
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


def _find_screen(pixels: Pixels) -> Box | None:
    """The screen on a picture with plain margins at least on its left and right; None without margins or screen."""
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
    if min(left, width - right) < 0.02 * width:
        return None
    screen = Box(left, top, right - left, bottom - top)
    if screen.area < MIN_SCREEN_AREA * width * height:
        return None
    # Along each of its sides, a screen differs from the margin nearly everywhere, unlike the cards on a page.
    inset = max(1, round(0.005 * width))
    inside = ink[top:bottom, left:right]
    left_side, right_side = inside[:, :inset].any(axis=1), inside[:, -inset:].any(axis=1)
    top_side, bottom_side = inside[:inset].any(axis=0), inside[-inset:].any(axis=0)
    edge_share = min(side.mean() for side in (left_side, right_side, top_side, bottom_side))
    return screen if edge_share >= 0.9 else None


def _extent(device: Device | None, area: Box, ems: float | None) -> Extent:
    """How much of a device's screen is in an area: all, a part, or several screens high (``scrolling``)."""
    ratio = max(area.w, area.h) / min(area.w, area.h)
    is_upright = area.h > area.w
    if area.h > PHONE_RATIO[1] * area.w:
        return "scrolling"
    is_whole = False
    if device == "phone":
        # A phone that lies on its side is as wide as many heights of text.
        has_large_texts = ems is not None and ems <= MAX_PHONE_WIDTH
        is_whole = PHONE_RATIO[0] <= ratio <= PHONE_RATIO[1] and (is_upright or not has_large_texts)
    elif device == "tablet":
        is_whole = TABLET_RATIO[0] <= ratio <= MAX_TABLET_RATIO
    elif device == "laptop":
        is_whole = not is_upright and LAPTOP_RATIO[0] <= ratio <= LAPTOP_RATIO[1]
    return "whole" if is_whole else "part"
