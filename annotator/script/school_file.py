"""Find and read ``school.toml``, a school's settings for all of its tutorials.

Every key is optional, and one with a problem has its default; an unknown one is a problem.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.messages import Message
from annotator.model import Colors, Problem, School
from annotator.script import school_values
from annotator.script.files.text_files import read_text
from annotator.script.keywords import find_nearest
from annotator.script.problems import BadValueError, ProblemLog, suggest
from annotator.script.school_fields import FIELDS, SchoolField
from annotator.script.toml_lines import find_error_line, find_key_lines, find_value

SCHOOL = "school.toml"
NAMES = "names.txt"
"""The usual file name of a list of private names."""
_ABOVE = 'Move this line up, above the first line in brackets, such as "[help]".'
OF_A_KEY = "{key}: {message}"
"""The template of a problem with a value: its key, then the fault."""
MAX_LEVELS_UP = 3
"""Number of folders above a tutorial that are searched for ``school.toml``; a folder of tutorials in the school's needs two."""


@dataclass(frozen=True)
class GivenSchool:
    """A school that takes the place of the ``school.toml`` around a tutorial: ``GivenSchool(School(name="Los Robles"))``.

    Attributes:
        school: the settings.
        problems: the problems and warnings about them, as for a ``school.toml``.
        consent_file: the ``consent.toml`` with the consent for its photo, or None.
    """

    school: School
    problems: tuple[Problem, ...] = ()
    consent_file: Path | None = None


def find_school_files(*folders: Path) -> dict[Path, str]:
    """Each ``school.toml`` in the folders or up to three above them, nearest first, by its name in messages: ``../school.toml``.

    Of a folder that is a link, both the place where it really is and that of the link count. One that doesn't exist has none.
    """
    found: dict[Path, str] = {}
    for folder in folders:
        try:
            real = folder.resolve()
            real.stat()
        except (OSError, RuntimeError):  # no folder, or links in a circle: reported when the folder is read
            continue
        for start in (real, Path(os.path.abspath(folder))):  # noqa: PTH100 - `resolve` follows the link
            for level, above in enumerate((start, *list(start.parents)[:MAX_LEVELS_UP])):
                path = above.resolve() / SCHOOL
                if os.path.lexists(path):
                    found.setdefault(path, "../" * level + SCHOOL)
    return found


def find_school(
    folder: Path, engines: Sequence[str], beside: Path | None = None
) -> tuple[School, tuple[Problem, ...], Path | None]:
    """Read the nearest ``school.toml``, and the lists of names of all of them, in a tutorial's folder or up to three above it.

    Any folder that somebody sends may have a ``school.toml`` of its own, which must not switch the school's list off.

    Args:
        folder: the tutorial's folder; one that doesn't exist has no school.
        engines: the names that ``[voices]`` may use. This package knows no voices.
        beside: a further folder, whose school counts after the first one's.

    Returns:
        The School, all problems, and the path of the nearest file, or None. A missing key, one with a problem, and every key
        of a missing file has its default. Of the other files, only the lists are checked, and whether the files can be read.
    """
    schools: list[School] = []
    problems: list[Problem] = []
    files = find_school_files(folder, *([beside] if beside else []))
    nearest = next(iter(files), None)
    for path, name in files.items():
        keys = () if path == nearest else ("names",)
        file = SCHOOL if path == nearest else name
        try:
            school, found = read_school(read_text(path), file, path.parent, engines, keys)
        except BadValueError as bad:
            school, found = School(), (Problem(file, 0, bad.message, bad.remedy),)
        schools.append(school)
        problems += found
    names = dict.fromkeys(name for school in schools for name in school.names)
    settings = schools[0] if schools else School()
    return replace(settings, names=tuple(names)), tuple(problems), nearest


def read_school(
    text: str, file: str, folder: Path, engines: Sequence[str], keys: Sequence[str] = ()
) -> tuple[School, tuple[Problem, ...]]:
    """Parse ``school.toml``, or only some of its ``keys``; its paths are relative to ``folder``.

    A key with a problem has its default.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    log = ProblemLog(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = find_error_line(error, text)
        log.add_error(line, _explain_syntax_error(str(error), text.split("\n")[line - 1]))
        return School(), log.problems()
    if _has_unused_list(folder, table.get("names")):
        message = "There is a list {names} beside this file, but no line here names it, so it doesn't count."
        remedy = 'Write names = "{names}" at its top, or take that list away.'
        log.add_warning(0, message, remedy, names=NAMES)
    selected = {key: value for key, value in table.items() if not keys or key in keys}
    return SchoolReader(selected, find_key_lines(text), folder, engines, log).read(), log.problems()


def _has_unused_list(folder: Path, named: Any) -> bool:
    """Whether ``names.txt`` isn't empty, as the editor leaves it, and isn't the list that is ``named``."""
    path = folder / NAMES
    try:
        is_list = path.is_file() and path.stat().st_size > 0
        return is_list and not (isinstance(named, str) and (folder / named.replace("\\", "/")).samefile(path))
    except (OSError, ValueError):  # the named one can't be opened, which is a problem of its own
        return False


def _explain_syntax_error(error: str, line: str) -> BadValueError:
    """A message for staff in place of tomllib's ``error``; ``line`` is the text of the line at fault."""
    if "overwrite" in error or "twice" in error or "redefine" in error or "already" in error:
        return BadValueError("This appears twice.", "Take one of the two away.")
    if "\\" in line:
        return BadValueError(
            "This line has a \\, which has a meaning of its own here.", "Write / in its place, also on Windows."
        )
    return BadValueError(
        "This line cannot be read.", 'Write it like name = "Escuela Los Robles", with straight quotes around the text.'
    )


@dataclass(frozen=True)
class SchoolReader:
    """Turns the table of one ``school.toml`` into a School.

    With the table ``{"help": {"person": "Rosa"}}`` and the lines ``{("help",): 3, ("help", "person"): 4}``, ``read()`` returns
    ``School(person="Rosa", …)``.

    Attributes:
        table: the keys and tables of the file. It may be changed.
        lines: the line number of each key and table, by its path.
        folder: the folder that paths in the file are relative to.
        engines: the names of the voice engines that ``[voices]`` may use.
        log: the receiver of the problems.
        labels: the names of keys in messages, by their paths, for keys that aren't called there as in the file.
    """

    table: dict[str, Any]
    lines: Mapping[tuple[str, ...], int]
    folder: Path
    engines: Sequence[str]
    log: ProblemLog
    labels: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def read(self) -> School:
        """The School; a key with a problem has its default."""
        self._report_unknown_keys(self.table, (), list(dict.fromkeys(row.key[0] for row in FIELDS)))
        for name in ("help", "colors"):
            known = [row.key[1] for row in FIELDS if row.key[0] == name]
            self._report_unknown_keys(self._get_table(name), (name,), known)
        found: dict[str, Any] = {}
        for row in FIELDS:
            if row.by_language:
                found[row.attribute] = self._parse_table(row)
            elif (value := find_value(self.table, row.key)) is not None:
                parsed = self._parse(row, row.key, value)
                if parsed is not None:
                    found[row.attribute] = parsed
        colors = Colors(**{name: found.pop(name) for name in ("main", "accent", "mark") if name in found})
        lines = tuple((".".join(path), line) for path, line in self.lines.items())
        return School(**found, colors=colors, lines=lines)

    def _find_line(self, path: tuple[str, ...]) -> int:
        """The line of a key, or of the nearest table above it; 0 if there is none."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0

    def _report_unknown_keys(self, table: Mapping[str, Any], path: tuple[str, ...], known: Sequence[str]) -> None:
        for key in table:
            if key in known:
                continue
            near = find_nearest(key, known)
            keys = Message("A school has {known}.", known=", ".join(known))
            if path:
                keys = Message("[{table}] has {known}.", table=path[0], known=", ".join(known))
            self.log.add_problem(
                self._find_line((*path, key)),
                Message('"{key}" is not a key here.', key=key),
                _find_table(key, path) or suggest(near, keys),
            )

    def _get_table(self, name: str) -> dict[str, Any]:
        """The table ``[name]``; an empty one if it is missing or isn't a table, which is reported."""
        value = self.table.get(name, {})
        if isinstance(value, dict):
            return value
        message = '"{name}" has no value of its own.'
        remedy = "Write [{name}] on a line, and its keys below."
        self.log.add_problem(self._find_line((name,)), message, remedy, name=name)
        self.table[name] = {}  # so that it is reported once
        return {}

    def _parse(self, row: SchoolField, path: tuple[str, ...], value: Any) -> Any:
        """A parsed value of a field, or None for one that can't be parsed, which goes to the log."""
        context: dict[str, tuple[Any, ...]] = {"": (), "folder": (self.folder,), "engines": (self.engines,)}
        return self._try(path, row.parse, value, *context[row.needs])

    def _try(self, path: tuple[str, ...], parse: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return parse(*arguments)
        except BadValueError as bad:
            message = Message(OF_A_KEY, key=self.labels.get(path, ".".join(path)), message=bad.message)
            self.log.add_problem(self._find_line(path), message, bad.remedy)
            return None

    def _parse_table(self, row: SchoolField) -> tuple[tuple[str, Any], ...]:
        """A table whose keys are language tags, as pairs of a tag and a parsed value."""
        pairs: list[tuple[str, Any]] = []
        for key, value in self._get_table(row.key[0]).items():
            path = (*row.key, key)
            lang = self._try(path, school_values.parse_language, key)
            parsed = self._parse(row, path, value)
            if lang is not None and parsed is not None:
                pairs.append((lang, parsed))
        return tuple(pairs)


def _find_table(key: str, path: tuple[str, ...]) -> Message | None:
    """The remedy for a key below the wrong header (``Write it below a line "[help]".``); None if no header is right."""
    for row in FIELDS:
        if row.key[-1] == key and row.key[:-1] != path:
            return Message('Write it below a line "[{table}]".', table=row.key[0]) if row.key[:-1] else Message(_ABOVE)
    return None
