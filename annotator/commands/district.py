"""The command ``district``: make the packs of many schools."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.district import plan as planning
from annotator.district import schools, summary, work
from annotator.district.plan import PackTask, Settings
from annotator.district.summary import Outcome
from annotator.district.work import PackReport
from annotator.errors import ProblemsError
from annotator.model import Progress, no_progress


@dataclass(frozen=True)
class DistrictRequest:
    """The options of the command.

    Attributes:
        table: the table of schools.
        tutorials: the folders of the tutorials.
        output: receives a folder for each school.
        voice: an engine or engine:voice, as for ``--voice``.
        budget: the maximum size of each whole video, in bytes; None: no maximum.
        jobs: how many packs to make at once; None: as many as there are cores.
        dry_run: whether only to find out what would be made.
    """

    table: Path
    tutorials: tuple[Path, ...]
    output: Path
    voice: str | None = None
    budget: int | None = None
    jobs: int | None = None
    dry_run: bool = False

    @property
    def settings(self) -> Settings:
        """What holds for all packs."""
        return Settings(self.output, self.tutorials, self.voice, self.budget)


@dataclass(frozen=True)
class DistrictResult:
    """What came of a district, and the folders of schools that are no longer in the table."""

    outcome: Outcome
    former: Sequence[str] = ()


def make(
    request: DistrictRequest,
    progress: Progress = no_progress,
    ended: Callable[[PackTask, PackReport], None] = lambda *_: None,
    cache: Cache | None = None,
) -> DistrictResult:
    """Make the packs of all schools, but for those that are up to date.

    A row or a pack with a problem stops no other. What was made until then is recorded also if the run is stopped.

    Args:
        request: the options.
        progress: called with what is being made, the number of packs that have ended, and their total.
        ended: called for each pack that has ended.
        cache: keeps intermediate results; None for the usual folder.

    Raises:
        ProblemsError: the table can't be read, or none of its rows can be used.
        OutputError: the folder can't be written, or holds somebody else's ``district.json``.
    """
    cache = cache or Cache(default_root())
    table = schools.read_schools(request.table)
    if not table.schools:
        raise ProblemsError(table.problems)
    previous = summary.claim(request.output)
    settings = request.settings
    plan = planning.make_plan(table.schools, settings, cache, progress)
    outcome = Outcome(request.table.name, table.schools, table.problems, settings, plan)
    outcome.reports |= {task: PackReport("unchanged", size) for task, size in plan.unchanged.items()}
    outcome.reports |= {task: work.report_failure(error) for task, error in plan.failed.items()}
    result = DistrictResult(outcome, summary.list_former(previous, table.schools, request.output))
    if request.dry_run:
        return result

    def done(task: PackTask, report: PackReport) -> None:
        outcome.reports[task] = report
        ended(task, report)

    try:
        if plan.make:
            outcome.peak = _run(request, outcome, cache, done, progress)
    finally:
        summary.write(outcome)
    return result


def _run(
    request: DistrictRequest,
    outcome: Outcome,
    cache: Cache,
    done: Callable[[PackTask, PackReport], None],
    progress: Progress,
) -> int:
    """Make the packs, and return the most memory that one process had, in bytes."""
    from annotator.district import local

    jobs = min(request.jobs or os.cpu_count() or 1, len(outcome.plan.make))
    return local.run(outcome.plan, outcome.settings, cache, jobs, done, progress)
