"""Read a class list as people paste it, since a list of names that has to be retyped is never made.

Each of these lines is the name "García López, Ana"::

    García López, Ana
    1. García López, Ana (3A)
    •  García López, Ana – tercero B

Of a table with the headings ``Name;Grade``, the column with names is read.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from annotator.messages import Message
from annotator.privacy import PARTICLES, load_words
from annotator.privacy.roster_names import WORD
from annotator.script.problems import BadValueError
from annotator.text.folding import fold, visible

MAX_NAMES: Final = 5_000
"""Most names of a list."""
MAX_NAME_CHARS: Final = 200
"""Most characters of one name."""
_MAX_WORDS: Final = 6
"""Most words of one name, without particles."""
_NAME_HEADINGS: Final = load_words("list", "name_headings")
"""Words of a heading above names. They are no one's name, so a line with one of them is no name."""
_NAME_PARTS: Final = load_words("list", "name_parts")
"""Further words of headings above names, such as "first" and "last"."""
_OTHER_HEADINGS: Final = load_words("list", "other_headings")
"""Words of a heading above something else. They are no one's name, either."""
_GRADES: Final = _OTHER_HEADINGS | load_words("list", "grades")
"""Words that lists have beside a name: grades, classes, headings of other columns."""
_SEPARATORS: Final = "\t;|"
"""The delimiters of cells that are looked for first; else it is a comma."""
_REMARK: Final = re.compile(r"[\s\ufeff]*#(?!\d)")
"""The beginning of a remark: "# third grade"; "#3 Ana" is the name of a list's third."""
_DASH: Final = re.compile(r"\s+[–—/-]+\s+")
"""A dash or slash between a name and a grade: "Ana García – 3A"."""
_BULLET: Final = re.compile(r"(?:\s*(?:\[[ xX]?\]|\(?#?\d{1,3}[.)\]:]+|\(?[a-zA-Z]\)|[^\w\s\"“«(]+))*\s*")
"""Bullets at the beginning of a line, or nothing: "[x] ", "(12) ", "a) ", "• "."""
_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_ADDRESS: Final = re.compile(r"<?\S+@\S+")
_NUMBER: Final = re.compile(r"(?<![^\W\d_])\d[\w.ªº°]*(?:\s+[A-Z](?!\w))?|\d+")
"""A number, a grade such as "3.º B", or the digits at the end of a user name."""
_EDGES: Final = " .,:;*•–—-\"'“”«»‘’´`"
"""Characters that are taken away at the ends of a name."""
_IN_NAMES: Final = frozenset(" .,'’‘´`-·")
"""Characters of names besides letters and accents."""
_WORD_BREAK: Final = re.compile("\u200b+(?=[A-ZÁÉÍÓÚÑÜ])")
_GARBLED: Final = re.compile(r"[ÃÂ](?:[^\w\s.,-]|[\d_ªº²³¹µ¼½¾ƒˆŠŒŽšœžŸ])")
"""An accented letter of UTF-8 that was read as Windows-1252, such as "Ã©" for é; "SÃO" is none."""


def parse_roster(text: str) -> tuple[str, ...]:
    """The names in a list, each once, without bullets, numbers, grades and invisible characters.

    A line is a person, as ``Ana García López``, ``García López, Ana`` or ``Ana García (3A)``; one that begins with # is a
    remark, unless a digit follows. Below a line of headings such as ``Name,Grade``, the columns with names count. Names of two
    persons in a line become one, which covers both.

    Raises BadValueError, with the number of the line, for one that can't be understood, and for too many names. No message
    repeats a name.
    """
    reader = _ListReader()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not _REMARK.match(line):
            reader.read_line(line, number)
    names = tuple(dict.fromkeys(reader.names))
    if len(names) > MAX_NAMES:
        template = "The list has more than {n} names."
        raise BadValueError(Message(template, n=f"{MAX_NAMES:,}"), "Keep those who are on your screens.")
    return names


@dataclass
class _ListReader:
    """Reads the lines of a list in order, since headings decide how the lines below them are read.

    Attributes:
        names: the names so far.
        columns: the indices of the columns with names below a line of headings; None without headings.
        delimiter: the separator of cells: that of the headings, else that of the last line.
    """

    names: list[str] = field(default_factory=list)
    columns: tuple[int, ...] | None = None
    delimiter: str = ","

    def read_line(self, line: str, number: int) -> None:
        """Add the name in a line, in each way to read its invisible spaces, or take it for headings. Raises BadValueError."""
        # A space that nobody sees ends a word before a capital, or is within one: "Ana|García", "GAR|CÍA".
        as_typed, with_spaces = visible(line).text, visible(_WORD_BREAK.sub(" ", line)).text
        # As it is, since a soft hyphen is half of a garbled í; and as seen, since an invisible space may split such a pair.
        if _GARBLED.search(line) or _GARBLED.search(as_typed):
            message = "Line {number} of the list has letters that were garbled when it was saved."
            raise _line_error(message, "Type the name again.", number)
        for text in dict.fromkeys((as_typed, with_spaces)):
            cells = self._split_line(text, number)
            headed_columns = _find_name_columns(cells)
            if headed_columns is not None:
                self.columns = headed_columns if len(cells) > 1 else None
            elif any(cells):
                name = _read_name(cells, number) if self.columns is None else _join_columns(cells, self.columns, number)
                _check_name(name, number)
                self.names.append(name)

    def _split_line(self, text: str, number: int) -> list[str]:
        """The cells of a line; without headings above it, it may begin with a bullet, and its delimiter is its own."""
        if self.columns is None:
            self.delimiter = next((separator for separator in _SEPARATORS if separator in text), ",")
            text = _BULLET.sub("", text, count=1)
        return _split_cells(text, self.delimiter, number)


def _split_cells(line: str, delimiter: str, number: int) -> list[str]:
    """The cells of a line, as in a CSV file. Raises BadValueError for a quote that isn't closed."""
    if '"' not in line:
        return [cell.strip() for cell in line.split(delimiter)]
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True)
    except (csv.Error, ValueError) as error:
        message = "Line {number} of the list has a quote that is not closed, or has text behind it."
        raise _line_error(message, 'Take the " away.', number) from error
    return [cell.strip() for cell in cells]


def _find_name_columns(cells: Sequence[str]) -> tuple[int, ...] | None:
    """The indices of the columns with names, if the cells are headings; else None."""
    words = [set(re.findall(r"[^\W_]+", fold(cell))) - PARTICLES for cell in cells]
    name_columns = tuple(
        column for column, cell_words in enumerate(words) if cell_words and cell_words <= _NAME_HEADINGS | _NAME_PARTS
    )
    are_headings = any(words[column] & (_NAME_HEADINGS | {"first", "last"}) for column in name_columns)
    return name_columns if are_headings else None


def _read_name(cells: Sequence[str], number: int) -> str:
    """The name in the cells of a line without headings, besides grades. Raises BadValueError for three names or more."""
    parts = [_clean(part) for cell in cells for part in _DASH.split(cell)]
    parts = [part for part in parts if part]
    names = parts[:1] + [part for part in parts[1:] if not _is_grade(part)]
    if len(names) > 2:  # two may be a family name and a given name
        message = "Line {number} of the list has several names."
        remedy = 'Write one name on each line, or headings such as "Name,Grade" above them.'
        raise _line_error(message, remedy, number)
    return ", ".join(names)


def _join_columns(cells: Sequence[str], columns: tuple[int, ...], number: int) -> str:
    """The name in some columns of a line below headings. Raises BadValueError if the line lacks one of them."""
    if len(cells) <= max(columns):
        message = "Line {number} of the list has fewer values than the headings above it."
        raise _line_error(message, "Fill it in, or take it away.", number)
    parts = [_clean(cells[column]) for column in columns]
    return " ".join(part for part in parts if part)


def _check_name(name: str, number: int) -> None:
    """Raise BadValueError for a text that can't be a person's name."""
    words = [word for word in map(fold, WORD.findall(name)) if word not in PARTICLES]
    if not words:
        raise _line_error("Line {number} of the list has no name.", "Take it away, or write # before it.", number)
    if any(word in _NAME_HEADINGS | _OTHER_HEADINGS for word in words):
        message = "Line {number} of the list reads like a heading."
        raise _line_error(message, "Take it away, or write # before it.", number)
    if not all(char.isalpha() or char in _IN_NAMES or unicodedata.category(char)[0] == "M" for char in name):
        raise _line_error(
            "Line {number} of the list has a character that is in no name.", "Type the name again.", number
        )
    if len(words) > _MAX_WORDS or len(name) > MAX_NAME_CHARS:
        message = "Line {number} of the list is too long for a name."
        raise _line_error(message, "Write one name on each line.", number)


def _line_error(message: str, remedy: str, number: int) -> BadValueError:
    """The error for a line, by its number: no message repeats a name."""
    return BadValueError(Message(message, number=number), remedy)


def _clean(cell: str) -> str:
    """A name without the numbers, grades and addresses around it: ``Ana García`` of ``1. Ana García (3A)``."""
    text = _BULLET.sub("", cell, count=1)
    text = _BRACKETS.sub(lambda bracket: " " if _is_grade(bracket[1]) else f" {bracket[1]} ", text)
    text = _ADDRESS.sub(" ", text)
    return " ".join(_NUMBER.sub(" ", text).strip(_EDGES).split())


def _is_grade(text: str) -> bool:
    """Whether a text is a grade or a class, such as "3A", "B" or "tercero"."""
    words = [fold(word) for word in WORD.findall(text)]
    return all(len(word) == 1 or word in _GRADES or any(letter.isdigit() for letter in word) for word in words)
