"""Make the packs of a district in several processes of this computer."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NoReturn

from annotator.cache import Cache
from annotator.district import packs
from annotator.district.packs import PackReport, PackTask, Plan, Settings
from annotator.model import Progress, no_progress

_MAX_JOBS = 4
"""The most jobs unless more are wanted: one that reads pictures and speaks with the natural voice takes up to 1.25 GB."""
_PACKS_A_PROCESS = 20
"""A process that has made so many packs is replaced, with whatever memory it holds."""
_TICK_SECONDS = 0.5
"""How often to look for a signal while all processes are busy."""
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
        settings: what holds for all of them.
        cache: the folder that the processes share.
        jobs: the most processes, at least 1.
        done: called in this process for each pack that has ended.
        progress: called with what is being made, the number of packs that have ended, and their total.
    """
    ended = 0

    def end(task: PackTask, report: PackReport) -> None:
        nonlocal ended
        ended += 1
        done(task, report)

    for batch in divide(plan.make):
        waiting = deque(batch)
        while waiting:  # again if a process was killed, since that ends its pool
            with _pool(settings, cache, min(jobs, len(waiting))) as pool:
                for names in _use(pool, waiting, jobs, end):
                    progress(names, ended, len(plan.make))
    progress("", ended, len(plan.make))


def divide(tasks: Iterable[PackTask]) -> tuple[list[PackTask], list[PackTask]]:
    """One pack for each tutorial and language, and the others: they find in the cache what the first read and spoke."""
    seen: set[tuple[Path, str]] = set()
    first: list[PackTask] = []
    rest: list[PackTask] = []
    for task in tasks:
        shown = {(task.tutorial, lang) for lang in task.school.given.school.languages or ("",)}
        (rest if shown <= seen else first).append(task)
        seen |= shown
    return first, rest


def _use(pool: ProcessPoolExecutor, waiting: deque[PackTask], jobs: int, end: Done) -> Iterator[str]:
    """Make packs until none is ``waiting``, or a process was killed; yields the name of one that is being made, over and over."""
    running: dict[Future[PackReport], PackTask] = {}
    is_whole = True
    while running or (waiting and is_whole):
        # No more than there are processes: a pool that replaces them may lose those that wait in it.
        while waiting and is_whole and len(running) < jobs:
            try:
                running[pool.submit(_make, waiting[0])] = waiting[0]
                waiting.popleft()
            except BrokenProcessPool:
                is_whole = False
        yield next((task.name for task in running.values()), "")
        for future in wait(running, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED).done:
            is_killed = isinstance(future.exception(), BrokenProcessPool)
            is_whole = is_whole and not is_killed
            end(running.pop(future), _KILLED if is_killed else future.result())


@contextlib.contextmanager
def _pool(settings: Settings, cache: Cache, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are ended at the end of the block, at once if it raises."""
    # A forked child would share locks and libraries in whatever state they are.
    pool = ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
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


_given: tuple[Settings, Cache]


def _begin(settings: Settings, cache_root: Path) -> None:
    """Prepare a new process."""
    global _given
    # Ctrl-C reaches all processes of a terminal; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _given = settings, Cache(cache_root)


def _leave(*_: object) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)  # unwinds, so that what is half made is removed


def _make(task: PackTask) -> PackReport:
    try:
        return packs.make_pack(task, *_given)
    except SystemExit:
        os._exit(143)  # the pool would take it for what came of the task, and wait for the next one


def choose_jobs(wanted: int | None, packs: int) -> int:
    """How many packs to make at once: as many as are ``wanted``, else one for each core, up to four."""
    return max(1, min(wanted or min(os.cpu_count() or 1, _MAX_JOBS), packs))
