"""The command ``district``: make the packs of many schools."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.district import local, packs, schools, summary
from annotator.district.packs import PackReport, PackTask, Settings
from annotator.district.summary import Outcome
from annotator.errors import OutputError, ProblemsError
from annotator.model import Progress, no_progress


@dataclass(frozen=True)
class DistrictRequest:
    """The options of the command.

    Attributes:
        table: the table of schools.
        settings: what holds for all packs.
        jobs: how many packs to make at once; None: as many as there are cores, and memory for.
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
    """What came of a district.

    Attributes:
        outcome: what came of each pack.
        jobs: how many packs this computer makes at once.
        short_of_memory: a line about that, if they are fewer than cores; else "".
        former: the folders of schools that are no longer in the table.
        notes: lines about workers that were left out.
    """

    outcome: Outcome
    jobs: int
    short_of_memory: str = ""
    former: Sequence[str] = ()
    notes: list[str] = field(default_factory=list)


def plan(request: DistrictRequest, progress: Progress = no_progress, cache: Cache | None = None) -> DistrictResult:
    """Find out what is to be made; nothing is written.

    Args:
        request: the options.
        progress: called with the name of a pack, the number of packs looked at, and their total.
        cache: has the records of earlier builds; None for the usual folder.

    Raises:
        ProblemsError: the table can't be read, or none of its rows can be used.
        OutputError: the folder holds somebody else's ``district.json``.
    """
    table = schools.read_schools(request.table)
    if not table.schools:
        raise ProblemsError(table.problems)
    cache = cache or Cache(default_root())
    settings = request.settings
    previous = summary.claim(settings.output, cache.root)
    found = packs.make_plan(table.schools, settings, cache, progress)
    outcome = Outcome(request.table.name, table.schools, table.problems, settings, found, dict(found.reports))
    jobs, note = 0, ""
    if found.make and not request.scheduler:
        free = local.find_free_memory()
        jobs, note = local.choose_jobs(request.jobs, len(found.make), os.cpu_count() or 1, free)
    return DistrictResult(outcome, jobs, note, summary.list_former(previous, table.schools, settings.output))


def foresee(result: DistrictResult) -> None:
    """Note in ``result`` what scripts and consents say against the packs to make. `make` reports that itself."""
    result.outcome.reports |= packs.foresee(result.outcome.plan.make)


def make(
    request: DistrictRequest,
    result: DistrictResult,
    progress: Progress = no_progress,
    cache: Cache | None = None,
) -> None:
    """Make what was planned, and record in ``result`` and in ``district.json`` what came of it, also if it is stopped.

    Args:
        request: the options.
        result: what `plan` returned for them.
        progress: called with what is being made, the number of packs that have ended, and their total.
        cache: keeps intermediate results; None for the usual folder.

    Raises:
        OutputError: ``district.json`` can't be written, before anything is made. Later, ``unrecorded`` has the error.
        MissingError: with a scheduler: Dask is not installed, or no worker has the same annotator.
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
            from annotator.district import cluster

            told = cluster.Callbacks(done, result.notes.append, progress)
            cluster.run(outcome.plan, outcome.settings, cache, request.scheduler, told, shared_output=request.shared)
        elif outcome.plan.make:
            local.run(outcome.plan, outcome.settings, cache, result.jobs, done, progress)
    finally:
        try:
            summary.write(outcome)
        except OutputError as error:
            outcome.unrecorded = error
