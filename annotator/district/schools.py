"""Turn the rows of a table into schools, as a ``school.toml`` with the same values would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.cache import digest
from annotator.district import table
from annotator.district.table import Row, find_mangled
from annotator.errors import ProblemsError
from annotator.media.source_file import read_file
from annotator.model import Problem, School
from annotator.script import CONSENT, SCHOOL, BadValueError, GivenSchool, read_consents, read_school
from annotator.script.folder import ASK_FOR_ACCESS, read_text
from annotator.script.problem_log import ProblemLog
from annotator.script.school_file import read_table
from annotator.text.slugs import slugify
from annotator.voice import choose

_KEYS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "phone": ("phone",),
    "person": ("help", "person"),
    "person_languages": ("help", "languages"),
    "website": ("website",),
    "logo": ("logo",),
    "photo": ("help", "photo"),
    "main": ("colors", "main"),
    "accent": ("colors", "accent"),
    "mark": ("colors", "mark"),
    "languages": ("languages",),
    "names": ("names",),
    "whatsapp": ("whatsapp",),
    "pointer": ("pointer",),
    "paper": ("paper",),
    "order": ("order",),
}
"""The key of ``school.toml`` that each column has the value of; ``consent`` is none of them."""
_LISTS = {"person_languages": r"[\s,;|/]+", "languages": r"[\s,;|/]+", "order": r"\s*[,;|]\s*"}
"""The columns with several values, and what stands between these."""
_WORDS = {"pointer": ("arrow", "hand"), "paper": ("letter", "a4")}
"""Words that people write as they like: ``A4``, ``Letter``."""


@dataclass(frozen=True)
class DistrictSchool:
    """A school of a district.

    Attributes:
        line: its line in the table.
        slug: the name of the folder with its packs.
        given: its settings.
    """

    line: int
    slug: str
    given: GivenSchool

    @property
    def name(self) -> str:
        """The school's name."""
        return self.given.school.name


@dataclass(frozen=True)
class SchoolTable:
    """The schools of a table, and all problems and warnings about its rows. A row with a problem is no school."""

    schools: tuple[DistrictSchool, ...]
    problems: tuple[Problem, ...]


def read_schools(path: Path) -> SchoolTable:
    """Read the table at ``path``, and the pictures, rosters and consents that its rows name.

    What has no column (``[voices]``, ``[lexicon]``, ``[language-names]``, ``memo-clean``) is read from a ``school.toml``
    beside the table.

    Raises ProblemsError if the table or its first line can't be read, or that ``school.toml`` has problems.
    """
    log = ProblemLog(path.name)
    try:
        rows = table.read_table(_read_bytes(path), log)
    except BadValueError as bad:
        raise ProblemsError([Problem(path.name, 0, bad.message, bad.remedy)]) from bad
    if log.has_problems and not rows:
        raise ProblemsError(log.problems())
    folder = path.resolve().parent
    shared = _read_shared(folder)
    schools: dict[str, DistrictSchool] = {}
    for row in rows:
        school = _read_row(row, folder, shared, log)
        if school is None:
            continue
        if (other := schools.get(school.slug)) is not None:
            log.add_problem(
                row.line,
                f"name: “{school.name}” would get the same folder as the school in line {other.line}, {school.slug}.",
                "Give each school a name of its own, for instance with its town.",
            )
        else:
            schools[school.slug] = school
    if not rows and not log.has_problems:
        log.add_problem(0, "There is no school in it.", "Write a row for each school below the first line.")
    return SchoolTable(tuple(schools.values()), log.problems())


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadValueError("It is a folder, not a table of schools.", "Write the name of a CSV file.")
        return read_file(path)
    except FileNotFoundError as error:
        raise BadValueError("There is no such file.", "Check how its name is written.") from error
    except OSError as error:
        raise BadValueError(f"It cannot be read: {error.strerror or error}.", ASK_FOR_ACCESS) from error


def _read_shared(folder: Path) -> School:
    """The settings that all schools of a table share."""
    path = folder / SCHOOL
    if not path.exists():
        return School()
    try:
        school, problems = read_school(read_text(path), SCHOOL, folder, choose.CHOICES)
    except BadValueError as bad:
        raise ProblemsError([Problem(SCHOOL, 0, bad.message, bad.remedy)]) from bad
    if found := [problem for problem in problems if problem.level == "problem"]:
        raise ProblemsError(found)
    return School(
        voices=school.voices,
        lexicons=school.lexicons,
        language_names=school.language_names,
        memo_clean=school.memo_clean,
    )


def _read_row(row: Row, folder: Path, shared: School, log: ProblemLog) -> DistrictSchool | None:
    """The school of a row, or None if it has a problem. All problems and warnings go to ``log``."""
    own = ProblemLog(log.file)
    labels = {path: column for column, path in _KEYS.items()}
    lines = dict.fromkeys(((), *labels, ("help",), ("colors",)), row.line)
    school = read_table(_tabulate(row), lines, folder, choose.CHOICES, own, labels)
    if not row.values.get("name"):
        own.add_problem(
            row.line, "name: this is empty.", "Write the school's name: its packs get a folder of that name."
        )
    mangled = tuple(find_mangled(row.line, row.values))
    consent_file = _find_consents(row, folder, own)
    _check_pictures(school, row, own)
    for problem in (*own.problems(), *mangled):
        (log.add_problem if problem.level == "problem" else log.add_warning)(
            problem.line, problem.message, problem.remedy
        )
    if own.has_problems or any(problem.level == "problem" for problem in mangled):
        return None
    # The same again with the names of school.toml, as messages about a pack have them.
    as_file = ProblemLog(SCHOOL)
    read_table(_tabulate(row), {}, folder, choose.CHOICES, as_file)
    school = replace(
        school,
        voices=shared.voices,
        lexicons=shared.lexicons,
        language_names=shared.language_names,
        memo_clean=shared.memo_clean,
        lines=(),
    )
    slug = slugify(school.name, fallback=f"school-{digest(school.name.encode())[:8]}")
    return DistrictSchool(row.line, slug, GivenSchool(school, as_file.problems(), consent_file))


def _tabulate(row: Row) -> dict[str, Any]:
    """The values of a row as the table of a parsed ``school.toml``."""
    values: dict[str, Any] = {}
    for column, text in row.values.items():
        if (path := _KEYS.get(column)) is None:
            continue
        place = values
        for key in path[:-1]:
            place = place.setdefault(key, {})
        if column in _LISTS:
            place[path[-1]] = [part for part in re.split(_LISTS[column], text) if part]
        else:
            place[path[-1]] = text.lower() if text.lower() in _WORDS.get(column, ()) else text
    return values


def _find_consents(row: Row, folder: Path, log: ProblemLog) -> Path | None:
    """The file in the column ``consent``, which must be a ``consent.toml``, or None."""
    text = row.values.get("consent")
    if text is None:
        return None
    path = (folder / text.replace("\\", "/")).resolve()
    if path.is_dir():
        path /= CONSENT
    if not path.is_file():
        log.add_problem(
            row.line, f'consent: there is no file "{text}".', f"Put it into the folder {folder}, or correct its name."
        )
        return None
    try:
        _, problems = read_consents(read_text(path), path.name)
    except BadValueError as bad:
        log.add_problem(row.line, f"consent: {path.name}: {bad.message}", bad.remedy)
        return None
    for problem in problems:
        message = f"consent: {path.name}:{problem.line}: {problem.message}"
        (log.add_problem if problem.level == "problem" else log.add_warning)(row.line, message, problem.remedy)
    return path


def _check_pictures(school: School, row: Row, log: ProblemLog) -> None:
    """Report the logo and the photo if they can't be opened."""
    from annotator.screen import load

    for column, path in (("logo", school.logo), ("photo", school.photo)):
        if path is None:
            continue
        try:
            load.load(path)
        except ProblemsError as error:
            for problem in error.problems:
                log.add_problem(
                    row.line, f"{column}: {problem.file} {problem.message}", "Save it again as PNG or JPEG."
                )
