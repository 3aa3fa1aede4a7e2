"""A picture as a match sees it: its texts, icons and looks, without its pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.match.looks import EDGE_GRID, SHAPE_SIDE, Floats, Looks, list_marks, read_rows
from annotator.screen.match.text_kinds import count_kinds, find_stems, fold_words
from annotator.screen.propose.screen_words import guess_language
from annotator.screen.screen_texts import STATUS_BAR, Place, ScreenTexts
from annotator.screen.status_bar import read_clock

MAX_DOT: Final = 0.4
"""Longer side, in em, up to which a mark is a dot rather than an icon."""
LATIN: Final = "\u024f"
"""The last letter that counts as Latin; those beyond it with accents are plain once folded."""
HEADER_SHARE: Final = 0.2
"""Height of a header, as a fraction of the screen's: from its top, or from its first word, which may be below a large picture."""
MIN_TITLE_CHARACTERS: Final = 3
"""Minimum number of characters of a text in the first row; shorter ones may be icons."""
SAME_ROW: Final = 0.6
"""Distance from the middle of a word, in its height, below which the middle of something is in its row."""


@dataclass(frozen=True, eq=False)
class Reading(ScreenTexts):
    """What was read on a picture; boxes are in pixels of its screen, which may have margins around it.

    Attributes:
        texts: the lines of text in reading order.
        size: width and height of the screen.
        all_marks: the boxes of `list_marks` on the whole picture, its margins too.
        looks: how it looks; ``looks.shapes`` are those of ``all_marks``.
        corner: where the screen begins on the picture.
    """

    texts: tuple[TextLine, ...]
    size: tuple[int, int]
    all_marks: tuple[Box, ...]
    looks: Looks
    corner: tuple[int, int] = (0, 0)

    @classmethod
    def of(
        cls,
        texts: tuple[TextLine, ...],
        size: tuple[int, int],
        icons: tuple[Box, ...],
        looks: Looks,
        screen: Box | None = None,
    ) -> Reading:
        """The reading of a picture of ``size``; of one with margins around its ``screen``, without the texts on them."""
        x, y, *sides = (0, 0, *size) if screen is None else screen.numbers
        lines = (line for line in texts if screen is None or boxes.center_in(line.box, screen))
        inside = tuple(TextLine(line.text, boxes.shifted(line.box, -x, -y), line.score) for line in lines)
        all_marks = tuple(boxes.shifted(mark, -x, -y) for mark in list_marks(icons, texts))
        return cls(inside, (sides[0], sides[1]), all_marks, looks, (x, y))

    @cached_property
    def top(self) -> float:
        """The lower end of the bar with the clock; 0 where no clock is: app stores show screens without it."""
        return STATUS_BAR * self.height if read_clock(self.texts, self.height) is not None else 0

    def to_screen(self, box: Box) -> Box:
        """A box of the picture, moved to where it is on its screen."""
        return boxes.shifted(box, -self.corner[0], -self.corner[1])

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.size[0]

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.size[1]

    @cached_property
    def folded(self) -> list[str]:
        """The texts of the words as `fold_words` writes them."""
        return [fold_words(word.text) for word in self.words]

    @cached_property
    def language(self) -> str | None:
        """The language that most of its words tell, or None; "und" if most letters aren't Latin."""
        letters = [letter for text in self.folded for letter in text if letter.isalpha()]
        if sum(letter > LATIN for letter in letters) > len(letters) / 2:
            return "und"
        return guess_language(word.text for word in self.words)

    @cached_property
    def first_row(self) -> NDArray[Any]:
        """Which of the words (n) are in the topmost row, if that is where a title is; those that may be icons don't count."""
        long = np.array([len(text) >= MIN_TITLE_CHARACTERS for text in self.folded], bool)
        middles = self.word_boxes[:, 1] + self.word_boxes[:, 3] / 2
        high: NDArray[Any] = long & (middles < HEADER_SHARE * self.height)
        if high.any():
            first = int(np.where(high, middles, np.inf).argmin())
            high &= middles - middles[first] < max(self.em, SAME_ROW * self.word_boxes[first, 3])
        return high

    @property
    def header(self) -> NDArray[Any]:
        """Which of the words (n) are in the header, which begins with the highest of them."""
        tops = self.word_boxes[:, 1]
        return np.asarray(tops < tops.min(initial=np.inf) + HEADER_SHARE * self.height)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words, as a set without order: lines may be broken elsewhere, and related languages share many."""
        return find_stems(self.folded)

    @cached_property
    def kind_weights(self) -> dict[str, float]:
        """The kinds of its words, each with the logarithm of one more than their number."""
        counts = count_kinds(word.text for word in self.words)
        return {kind: math.log1p(count) for kind, count in counts.items()}

    @cached_property
    def marks(self) -> tuple[Place, ...]:
        """The icons of ``all_marks``, with their shapes: those that begin below `top` and are larger than dots."""
        pairs = zip(self.all_marks, self.looks.shapes, strict=True)
        max_dot = MAX_DOT * self.em
        return tuple(Place(box, icon=shape) for box, shape in pairs if box.y > self.top and max(box.w, box.h) > max_dot)

    @cached_property
    def word_boxes(self) -> Floats:
        """The boxes (n, 4) of the words."""
        return np.array([word.box.numbers for word in self.words], np.float32).reshape(-1, 4)

    @cached_property
    def mark_boxes(self) -> Floats:
        """The boxes (n, 4) of the marks."""
        return np.array([mark.box.numbers for mark in self.marks], np.float32).reshape(-1, 4)

    @cached_property
    def has_icon(self) -> NDArray[Any]:
        """Which of the words (n) have an icon in their row: a switch, a box to tick, a pictogram."""
        word_middles, mark_middles = (rows[:, 1] + rows[:, 3] / 2 for rows in (self.word_boxes, self.mark_boxes))
        distances = np.abs(word_middles[:, None] - mark_middles)
        return np.asarray((distances < SAME_ROW * self.word_boxes[:, 3:]).any(axis=1))

    @cached_property
    def shape_rows(self) -> Floats:
        """The shapes of the marks, a row each."""
        return read_rows([mark.icon for mark in self.marks], SHAPE_SIDE**2)

    @cached_property
    def edge_row(self) -> Floats:
        """The edges as one row."""
        return read_rows([self.looks.edges], EDGE_GRID[0] * EDGE_GRID[1]).ravel()
