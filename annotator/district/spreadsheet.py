"""Read a table as spreadsheet programs save it: with commas, semicolons or tabs, in one of several encodings.

They also spoil values: a long number becomes ``4.1E+09`` in a narrow column, and a phone number a date. What looks spoilt is
reported.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.messages import Message
from annotator.script import BadValueError
from annotator.script.files.text_files import decode_any
from annotator.script.keywords import find_nearest
from annotator.script.problems import ProblemLog, suggest
from annotator.text.folding import fold

_DELIMITERS = ",;\t"
_SHORTENED_NUMBER = re.compile(r"\d[.,]\d+[eE]\+?\d+")
"""A long number as a spreadsheet shows, and saves, it in a narrow column: ``4,10556E+09``."""
_SPOILT_VALUE = re.compile(r"#{3,}|#[^\s\d]+[?!]|#DIV/0!|#N/[AD]")
"""The text saved in place of a value in a narrow column (``####``), or of a formula with an error (``#NAME?``)."""
_DAY_OR_MONTH = r"(0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"{_DAY_OR_MONTH}([/.-]){_DAY_OR_MONTH}\2(19|20)?\d\d|(19|20)\d\d-{_DAY_OR_MONTH}-{_DAY_OR_MONTH}")
"""What looks like a date: ``10/5/2055``, ``10.5.55`` or ``2055-10-05``."""


@dataclass(frozen=True)
class Row:
    """A row of the table: its first line, from 1, and its non-empty values by column: ``Row(2, {"name": "Los Robles"})``."""

    line: int
    values: dict[str, str]


def split_table(data: bytes, known_columns: Sequence[str], log: ProblemLog) -> tuple[Row, ...]:
    """The rows of a table with a line of ``known_columns`` at its top; empty rows are left out.

    Problems go to ``log``; a row with a problem is left out, and all are if the first line has one. Raises BadValueError
    for bytes that are no table.
    """
    text = decode_any(data)
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    lines = _split_rows(text, delimiter)
    heading = next(lines, None)
    if heading is None:
        remedy = "Its first line has the columns: {columns}."
        raise BadValueError("It has no rows.", remedy, columns=", ".join(known_columns))
    columns = _read_heading(*heading, known_columns, log)
    if log.has_problems:  # a column that is spelt wrong would be missing in every school
        return ()
    rows = []
    for line, cells in lines:
        if any(cells[len(columns) :]):
            message = "The row has {cells} values, but the first line has {columns} columns."
            remedy = 'Put a value that has a "{delimiter}" in it into quotes, as spreadsheet programs do.'
            log.add_problem(line, message, remedy, cells=len(cells), columns=len(columns), delimiter=delimiter)
            continue
        pairs = zip(columns, cells, strict=False)
        rows.append(Row(line, {column: cell for column, cell in pairs if column and cell}))
    return tuple(rows)


def _split_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with its first line, its cells stripped. Raises BadValueError for one that can't be read."""
    # Strict: a quote that is not closed would make one value of all rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines_read = 0
    try:
        for cells in reader:
            line, lines_read = lines_read + 1, reader.line_num
            stripped = [" ".join(cell.strip().splitlines()) for cell in cells]
            if any(stripped):
                yield line, stripped
    except csv.Error as error:
        remedy = 'Look for a quote (") that is not closed, or has text behind it, and take it away.'
        raise BadValueError("The row in line {before} cannot be read.", remedy, before=lines_read + 1) from error


def _read_heading(line: int, cells: Sequence[str], known_columns: Sequence[str], log: ProblemLog) -> list[str]:
    """The column of each cell of the first line; an empty text for one that is not known, or is there twice."""
    columns: list[str] = []
    for cell in cells:
        # As somebody may have typed it: "Person-Languages " is person_languages.
        column = "_".join(fold(cell).replace("-", " ").replace("_", " ").split())
        if column in known_columns and column not in columns:
            columns.append(column)
            continue
        columns.append("")
        if column in known_columns:
            log.add_problem(line, 'The column "{cell}" is there twice.', "Take one of the two away.", cell=cell)
        elif cell:
            known = "Take that column away, or give it one of these names: {columns}."
            remedy = suggest(find_nearest(column, known_columns), Message(known, columns=", ".join(known_columns)))
            log.add_problem(line, Message('"{cell}" is not a column here.', cell=cell), remedy)
    if "name" not in columns:
        remedy = "The first line has the columns: {columns}."
        log.add_problem(line, 'There is no column "name".', remedy, columns=", ".join(known_columns))
    return columns


def find_mangled(line: int, values: dict[str, str], log: ProblemLog) -> None:
    """Report the values of a row, by column, that a spreadsheet program has spoilt."""
    for column, text in values.items():
        if _SPOILT_VALUE.fullmatch(text):
            message = "{column}: the spreadsheet program saved “{text}” in place of a value."
            remedy = "Make the column wider and format it as text, then write the value again."
            log.add_problem(line, message, remedy, column=column, text=text)
    phone = values.get("phone", "")
    if _SHORTENED_NUMBER.fullmatch(phone):
        remedy = "Format the column as text, and write the number again."
        log.add_problem(line, "phone: “{phone}” was shortened by the spreadsheet program.", remedy, phone=phone)
    elif _DATE.fullmatch(phone):
        remedy = (
            "If the spreadsheet program made it of a number, format the column as text, and write the number again."
        )
        log.add_warning(line, "phone: “{phone}” looks like a date.", remedy, phone=phone)
