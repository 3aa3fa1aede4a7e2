"""Make the packs of many schools from one table: the command ``district``.

A row of the table is a school; what has no column is in the ``school.toml`` beside the table. With the table ::

    name,phone,person
    Escuela Los Robles,410-555-0100,Sra. Rosa
    Escuela Las Palmas,410-555-0199,Sr. Tomás

``annotator district schools.csv tutorials -o packs`` makes ``packs/escuela-los-robles/join-class-on-zoom``,
``packs/escuela-las-palmas/join-class-on-zoom`` and so on, a pack for each school and tutorial, and ``packs/district.json``, which
says what became of each.

``spreadsheet`` and ``schools`` turn rows into schools, ``packs`` plans the packs, ``pack_pool`` makes them on this computer,
``cluster`` with ``scheduler`` and ``remote`` on others; ``outcome`` keeps the results, ``summary`` puts them into lines. `plan`
comes before `make`, so that people see what will be made before it takes hours.
"""

from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.district import pack_pool, packs, schools
from annotator.district.outcome import Outcome, claim, write
from annotator.district.packs import Settings
from annotator.errors import MissingError, ProblemsError
from annotator.model import Progress, no_progress

_INSTALL_DASK = (
    "Write --extra district after “uv run”, or install the wheel with it; the guide says how under Computers."
)


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


def plan(request: DistrictRequest, progress: Progress = no_progress, cache: Cache | None = None) -> Outcome:
    """Find out which packs to make; no pack is written.

    Args:
        request: the options.
        progress: called with the name of a pack, the number of packs looked at, and their total.
        cache: the cache with the records of earlier builds; None for the usual folder.

    Raises:
        ProblemsError: the table or the ``school.toml`` beside it can't be read, or none of its rows can be used.
        OutputError: the folder holds somebody else's ``district.json``, or is no place for one.
    """
    table = schools.read_schools(request.table)
    if not table.schools:
        raise ProblemsError(table.problems)
    cache = cache or Cache(default_root())
    settings = request.settings
    claim(settings.output, cache.root)
    pack_plan = packs.make_plan(table.schools, settings, cache, progress)
    name, reports = request.table.name, dict(pack_plan.reports)
    return Outcome(name, table.schools, table.problems, settings=settings, plan=pack_plan, reports=reports)


def make(
    request: DistrictRequest, outcome: Outcome, progress: Progress = no_progress, cache: Cache | None = None
) -> None:
    """Make what was planned, and record in ``outcome`` and in ``district.json`` what became of it, also if it is stopped.

    Args:
        request: the options.
        outcome: what `plan` returned for them.
        progress: called with the name of a pack in the making (with a scheduler, the number of workers), the number of packs that
            have ended, and their total.
        cache: the cache of intermediate results; None for the usual folder.

    Raises:
        OutputError: ``district.json`` can't be written; most often that is known before anything is made.
        MissingError: with a scheduler: Dask, or a library that it needs, is not installed.
        ServiceError: the scheduler can't be reached, or no longer, or has no workers.
    """
    cache, record = cache or Cache(default_root()), outcome.reports.__setitem__
    write(outcome)  # a folder that can't be written fails now rather than after hours
    if not outcome.plan.make:
        return
    try:
        if request.scheduler:
            try:
                from annotator.district import cluster
            except ImportError as error:  # Dask is an extra
                raise MissingError("Making packs on many computers needs Dask.", _INSTALL_DASK) from error
            callbacks = cluster.Callbacks(record, outcome.notes.append, progress)
            address, shared = request.scheduler, request.shared
            cluster.run(outcome.plan, outcome.settings, cache, address, callbacks, shared_output=shared)
        else:
            jobs = packs.choose_jobs(request.jobs, len(outcome.plan.make))
            pack_pool.run(outcome.plan, outcome.settings, cache, jobs, record, progress)
    finally:
        write(outcome)
