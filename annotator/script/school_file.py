"""Find and parse ``school.toml``. Every key is optional; an unknown one is a problem."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from annotator import typeface
from annotator.model import Colors, Problem, School
from annotator.script.bad_value import BadValueError
from annotator.script.file_names import PICTURES, suffix
from annotator.script.folder import ASK_FOR_ACCESS, decode_any, read_text
from annotator.script.keywords import find_nearest
from annotator.script.problem_log import ProblemLog
from annotator.script.roster import parse_roster
from annotator.script.school_values import (
    parse_color,
    parse_drawable,
    parse_language,
    parse_languages,
    parse_lexicon,
    parse_order,
    parse_paper,
    parse_pointer,
    parse_text,
    parse_voice_entry,
    parse_website,
    parse_whatsapp,
    parse_yes_or_no,
)
from annotator.script.toml_lines import find_error_line, find_key_lines

SCHOOL = "school.toml"
MAX_LEVELS_UP = 3
"""How many folders above a tutorial are searched for ``school.toml``. A folder of tutorials inside the school's needs two."""

T = TypeVar("T")
_TABLES: dict[str, tuple[str, ...]] = {
    "help": ("person", "languages", "photo"),
    "colors": ("main", "accent", "mark"),
}
_KEYS = (
    "name",
    "logo",
    "phone",
    "whatsapp",
    "website",
    "order",
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
        self._report_unknown_keys(self._table, (), _KEYS)
        for name, keys in _TABLES.items():
            self._report_unknown_keys(self._get_table(name), (name,), keys)
        colors = Colors()
        return School(
            name=self._get_drawn_text(("name",)),
            logo=self._get(("logo",), self._parse_picture, None),
            phone=self._get_drawn_text(("phone",)),
            whatsapp=self._get(("whatsapp",), parse_whatsapp, ""),
            website=self._get(("website",), parse_website, ""),
            order=self._get(("order",), parse_order, ()),
            languages=self._get(("languages",), parse_languages, ()),
            names=self._get(("names",), self._parse_names, ()),
            pointer=self._get(("pointer",), parse_pointer, "arrow"),
            paper=self._get(("paper",), parse_paper, "letter"),
            memo_clean=self._get(("memo-clean",), parse_yes_or_no, True),
            person=self._get_drawn_text(("help", "person")),
            person_languages=self._get(("help", "languages"), parse_languages, ()),
            photo=self._get(("help", "photo"), self._parse_picture, None),
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

    def _find_line(self, path: tuple[str, ...]) -> int:
        """The line of a key, or of the nearest table above it."""
        return next((self._lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._lines), 0)

    def _label(self, path: tuple[str, ...]) -> str:
        return self._labels.get(path, ".".join(path))

    def _report_unknown_keys(self, table: Mapping[str, Any], path: tuple[str, ...], known: tuple[str, ...]) -> None:
        for key in table:
            if key in known:
                continue
            near = find_nearest(key, known)
            where = f"[{path[0]}] has" if path else "A school has"
            self._log.add_problem(
                self._find_line((*path, key)),
                f'"{key}" is not a key here.',
                f'Did you mean "{near}"?' if near else f"{where} {', '.join(known)}.",
            )

    def _get_table(self, name: str) -> dict[str, Any]:
        """The table ``[name]``; an empty one if it is missing or isn't a table, which is reported."""
        value = self._table.get(name, {})
        if isinstance(value, dict):
            return value
        self._log.add_problem(
            self._find_line((name,)),
            f'"{name}" has no value of its own.',
            f"Write [{name}] on a line, and its keys below.",
        )
        self._table[name] = {}  # so that it is reported once
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
            self._log.add_problem(self._find_line(path), f"{self._label(path)}: {bad.message}", bad.remedy)
            return default

    def _get_drawn_text(self, path: tuple[str, ...]) -> str:
        """The text at ``path``, which cards show; symbols that they would leave out are a warning."""
        text = self._get(path, parse_drawable, "")
        for symbol in typeface.symbols(text):
            self._log.add_warning(
                self._find_line(path), f"{self._label(path)}: “{symbol}” is drawn on no card.", "Take it away."
            )
        return text

    def _by_language(self, name: str, parse: Callable[[Any], T]) -> tuple[tuple[str, T], ...]:
        """The table ``[name]``, whose keys are language tags, as pairs of a tag and a parsed value."""
        pairs: list[tuple[str, T]] = []
        for key in self._get_table(name):
            lang = self._get((name, key), lambda _, key=key: parse_language(key), None)  # type: ignore[misc]
            value = self._get((name, key), parse, None)
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
                    raise BadValueError(f'"{text}" is a folder.', "Write the name of a file.")
        except OSError as error:
            raise BadValueError(f'"{text}" cannot be read: {error.strerror or error}.', ASK_FOR_ACCESS) from error
        raise BadValueError(
            f'there is no file "{text}".', f"Put it into the folder {self._folder}, or correct its name."
        )

    def _parse_picture(self, value: Any) -> Path | None:
        path = self._parse_path(value)
        if suffix(path.name) not in PICTURES:
            raise BadValueError(f'"{path.name}" is not a picture.', "Use one that ends in .png, .jpg, .webp or .heic.")
        return path

    def _parse_names(self, value: Any) -> tuple[str, ...]:
        path = self._parse_path(value)
        try:
            names = parse_roster(read_text(path, decode_any))
        except BadValueError as bad:
            raise BadValueError(f'"{path.name}": {bad.message}', bad.remedy) from bad
        if not names:
            raise BadValueError(f'"{path.name}" is empty.', "Write one name a line, or take this line away.")
        return names
