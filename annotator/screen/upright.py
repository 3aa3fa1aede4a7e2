"""Open a screenshot with its texts upright: a photo of a screen may lie on its side, and then no name on it can be read.

A picture is turned in memory alone. What a person decided (*Turn* in the editor) is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator.cache import Cache
from annotator.model import TextLine
from annotator.screen import load, ocr
from annotator.screen.load import Picture

SURE_SCORE: Final = 0.9
"""Minimum confidence of a line that counts as read; upside down, few letters reach it."""
WELL_READ: Final = 0.6
"""Minimum share of the letters that must be read for a picture to be upright for certain. On the labelled screens it is
0.9 and more; turned, 0.15 at most."""
MIN_LETTERS: Final = 4
"""Minimum number of letters that say anything: photos without texts have fewer."""
MARGIN: Final = 2
"""By how many times more letters must be read one way than another for that not to count."""


def open_upright(path: Path, cache: Cache, name: str | None = None) -> tuple[Picture, tuple[TextLine, ...]]:
    """Load the picture at ``path``, turned if it can be read only so, and read its texts.

    ``unsure`` if another way is read about as well, or better but little: then it is as it was. A picture that is read well
    as it is is read once, as is one without texts. Raises as `load.load`.
    """
    picture = load.load(path, name)
    lines = ocr.read_texts(picture, cache)
    read = _count_letters(lines)
    if picture.by_hand or not lines or _is_well_read(lines):
        return picture, lines
    most = 0
    for turn in (90, 270, 180):
        turned = picture.turned(turn)
        turned_lines = ocr.read_texts(turned, cache)
        letters = _count_letters(turned_lines)
        if letters >= MARGIN * read and _is_well_read(turned_lines):
            return turned, turned_lines
        most = max(most, letters)
    return replace(picture, unsure=most >= MIN_LETTERS and MARGIN * most > read), lines


def _is_well_read(lines: Sequence[TextLine]) -> bool:
    return _count_letters(lines) >= max(MIN_LETTERS, WELL_READ * sum(len(line.text) for line in lines))


def _count_letters(lines: Sequence[TextLine]) -> int:
    """How many letters are surely read in lines that run across; lines on their side are higher than wide."""
    return sum(len(line.text) for line in lines if line.score >= SURE_SCORE and line.box.w > line.box.h)
