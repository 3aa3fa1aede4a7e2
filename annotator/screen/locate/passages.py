"""Join the lines of a screenshot to passages, so that a wording is found that is broken over several lines.

A passage keeps the origin of each character, so that a part of it has a box (`span_box`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.text.folding import fold_character

MAX_LINES: Final = 3
"""Maximum number of lines of a button over which a wording may be broken."""


@dataclass(frozen=True, slots=True)
class PassageCharacter:
    """A folded character and its origin: the "u" of "Unirse" in the fourth line is ``PassageCharacter("u", 3, 0)``.

    Attributes:
        folded: the character, folded.
        line: the number of its line, from 0; -1 for the space between two lines.
        index: its index in the text of that line, or -1.
    """

    folded: str
    line: int
    index: int


Passage = Sequence[PassageCharacter]
_SPACE: Final = PassageCharacter(" ", -1, -1)


def list_passages(texts: Sequence[TextLine]) -> Sequence[Passage]:
    """Each line as a passage, then each run of up to MAX_LINES lines in which each may continue the one before."""
    return _list_passages(tuple(texts))


@lru_cache(maxsize=4)  # many wordings are looked for among the texts of one picture
def _list_passages(texts: tuple[TextLine, ...]) -> Sequence[Passage]:
    single = [fold_line(texts, number) for number in range(len(texts))]
    passages: list[Passage] = [*single]
    runs = [[number] for number in range(len(texts))]
    for _ in range(MAX_LINES - 1):
        runs = [
            [*run, below]
            for run in runs
            for below in range(len(texts))
            if below not in run and reads_on(texts[run[-1]].box, texts[below].box)
        ]
        for run in runs:
            joined: list[PassageCharacter] = []
            for number in run:
                joined += ([_SPACE] if joined else []) + single[number]
            passages.append(joined)
    return passages


def reads_on(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` may be the next line of the same text: of similar height, close below, and aligned or centred."""
    height = max(upper.h, lower.h)
    gap = lower.y - upper.bottom
    if not -0.4 * height < gap < 0.9 * height or height > 1.7 * min(upper.h, lower.h):
        return False
    offsets = (lower.x - upper.x, lower.right - upper.right, (lower.x + lower.right - upper.x - upper.right) / 2)
    return min(abs(offset) for offset in offsets) < 1.2 * height


def fold_line(texts: Sequence[TextLine], number: int) -> list[PassageCharacter]:
    """The folded characters of line ``number``, without leading and repeated spaces."""
    found: list[PassageCharacter] = []
    for index, character in enumerate(texts[number].text):
        for folded in fold_character(character):
            if not (folded.isspace() and (not found or found[-1].folded == " ")):
                found.append(PassageCharacter(" " if folded.isspace() else folded, number, index))
    return found


def join_characters(passage: Passage) -> str:
    """A passage as text."""
    return "".join(character.folded for character in passage)


def line_numbers(passage: Passage) -> set[int]:
    """The numbers of the lines that a passage comes from."""
    return {character.line for character in passage} - {-1}


def find_words(passage: Passage) -> list[tuple[int, int]]:
    """The words of a passage as (start, end), without the punctuation around them."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for i, character in enumerate([*passage, _SPACE]):
        if character.folded == " ":
            if start is not None:
                word = [k for k in range(start, i) if passage[k].folded.isalnum()]
                if word:
                    spans.append((word[0], word[-1] + 1))
            start = None
        elif start is None:
            start = i
    return spans


def is_sideways(line: TextLine) -> bool:
    """Whether a text is on its side: several characters in a box that is much higher than wide."""
    return len(line.text) > 1 and boxes.is_standing(line.box)


def span_box(line: TextLine, start: int, end: int) -> Box:
    """The box of the characters ``start`` to ``end`` of a line; interpolated if their columns are unknown.

    Of a text on its side it is always the whole box: its characters are above one another.
    """
    if is_sideways(line):
        return line.box
    count = len(line.text)
    if len(line.columns) == count + 1:
        left, right = line.columns[start], line.columns[end]
    else:
        left, right = (line.box.x + round(line.box.w * n / count) for n in (start, end))
    return Box(left, line.box.y, max(1, right - left), line.box.h)
