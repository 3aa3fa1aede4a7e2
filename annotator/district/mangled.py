"""Find values that a spreadsheet program has changed: numbers cut short, errors of formulas, dates made of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.model import Problem

_SHORTENED = re.compile(r"\d[.,]\d+[eE]\+?\d+")
"""A long number as a spreadsheet shows, and saves, it in a narrow column: ``4,10556E+09``."""
_SPOILT = re.compile(r"#{3,}|#[^\s\d]+[?!]|#DIV/0!|#N/[AD]")
"""What is saved in place of a value: of a column that is too narrow, or of a formula with an error (``#NAME?``)."""
_DAY_OR_MONTH = r"(0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"{_DAY_OR_MONTH}([/.-]){_DAY_OR_MONTH}\2(19|20)?\d\d|(19|20)\d\d-{_DAY_OR_MONTH}-{_DAY_OR_MONTH}")


def find_mangled(line: int, values: dict[str, str]) -> Iterator[Problem]:
    """Problems and warnings about the values of a row, by column. Their file is empty."""
    for column, text in values.items():
        if _SPOILT.fullmatch(text):
            yield Problem(
                "",
                line,
                f"{column}: the spreadsheet program saved “{text}” in place of a value.",
                "Make the column wider and format it as text, then write the value again.",
            )
    phone = values.get("phone", "")
    if _SHORTENED.fullmatch(phone):
        yield Problem(
            "",
            line,
            f"phone: “{phone}” was shortened by the spreadsheet program.",
            "Format the column as text, and write the number again.",
        )
    elif _DATE.fullmatch(phone):
        yield Problem(
            "",
            line,
            f"phone: “{phone}” looks like a date.",
            "If the spreadsheet program made it of a number, format the column as text, and write the number again.",
            "warning",
        )
