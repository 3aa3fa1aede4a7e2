"""Find the touch target of an icon: the ground of one colour around it, or itself, with a margin if it is small."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word
from annotator.screen.element.region_proposals import TOLERANCES, color_difference
from annotator.screen.element.surroundings import Surroundings, measure_dp
from annotator.screen.load import rim_color

TOUCH_DP: Final = 48.0
"""Maximum side of the target of a smaller icon without a ground, in dp: the area that Material gives it (Apple's is 44)."""
MARGIN_DP: Final = 4.0
"""Margin around an icon without a ground, in dp."""
MIN_TARGET_DP: Final = 24.0
"""Minimum side of the target of an icon without a ground, in dp: three dots are 4 dp wide."""
MAX_GROUND_DP: Final = (100.0, 84.0)
"""Maximum width and height of the ground of an icon, in dp: the largest round and pill-shaped buttons."""
GROUND_RATIO: Final = (0.6, 1.9)
"""Range of the ratio of width to height of an icon's ground."""
MIN_GROUND_FILL: Final = 0.68
"""Minimum share of its bounding box that a ground fills: a circle fills 0.785, and soft edges take a part."""
MIN_GROUND_MARGIN_DP: Final = 2.0
"""Minimum space between an icon and the sides of its ground, in dp; less is the icon's own outline."""


def find_icon_target(around: Surroundings, icon: Box) -> Box:
    """The touch target of an icon: its ground, or itself, with a margin if it is small.

    Args:
        around: the picture and its texts.
        icon: the bounding box of the icon's ink, in pixels of the picture.
    """
    icon, dp = around.clip(icon), measure_dp(around)
    marks = find_marks(around, boxes.inflated(icon, MAX_GROUND_DP[0] * dp), dp)
    return find_ground(around, icon, marks, dp) or around.clip(_with_margin(icon, dp))


def find_ground(around: Surroundings, icon: Box, marks: Sequence[CompactMark], dp: float) -> Box | None:
    """The circle, square or pill of one colour around an icon that holds no other mark or word; None if there is none."""
    reach_x, reach_y = round(MAX_GROUND_DP[0] * dp), round(MAX_GROUND_DP[1] * dp)
    window = around.clip(Box(icon.x - reach_x, icon.y - reach_y, icon.w + 2 * reach_x, icon.h + 2 * reach_y))
    rim = around.clip(boxes.inflated(icon, max(2, round(min(icon.w, icon.h) / 10))))
    off = color_difference(around.crop(window), rim_color(around.crop(rim)).astype(np.int16))
    for tolerance in TOLERANCES:
        area = _area_around(off <= tolerance, boxes.shifted(icon, -window.x, -window.y))
        ground = None if area is None else boxes.shifted(area, window.x, window.y)
        if ground is None or not _is_ground(ground, icon, dp):
            continue
        others = [mark.box for mark in marks if not boxes.contains(mark.box, icon)]
        others += [line.box for line in around.texts if is_word(line)]
        is_alone = all(boxes.center_in(other, icon) for other in others if boxes.center_in(other, ground))
        return ground if is_alone else None
    return None


def _area_around(mask: NDArray[np.bool_], icon: Box) -> Box | None:
    """The bounding box of the area of ``mask`` around an icon; None unless it fills most of that."""
    image = mask.astype(np.uint8)
    grown = boxes.clipped(boxes.inflated(icon, 1), image.shape[1], image.shape[0])
    image[grown.y : grown.bottom, grown.x : grown.right] = 1
    _, _, _, (x, y, w, h) = cv2.floodFill(image, None, (icon.x + icon.w // 2, icon.y + icon.h // 2), (2.0,))
    filled = image[y : y + h, x : x + w] == 2
    return Box(x, y, w, h) if filled.mean() >= MIN_GROUND_FILL else None


def _is_ground(ground: Box, icon: Box, dp: float) -> bool:
    """Whether an area around an icon is a button of its own, judging by its size and shape."""
    if ground.w > MAX_GROUND_DP[0] * dp or ground.h > MAX_GROUND_DP[1] * dp:
        return False
    if not GROUND_RATIO[0] <= ground.w / ground.h <= GROUND_RATIO[1]:
        return False
    return boxes.contains(ground, icon, max(1, round(MIN_GROUND_MARGIN_DP * dp)))


def _with_margin(icon: Box, dp: float) -> Box:
    """The target of an icon without a ground: its box, extended on all sides if it is small."""
    w, h = _extend_side(icon.w, dp), _extend_side(icon.h, dp)
    return Box(icon.x - (w - icon.w) // 2, icon.y - (h - icon.h) // 2, w, h)


def _extend_side(length: int, dp: float) -> int:
    """The side of the target of an icon without a ground, in pixels, for an icon that is ``length`` long."""
    return max(length, min(round(TOUCH_DP * dp), max(round(MIN_TARGET_DP * dp), length + 2 * round(MARGIN_DP * dp))))
