"""Make the packs of a district on the cores of this computer, in processes; if one is killed, new ones make what waits."""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final, NoReturn

from annotator.cache import Cache
from annotator.district.packs import PackReport, PackTask, Plan, Settings, divide, make_pack
from annotator.model import Progress, no_progress

_PACKS_A_PROCESS: Final = 20
"""Number of packs after which a process is replaced, which frees its memory."""
_TICK_SECONDS: Final = 0.5
"""Seconds between two looks for a signal while all processes are busy."""
_TERMINATED: Final = 143
"""The exit code of a process that SIGTERM ended (128 + 15)."""
_KILLED: Final = PackReport(
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
        progress: called with the name of a pack in the making ("" at the end), the number of packs that have ended, and their
            total.
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
                for name in _make_in_pool(pool, waiting, jobs, end):
                    progress(name, ended, len(plan.make))
    progress("", ended, len(plan.make))


def _make_in_pool(pool: ProcessPoolExecutor, waiting: deque[PackTask], jobs: int, end: Done) -> Iterator[str]:
    """Make packs until none is ``waiting``, or a process was killed; yields at each look the name of one in the making, or ""."""
    running: dict[Future[PackReport], PackTask] = {}
    is_broken = False
    while running or (waiting and not is_broken):
        # No more than there are processes: a pool that replaces them may lose those that wait in it.
        while waiting and not is_broken and len(running) < jobs:
            try:
                running[pool.submit(_make_in_process, waiting[0])] = waiting[0]
                waiting.popleft()
            except BrokenProcessPool:
                is_broken = True
        yield next((task.name for task in running.values()), "")
        for future in wait(running, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED).done:
            is_killed = isinstance(future.exception(), BrokenProcessPool)
            is_broken = is_broken or is_killed
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
    children_before = set(multiprocessing.active_children())
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - children_before:
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
    sys.exit(_TERMINATED)  # unwinds, so that half-made files are removed


def _make_in_process(task: PackTask) -> PackReport:
    """Make a pack in this process, with what `_begin_process` was given."""
    try:
        return make_pack(task, *_shared)
    except SystemExit:
        os._exit(_TERMINATED)  # the pool would take SystemExit for the result of the task, and go on
