"""Let the page change a tutorial as one JSON document, and accept only what a script can hold.

The page gets the whole tutorial as JSON, changes it, and sends it back. The new one is written as a script and read again: if
that isn't the same tutorial, the change is refused (`judge`). A step with ``- tap: Join`` is::

    {"picture": "01.png", "action": {"kind": "tap", "target": {"kind": "text", "wordings": ["Join"], …}, …}, …}

The second half (from `to_json`) converts any dataclass to JSON and back, by the types of its fields.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from annotator.edit.errors import ChangeError
from annotator.errors import AnnotatorError
from annotator.media.files import read_file, replacing
from annotator.model import ACTIONS, Action, Box, LangFile, Said, Tutorial
from annotator.script import SCRIPT, BadValueError, Reading, list_files, read, shipped_icons, write
from annotator.script.folder import decode, find_script

MAX_TEXT = 1_000
"""Maximum length of a new text, in characters."""


def judge(before: Tutorial, after: Tutorial, files: Collection[str]) -> tuple[str, Reading]:
    """The script of ``after``, which was ``before``, and what is read from it with these files in its folder.

    Raises ChangeError unless that is the same tutorial. What was odd before may stay.
    """
    after = _with_guesses_of(before, after)
    for text in set(_list_texts(to_json(after, Tutorial))) - set(_list_texts(to_json(before, Tutorial))) - set(files):
        check_text(text)
    _check_asides(before, after)
    script = write(after)
    reading = parse(script, frozenset(files))
    if reading.readable is None or without_files(reading.readable) != without_files(after):
        raise _unwritable_change(reading)
    return script, reading


def _with_guesses_of(before: Tutorial, after: Tutorial) -> Tutorial:
    """``after`` with those texts as guesses again that weren't changed: the page's JSON has only the words.

    Whoever takes the last guess of all steps takes the title and the reasons, too.
    """
    guesses = {(step.picture, said.lang, said.text) for step in before.steps for said in step.narration if said.guess}

    def marked(texts: tuple[Said, ...], picture: str = "") -> tuple[Said, ...]:
        return tuple(replace(said, guess=(picture, said.lang, said.text) in guesses) for said in texts)

    steps = tuple(replace(step, narration=marked(step.narration, step.picture)) for step in after.steps)
    if not any(step.is_guess for step in before.steps) or any(step.is_guess for step in steps):
        guesses |= {("", said.lang, said.text) for said in (*before.titles, *before.whys) if said.guess}
    return replace(after, titles=marked(after.titles), whys=marked(after.whys), steps=steps)


def _list_texts(document: Any) -> Iterator[str]:
    """All texts in a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for member in document.values() if isinstance(document, dict) else document:
            yield from _list_texts(member)


def check_text(text: str) -> None:
    """Raise ChangeError for a text that is too long, or can't be on one line of a script."""
    if len(text) > MAX_TEXT:
        raise ChangeError("This text is too long.", "Write at most {max_text} characters.", max_text=f"{MAX_TEXT:,}")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        raise ChangeError("This text has a line break or a character that no screen can show.", "Type it again.")


def _check_asides(before: Tutorial, after: Tutorial) -> None:
    """Raise ChangeError for a new aside (a step for some families only) that comes first, or has no question."""
    begins_with_aside, began_with_aside = (any(step.is_aside for step in t.steps[:1]) for t in (after, before))
    if begins_with_aside and not began_with_aside:
        raise ChangeError("An aside can't be the first: there is no step before it.", "Make it a step first.")
    old_questions = {step.questions for step in before.steps}
    for step in after.steps:
        if step.is_aside and step.questions not in old_questions and not all(said.text for said in step.questions):
            raise ChangeError(
                "Without a question it would be a step for everybody.",
                "Write for whom it is, as a question, or make it a step for everybody.",
            )


def _unwritable_change(reading: Reading) -> ChangeError:
    """Why a change, once written, would not read back the same."""
    dropped = [problem for problem in reading.problems if problem.line in reading.dropped_lines]
    if dropped:
        return ChangeError(dropped[0].message, dropped[0].remedy)
    return ChangeError("The script can't hold this.", "Write it shorter or simpler.")


class ChangedMeanwhileError(Exception):
    """The script on disk is not the one that was read or written last."""


@dataclass(frozen=True, slots=True)
class DiskState:
    """The state of a folder: the bytes of the script (None: it is missing), and the names of all files."""

    data: bytes | None
    files: frozenset[str]


@dataclass
class ScriptFile:
    """The script of one folder, under whatever spelling its name has there (``Tutorial.MD``)."""

    _folder: Path
    _name: str = SCRIPT

    def look(self) -> DiskState:
        """The current state of the folder. Raises OSError."""
        files = list_files(self._folder)
        try:
            self._name = find_script(files, self._folder)
        except BadValueError:
            return DiskState(None, files)
        return DiskState(read_file(self._folder / self._name), files)

    def write(self, text: str, expected: bytes | None) -> bytes:
        """Write the script whole or not at all, and return its bytes.

        Raises OSError, and ChangedMeanwhileError if the file there isn't ``expected``; None means a missing file.
        """
        now = self.look().data
        if now not in (expected, None):
            raise ChangedMeanwhileError
        data = text.encode()
        with replacing(self._folder / self._name) as temporary:
            temporary.write_bytes(data)
        return data


def text_of(data: bytes) -> str:
    """The script's text with its byte-order mark, if it has one. Raises BadValueError if it is not UTF-8."""
    decode(data)
    return data.decode("utf-8")


def parse(text: str, files: frozenset[str]) -> Reading:
    """Read a script as it would be read from the folder with these files."""
    return read(text, files, SCRIPT, shipped_icons())


def without_files(tutorial: Tutorial) -> Tutorial:
    """A tutorial as the script alone has it: without the memos and pictures that are found by their names."""
    steps = tuple(replace(step, pictures=(), memos=()) for step in tutorial.steps)
    return replace(tutorial, steps=steps, title_memos=(), end_memos=(), greetings=())


TEXTS = tuple[Said, ...]
_FOUND_BY_NAME = tuple[LangFile, ...]
_MOST = 1e9
"""Maximum of a tutorial's numbers; the comparison also refuses ``NaN``, which Python's JSON accepts."""


class MalformedError(AnnotatorError):
    """A JSON value is not of the type that it should have, which our page never sends."""

    code = "bad-request"


def to_json(value: Any, kind: Any) -> Any:
    """A value of a type as plain JSON: ``[24, 96, 48, 48]`` for a box, ``{"es": "Toque Unirse."}`` for texts by language."""
    if kind == TEXTS:
        return {said.lang: said.text for said in value}
    if isinstance(value, Box):
        return value.numbers
    if isinstance(value, tuple):
        return [to_json(item, get_args(kind)[0]) for item in value]
    if is_dataclass(value):
        value_class: Any = type(value)
        row = {name: to_json(getattr(value, name), field) for name, field in fields_of(value_class).items()}
        return row if len(classes_of(kind)) == 1 else {"kind": kind_of(value_class), **row}
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_json(row: object, kind: Any) -> Any:
    """The inverse of `to_json`. Raises MalformedError for another type, and for members that are unknown or missing."""
    if kind == TEXTS:
        return tuple(Said(_read_plain(lang, str), _read_plain(text, str)) for lang, text in _members(row).items())
    if get_origin(kind) is tuple:
        if not isinstance(row, list):
            raise _malformed(row)
        return tuple(from_json(item, get_args(kind)[0]) for item in row)
    if row is None and NoneType in choices_of(kind):
        return None
    if classes := classes_of(kind):
        return _read_object(_members(row), classes)
    return _read_plain(row, kind)


@cache
def fields_of(kind: type) -> Mapping[str, Any]:
    """The fields of a dataclass that are in its JSON, and their types."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind) if each.compare and hints[each.name] != _FOUND_BY_NAME}


def choices_of(kind: Any) -> tuple[Any, ...]:
    """The members of a union; of any other type itself."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def classes_of(kind: Any) -> dict[str, Any]:
    """The dataclasses that a type allows, by their ``kind``."""
    return {kind_of(each): each for each in choices_of(kind) if is_dataclass(each)}


def kind_of(kind: Any) -> str:
    """The JSON tag that tells a class from the others of its union: ``text`` for ``TextTarget``."""
    return str(kind.__name__).removesuffix("Target").lower()


def _read_object(members: Mapping[str, object], classes: Mapping[str, Any]) -> Any:
    """An instance of one of ``classes``; where there are several, the member ``kind`` says of which."""
    members = dict(members)
    name = next(iter(classes)) if len(classes) == 1 else members.pop("kind", None)
    if not isinstance(name, str) or name not in classes:
        raise _malformed(name)
    known = fields_of(classes[name])
    if members.keys() != known.keys():
        raise _malformed(", ".join(sorted(members.keys() ^ known.keys())))
    made = classes[name](**{field: from_json(value, known[field]) for field, value in members.items()})
    if isinstance(made, Action) and made.kind not in ACTIONS:
        raise _malformed(made.kind)
    return made


def _read_plain(row: object, kind: Any) -> Any:
    for choice in choices_of(kind):
        if get_origin(choice) is Literal:
            if isinstance(row, str) and row in get_args(choice):
                return row
        elif choice is float:
            if isinstance(row, int | float) and not isinstance(row, bool) and abs(row) < _MOST:
                return float(row)
        elif choice is datetime.date:
            return _read_date(row)
        elif type(row) is choice:
            return row
    raise _malformed(row)


def _read_date(row: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(row if isinstance(row, str) else "")
    except ValueError as error:
        raise _malformed(row) from error


def _members(row: object) -> Mapping[str, object]:
    if not isinstance(row, dict):
        raise _malformed(row)
    return row


def _malformed(row: object) -> MalformedError:
    return MalformedError("The request's “{name}” is missing or wrong.", name=str(row)[:80])
