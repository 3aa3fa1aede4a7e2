"""Report the results of a district: a table for people, and for programs ``district.json``, which quotes no message.

The table of two schools with three tutorials each::

    school           made  unchanged     failed         MB
    Los Robles          3          0          0        9.6
    The Oaks            1          2          0        9.1
    2 schools           4          2          0       18.7
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import annotator
from annotator import outputs
from annotator.district.packs import PackReport, PackTask, Plan, Settings
from annotator.district.schools import DistrictSchool
from annotator.errors import writing
from annotator.media.files import replacing
from annotator.messages import Message
from annotator.model import Problem, without_warnings
from annotator.outputs import marks
from annotator.script import SCHOOL

DISTRICT_JSON = "district.json"
_MEGABYTE = 1_000_000
_TABLE_COLUMNS, _MIN_NUMBER_COLUMNS = 80, 9

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


def format_table(outcome: Outcome, *, dry_run: bool = False, words: Callable[[str], str] = str) -> Iterator[str]:
    """The lines of a table: a school, how many of its packs were made, unchanged and failed, and their megabytes.

    ``words`` puts the headings into the reader's language. A name that doesn't fit into 80 columns with the rest is cut.
    """
    school_heading, *headings = map(words, ("school", "to make" if dry_run else "made", "unchanged", "failed", "MB"))
    widths = [max(_MIN_NUMBER_COLUMNS, len(heading)) for heading in headings]
    name_limit = _TABLE_COLUMNS - sum(2 + width for width in widths)
    reports: dict[str, list[PackReport]] = {school.slug: [] for school in outcome.schools}
    for task in outcome.tasks:
        reports[task.school.slug].append(outcome.report(task))
    count = len(outcome.schools)
    total = words("1 school" if count == 1 else Message("{count} schools", count=count))
    rows = [(school_heading, headings)]
    rows += ((_cut(each.name, name_limit), _format_numbers(reports[each.slug], dry_run)) for each in outcome.schools)
    rows.append((total, _format_numbers([report for each in reports.values() for report in each], dry_run)))
    name_width = max(len(name) for name, _ in rows)
    for name, cells in rows:
        yield f"{name:<{name_width}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _format_numbers(reports: Sequence[PackReport], dry_run: bool) -> list[str]:
    """The numbers of a row: of the packs made, unchanged and failed, and of their megabytes."""
    counts = Counter(report.status for report in reports)
    made = counts["made"] + (counts["waiting"] if dry_run else 0)
    megabytes = sum(report.bytes for report in reports) / _MEGABYTE
    return [str(made), str(counts["unchanged"]), str(counts["failed"]), f"{megabytes:.1f}"]


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
    warnings = ((warning, task) for task in outcome.tasks for warning in outcome.report(task).warnings)
    about_builds = ((warning, task) for warning, task in warnings if not warning.startswith(f"{SCHOOL}:"))
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


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The content of ``district.json``. It holds no message, since that may quote a person's name."""
    tasks: dict[str, list[dict[str, Any]]] = {}
    for task in outcome.tasks:
        report = outcome.report(task)
        row: dict[str, Any] = {
            "tutorial": task.tutorial.resolve().name,
            "pack": f"{task.school.slug}/{outcome.settings.pack_folder(task).name}",
            "status": report.status,
        }
        if report.status != "waiting":
            row |= {"bytes": report.bytes, "code": report.code}
        tasks.setdefault(task.school.slug, []).append(row)
    return {
        "made_with": f"annotator {annotator.__version__}",
        "table": outcome.table,
        "schools": [
            {"name": school.name, "slug": school.slug, "line": school.line, "packs": tasks.get(school.slug, [])}
            for school in outcome.schools
        ],
        "problems": [f"{problem.file}:{problem.line}" for problem in outcome.problems],
    }


def claim(output: Path, cache_root: Path) -> None:
    """Raise OutputError if ``output`` has a ``district.json`` of somebody else's, or has none and isn't a folder for one."""
    if not marks.read_sealed(output / DISTRICT_JSON):
        outputs.claim(output / DISTRICT_JSON, "district", cache_root)


def write(outcome: Outcome) -> Path:
    """Write ``district.json`` into the folder of the packs, and return its path. Raises OutputError."""
    path = outcome.settings.output / DISTRICT_JSON
    text = json.dumps(marks.seal(to_json(outcome)), ensure_ascii=False, indent=2) + "\n"
    with writing(path, "Choose another folder with -o."):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return path
