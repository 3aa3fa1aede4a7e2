"""Read schools from a table by the same rules as from ``school.toml`` files, so that both accept the same values.

A row is a school::

    name,person,whatsapp
    Los Robles,Sra. Rosa,+1 410 555 0123
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.cache import digest
from annotator.district.spreadsheet import Row, find_mangled, split_table
from annotator.errors import ProblemsError, refuse_problems
from annotator.media.files import read_file
from annotator.messages import Message, join
from annotator.model import Problem, School
from annotator.script import CONSENT, SCHOOL, BadValueError, GivenSchool, read_consents, read_school, school_fields
from annotator.script.files.text_files import ASK_FOR_ACCESS, read_text
from annotator.script.problems import ProblemLog
from annotator.script.school_reader import SchoolReader
from annotator.text.slugs import slugify
from annotator.voice import choose

FIELDS = {field.attribute: field for field in school_fields.FIELDS if field.has_column}
"""The field of ``school.toml`` for each column."""
COLUMNS = (*FIELDS, "consent")


@dataclass(frozen=True)
class DistrictSchool:
    """A school of a district.

    Attributes:
        line: the line of its row in the table.
        slug: the name of the folder with its packs (``los-robles``).
        given: the settings from its row, in place of a ``school.toml``.
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
    beside the table; the names on its list count for each school.

    Raises ProblemsError if the table, its first line or each of its rows can't be read, or that ``school.toml`` has problems.
    Those of single rows are in the result.
    """
    log = ProblemLog(path.name)
    try:
        rows = split_table(read_file(path), COLUMNS, log)
    except BadValueError as bad:
        raise ProblemsError([Problem(path.name, 0, bad.message, bad.remedy)]) from bad
    except OSError as error:
        message = Message("It cannot be read: {strerror}.", strerror=error.strerror or error)
        raise ProblemsError([Problem(path.name, 0, message, ASK_FOR_ACCESS)]) from error
    if log.has_problems and not rows:
        raise ProblemsError(log.problems())
    folder = path.resolve().parent
    shared = _read_shared(folder)
    schools: dict[str, DistrictSchool] = {}
    for row in rows:
        school = _read_row(row, folder, shared, log)
        if school is None:
            continue
        other = schools.setdefault(school.slug, school)
        if other is not school:
            template = "name: “{school}” would get the same folder as the school in line {line}, {slug}."
            message = Message(template, school=school.name, line=other.line, slug=school.slug)
            log.add_problem(row.line, message, "Give each school a name of its own, for instance with its town.")
    if not rows and not log.has_problems:
        log.add_problem(0, "It lists no schools.", "Write a row for each school below the first line.")
    return SchoolTable(tuple(schools.values()), log.problems())


def _read_shared(folder: Path) -> dict[str, Any]:
    """The settings that all schools of a table share, by their attributes."""
    path = folder / SCHOOL
    if not path.exists():
        return {}
    try:
        school, findings = read_school(read_text(path), SCHOOL, folder, choose.CHOICES)
    except BadValueError as bad:
        raise ProblemsError([Problem(SCHOOL, 0, bad.message, bad.remedy)]) from bad
    refuse_problems(findings)
    shared = ["names", *(field.attribute for field in school_fields.FIELDS if not field.has_column)]
    return {name: getattr(school, name) for name in shared}


def _read_row(row: Row, folder: Path, shared: dict[str, Any], log: ProblemLog) -> DistrictSchool | None:
    """The school of a row, or None if it has a problem. All problems and warnings go to ``log``."""
    row_log = ProblemLog(log.file)
    labels = {field.key: column for column, field in FIELDS.items()}
    lines = dict.fromkeys(((), *labels, ("help",), ("colors",)), row.line)
    find_mangled(row.line, row.values, row_log)
    # A spoilt value isn't reported twice.
    reader = SchoolReader(
        _tabulate(row), lines, folder, choose.CHOICES, ProblemLog(log.file) if row_log.has_problems else row_log, labels
    )
    school = reader.read()
    if not row.values.get("name"):
        remedy = "Write the school's name: its packs get a folder of that name."
        row_log.add_problem(row.line, "name: this is empty.", remedy)
    consent_file = _find_consents(row, folder, row_log)
    _check_pictures(school, row, row_log)
    for problem in row_log.problems():
        log.add(problem)
    if row_log.has_problems:
        return None
    names = tuple(dict.fromkeys((*school.names, *shared.get("names", ()))))
    school = replace(school, **shared | {"names": names}, lines=())
    slug = slugify(school.name, fallback=f"school-{digest(school.name.encode())[:8]}")
    return DistrictSchool(row.line, slug, GivenSchool(school, consent_file=consent_file))


def _tabulate(row: Row) -> dict[str, Any]:
    """The values of a row as the table of a parsed ``school.toml``."""
    values: dict[str, Any] = {}
    for column, text in row.values.items():
        if (field := FIELDS.get(column)) is None:
            continue
        table = values
        for key in field.key[:-1]:
            table = table.setdefault(key, {})
        if field.separator:
            table[field.key[-1]] = [part for part in re.split(field.separator, text) if part]
        else:
            table[field.key[-1]] = text.lower() if text.lower() in field.choices else text
    return values


def _find_consents(row: Row, folder: Path, log: ProblemLog) -> Path | None:
    """The file in the column ``consent``, or the ``consent.toml`` in the folder there; None without one that can be read."""
    text = row.values.get("consent")
    if text is None:
        return None
    path = Path(os.path.realpath(folder / text.replace("\\", "/")))  # links in a circle are no file
    if path.is_dir():
        path /= CONSENT
    if not path.is_file():
        remedy = "Put it into the folder {folder}, or correct its name."
        log.add_problem(row.line, 'consent: there is no file "{text}".', remedy, text=text, folder=folder)
        return None
    try:
        _, problems = read_consents(read_text(path), path.name)
    except BadValueError as bad:
        message = Message("consent: {path}: {message}", path=path.name, message=bad.message)
        log.add_problem(row.line, message, bad.remedy)
        return None
    for problem in problems:
        prefix = f"consent: {path.name}:{problem.line}:"
        log.add(replace(problem, line=row.line, message=join(prefix, problem.message)))
    return path


def _check_pictures(school: School, row: Row, log: ProblemLog) -> None:
    """Report the logo and the photo if they can't be opened."""
    from annotator.screen import load  # loads NumPy and Pillow

    for column, path in (("logo", school.logo), ("photo", school.photo)):
        if path is None:
            continue
        try:
            load.load(path)
        except ProblemsError as error:
            for problem in error.problems:
                message = join(f"{column}:", problem.file, problem.message)
                log.add_problem(row.line, message, "Save it again as PNG or JPEG.")
