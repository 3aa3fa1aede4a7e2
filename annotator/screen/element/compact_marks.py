"""Find compact marks of ink (icons, switches, check boxes, chevrons) without knowing how they are drawn.

Touch targets depend on them: a row includes its switch, a field ends before its buttons, and the ground of an icon
holds no other. A mark is a shape of edges at icon size that is not a text; gaps as between the dots of a menu are closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, PictureKind, TextLine
from annotator.screen import boxes
from annotator.screen.element.surroundings import MIN_WORD_LETTERS, Surroundings, measure_dp
from annotator.screen.load import Pixels, strongest
from annotator.text.folding import fold

MarkKind = Literal["switch", "checkbox", "radio", "chevron", "icon"]

MIN_STEP: Final = 20
"""Minimum step of colour (0..255) within 3×3 pixels that is ink: a switch in light grey on white has 30."""
MIN_SIDE_DP: Final = (3.0, 7.0)
"""Minimum length of the shorter and the longer side of a mark, in dp: three dots are 4 wide, a chevron 7 high."""
MAX_SIDE_DP: Final = 64.0
"""Maximum length of the longer side of a mark, in dp: that of a round button."""

SWITCH_RATIO: Final = (1.3, 2.4)
"""Range of the ratio of the width of a switch to its height."""
SWITCH_DP: Final = (28.0, 16.0)
"""Minimum width and height of a switch, in dp. A camcorder has its ratio, and is 24 dp wide at most."""
TICK_DP: Final = (11.0, 30.0)
"""Minimum and maximum size of a check box or radio button, in dp."""
TICK_RATIO: Final = (0.85, 1.18)
"""Range of the ratio of width to height of a check box or radio button."""
FRAME_BAND: Final = 0.2
"""Width of the band along the sides of a check box in which they are searched for, as a share of its width or height."""
HOLLOW_RADIUS: Final = 0.66
"""Where a radio button is empty, in radii: between its line and the dot of a chosen one."""
CHEVRON_RATIO: Final = (0.35, 0.85)
"""Range of the ratio of width to height of a chevron, or of the two arrows beside a value."""
CHEVRON_DP: Final = (13.0, 22.0)
"""Maximum width and height of a chevron, in dp."""


@dataclass(frozen=True, slots=True)
class CompactMark:
    """A mark of ink and its probable kind, else an icon: ``CompactMark(Box(612, 410, 68, 40), "switch")``."""

    box: Box
    kind: MarkKind

    @property
    def belongs_to_row(self) -> bool:
        """Whether it is a switch, check box, radio button or chevron, so that a finger may press its row anywhere."""
        return self.kind != "icon"


def find_marks(around: Surroundings, area: Box, dp: float) -> tuple[CompactMark, ...]:
    """The marks in ``area`` that don't touch its border, nested ones such as an icon in a circle included.

    Args:
        around: the picture and its texts.
        area: the area to search, in pixels of the picture.
        dp: the size of one dp in pixels.
    """
    area = around.clip(area)
    part = around.crop(area)
    ink = _find_ink(part)
    words = [line.box for line in around.texts if is_word(line)]
    for word in words:
        inner = boxes.clipped(boxes.shifted(word, -area.x, -area.y), area.w, area.h)
        if boxes.intersection(word, area):
            ink[inner.y : inner.bottom, inner.x : inner.right] = 0
    gap = max(1, round(2.5 * dp))  # the three dots of a menu are 2 dp apart
    padded = cv2.copyMakeBorder(ink, gap, gap, gap, gap, cv2.BORDER_CONSTANT, value=(0.0,))
    joined = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, np.ones((gap | 1, gap | 1), np.uint8))[gap:-gap, gap:-gap]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[index])
        if x == 0 or y == 0 or x + w == area.w or y + h == area.h:
            continue  # it goes on outside
        # A step of colour marks the pixels on both of its sides.
        inside = Box(x + 1, y + 1, max(1, w - 2), max(1, h - 2))
        if not _is_compact(inside, dp) or _is_text(boxes.shifted(inside, area.x, area.y), words):
            continue
        shape = ink[y : y + h, x : x + w] * (labels[y : y + h, x : x + w] == index)
        kind = _classify(shape, part[y : y + h, x : x + w], inside, dp)
        found.append(CompactMark(boxes.shifted(inside, area.x, area.y), kind))
    return tuple(found)


def find_all(pixels: Pixels, texts: Sequence[TextLine], kind: PictureKind) -> tuple[Box, ...]:
    """The outermost marks on a whole picture (H, W, 3) of that ``kind``, from top to bottom; ``texts`` are all its texts."""
    whole = Box(0, 0, pixels.shape[1], pixels.shape[0])
    around = Surroundings.of(pixels, texts, whole, kind)
    found = outermost(find_marks(around, whole, measure_dp(around)))
    return tuple(sorted((mark.box for mark in found), key=lambda box: (box.y, box.x)))


def is_word(line: TextLine) -> bool:
    """Whether a text is surely no misread icon: OCR reads those as one letter, as dots, or as two letters that it doubts."""
    letters = sum(letter.isalnum() for letter in line.text)
    is_sure = line.score >= 0.9 and fold(line.text).isascii()
    return letters >= MIN_WORD_LETTERS or (letters == 2 and is_sure)


def outermost(marks: Iterable[CompactMark]) -> list[CompactMark]:
    """The marks whose box lies in that of no other."""
    candidates = list(marks)
    return [
        mark
        for mark in candidates
        if not any(other is not mark and boxes.contains(other.box, mark.box) for other in candidates)
    ]


def _find_ink(part: Pixels) -> NDArray[np.uint8]:
    """The edges of everything drawn: (H, W), 1 where the colour changes within the 3×3 pixels around."""
    steps = cv2.morphologyEx(np.ascontiguousarray(part), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return np.asarray(strongest(steps) >= MIN_STEP, np.uint8)


def _is_compact(box: Box, dp: float) -> bool:
    """Whether a mark has the size and shape of an icon, from the dots of a menu to a wide switch or a round button."""
    shorter, longer = sorted((box.w / dp, box.h / dp))
    if shorter < MIN_SIDE_DP[0] or not MIN_SIDE_DP[1] <= longer <= MAX_SIDE_DP:
        return False
    # The dots of a menu have a diameter of up to 6 dp.
    return longer <= (5.5 if shorter <= 6 else 2.6) * shorter


def _is_text(box: Box, words: Iterable[Box]) -> bool:
    """Whether a mark is mostly in the box of a text, or is low and at its edge, as the end of a letter that sticks out is."""
    for word in words:
        is_inside = boxes.intersection(word, box) > 0.5 * box.area
        is_low = box.h <= 0.6 * word.h
        if is_inside or (is_low and boxes.intersection(boxes.inflated(word, word.h / 8), box)):
            return True
    return False


def _classify(shape: NDArray[np.uint8], pixels: Pixels, box: Box, dp: float) -> MarkKind:
    """The kind of a mark, by its size, the edges in its ``shape`` (H, W), and its ``pixels`` (H, W, 3)."""
    ratio, w, h = box.w / box.h, box.w / dp, box.h / dp
    if SWITCH_RATIO[0] <= ratio <= SWITCH_RATIO[1] and w >= SWITCH_DP[0] and h >= SWITCH_DP[1]:
        return "switch"
    if TICK_RATIO[0] <= ratio <= TICK_RATIO[1] and all(TICK_DP[0] <= side <= TICK_DP[1] for side in (w, h)):
        if _has_circle(shape):
            return "radio" if _is_hollow(pixels) else "icon"
        if _has_frame(shape):
            return "checkbox"
    if CHEVRON_RATIO[0] <= ratio <= CHEVRON_RATIO[1] and w <= CHEVRON_DP[0] and h <= CHEVRON_DP[1]:
        return "chevron"
    return "icon"


def _has_frame(shape: NDArray[np.uint8]) -> bool:
    """Whether straight lines run along all four sides; the corners may be round."""
    height, width = shape.shape
    across, down = max(2, round(FRAME_BAND * height)), max(2, round(FRAME_BAND * width))
    middle = slice(height // 5, height - height // 5), slice(width // 5, width - width // 5)
    # A side is straight if most of it is in one row of pixels.
    sides = (
        shape[:across, middle[1]].mean(axis=1).max(),
        shape[-across:, middle[1]].mean(axis=1).max(),
        shape[middle[0], :down].mean(axis=0).max(),
        shape[middle[0], -down:].mean(axis=0).max(),
    )
    return bool(min(sides) >= 0.8)


def _has_circle(shape: NDArray[np.uint8]) -> bool:
    """Whether a circle is drawn along the sides, and nothing in the upper left corner."""
    height, width = shape.shape
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    is_drawn = np.zeros(len(angles), bool)
    for radius in np.linspace(0.8, 1.0, 5):
        x = np.clip(np.round((1 + radius * np.cos(angles)) * (width - 1) / 2), 0, width - 1).astype(int)
        y = np.clip(np.round((1 + radius * np.sin(angles)) * (height - 1) / 2), 0, height - 1).astype(int)
        is_drawn |= shape[y, x] > 0
    corner = shape[: max(1, height // 10), : max(1, width // 10)]
    return bool(is_drawn.mean() >= 0.95 and not corner.any())


def _is_hollow(pixels: Pixels) -> bool:
    """Whether a circle is empty inside its line, unlike a filled disc; there may be a dot in its middle."""
    height, width = pixels.shape[:2]
    angles = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    x = np.round((1 + HOLLOW_RADIUS * np.cos(angles)) * (width - 1) / 2).astype(int)
    y = np.round((1 + HOLLOW_RADIUS * np.sin(angles)) * (height - 1) / 2).astype(int)
    inside = np.median(pixels[y, x], axis=0)
    corners = np.median(pixels[[0, 0, -1, -1], [0, -1, 0, -1]], axis=0)
    return bool(np.abs(inside - corners).max() <= MIN_STEP)
