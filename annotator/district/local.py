"""Make the packs of a district on the cores of this computer."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait

from annotator.cache import Cache
from annotator.district.plan import PackTask, Plan, Settings, SharedTask
from annotator.district.work import PackReport
from annotator.district.worker import Answer, Task, Worker
from annotator.model import Progress, no_progress

_TICK_SECONDS = 0.5
"""How often to look for a signal while all processes are busy."""
_KILLED = PackReport(
    "failed",
    message="The process that made it was killed, perhaps since there was not enough memory. "
    "Run the same command again, with fewer --jobs.",
    record="The process that made it was killed.",
    code=1,
)

Done = Callable[[PackTask, PackReport], None]
"""Called when a pack has ended."""


def run(plan: Plan, settings: Settings, cache: Cache, jobs: int, done: Done, progress: Progress = no_progress) -> int:
    """Make the packs of ``plan`` in up to ``jobs`` processes.

    What packs share is made before them; other packs don't wait for it. With one process nothing is made ahead, since the
    first pack makes the same.

    Args:
        plan: the packs.
        settings: what holds for all of them.
        cache: the folder that the processes share.
        jobs: the most processes, at least 1.
        done: called in this process for each pack that has ended.
        progress: called with what is being made, the number of packs that have ended, and their total.

    Returns:
        The most memory that one of the processes had, in bytes; 0 where the system doesn't say.
    """
    waiting = _Waiting(plan, share=jobs > 1)
    total, ended, peak = len(plan.make), 0, 0
    names: dict[Worker, str] = {}
    with _workers() as workers:
        while waiting or names:
            for worker in [worker for worker in workers if worker.task is None]:
                _begin_next(worker, waiting, names)
            while len(workers) < jobs and waiting.has_free:
                workers.append(Worker(settings, cache))
                _begin_next(workers[-1], waiting, names)
            progress(_describe(names.values()), ended, total)
            ready = wait([worker.connection for worker in names], timeout=_TICK_SECONDS)
            for worker in [worker for worker in names if worker.connection in ready]:
                answer = worker.receive()
                if answer is not None and answer.kind == "progress":
                    continue
                task = worker.task
                assert task is not None
                worker.task = None
                del names[worker]
                waiting.finish(task)
                if answer is None:
                    worker.restart()
                    answer = Answer("end", report=_KILLED)
                peak = max(peak, answer.peak)
                if isinstance(task, PackTask):
                    assert answer.report is not None
                    ended += 1
                    done(task, answer.report)
        progress("", ended, total)
    return peak


def _describe(names: Iterable[str]) -> str:
    """What is being made, short enough for a line: the first, and how many others."""
    first, *others = names
    return f"{first} and {len(others)} more" if others else first


def _begin_next(worker: Worker, waiting: _Waiting, names: dict[Worker, str]) -> None:
    task = waiting.take()
    if task is not None:
        names[worker] = task.name
        worker.begin(task)


class _Waiting:
    """The tasks that have not begun. A pack is free once everything that it shares with others has ended."""

    def __init__(self, plan: Plan, *, share: bool) -> None:
        self._sharing = plan.shared if share else {}
        self._needs: dict[PackTask, set[SharedTask]] = {task: set() for task in plan.make}
        for shared, packs in self._sharing.items():
            for pack in packs:
                self._needs[pack].add(shared)
        self._shared = deque(self._sharing)
        self._free = deque(task for task in plan.make if not self._needs[task])

    def __bool__(self) -> bool:
        return bool(self._shared or self._free or any(self._needs.values()))

    @property
    def has_free(self) -> bool:
        """Whether a task can begin now."""
        return bool(self._shared or self._free)

    def take(self) -> Task | None:
        """The next task, or None if there is none now."""
        queue = self._free or self._shared
        return queue.popleft() if queue else None

    def finish(self, task: Task) -> None:
        """Note that a task has ended."""
        if isinstance(task, SharedTask):
            for pack in self._sharing[task]:
                self._needs[pack].discard(task)
                if not self._needs[pack]:
                    self._free.append(pack)


@contextlib.contextmanager
def _workers() -> Iterator[list[Worker]]:
    """A list for workers, which are all stopped at the end, at once if the block raises."""
    workers: list[Worker] = []
    try:
        yield workers
    except BaseException:
        for worker in workers:
            worker.ask_to_stop()
        raise
    finally:
        for worker in workers:
            worker.stop()
