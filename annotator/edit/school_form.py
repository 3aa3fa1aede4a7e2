"""The fields of the form for ``school.toml``: which key each one is, and whether what was typed can be written. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from annotator.edit.school_store import SchoolFile
from annotator.errors import AnnotatorError
from annotator.messages import Message
from annotator.model import Problem
from annotator.script import SCHOOL, BadValueError, parse_tag, read_school
from annotator.script.school_edit import Key, Value, set_keys

TEXTS: Final[Mapping[str, Key]] = {
    "name": ("name",),
    "phone": ("phone",),
    "whatsapp": ("whatsapp",),
    "website": ("website",),
    "person": ("help", "person"),
}
COLORS: Final[Mapping[str, Key]] = {
    "main": ("colors", "main"),
    "accent": ("colors", "accent"),
    "mark": ("colors", "mark"),
}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"pointer": ("arrow", "hand"), "paper": ("letter", "a4")}
LISTS: Final[Mapping[str, Key]] = {"languages": ("languages",), "person-languages": ("help", "languages")}
PICTURES: Final[Mapping[str, Key]] = {"logo": ("logo",), "photo": ("help", "photo")}
MEMO_CLEAN: Final = "memo-clean"
BY_LANGUAGE: Final[Mapping[str, str]] = {"voices": "voices", "called": "language-names"}
"""Fields that there are for each language, as ``voices.es``, and their tables."""
LEXICON: Final = "lexicon"
"""``lexicon.es.Zoom`` is how Zoom is said in Spanish."""
PICK: Final = "-pick"
"""Ends the name of a colour's other field, where it is picked."""
MOST_CHARS: Final = 300
MIN_PHONE_DIGITS: Final = 3
_BARE_COLOR: Final = re.compile(r"[0-9a-fA-F]{6}")


class NoFieldError(AnnotatorError):
    """A request names a field that the form doesn't have, or sends a value that it can't send."""

    code = "bad-request"

    def __init__(self, name: str) -> None:
        super().__init__(Message("The request's “{name}” is missing or wrong.", name=name))


def read_field(name: str, value: object, file: SchoolFile) -> dict[Key, Value]:
    """The keys to set for what a field says now. An emptied field takes its key away.

    Raises:
        BadValueError: the value can't be written; its message belongs beside the field.
        NoFieldError: there is no such field.
    """
    field, _, rest = name.partition(".")
    if (known := field.removesuffix(PICK)) in COLORS and not rest:
        color = _parse_color(_text(name, value))
        return {COLORS[known]: color.upper() if color and field != known else color}
    if field in TEXTS and not rest:
        return {TEXTS[field]: _parse_phone(_text(name, value)) if field == "phone" else _text(name, value) or None}
    if field in CHOICES and not rest:
        if value not in CHOICES[field]:
            raise NoFieldError(name)
        return {(field,): str(value)}
    if name == MEMO_CLEAN:
        return {(MEMO_CLEAN,): _yes(name, value)}
    if field in LISTS:
        return {LISTS[field]: _with_language(_list_at(file, LISTS[field]), _tag(name, rest), _yes(name, value))}
    if field in BY_LANGUAGE:
        return {_key_of_voice(field, _tag(name, rest), value, file): _text(name, value) or None}
    lang, _, word = rest.partition(".")
    if field == LEXICON and word and len(word) <= MOST_CHARS:
        return {(LEXICON, spelling_of(file, LEXICON, _tag(name, lang)), word): _text(name, value) or None}
    raise NoFieldError(name)


def check_keys(keys: Mapping[Key, Value], folder: Path, engines: Sequence[str]) -> tuple[Problem, ...]:
    """What annotator would say of these keys alone in a ``school.toml`` of a folder; the keys are left out of messages."""
    found: list[Problem] = []
    for key, value in keys.items():
        if value is None:
            continue
        whole = (*key[:2], "voice") if key[0] == "voices" else key
        _, problems = read_school(set_keys("", {whole: value}), SCHOOL, folder, engines)
        found += [_without_key(problem, key) for problem in problems]
    return tuple(found)


def spelling_of(file: SchoolFile, table: str, tag: str) -> str:
    """How a table of the file spells a language: ``ES``; the tag itself if it doesn't have it."""
    rows = file.find((table,))
    known = rows if isinstance(rows, Mapping) else {}
    return next((key for key in known if parse_tag(key) == tag), tag)


def find_problems(file: SchoolFile) -> dict[Key, Problem]:
    """The problems of a file by the key that they are about; those of no key of the form are under ``()``."""
    lines = {line: tuple(key.split(".")) for key, line in file.school.lines}
    found: dict[Key, Problem] = {}
    for problem in file.problems:
        key = lines.get(problem.line, ())
        while key and not problem.message.startswith(f"{'.'.join(key)}: "):
            key = key[:-1]
        found.setdefault(key, _without_key(problem, key))
    return found


def _without_key(problem: Problem, key: Key) -> Problem:
    message = problem.message
    for end in range(len(key), 0, -1):
        message = message.removeprefix(f"{'.'.join(key[:end])}: ")
    return Problem(problem.file, problem.line, message, problem.remedy, problem.level)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARS:
        raise NoFieldError(name)
    return value.strip()


def _yes(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise NoFieldError(name)
    return value


def _tag(name: str, text: str) -> str:
    tag = parse_tag(text)
    if tag is None:
        raise NoFieldError(name)
    return tag


def _parse_color(text: str) -> str | None:
    return f"#{text}" if _BARE_COLOR.fullmatch(text) else text or None


def _parse_phone(text: str) -> str | None:
    if text and sum(map(str.isdigit, text)) < MIN_PHONE_DIGITS:
        raise BadValueError('"{text}" is not a phone number.', 'Write it as in "410-555-0100".', text=text)
    return text or None


def _list_at(file: SchoolFile, key: Key) -> list[str]:
    found = file.find(key)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _with_language(listed: list[str], tag: str, wanted: bool) -> list[str] | None:
    """The list with a language or without it; None for an empty one. Other spellings of the language count, too."""
    others = [each for each in listed if parse_tag(each) != tag]
    if wanted:
        return listed if len(others) < len(listed) else [*listed, tag]
    return others or None


def _key_of_voice(field: str, tag: str, value: object, file: SchoolFile) -> Key:
    """The key of a field of a language. A voice that has a speed beside it keeps that."""
    table = BY_LANGUAGE[field]
    key = (table, spelling_of(file, table, tag))
    own: Any = file.find(key)
    return (*key, "voice") if isinstance(own, Mapping) and value else key
