"""Find the ``school.toml`` of a tutorial, a school's settings for all of its tutorials, and read it."""

import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.model import Problem, School
from annotator.script.files.text_files import read_text
from annotator.script.problems import BadValueError, ProblemLog
from annotator.script.school_reader import SchoolReader
from annotator.script.toml_lines import find_error_line, find_key_lines

SCHOOL = "school.toml"
NAMES = "names.txt"
"""The usual file name of a list of private names."""
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
    """Each ``school.toml`` in the folders or up to three above them, by its name in messages: ``../school.toml``.

    They are in the order of the folders, of each the nearest first. Of a folder that is a link, the place where it really is
    counts, then that of the link. One that doesn't exist has none.
    """
    names: dict[Path, str] = {}
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
                    names.setdefault(path, "../" * level + SCHOOL)
    return names


def find_school(
    folder: Path, engines: Sequence[str], beside: Path | None = None
) -> tuple[School, tuple[Problem, ...], Path | None]:
    """Read the nearest ``school.toml``, and the lists of names of all of them, in a tutorial's folder or up to three above it.

    Any folder that somebody sends may have a ``school.toml`` of its own, which must not switch the school's list off.

    Args:
        folder: the tutorial's folder; one that doesn't exist has no school.
        engines: the names that ``[voices]`` may have before a colon.
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
        keys, file = ((), SCHOOL) if path == nearest else (("names",), name)
        try:
            school, school_problems = read_school(read_text(path), file, path.parent, engines, keys)
        except BadValueError as bad:
            school, school_problems = School(), (Problem(file, 0, bad.message, bad.remedy),)
        schools.append(school)
        problems += school_problems
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
    """Whether the folder has a ``names.txt`` that isn't empty, and isn't the list that is ``named``."""
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
