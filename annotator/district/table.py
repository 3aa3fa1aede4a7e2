"""Read a table of schools as spreadsheet programs save it: with commas, semicolons or tabs, in several encodings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.messages import Message
from annotator.script import BadValueError, school_fields
from annotator.script.folder import decode_any
from annotator.script.keywords import find_nearest
from annotator.script.problems import ProblemLog, suggest
from annotator.text.folding import fold

FIELDS = {field.attribute: field for field in school_fields.FIELDS if field.has_column}
"""The key of ``school.toml`` that each column has the value of."""
COLUMNS = (*FIELDS, "consent")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Row:
    """A row of the table: its first line, counted from 1, and its values by column, without the empty ones."""

    line: int
    values: dict[str, str]


def read_table(data: bytes, log: ProblemLog) -> tuple[Row, ...]:
    """The rows of a table with a line of ``COLUMNS`` at its top; empty rows are left out.

    Problems go to ``log``; a row with a problem is left out, and all are if the first line has one. Raises BadValueError
    for bytes that are no table.
    """
    text = decode_any(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    lines = _split(text, delimiter)
    heading = next(lines, None)
    if heading is None:
        raise BadValueError("It has no rows.", "Its first line has the columns: {columns}.", columns=", ".join(COLUMNS))
    columns = _read_heading(*heading, log)
    if log.has_problems:  # a column that is spelt wrong would be missing in every school
        return ()
    rows = []
    for line, cells in lines:
        if any(cells[len(columns) :]):
            log.add_problem(
                line,
                "The row has {cells} values, but the first line has {columns} columns.",
                'Put a value that has a "{delimiter}" in it into quotes, as spreadsheet programs do.',
                cells=len(cells),
                columns=len(columns),
                delimiter=delimiter,
            )
            continue
        pairs = zip(columns, cells, strict=False)
        rows.append(Row(line, {column: cell for column, cell in pairs if column and cell}))
    return tuple(rows)


def _split(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty with its first line, its cells stripped."""
    # Strict: a quote that is not closed would make one value of all rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            stripped = [" ".join(cell.strip().splitlines()) for cell in cells]
            if any(stripped):
                yield line, stripped
    except csv.Error as error:
        raise BadValueError(
            "The row in line {before} cannot be read.",
            'Look for a quote (") that is not closed, or has text behind it, and take it away.',
            before=before + 1,
        ) from error


def _read_heading(line: int, cells: Sequence[str], log: ProblemLog) -> list[str]:
    """The column of each cell of the first line; an empty text for one that is not known, or is there twice."""
    columns: list[str] = []
    for cell in cells:
        column = _normalize(cell)
        if column in COLUMNS and column not in columns:
            columns.append(column)
            continue
        columns.append("")
        if column in COLUMNS:
            log.add_problem(line, 'The column "{cell}" is there twice.', "Take one of the two away.", cell=cell)
        elif cell:
            known = "Take that column away, or give it one of these names: {columns}."
            remedy = suggest(find_nearest(column, COLUMNS), Message(known, columns=", ".join(COLUMNS)))
            log.add_problem(line, Message('"{cell}" is not a column here.', cell=cell), remedy)
    if "name" not in columns:
        log.add_problem(
            line, 'There is no column "name".', "The first line has the columns: {columns}.", columns=", ".join(COLUMNS)
        )
    return columns


def _normalize(cell: str) -> str:
    return "_".join(fold(cell).replace("-", " ").replace("_", " ").split())


_SHORTENED = re.compile(r"\d[.,]\d+[eE]\+?\d+")
"""A long number as a spreadsheet shows, and saves, it in a narrow column: ``4,10556E+09``."""
_SPOILT = re.compile(r"#{3,}|#[^\s\d]+[?!]|#DIV/0!|#N/[AD]")
"""What is saved in place of a value: of a column that is too narrow, or of a formula with an error (``#NAME?``)."""
_DAY_OR_MONTH = r"(0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"{_DAY_OR_MONTH}([/.-]){_DAY_OR_MONTH}\2(19|20)?\d\d|(19|20)\d\d-{_DAY_OR_MONTH}-{_DAY_OR_MONTH}")


def find_mangled(line: int, values: dict[str, str], log: ProblemLog) -> None:
    """Report the values of a row, by column, that a spreadsheet program has spoilt."""
    for column, text in values.items():
        if _SPOILT.fullmatch(text):
            log.add_problem(
                line,
                "{column}: the spreadsheet program saved “{text}” in place of a value.",
                "Make the column wider and format it as text, then write the value again.",
                column=column,
                text=text,
            )
    phone = values.get("phone", "")
    if _SHORTENED.fullmatch(phone):
        log.add_problem(
            line,
            "phone: “{phone}” was shortened by the spreadsheet program.",
            "Format the column as text, and write the number again.",
            phone=phone,
        )
    elif _DATE.fullmatch(phone):
        log.add_warning(
            line,
            "phone: “{phone}” looks like a date.",
            "If the spreadsheet program made it of a number, format the column as text, and write the number again.",
            phone=phone,
        )
