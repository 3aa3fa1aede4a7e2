"""Tells a sign of a text from an icon that looks like it: dots, a plus, a cross, a dash."""

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

LETTERS: Final = 3
"""Least letters of a text that surely is one; with fewer, what was read may be an icon itself."""
TALL: Final = 1.25
"""What is taller than that, in heights of the text, is no sign of it."""
SPACE: Final = 0.4
"""Greatest gap between a sign and its neighbour in a text, in heights of the text; icons keep more room."""
CLOSE: Final = 0.2
"""The same where there are fewer LETTERS: the plus of a grade, "B+"."""
LOW: Final = 0.62
"""Dots whose middle lies lower than this part of a text's height stand on its line; an icon stands at half of it."""
FLAT: Final = 0.35
"""Height of dots, at most, in heights of the text."""


@dataclass(frozen=True, eq=False)
class _TextRow:
    box: Box
    """With room at both ends, where the reader may have left out a sign."""
    ink: NDArray[Any]
    """(h, w), whether a pixel is drawn on the ground."""
    sure: bool
    """Whether it has LETTERS."""


class Writing:
    """The signs of all texts on a screenshot."""

    def __init__(self, pixels: Pixels, texts: Sequence[TextLine]) -> None:
        height, width = pixels.shape[:2]
        self._lines: list[_TextRow] = []
        for text in texts:
            letters = sum(character.isalpha() for character in text.text)
            # A single letter is how the reader sees many an icon.
            if letters and len(text.text.strip()) > 1 and text.box.w > text.box.h:
                room = round(1.2 * text.box.h)
                wide = Box(text.box.x - room, text.box.y, text.box.w + 2 * room, text.box.h)
                box = boxes.within(wide, width, height)
                self._lines.append(
                    _TextRow(box, _ink(pixels[box.y : box.bottom, box.x : box.right]), letters >= LETTERS)
                )
        self._tops = np.array([line.box.y for line in self._lines])
        self._bottoms = np.array([line.box.bottom for line in self._lines])

    def holds(self, box: Box) -> bool:
        """Whether what is drawn in ``box`` is a sign in one of the texts."""
        level = np.flatnonzero((self._tops < box.bottom) & (self._bottoms > box.y))
        lines = (self._lines[number] for number in level)
        return any(_in_line(line, box) for line in lines if boxes.overlap(line.box, box) > 0.5)


def _ink(part: Pixels) -> NDArray[Any]:
    gray = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY).astype(np.int16)
    off = np.abs(gray - np.median(gray))
    return np.asarray(off > max(24, 0.4 * float(np.percentile(off, 98))))


def _in_line(line: _TextRow, box: Box) -> bool:
    own = boxes.within(boxes.moved(box, -line.box.x, -line.box.y), line.box.w, line.box.h)
    rows, columns = np.nonzero(line.ink[own.y : own.bottom, own.x : own.right])
    if box.h > TALL * line.box.h or not len(rows):
        return False
    top, bottom = own.y + int(rows.min()), own.y + int(rows.max()) + 1
    if line.sure and bottom - top < FLAT * line.box.h and (top + bottom) / 2 > LOW * line.box.h:
        return True
    drawn: NDArray[Any] = np.asarray(line.ink.any(axis=0))
    left, right = own.x + int(columns.min()), own.x + int(columns.max()) + 1
    # Its own soft edge may reach out of the box, and is no neighbour.
    for _ in range(max(1, box.w // 8)):
        left -= left > 0 and bool(drawn[left - 1])
        right += right < len(drawn) and bool(drawn[right])
    room = max(1, round((SPACE if line.sure else CLOSE) * line.box.h))
    before, after = drawn[max(0, left - room) : left], drawn[right : right + room]
    return bool(before.any() or after.any())
