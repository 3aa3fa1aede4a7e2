"""Plan the packs of a district so that only outdated ones are made, and make those on the cores of this computer.

Forty schools and three tutorials are 120 packs, which share nearly everything: the texts of the pictures and the spoken
sentences are in the cache after the first school. So one school is made for each tutorial and language, then the others
(`divide`).
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NoReturn

from annotator import errors
from annotator.cache import Cache
from annotator.district.schools import DistrictSchool
from annotator.errors import AnnotatorError, ProblemsError
from annotator.messages import join
from annotator.model import Progress, no_progress
from annotator.pack import build
from annotator.pack.catalogue import Options
from annotator.pack.report import BuildResult
from annotator.script import find_school
from annotator.voice import choose

Status = Literal["made", "unchanged", "failed", "waiting"]
_MAX_JOBS = 4
"""Default maximum of jobs: one that reads pictures and speaks with the natural voice takes up to 1.25 GB."""
_PACKS_A_PROCESS = 20
"""Number of packs after which a process is replaced, which frees its memory."""
_TICK_SECONDS = 0.5
"""Seconds between two looks for a signal while all processes are busy."""


@dataclass(frozen=True, eq=False)
class PackTask:
    """A pack to make, of a tutorial for a school: ``PackTask(Path("tutorials/join-class-on-zoom"), los_robles)``."""

    tutorial: Path
    school: DistrictSchool

    @property
    def name(self) -> str:
        """A name for people, without anybody's own name: ``los-robles/join-class-on-zoom``."""
        return f"{self.school.slug}/{self.tutorial.resolve().name}"


@dataclass(frozen=True)
class PackReport:
    """The result of a pack: ``PackReport("made", 4_210_331)``.

    Attributes:
        status: ``made``, ``unchanged``, ``failed``, or ``waiting`` if nothing was done yet.
        bytes: the size of its files; 0 if it failed.
        message: the error and its remedy, for the screen of whoever runs the command; empty unless it failed.
        code: the exit code of the error, or 0.
        warnings: the warnings of its build, with private words masked.
    """

    status: Status
    bytes: int = 0
    message: str = ""
    code: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """The settings of all packs of a district.

    Attributes:
        output: the folder that receives a folder for each school.
        tutorials: the folders of all tutorials.
        voice: an engine or engine:voice, as for ``--voice``; None: that of ``school.toml``, else ``auto``.
        kinds: the kinds of product to make, as for ``--only``; empty: the usual ones of each school.
    """

    output: Path
    tutorials: tuple[Path, ...]
    voice: str | None = None
    kinds: Sequence[str] = ()

    def options(self, school: DistrictSchool) -> Options:
        """The options for building the packs of a school."""
        # One core for each pack: several packs are made at once.
        return Options(output=self.output / school.slug, kinds=self.kinds, voice=self.voice, jobs=1)

    def place(self, task: PackTask) -> Path:
        """The folder of a pack."""
        return build.place_of(task.tutorial, self.options(task.school))


@dataclass(frozen=True)
class Plan:
    """The packs of a district.

    Attributes:
        make: the packs to make, tutorial by tutorial.
        reports: the reports of all others, which are up to date, or can't be made: their place is taken, for instance.
    """

    make: tuple[PackTask, ...]
    reports: Mapping[PackTask, PackReport]


def make_plan(
    schools: Sequence[DistrictSchool],
    settings: Settings,
    cache: Cache,
    progress: Progress = no_progress,
) -> Plan:
    """Find out which packs are to be made. Nothing is made, and no picture is decoded.

    ``progress`` is called with the name of a pack, the number of packs looked at, and their total.
    """
    make: list[PackTask] = []
    reports: dict[PackTask, PackReport] = {}
    tasks = [task for tutorial in settings.tutorials for task in _list_tasks(tutorial, schools)]
    for index, task in enumerate(tasks):
        progress(task.name, index, len(tasks))
        try:
            unchanged = build.find_unchanged(
                task.tutorial, settings.options(task.school), cache, settings.tutorials, task.school.given
            )
        except AnnotatorError as error:
            reports[task] = report_failure(error)
            continue
        if unchanged is None:
            make.append(task)
        else:
            reports[task] = report_made(unchanged)
    return Plan(tuple(make), reports)


def _list_tasks(tutorial: Path, schools: Sequence[DistrictSchool]) -> Iterator[PackTask]:
    """A tutorial for each school. The names on the list of its own ``school.toml`` are covered for every school.

    They are those of the people on its screenshots. Of that file, only they and its problems count.
    """
    tutorial_school, problems, _ = find_school(tutorial, choose.CHOICES)
    for school in schools:
        names = tuple(dict.fromkeys((*school.given.school.names, *tutorial_school.names)))
        all_problems = (*school.given.problems, *(problem for problem in problems if problem.level == "problem"))
        given = replace(school.given, school=replace(school.given.school, names=names), problems=all_problems)
        yield PackTask(tutorial, replace(school, given=given))


def make_pack(task: PackTask, settings: Settings, cache: Cache) -> PackReport:
    """Make a pack, or leave it where nothing has changed; errors are reported, not raised."""
    try:
        built = build.build(
            task.tutorial,
            settings.options(task.school),
            cache=cache,
            other_folders=settings.tutorials,
            given=task.school.given,
        )
    except Exception as error:  # noqa: BLE001 - one pack must not stop the others
        return report_failure(error)
    return report_made(built)


def report_made(built: BuildResult) -> PackReport:
    """The report of a pack that is there."""
    size = sum(file["bytes"] for file in built.manifest["files"])
    return PackReport("unchanged" if built.unchanged else "made", size, warnings=tuple(built.manifest["warnings"]))


def report_failure(error: Exception) -> PackReport:
    """The report of a pack that failed with ``error``."""
    explained = errors.tell(error)
    message = explained.sentences
    if isinstance(explained, ProblemsError):
        problems = [problem for problem in explained.problems if problem.level == "problem"] or list(explained.problems)
        message = join(*(problem.line_of_text for problem in problems), between="\n  ")
    return PackReport("failed", message=message, code=explained.exit_code)


_KILLED = PackReport(
    "failed",
    message="The process that made it was killed, or another one beside it, perhaps because there was not enough memory. "
    "Run the same command again, with fewer --jobs.",
    code=1,
)

Done = Callable[[PackTask, PackReport], None]
"""Called when a pack has ended."""


def run(plan: Plan, settings: Settings, cache: Cache, jobs: int, done: Done, progress: Progress = no_progress) -> None:
    """Make the packs of ``plan`` in up to ``jobs`` processes.

    Args:
        plan: the packs.
        settings: the settings of all packs.
        cache: the cache that the processes share.
        jobs: the maximum number of processes, at least 1.
        done: called in this process for each pack that has ended.
        progress: called with the name of a pack in the making, the number of packs that have ended, and their total.
    """
    ended = 0

    def end(task: PackTask, report: PackReport) -> None:
        """Count a pack that has ended, and pass it on."""
        nonlocal ended
        ended += 1
        done(task, report)

    for batch in divide(plan.make):
        waiting = deque(batch)
        while waiting:  # again if a process was killed, since that ends its pool
            with _process_pool(settings, cache, min(jobs, len(waiting))) as pool:
                for names in _make_in_pool(pool, waiting, jobs, end):
                    progress(names, ended, len(plan.make))
    progress("", ended, len(plan.make))


def divide(tasks: Iterable[PackTask]) -> tuple[list[PackTask], list[PackTask]]:
    """One pack for each tutorial and language, and the others: they find in the cache what the first read and spoke."""
    known: set[tuple[Path, str]] = set()
    first: list[PackTask] = []
    others: list[PackTask] = []
    for task in tasks:
        languages = {(task.tutorial, lang) for lang in task.school.given.school.languages or ("",)}
        if languages <= known:
            others.append(task)
        else:
            first.append(task)
        known |= languages
    return first, others


def _make_in_pool(pool: ProcessPoolExecutor, waiting: deque[PackTask], jobs: int, end: Done) -> Iterator[str]:
    """Make packs until none is ``waiting``, or a process was killed; yields the name of one that is being made, over and over."""
    running: dict[Future[PackReport], PackTask] = {}
    is_whole = True
    while running or (waiting and is_whole):
        # No more than there are processes: a pool that replaces them may lose those that wait in it.
        while waiting and is_whole and len(running) < jobs:
            try:
                running[pool.submit(_make_in_process, waiting[0])] = waiting[0]
                waiting.popleft()
            except BrokenProcessPool:
                is_whole = False
        yield next((task.name for task in running.values()), "")
        for future in wait(running, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED).done:
            is_killed = isinstance(future.exception(), BrokenProcessPool)
            is_whole = is_whole and not is_killed
            end(running.pop(future), _KILLED if is_killed else future.result())


@contextlib.contextmanager
def _process_pool(settings: Settings, cache: Cache, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are ended at the end of the block, at once if it raises."""
    # A forked child would share locks and libraries in whatever state they are.
    pool = ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        initializer=_begin_process,
        initargs=(settings, cache.root),
        max_tasks_per_child=_PACKS_A_PROCESS,
    )
    others = set(multiprocessing.active_children())
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


_shared: tuple[Settings, Cache]


def _begin_process(settings: Settings, cache_root: Path) -> None:
    """Prepare a new process."""
    global _shared
    # Ctrl-C reaches all processes of a terminal; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _shared = settings, Cache(cache_root)


def _leave(*_: object) -> NoReturn:
    """End this process at the request of its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)  # unwinds, so that half-made files are removed


def _make_in_process(task: PackTask) -> PackReport:
    """Make a pack in this process, with what `_begin_process` was given."""
    try:
        return make_pack(task, *_shared)
    except SystemExit:
        os._exit(143)  # the pool would take SystemExit for the result of the task, and go on


def choose_jobs(wanted: int | None, packs: int) -> int:
    """The number of packs to make at once: as many as ``wanted``, else one for each core, up to four; no more than ``packs``."""
    return max(1, min(wanted or min(os.cpu_count() or 1, _MAX_JOBS), packs))
