"""Make the packs of many schools from one table, whose rows take the place of ``school.toml`` files: the command ``district``.

``schools`` turns the rows of a spreadsheet into schools, ``packs`` plans the packs and makes them on this computer, ``cluster``
and ``remote`` make them on others, and ``summary`` reports the results.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.district import packs, schools, summary
from annotator.district.packs import PackReport, PackTask, Settings
from annotator.district.summary import Outcome
from annotator.errors import ProblemsError
from annotator.model import Progress, no_progress


@dataclass(frozen=True)
class DistrictRequest:
    """The options of the command.

    Attributes:
        table: the table of schools.
        settings: the settings of all packs.
        jobs: the number of packs to make at once; None: one for each core, up to four.
        scheduler: the address of a Dask scheduler whose workers make the packs; None: this computer makes them.
        shared: whether the workers see the output folder under the same path, and put the packs there.
    """

    table: Path
    settings: Settings
    jobs: int | None = None
    scheduler: str | None = None
    shared: bool = False


@dataclass(frozen=True)
class DistrictResult:
    """The result of a district.

    Attributes:
        outcome: the report of each pack.
        jobs: the number of packs that this computer makes at once.
        notes: lines about workers that were left out.
    """

    outcome: Outcome
    jobs: int
    notes: list[str] = field(default_factory=list)


def plan(request: DistrictRequest, progress: Progress = no_progress, cache: Cache | None = None) -> DistrictResult:
    """Find out what is to be made; nothing is written.

    Args:
        request: the options.
        progress: called with the name of a pack, the number of packs looked at, and their total.
        cache: the cache with the records of earlier builds; None for the usual folder.

    Raises:
        ProblemsError: the table can't be read, or none of its rows can be used.
        OutputError: the folder holds somebody else's ``district.json``.
    """
    table = schools.read_schools(request.table)
    if not table.schools:
        raise ProblemsError(table.problems)
    cache = cache or Cache(default_root())
    settings = request.settings
    summary.claim(settings.output, cache.root)
    found = packs.make_plan(table.schools, settings, cache, progress)
    outcome = Outcome(request.table.name, table.schools, table.problems, settings, found, dict(found.reports))
    return DistrictResult(outcome, packs.choose_jobs(request.jobs, len(found.make)))


def make(
    request: DistrictRequest,
    result: DistrictResult,
    progress: Progress = no_progress,
    cache: Cache | None = None,
) -> None:
    """Make what was planned, and record in ``result`` and in ``district.json`` what came of it, also if it is stopped.

    Args:
        request: the options.
        result: the plan that `plan` returned for them.
        progress: called with the name of a pack in the making, the number of packs that have ended, and their total.
        cache: the cache of intermediate results; None for the usual folder.

    Raises:
        OutputError: ``district.json`` can't be written; most often that is known before anything is made.
        MissingError: with a scheduler: Dask is not installed.
        ServiceError: the scheduler can't be reached, or no longer, or has no workers.
    """
    cache = cache or Cache(default_root())
    outcome = result.outcome

    def done(task: PackTask, report: PackReport) -> None:
        outcome.reports[task] = report

    if outcome.plan.make:
        summary.write(outcome)  # where nothing can be written, that is better said now than after hours
    try:
        if outcome.plan.make and request.scheduler:
            from annotator.district import cluster  # only with a scheduler, whose library is an extra

            told = cluster.Callbacks(done, result.notes.append, progress)
            cluster.run(outcome.plan, outcome.settings, cache, request.scheduler, told, shared_output=request.shared)
        elif outcome.plan.make:
            packs.run(outcome.plan, outcome.settings, cache, result.jobs, done, progress)
    finally:
        summary.write(outcome)
