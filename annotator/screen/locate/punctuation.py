"""Tell punctuation from look-alike icons: dots, a plus, a cross, a dash."""

from __future__ import annotations

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
MAX_HEIGHT: Final = 1.25
"""Maximum height of punctuation, in heights of its text."""
MAX_GAP: Final = 0.4
"""Maximum gap between punctuation and the next character, in heights of the text; icons keep more distance."""
MAX_SHORT_TEXT_GAP: Final = 0.2
"""The same in a text with fewer than LETTERS: the plus of a grade, "B+"."""
MIN_DOT_CENTER: Final = 0.62
"""Centre of dots on the baseline, as a fraction of the text's height from its top, at least; an icon is at half of it."""
MAX_DOT_HEIGHT: Final = 0.35
"""Maximum height of dots, in heights of the text."""
SIDE_ROOM: Final = 1.2
"""How far beyond the ends of a text its punctuation is searched for, in its heights: OCR leaves some out."""


@dataclass(frozen=True, eq=False)
class _TextInk:
    """Where a text has ink.

    ``box`` is that of the text with room at both ends, in pixels; ``ink`` (h, w) tells which of its pixels are drawn on
    the background; ``sure`` whether the text has LETTERS.
    """

    box: Box
    ink: NDArray[np.bool_]
    sure: bool


class Punctuation:
    """The punctuation of all texts on a screenshot (H, W, 3)."""

    def __init__(self, pixels: Pixels, texts: Sequence[TextLine]) -> None:
        height, width = pixels.shape[:2]
        self._texts: list[_TextInk] = []
        for text in texts:
            letters = sum(character.isalnum() for character in text.text)
            # OCR reads many an icon as a single letter.
            if letters and len(text.text.strip()) > 1 and text.box.w > text.box.h:
                room = round(SIDE_ROOM * text.box.h)
                wide = Box(text.box.x - room, text.box.y, text.box.w + 2 * room, text.box.h)
                box = boxes.clipped(wide, width, height)
                ink = _ink(pixels[box.y : box.bottom, box.x : box.right])
                self._texts.append(_TextInk(box, ink, letters >= MIN_LETTERS))
        self._tops = np.array([text.box.y for text in self._texts])
        self._bottoms = np.array([text.box.bottom for text in self._texts])

    def contains(self, box: Box, max_height: float = MAX_HEIGHT) -> bool:
        """Whether the shape in ``box`` is punctuation in one of the texts: at most ``max_height`` heights of it high."""
        level = np.flatnonzero((self._tops < box.bottom) & (self._bottoms > box.y))
        texts = (self._texts[number] for number in level)
        return any(
            _is_punctuation(text, box, max_height) for text in texts if boxes.overlap_coefficient(text.box, box) > 0.5
        )


def _ink(part: Pixels) -> NDArray[np.bool_]:
    gray = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY).astype(np.int16)
    off = np.abs(gray - np.median(gray))
    return np.asarray(off > max(24, 0.4 * float(np.percentile(off, 98))))


def _is_punctuation(text: _TextInk, box: Box, max_height: float) -> bool:
    """Whether the shape in ``box`` is a dot on the baseline, or as close to other ink as characters are."""
    own = boxes.clipped(boxes.shifted(box, -text.box.x, -text.box.y), text.box.w, text.box.h)
    rows, columns = np.nonzero(text.ink[own.y : own.bottom, own.x : own.right])
    if box.h > max_height * text.box.h or not len(rows):
        return False
    top, bottom = own.y + int(rows.min()), own.y + int(rows.max()) + 1
    if text.sure and bottom - top < MAX_DOT_HEIGHT * text.box.h and (top + bottom) / 2 > MIN_DOT_CENTER * text.box.h:
        return True
    drawn: NDArray[Any] = np.asarray(text.ink.any(axis=0))
    left, right = own.x + int(columns.min()), own.x + int(columns.max()) + 1
    # Its own soft edge may reach out of the box, and is no neighbour.
    for _ in range(max(1, box.w // 8)):
        left -= left > 0 and bool(drawn[left - 1])
        right += right < len(drawn) and bool(drawn[right])
    room = max(1, round((MAX_GAP if text.sure else MAX_SHORT_TEXT_GAP) * text.box.h))
    before, after = drawn[max(0, left - room) : left], drawn[right : right + room]
    return bool(before.any() or after.any())
