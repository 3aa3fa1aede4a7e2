"""Parse ``school.toml`` into a School. Every key is optional; an unknown one is a problem."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from annotator import typeface
from annotator.model import Colors, Problem, School
from annotator.script.file_names import PICTURES, suffix
from annotator.script.folder import RIGHTS, read_text
from annotator.script.keywords import nearest
from annotator.script.problem_log import ProblemLog
from annotator.script.school_values import (
    parse_color,
    parse_drawable,
    parse_language,
    parse_languages,
    parse_lexicon,
    parse_paper,
    parse_pointer,
    parse_text,
    parse_voice_entry,
    parse_website,
    parse_yes_or_no,
)
from annotator.script.target import BadValueError
from annotator.script.toml_lines import find_error_line, find_key_lines

SCHOOL = "school.toml"
LEVELS_UP = 3
"""How many folders above a tutorial are searched for ``school.toml``."""

T = TypeVar("T")
_TABLES: dict[str, tuple[str, ...]] = {
    "help": ("person", "languages", "photo"),
    "colors": ("main", "accent", "mark"),
}
_KEYS = (
    "name",
    "logo",
    "phone",
    "website",
    "languages",
    "names",
    "pointer",
    "paper",
    "memo-clean",
    *_TABLES,
    "language-names",
    "voices",
    "lexicon",
)


def find_school(folder: Path, engines: Sequence[str]) -> tuple[School, tuple[Problem, ...], Path | None]:
    """The school of a tutorial: the nearest ``school.toml``, in its folder or up to three folders above.

    Returns the School, all problems, and the path of the file. A missing key, one with a problem, and all keys of a missing
    file have their defaults. ``engines`` are the words that ``[voices]`` may name: a script knows no voices.
    """
    try:
        start = folder.resolve()
        start.stat()
    except (OSError, RuntimeError):  # no folder, or links in a circle: reported when the folder is read
        return School(), (), None
    for place in (start, *list(start.parents)[:LEVELS_UP]):
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
        log.problem(line, *_syntax(str(error), text.split("\n")[line - 1]))
        return School(), log.problems()
    return _SchoolReader(table, find_key_lines(text), folder, engines, log).read(), log.problems()


def _syntax(error: str, line: str) -> tuple[str, str]:
    if "overwrite" in error or "twice" in error or "redefine" in error or "already" in error:
        return "This appears twice.", "Take one of the two away."
    if "\\" in line:
        return "This line has a \\, which has a meaning of its own here.", "Write / in its place, also on Windows."
    return (
        "This line cannot be read.",
        'Write it like name = "Escuela Los Robles", with straight quotes around the text.',
    )


class _SchoolReader:
    def __init__(
        self,
        table: dict[str, Any],
        lines: Mapping[tuple[str, ...], int],
        folder: Path,
        engines: Sequence[str],
        log: ProblemLog,
    ) -> None:
        self._table = table
        self._lines = lines
        self._folder = folder
        self._engines = engines
        self._log = log

    def read(self) -> School:
        self._unknown(self._table, (), _KEYS)
        for name, keys in _TABLES.items():
            self._unknown(self._sub(name), (name,), keys)
        colors = Colors()
        return School(
            name=self._drawn(("name",)),
            logo=self._get(("logo",), self._picture, None),
            phone=self._drawn(("phone",)),
            website=self._get(("website",), parse_website, ""),
            languages=self._get(("languages",), parse_languages, ()),
            names=self._get(("names",), self._names, ()),
            pointer=self._get(("pointer",), parse_pointer, "arrow"),
            paper=self._get(("paper",), parse_paper, "letter"),
            memo_clean=self._get(("memo-clean",), parse_yes_or_no, True),
            person=self._drawn(("help", "person")),
            person_languages=self._get(("help", "languages"), parse_languages, ()),
            photo=self._get(("help", "photo"), self._picture, None),
            language_names=self._by_language("language-names", parse_drawable),
            colors=Colors(
                main=self._get(("colors", "main"), parse_color, colors.main),
                accent=self._get(("colors", "accent"), parse_color, colors.accent),
                mark=self._get(("colors", "mark"), parse_color, colors.mark),
            ),
            voices=self._by_language("voices", lambda value: parse_voice_entry(value, self._engines)),
            lexicons=self._by_language("lexicon", parse_lexicon),
            lines=tuple((".".join(path), line) for path, line in self._lines.items()),
        )

    def _line(self, path: tuple[str, ...]) -> int:
        """The line of a key, or of the nearest table above it."""
        return next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 0)

    def _unknown(self, table: Mapping[str, Any], path: tuple[str, ...], known: tuple[str, ...]) -> None:
        for key in table:
            if key in known:
                continue
            near = nearest(key, known)
            where = f"[{path[0]}] has" if path else "A school has"
            self._log.problem(
                self._line((*path, key)),
                f'"{key}" is not a key here.',
                f'Did you mean "{near}"?' if near else f"{where} {', '.join(known)}.",
            )

    def _sub(self, name: str) -> dict[str, Any]:
        value = self._table.get(name, {})
        if isinstance(value, dict):
            return value
        self._log.problem(
            self._line((name,)),
            f'"{name}" is not a value but a part.',
            f"Write [{name}] on a line, and its keys below.",
        )
        self._table[name] = {}
        return {}

    def _get(self, path: tuple[str, ...], parse: Callable[[Any], T], default: T) -> T:
        """The parsed value at ``path``, or the default; a value that can't be parsed goes to the log."""
        value: Any = self._table
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            return default
        try:
            return parse(value)
        except BadValueError as bad:
            self._log.problem(self._line(path), f"{'.'.join(path)}: {bad.message}", bad.remedy)
            return default

    def _drawn(self, path: tuple[str, ...]) -> str:
        """A text that cards show; symbols that they leave out are a warning."""
        text = self._get(path, parse_drawable, "")
        for symbol in typeface.symbols(text):
            self._log.warning(self._line(path), f"{'.'.join(path)}: “{symbol}” is drawn on no card.", "Take it away.")
        return text

    def _by_language(self, name: str, parse: Callable[[Any], T]) -> tuple[tuple[str, T], ...]:
        found: list[tuple[str, T]] = []
        for key in self._sub(name):
            lang = self._get((name, key), lambda _, key=key: parse_language(key), None)  # type: ignore[misc]
            value = self._get((name, key), parse, None)
            if lang is not None and value is not None:
                found.append((lang, value))
        return tuple(found)

    def _path(self, value: Any) -> Path:
        text = parse_text(value)
        try:
            for spelling in (text, text.replace("\\", "/")):
                path = (self._folder / spelling).resolve()
                if path.is_file():
                    return path
                if path.is_dir():
                    raise BadValueError(f'"{text}" is a folder.', "Write the name of a file.")
        except OSError as error:
            raise BadValueError(f'"{text}" cannot be read: {error.strerror or error}.', RIGHTS) from error
        raise BadValueError(
            f'there is no file "{text}".', f"Put it into the folder {self._folder}, or correct its name."
        )

    def _picture(self, value: Any) -> Path | None:
        path = self._path(value)
        if suffix(path.name) not in PICTURES:
            raise BadValueError(f'"{path.name}" is not a picture.', "Take one that ends in .png, .jpg, .webp or .heic.")
        return path

    def _names(self, value: Any) -> tuple[str, ...]:
        path = self._path(value)
        try:
            text = read_text(path)
        except BadValueError as bad:
            raise BadValueError(f'"{path.name}": {bad.message}', bad.remedy) from bad
        names = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        if not names:
            raise BadValueError(f'"{path.name}" is empty.', "Write one name a line, or take this line away.")
        return names
