"""Tell people the results of a district: a table, and each failure and warning once.

The table of two schools with three tutorials each::

    school           made  unchanged     failed         MB
    Los Robles          3          0          0        9.6
    The Oaks            1          2          0        9.1
    2 schools           4          2          0       18.7
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.district.packs import PackReport, PackTask, Plan, Settings, Status
from annotator.district.schools import DistrictSchool
from annotator.messages import Message
from annotator.model import Problem, without_warnings
from annotator.script import SCHOOL

_MEGABYTE = 1_000_000
_TABLE_COLUMNS = 80
_MIN_NUMBER_COLUMNS = 9

_WAITING = PackReport("waiting")


@dataclass
class Outcome:
    """The results of a district so far.

    Attributes:
        table: the name of the table's file.
        schools: the schools, in the table's order.
        problems: the problems and warnings of the table's rows.
        settings: the settings of all packs.
        plan: the plan of the packs.
        reports: the reports of all packs that have ended, and those of the plan.
        notes: lines about workers that were left out.
    """

    table: str
    schools: Sequence[DistrictSchool]
    problems: Sequence[Problem]
    settings: Settings
    plan: Plan
    reports: dict[PackTask, PackReport]
    notes: list[str] = field(default_factory=list)

    @property
    def tasks(self) -> tuple[PackTask, ...]:
        """All packs, school by school."""
        tasks = (*self.plan.make, *self.plan.reports)
        school_order = {school.slug: number for number, school in enumerate(self.schools)}
        tutorial_order = {tutorial: number for number, tutorial in enumerate(self.settings.tutorials)}
        return tuple(sorted(tasks, key=lambda task: (school_order[task.school.slug], tutorial_order[task.tutorial])))

    def report(self, task: PackTask) -> PackReport:
        """The report of a pack."""
        return self.reports.get(task, _WAITING)

    @property
    def failures(self) -> list[tuple[PackTask, PackReport]]:
        """The packs that failed."""
        return [(task, self.report(task)) for task in self.tasks if self.report(task).status == "failed"]

    @property
    def exit_code(self) -> int:
        """The highest exit code of the packs that failed; if none did, 1 if a row has a problem, else 0."""
        if self.failures:
            return max(report.code for _, report in self.failures)
        return int(bool(without_warnings(self.problems)))


@dataclass(frozen=True)
class _Row:
    """A row of the table: the packs of one school, or of all."""

    name: str
    reports: Sequence[PackReport]

    def count(self, *statuses: Status) -> int:
        """The number of packs with one of these statuses."""
        return sum(report.status in statuses for report in self.reports)

    @property
    def megabytes(self) -> float:
        """The size of the packs."""
        return sum(report.bytes for report in self.reports) / _MEGABYTE


def format_table(outcome: Outcome, *, dry_run: bool = False, words: Callable[[str], str] = str) -> Iterator[str]:
    """The lines of a table: a school, how many of its packs were made, unchanged and failed, and their megabytes.

    ``words`` puts the headings into the reader's language. A name that doesn't fit into 80 columns with the rest is cut.
    """
    school, *headings = map(words, ("school", "to make" if dry_run else "made", "unchanged", "failed", "MB"))
    widths = [max(_MIN_NUMBER_COLUMNS, len(heading)) for heading in headings]
    name_limit = _TABLE_COLUMNS - sum(2 + width for width in widths)
    rows = _make_rows(outcome, words)
    names = [_cut(row.name, name_limit) for row in rows]
    name_width = max(map(len, (school, *names)))

    def align(name: str, cells: Sequence[str]) -> str:
        numbers = (f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        return f"{name:<{name_width}}" + "".join(numbers)

    yield align(school, headings)
    for name, row in zip(names, rows, strict=True):
        made = row.count("made", "waiting") if dry_run else row.count("made")
        yield align(name, [str(made), str(row.count("unchanged")), str(row.count("failed")), f"{row.megabytes:.1f}"])


def _make_rows(outcome: Outcome, words: Callable[[str], str]) -> list[_Row]:
    """A row for each school, and one for all."""
    reports: dict[str, list[PackReport]] = {school.slug: [] for school in outcome.schools}
    for task in outcome.tasks:
        reports[task.school.slug].append(outcome.report(task))
    count = len(outcome.schools)
    total = words("1 school" if count == 1 else Message("{count} schools", count=count))
    rows = [_Row(school.name, reports[school.slug]) for school in outcome.schools]
    return [*rows, _Row(total, [report for row in rows for report in row.reports])]


def _cut(name: str, columns: int) -> str:
    """A name that fits into a number of columns."""
    # Letters and their accents are one character each where possible, as they are one column.
    name = unicodedata.normalize("NFC", name)
    return name if len(name) <= columns else f"{name[: columns - 1].rstrip()}…"


def format_failures(outcome: Outcome) -> Iterator[str]:
    """The errors with their remedies: each message once, with the first packs that it is about."""
    yield from _group_messages("not made", ((report.message, task) for task, report in outcome.failures))


def format_warnings(outcome: Outcome) -> Iterator[str]:
    """The warnings of the builds but those about school settings: each one once, with the first packs that it is about."""
    about_builds = (
        (warning, task)
        for task in outcome.tasks
        for warning in outcome.report(task).warnings
        if not warning.startswith(f"{SCHOOL}:")
    )
    yield from _group_messages("look at", about_builds)


def _group_messages(heading: str, messages: Iterable[tuple[str, PackTask]]) -> Iterator[str]:
    """Two lines for each message: the heading with the first three packs, ``not made: los-robles/zoom``, and the message."""
    names_by_message: dict[str, list[str]] = {}
    for message, task in messages:
        names = names_by_message.setdefault(message, [])
        if task.name not in names:  # two tutorials may have one name
            names.append(task.name)
    for message, names in names_by_message.items():
        packs: str = ", ".join(names[:3])
        if len(names) > 3:
            packs = Message("{names} and {count} more", names=packs, count=len(names) - 3)
        yield Message("{heading!}: {packs}", heading=heading, packs=packs)
        yield Message("  {line!}", line=message)
