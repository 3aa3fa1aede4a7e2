"""Judge what a tutorial is to become: whether a script can hold it, and what makes no sense."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from typing import Any, Literal

from annotator.edit.json_codec import to_json
from annotator.edit.script_file import parse, without_files
from annotator.errors import AnnotatorError
from annotator.messages import fill
from annotator.model import Tutorial
from annotator.script import Reading, write

ErrorCode = Literal["refused", "bad-request"]
MAX_TEXT = 1_000
"""The most characters in a text that is new."""


class ChangeError(AnnotatorError):
    """A change makes no sense here (``code`` "refused"), or the request for it is malformed ("bad-request")."""

    def __init__(self, message: str, remedy: str = "", *, code: ErrorCode = "refused", **parts: object) -> None:
        super().__init__(fill(message, parts), fill(remedy, parts))
        self.code = code


def judge(before: Tutorial, after: Tutorial, files: Collection[str]) -> tuple[str, Reading]:
    """The script of ``after``, which was ``before``, and what is read from it with these files in its folder.

    Raises ChangeError unless that is the same tutorial. What was odd before may stay.
    """
    for text in set(_list_texts(to_json(after, Tutorial))) - set(_list_texts(to_json(before, Tutorial))) - set(files):
        _check_text(text)
    _check_asides(before, after)
    script = write(after)
    reading = parse(script, frozenset(files))
    if reading.readable is None or without_files(reading.readable) != without_files(after):
        raise _unwritable_change(reading)
    return script, reading


def _list_texts(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for each in document.values() if isinstance(document, dict) else document:
            yield from _list_texts(each)


def _check_text(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise ChangeError("This text is too long.", "Write at most {max_text} characters.", max_text=f"{MAX_TEXT:,}")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        raise ChangeError("This text has a line break or a character that no screen can show.", "Type it again.")


def _check_asides(before: Tutorial, after: Tutorial) -> None:
    if _begins_with_aside(after) and not _begins_with_aside(before):
        raise ChangeError("An aside can't be the first: there is no step before it.", "Make it a step first.")
    asked = {step.questions for step in before.steps}
    for questions in (step.questions for step in after.steps if step.is_aside and step.questions not in asked):
        if not all(said.text for said in questions):
            raise ChangeError(
                "Without a question it would be a step for everybody.",
                "Write for whom it is, as a question, or make it a step for everybody.",
            )


def _begins_with_aside(tutorial: Tutorial) -> bool:
    return any(step.is_aside for step in tutorial.steps[:1])


def _unwritable_change(reading: Reading) -> ChangeError:
    """Why a change, once written, would not read back the same."""
    dropped = next((found for found in reading.problems if found.line in reading.dropped_lines), None)
    if dropped is not None:
        return ChangeError(dropped.message, dropped.remedy)
    return ChangeError("The script can't hold this.", "Write it shorter or simpler.")
