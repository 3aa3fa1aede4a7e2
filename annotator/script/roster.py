"""Accept a class list as people paste it, since a roster that has to be retyped is never made.

``1. García López, Ana (3A)`` is the name ``García López, Ana``; so is the same name in a list with bullets or in a table.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from annotator.messages import Message
from annotator.privacy import PARTICLES, load_words
from annotator.privacy.roster import WORD
from annotator.script.problems import BadValueError
from annotator.text.folding import fold, visible

MAX_NAMES: Final = 5_000
MAX_LETTERS: Final = 200
"""Most characters of one name."""
_MAX_WORDS: Final = 6
"""Most words of a line, without particles."""
_NAME_HEADINGS: Final = load_words("list", "name_headings")
"""Words of a heading above names. Nobody is called so: a line with one of them is no name."""
_NAME_PARTS: Final = load_words("list", "name_parts")
"""Further words of headings above names, such as "first" and "last"."""
_OTHER_HEADINGS: Final = load_words("list", "other_headings")
"""Words of a heading above something else. Nobody is called so, either."""
_GRADES: Final = _OTHER_HEADINGS | load_words("list", "grades")
"""Words that lists have beside a name: grades, classes, headings of other columns."""
_SEPARATORS: Final = "\t;|"
_DASH: Final = re.compile(r"\s+[–—/-]+\s+")
_BULLET: Final = re.compile(r"(?:\s*(?:\[[ xX]?\]|\(?#?\d{1,3}[.)\]:]+|\(?[a-zA-Z]\)|[^\w\s\"“«(]+))*\s*")
_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_ADDRESS: Final = re.compile(r"<?\S+@\S+")
_NUMBER: Final = re.compile(r"(?<![^\W\d_])\d[\w.ªº°]*(?:\s+[A-Z](?!\w))?|\d+")
"""A number, a grade such as "3.º B", or the digits at the end of a user name."""
_AROUND: Final = " .,:;*•–—-\"'“”«»‘’´`"
_IN_NAMES: Final = frozenset(" .,'’‘´`-·")
_WORD_BREAK: Final = re.compile("\u200b+(?=[A-ZÁÉÍÓÚÑÜ])")
_GARBLED: Final = re.compile(r"[ÃÂ](?![^\W\d_]|[\s.,-]|$)")
"""An accented letter of UTF-8 that was read as Windows-1252."""


def parse_roster(text: str) -> tuple[str, ...]:
    """The names in a list, each once, without bullets, numbers, grades and invisible characters.

    A line is a person, as ``Ana García López``, ``García López, Ana`` or ``Ana García (3A)``; one that begins with # is a
    remark. Below a line of headings such as ``Name,Grade``, the columns with names count. Names of two persons in a line
    become one, which covers both.

    Raises BadValueError, with the number of the line, for one that can't be understood. No message repeats a name.
    """
    names: dict[str, None] = {}
    delimiter, columns = "", None
    for number, typed in enumerate(text.splitlines(), 1):
        if not typed.strip() or re.match(r"[\s\ufeff]*#(?!\d)", typed):
            continue
        if _GARBLED.search(typed):
            raise BadValueError(
                Message("Line {number} of the list has letters that were garbled when it was saved.", number=number),
                "Type the name again.",
            )
        # A space that nobody sees ends a word before a capital, or is within one: "Ana|García", "GAR|CÍA".
        for line in dict.fromkeys((visible(typed).text, visible(_WORD_BREAK.sub(" ", typed)).text)):
            used = delimiter if columns else next((each for each in _SEPARATORS if each in line), ",")
            cells = _split(line if columns else _BULLET.sub("", line, count=1), used, number)
            if (found := _find_name_columns(cells)) is not None:
                delimiter, columns = used, found if len(cells) > 1 else None
            elif any(cells):
                names[_read_name(cells, columns, number)] = None
    if len(names) > MAX_NAMES:
        raise BadValueError(
            Message("The list has more than {n} names.", n=f"{MAX_NAMES:,}"), "Keep those who are on your screens."
        )
    return tuple(names)


def _split(line: str, delimiter: str, number: int) -> list[str]:
    if '"' not in line:
        return [cell.strip() for cell in line.split(delimiter)]
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True)
    except (csv.Error, ValueError) as error:
        raise BadValueError(
            Message("Line {number} of the list has a quote that is not closed, or has text behind it.", number=number),
            'Take the " away.',
        ) from error
    return [cell.strip() for cell in cells]


def _find_name_columns(cells: Sequence[str]) -> tuple[int, ...] | None:
    """The indices of the columns with names, if the cells are headings; else None."""
    words = [set(re.findall(r"[^\W_]+", fold(cell))) - PARTICLES for cell in cells]
    known = _NAME_HEADINGS | _NAME_PARTS
    columns = tuple(at for at, own in enumerate(words) if own and own <= known)
    return columns if any(words[at] & (_NAME_HEADINGS | {"first", "last"}) for at in columns) else None


def _read_name(cells: Sequence[str], columns: tuple[int, ...] | None, number: int) -> str:
    if columns is None:
        parts = [part for cell in cells for part in _DASH.split(cell)]
    elif len(cells) <= max(columns):
        raise BadValueError(
            Message("Line {number} of the list has fewer values than the headings above it.", number=number),
            "Fill it in, or take it away.",
        )
    else:
        parts = [cells[at] for at in columns]
    cleaned = [name for part in parts if (name := _clean(part))]
    if columns is None:
        cleaned = [name for at, name in enumerate(cleaned) if at == 0 or not _is_grade(name)]
        if len(cleaned) > 2:
            raise BadValueError(
                Message("Line {number} of the list has several names.", number=number),
                'Write one name on each line, or headings such as "Name,Grade" above them.',
            )
    name = (", " if columns is None else " ").join(cleaned)
    words = [word for found in WORD.findall(name) if (word := fold(found)) not in PARTICLES]
    if not words:
        raise BadValueError(
            Message("Line {number} of the list has no name.", number=number), "Take it away, or write # before it."
        )
    if any(word in _NAME_HEADINGS | _OTHER_HEADINGS for word in words):
        raise BadValueError(
            Message("Line {number} of the list reads like a heading.", number=number),
            "Take it away, or write # before it.",
        )
    if not all(each.isalpha() or each in _IN_NAMES or unicodedata.category(each)[0] == "M" for each in name):
        raise BadValueError(
            Message("Line {number} of the list has a character that is in no name.", number=number),
            "Type the name again.",
        )
    if len(words) > _MAX_WORDS or len(name) > MAX_LETTERS:
        raise BadValueError(
            Message("Line {number} of the list is too long for a name.", number=number), "Write one name on each line."
        )
    return name


def _clean(cell: str) -> str:
    """A name without the numbers, grades and addresses around it: ``Ana García`` of ``1. Ana García (3A)``."""
    text = _BRACKETS.sub(lambda found: " " if _is_grade(found[1]) else f" {found[1]} ", _BULLET.sub("", cell, count=1))
    return " ".join(_NUMBER.sub(" ", _ADDRESS.sub(" ", text)).strip(_AROUND).split())


def _is_grade(text: str) -> bool:
    """Whether a text is a grade or a class, such as "3A", "B" or "tercero"."""
    words = [fold(word) for word in WORD.findall(text)]
    return all(len(word) == 1 or word in _GRADES or any(letter.isdigit() for letter in word) for word in words)
