"""Tell the punctuation of texts from icons, since a plus or three dots look like one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.load import Pixels

MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a text that is surely one; with fewer, OCR may have read an icon."""
MIN_INK_CONTRAST: Final = 24
"""Minimum difference (0..255) of ink from the median shade of its text."""
MIN_INK_SHARE: Final = 0.4
"""The same, as a fraction of the difference that two pixels of a hundred exceed."""
MAX_HEIGHT: Final = 1.25
"""Maximum height of punctuation, in heights of its text."""
MAX_GAP: Final = 0.4
"""Maximum gap between punctuation and other ink of its text, in heights of that; icons keep more distance."""
MAX_SHORT_TEXT_GAP: Final = 0.2
"""The same in a text with fewer than MIN_LETTERS, such as the plus of a grade, "B+"."""
MIN_DOT_CENTER: Final = 0.62
"""Centre of dots on the baseline, as a fraction of the text's height from its top, at least; an icon is at half of it."""
MAX_DOT_HEIGHT: Final = 0.35
"""Maximum height of dots, in heights of the text."""
END_ROOM: Final = 1.2
"""How far beyond the ends of a text its punctuation is searched for, in its heights: OCR leaves some out."""


@dataclass(frozen=True, eq=False)
class _TextInk:
    """The ink of a text, in which punctuation is searched for.

    For "Zoom…": ``_TextInk(Box(20, 300, 180, 36), ink, is_sure=True)``, with ``ink`` of the shape (36, 180).

    Attributes:
        box: the box of the text with room at both ends, in pixels.
        ink: the mask of the pixels that differ from the background, (h, w).
        is_sure: whether the text has at least MIN_LETTERS letters and digits, so that it is no misread icon.
    """

    box: Box
    ink: NDArray[np.bool_]
    is_sure: bool


class Punctuation:
    """The punctuation of the texts on a screenshot (H, W, 3), except texts of one character and those on their side."""

    def __init__(self, pixels: Pixels, texts: Sequence[TextLine]) -> None:
        height, width = pixels.shape[:2]
        self._texts: list[_TextInk] = []
        for text in texts:
            letters = sum(character.isalnum() for character in text.text)
            # OCR reads many an icon as a single letter.
            if letters and len(text.text.strip()) > 1 and text.box.w > text.box.h:
                room = round(END_ROOM * text.box.h)
                wide = Box(text.box.x - room, text.box.y, text.box.w + 2 * room, text.box.h)
                box = boxes.clipped(wide, width, height)
                ink = _ink(pixels[box.y : box.bottom, box.x : box.right])
                self._texts.append(_TextInk(box, ink, letters >= MIN_LETTERS))
        self._tops = np.array([text.box.y for text in self._texts])
        self._bottoms = np.array([text.box.bottom for text in self._texts])

    def contains(self, box: Box, max_height: float = MAX_HEIGHT) -> bool:
        """Whether the shape in ``box`` is punctuation in one of the texts, and at most ``max_height`` heights of that high."""
        beside = np.flatnonzero((self._tops < box.bottom) & (self._bottoms > box.y))
        texts = (self._texts[number] for number in beside)
        return any(
            _is_punctuation(text, box, max_height) for text in texts if boxes.overlap_coefficient(text.box, box) > 0.5
        )


def _ink(part: Pixels) -> NDArray[np.bool_]:
    """The pixels of a text that differ from its background, which has the median shade."""
    gray = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY).astype(np.int16)
    contrast = np.abs(gray - np.median(gray))
    return np.asarray(contrast > max(MIN_INK_CONTRAST, MIN_INK_SHARE * float(np.percentile(contrast, 98))))


def _is_punctuation(text: _TextInk, box: Box, max_height: float) -> bool:
    """Whether the shape in ``box`` is a dot on the baseline of a sure text, or as close to other ink as characters are."""
    inner = boxes.clipped(boxes.shifted(box, -text.box.x, -text.box.y), text.box.w, text.box.h)
    rows, columns = np.nonzero(text.ink[inner.y : inner.bottom, inner.x : inner.right])
    if box.h > max_height * text.box.h or not len(rows):
        return False
    top, bottom = inner.y + int(rows.min()), inner.y + int(rows.max()) + 1
    if text.is_sure and bottom - top < MAX_DOT_HEIGHT * text.box.h and (top + bottom) / 2 > MIN_DOT_CENTER * text.box.h:
        return True
    has_ink: NDArray[Any] = np.asarray(text.ink.any(axis=0))
    left, right = inner.x + int(columns.min()), inner.x + int(columns.max()) + 1
    # Its own soft edge may reach out of the box, and is no neighbour.
    for _ in range(max(1, box.w // 8)):
        left -= left > 0 and bool(has_ink[left - 1])
        right += right < len(has_ink) and bool(has_ink[right])
    room = max(1, round((MAX_GAP if text.is_sure else MAX_SHORT_TEXT_GAP) * text.box.h))
    before, after = has_ink[max(0, left - room) : left], has_ink[right : right + room]
    return bool(before.any() or after.any())
