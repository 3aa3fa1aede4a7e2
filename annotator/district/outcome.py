"""The results of a district so far, and ``district.json``, which keeps them for programs and quotes no message."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import annotator
from annotator import outputs
from annotator.district.packs import PackReport, PackTask, Plan, Settings
from annotator.district.schools import DistrictSchool
from annotator.errors import writing
from annotator.media.files import replacing
from annotator.model import Problem, without_warnings
from annotator.outputs import marks

DISTRICT_JSON = "district.json"
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
        school_order = {school.slug: rank for rank, school in enumerate(self.schools)}
        tutorial_order = {tutorial: rank for rank, tutorial in enumerate(self.settings.tutorials)}
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

    def to_json(self) -> dict[str, Any]:
        """The content of ``district.json``. It holds no message, since that may quote a person's name."""
        packs: dict[str, list[dict[str, Any]]] = {school.slug: [] for school in self.schools}
        for task in self.tasks:
            packs[task.school.slug].append(self._pack_to_json(task))
        return {
            "made_with": f"annotator {annotator.__version__}",
            "table": self.table,
            "schools": [
                {"name": school.name, "slug": school.slug, "line": school.line, "packs": packs[school.slug]}
                for school in self.schools
            ],
            "problems": [f"{problem.file}:{problem.line}" for problem in self.problems],
        }

    def _pack_to_json(self, task: PackTask) -> dict[str, Any]:
        """A pack's row."""
        report = self.report(task)
        pack = f"{task.school.slug}/{self.settings.pack_folder(task).name}"
        row: dict[str, Any] = {"tutorial": task.tutorial.resolve().name, "pack": pack, "status": report.status}
        return row if report.status == "waiting" else row | {"bytes": report.bytes, "code": report.code}


def claim(output: Path, cache_root: Path) -> None:
    """Raise OutputError if ``output`` has a ``district.json`` of somebody else's, or has none and isn't a folder for one."""
    if not marks.read_sealed(output / DISTRICT_JSON):
        outputs.claim(output / DISTRICT_JSON, "district", cache_root)


def write(outcome: Outcome) -> Path:
    """Write ``district.json`` into the folder of the packs, and return its path. Raises OutputError."""
    path = outcome.settings.output / DISTRICT_JSON
    text = json.dumps(marks.seal(outcome.to_json()), ensure_ascii=False, indent=2) + "\n"
    with writing(path, "Choose another folder with -o."):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return path
