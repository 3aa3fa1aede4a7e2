"""Find and parse ``school.toml``. Every key is optional; an unknown one is a problem."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from annotator import typeface
from annotator.messages import Message
from annotator.model import Colors, Problem, School
from annotator.script.consent import find_error_line, find_key_lines
from annotator.script.file_names import PICTURES, suffix
from annotator.script.folder import ASK_FOR_ACCESS, decode_any, read_text
from annotator.script.keywords import find_nearest
from annotator.script.problems import BadValueError, ProblemLog
from annotator.script.roster import parse_roster
from annotator.script.school_values import (
    parse_choice,
    parse_color,
    parse_drawable,
    parse_language,
    parse_languages,
    parse_lexicon,
    parse_order,
    parse_text,
    parse_voice_entry,
    parse_website,
    parse_whatsapp,
    parse_yes_or_no,
)

SCHOOL = "school.toml"
MAX_LEVELS_UP = 3
"""How many folders above a tutorial are searched for ``school.toml``. A folder of tutorials inside the school's needs two."""

T = TypeVar("T")


@dataclass(frozen=True)
class GivenSchool:
    """A school that takes the place of the ``school.toml`` around a tutorial.

    Attributes:
        school: its settings.
        problems: the problems and warnings about them, as for a ``school.toml``.
        consent_file: the ``consent.toml`` with the consent for its photo, or None.
    """

    school: School
    problems: tuple[Problem, ...] = ()
    consent_file: Path | None = None


def find_school(folder: Path, engines: Sequence[str]) -> tuple[School, tuple[Problem, ...], Path | None]:
    """Read the nearest ``school.toml``, in a tutorial's folder or up to three folders above it.

    Args:
        folder: the tutorial's folder; one that doesn't exist has no school.
        engines: the names that ``[voices]`` may use. This package knows no voices.

    Returns:
        The School, all problems, and the path of the file, or None. A missing key, one with a problem, and every key of a
        missing file has its default.
    """
    try:
        start = folder.resolve()
        start.stat()
    except (OSError, RuntimeError):  # no folder, or links in a circle: reported when the folder is read
        return School(), (), None
    for place in (start, *list(start.parents)[:MAX_LEVELS_UP]):
        path = place / SCHOOL
        try:
            if not os.path.lexists(path):
                continue
            text = read_text(path)
        except BadValueError as bad:
            return School(), (Problem(SCHOOL, 0, bad.message, bad.remedy),), path
        school, problems = read_school(text, SCHOOL, place, engines)
        return school, problems, path
    return School(), (), None


def read_school(text: str, file: str, folder: Path, engines: Sequence[str]) -> tuple[School, tuple[Problem, ...]]:
    """Parse ``school.toml``; its paths are relative to ``folder``. A key with a problem has its default."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    log = ProblemLog(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = find_error_line(error, text)
        log.add_error(line, _explain_syntax_error(str(error), text.split("\n")[line - 1]))
        return School(), log.problems()
    return read_table(table, find_key_lines(text), folder, engines, log), log.problems()


def read_table(
    table: dict[str, Any],
    lines: Mapping[tuple[str, ...], int],
    folder: Path,
    engines: Sequence[str],
    log: ProblemLog,
    labels: Mapping[tuple[str, ...], str] | None = None,
) -> School:
    """The School of a parsed ``school.toml``; problems go to ``log``.

    Args:
        table: the keys and tables of the file. May be changed.
        lines: the line of each key.
        folder: its paths are relative to this.
        engines: the names that ``[voices]`` may use.
        log: receives the problems.
        labels: names for keys in messages, where they aren't called as in the file.
    """
    return _SchoolReader(table, lines, folder, engines, log, labels or {}).read()


def _explain_syntax_error(error: str, line: str) -> BadValueError:
    """A message for staff in place of tomllib's ``error``; ``line`` is the text of the line at fault."""
    if "overwrite" in error or "twice" in error or "redefine" in error or "already" in error:
        return BadValueError("This appears twice.", "Take one of the two away.")
    if "\\" in line:
        return BadValueError(
            "This line has a \\, which has a meaning of its own here.", "Write / in its place, also on Windows."
        )
    return BadValueError(
        "This line cannot be read.",
        'Write it like name = "Escuela Los Robles", with straight quotes around the text.',
    )


class _SchoolReader:
    """Turns the table of one ``school.toml`` into a School; problems go to the log."""

    def __init__(
        self,
        table: dict[str, Any],
        lines: Mapping[tuple[str, ...], int],
        folder: Path,
        engines: Sequence[str],
        log: ProblemLog,
        labels: Mapping[tuple[str, ...], str],
    ) -> None:
        self._table = table
        self._lines = lines
        self._folder = folder
        self._engines = engines
        self._log = log
        self._labels = labels

    def read(self) -> School:
        # Each key with the field of School that has it, and what parses it.
        keys: dict[tuple[str, ...], tuple[str, Callable[[Any], Any]]] = {
            ("name",): ("name", parse_drawable),
            ("logo",): ("logo", self._parse_picture),
            ("phone",): ("phone", parse_drawable),
            ("whatsapp",): ("whatsapp", parse_whatsapp),
            ("website",): ("website", parse_website),
            ("order",): ("order", parse_order),
            ("languages",): ("languages", parse_languages),
            ("names",): ("names", self._parse_names),
            ("pointer",): ("pointer", partial(parse_choice, choices=("arrow", "hand"))),
            ("paper",): ("paper", partial(parse_choice, choices=("letter", "a4"))),
            ("memo-clean",): ("memo_clean", parse_yes_or_no),
            ("help", "person"): ("person", parse_drawable),
            ("help", "languages"): ("person_languages", parse_languages),
            ("help", "photo"): ("photo", self._parse_picture),
            **{("colors", name): (name, parse_color) for name in ("main", "accent", "mark")},
        }
        tables: dict[str, tuple[str, Callable[[Any], Any]]] = {
            "language-names": ("language_names", parse_drawable),
            "voices": ("voices", lambda value: parse_voice_entry(value, self._engines)),
            "lexicon": ("lexicons", parse_lexicon),
        }
        self._report_unknown_keys(self._table, (), list(dict.fromkeys([*(path[0] for path in keys), *tables])))
        for name in ("help", "colors"):
            known = [path[1] for path in keys if path[0] == name and len(path) > 1]
            self._report_unknown_keys(self._get_table(name), (name,), known)
        fields: dict[str, Any] = {}
        colors: dict[str, Any] = {}
        for path, (field, parse) in keys.items():
            value = self._get(path, parse)
            if value is not None:
                (colors if path[0] == "colors" else fields)[field] = value
            if parse is parse_drawable:
                self._warn_of_symbols(path, value or "")
        for name, (field, parse) in tables.items():
            fields[field] = self._by_language(name, parse)
        lines = tuple((".".join(path), line) for path, line in self._lines.items())
        return School(**fields, colors=Colors(**colors), lines=lines)

    def _find_line(self, path: tuple[str, ...]) -> int:
        """The line of a key, or of the nearest table above it."""
        return next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 0)

    def _label(self, path: tuple[str, ...]) -> str:
        return self._labels.get(path, ".".join(path))

    def _report_unknown_keys(self, table: Mapping[str, Any], path: tuple[str, ...], known: Sequence[str]) -> None:
        for key in table:
            if key in known:
                continue
            near = find_nearest(key, known)
            keys = Message("A school has {known}.", known=", ".join(known))
            if path:
                keys = Message("[{table}] has {known}.", table=path[0], known=", ".join(known))
            self._log.add_problem(
                self._find_line((*path, key)),
                Message('"{key}" is not a key here.', key=key),
                Message('Did you mean "{near}"?', near=near) if near else keys,
            )

    def _get_table(self, name: str) -> dict[str, Any]:
        """The table ``[name]``; an empty one if it is missing or isn't a table, which is reported."""
        value = self._table.get(name, {})
        if isinstance(value, dict):
            return value
        self._log.add_problem(
            self._find_line((name,)),
            '"{name}" has no value of its own.',
            "Write [{name}] on a line, and its keys below.",
            name=name,
        )
        self._table[name] = {}  # so that it is reported once
        return {}

    def _get(self, path: tuple[str, ...], parse: Callable[[Any], T]) -> T | None:
        """The parsed value at ``path``, or None; a value that can't be parsed goes to the log."""
        value: Any = self._table
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            return None
        try:
            return parse(value)
        except BadValueError as bad:
            message = Message("{key}: {message}", key=self._label(path), message=bad.message)
            self._log.add_problem(self._find_line(path), message, bad.remedy)
            return None

    def _warn_of_symbols(self, path: tuple[str, ...], text: str) -> None:
        """Warn of symbols that cards would leave out of a text which they show."""
        for symbol in typeface.symbols(text):
            self._log.add_warning(
                self._find_line(path),
                "{path}: “{symbol}” is drawn on no card.",
                "Take it away.",
                path=self._label(path),
                symbol=symbol,
            )

    def _by_language(self, name: str, parse: Callable[[Any], T]) -> tuple[tuple[str, T], ...]:
        """The table ``[name]``, whose keys are language tags, as pairs of a tag and a parsed value."""
        pairs: list[tuple[str, T]] = []
        for key in self._get_table(name):
            lang = self._get((name, key), lambda _, key=key: parse_language(key))  # type: ignore[misc]
            value = self._get((name, key), parse)
            if lang is not None and value is not None:
                pairs.append((lang, value))
        return tuple(pairs)

    def _parse_path(self, value: Any) -> Path:
        """The file that a value names, with the slashes of any system."""
        text = parse_text(value)
        try:
            for spelling in (text, text.replace("\\", "/")):
                path = (self._folder / spelling).resolve()
                if path.is_file():
                    return path
                if path.is_dir():
                    raise BadValueError('"{text}" is a folder.', "Write the name of a file.", text=text)
        except OSError as error:
            raise BadValueError(
                Message('"{text}" cannot be read: {strerror}.', text=text, strerror=error.strerror or error),
                ASK_FOR_ACCESS,
            ) from error
        raise BadValueError(
            'there is no file "{text}".',
            "Put it into the folder {folder}, or correct its name.",
            text=text,
            folder=self._folder,
        )

    def _parse_picture(self, value: Any) -> Path | None:
        path = self._parse_path(value)
        if suffix(path.name) not in PICTURES:
            raise BadValueError(
                '"{name}" is not a picture.', "Use one that ends in .png, .jpg, .webp or .heic.", name=path.name
            )
        return path

    def _parse_names(self, value: Any) -> tuple[str, ...]:
        path = self._parse_path(value)
        try:
            names = parse_roster(read_text(path, decode_any))
        except BadValueError as bad:
            message = Message('"{name}": {message}', name=path.name, message=bad.message)
            raise BadValueError(message, bad.remedy) from bad
        if not names:
            raise BadValueError('"{name}" is empty.', "Write one name a line, or take this line away.", name=path.name)
        return names
