"""The error of all parsers here: a value that can't be parsed, with what to write instead."""

from __future__ import annotations


class BadValueError(Exception):
    """A value can't be parsed; ``message`` says what is wrong, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy
