"""Hand the packs of a district to Dask's workers, and put in place what comes back.

Which worker does what, what is done again when one dies, and where the results of a task lie until the next one needs them
is Dask's business. Only so much is handed out at a time that results can't pile up on the workers.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.district import work
from annotator.district.cluster import connection, results, worker_version
from annotator.district.plan import PackTask, Plan, Settings
from annotator.district.work import PackReport
from annotator.errors import AnnotatorError
from annotator.model import Progress, no_progress
from annotator.voice.choose import AUTO, parse_choice

if TYPE_CHECKING:
    from distributed import Client, Future

    from annotator.district.cluster.orders import Orders
    from annotator.district.cluster.tasks import FinishedPack

_TICK_SECONDS = 0.5
"""How often to look for a signal while nothing ends."""
_POLL_SECONDS = 2.0
"""How often to ask the scheduler for its workers."""
_NO_WORKER_SECONDS = 30.0
"""How long to wait for a worker where there is none: one that is killed is back within seconds."""
_FETCH_SECONDS = 600.0
"""How long a pack may take on its way, or until it is made again since its worker has died."""
_PACKS_A_WORKER = 3
"""How many packs are handed out for each worker: one that is made, one that waits, one on its way back."""


@dataclass(frozen=True)
class Callbacks:
    """What a run tells.

    Attributes:
        done: called for each pack that has ended.
        note: called with a line for whoever runs the command, such as what is wrong with a worker.
        progress: called with what happens, the number of packs that have ended, and their total.
    """

    done: Callable[[PackTask, PackReport], None]
    note: Callable[[str], None] = lambda _: None
    progress: Progress = no_progress


def run(
    plan: Plan, settings: Settings, cache: Cache, address: str, callbacks: Callbacks, *, shared_output: bool = False
) -> None:
    """Make the packs of ``plan`` on the workers of a Dask scheduler.

    Args:
        plan: the packs.
        settings: what holds for all of them.
        cache: receives the records of the builds.
        address: the scheduler's: ``tcp://…``, or ``tls://…`` with Dask's own settings.
        callbacks: learn what happens.
        shared_output: whether the workers see ``settings.output`` under the same path, and put the packs there.

    Raises:
        MissingError: Dask is not installed, or a worker has another annotator.
        ServiceError: the scheduler can't be reached, or no longer, or has no workers.
    """
    if not plan.make:
        return
    with connection.connected(address) as client:
        _Run(plan, settings, cache, client, address, callbacks, shared_output).run()


@dataclass(frozen=True)
class _Job:
    """A pack that is handed out.

    ``workers`` are the only ones that may make it; none: any may. ``alone`` is whether it doesn't wait for what it shares.
    """

    task: PackTask
    future: Future[FinishedPack]
    workers: frozenset[str]
    alone: bool


class _Run:
    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        cache: Cache,
        client: Client,
        address: str,
        callbacks: Callbacks,
        shared_output: bool,
    ) -> None:
        self._plan, self._settings, self._cache = plan, settings, cache
        self._client, self._address, self._tell = client, address, callbacks
        self._shared_output = shared_output
        self._pending = deque(plan.make)
        self._count = 0
        self._jobs: dict[object, _Job] = {}
        self._ended: queue.SimpleQueue[Future[FinishedPack]] = queue.SimpleQueue()
        self._excluded: set[tuple[str, str]] = set()
        self._limited = False
        self._workers: frozenset[str] = frozenset()
        self._polled = self._met_worker = 0.0

    def run(self) -> None:
        self._orders = self._begin()
        while self._pending or self._jobs:
            self._hand_out()
            self._report_progress()
            try:
                future = self._ended.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                pass
            else:
                self._end(future)
            self._check()
        self._report_progress()

    def _begin(self) -> Orders:
        """Wait for a worker, compare versions, and prepare what is to be submitted."""
        from annotator.district.cluster import orders, tasks

        self._met_worker = time.monotonic()
        while not self._workers:
            self._tell.progress("waiting for a worker", 0, len(self._plan.make))
            self._check()
            if not self._workers:
                time.sleep(_TICK_SECONDS)
        workers = connection.list_workers(self._client)
        self._limited = any(workers.values())
        self._polled = 0.0
        self._check()
        chooses = parse_choice(self._settings.voice or AUTO).engine == AUTO
        try:
            connection.check_versions(self._client, sorted(self._workers))
            voices = connection.find_voices(self._client, sorted(self._workers)) if chooses else None
        except (OSError, TimeoutError, CancelledError) as error:
            raise connection.lost(self._address) from error
        settings = self._settings
        output = settings.output.resolve() if self._shared_output else None
        order = tasks.Order(settings.voice, settings.budget, worker_version.own_version(), voices, output)
        return orders.Orders(self._client, self._plan, order, limited=self._limited)

    def _check(self) -> None:
        """Raise ServiceError if the scheduler is gone, or all workers are for long; note which workers there are."""
        if self._client.status != "running":
            raise connection.lost(self._address)
        now = time.monotonic()
        if now - self._polled < _POLL_SECONDS:
            return
        try:
            workers = connection.list_workers(self._client)
        except (OSError, TimeoutError, CancelledError, ValueError) as error:
            raise connection.lost(self._address) from error
        self._polled = now
        self._workers = frozenset(worker for worker, has in workers.items() if has or not self._limited)
        if self._workers:
            self._met_worker = now
        elif now - self._met_worker > _NO_WORKER_SECONDS:
            raise connection.workers_missing(self._address)
        for job in [job for job in self._jobs.values() if job.workers and not job.workers & self._workers]:
            # All that could make it are gone; Dask would wait for them.
            self._forget(job)
            self._submit(job.task, alone=job.alone)

    def _hand_out(self) -> None:
        count = max(1, len(self._workers))
        while self._pending and len(self._jobs) < _PACKS_A_WORKER * count:
            self._submit(self._pending.popleft())
        self._orders.look_ahead(count)

    def _submit(self, task: PackTask, *, alone: bool = False) -> None:
        fit = self._find_fit(task)
        workers = frozenset() if fit == self._workers else fit
        try:
            future = self._orders.submit(task, workers, alone=alone)
        except (AnnotatorError, OSError) as error:
            self._finish(task, work.report_failure(error))
            return
        self._jobs[future.key] = _Job(task, future, workers, alone)
        future.add_done_callback(self._ended.put)

    def _find_fit(self, task: PackTask) -> frozenset[str]:
        """The workers that have not failed at the tutorial of a pack."""
        name = task.tutorial.resolve().name
        return frozenset(worker for worker in self._workers if not self._excluded & {(worker, "all"), (worker, name)})

    def _end(self, future: Future[FinishedPack]) -> None:
        job = self._jobs.get(future.key)
        if job is None or job.future is not future:
            return  # replaced meanwhile
        if future.status in ("cancelled", "lost"):
            raise connection.lost(self._address)
        if future.status == "error":
            self._forget(job)
            if not job.alone and self._orders.has_failed_needs(job.task):
                self._submit(job.task, alone=True)
            else:
                error = future.exception()
                self._finish(job.task, results.explain(error, self._client, sorted(self._workers), self._address))
            return
        try:
            finished = future.result(timeout=_FETCH_SECONDS)
        except (CancelledError, OSError, TimeoutError) as error:
            raise connection.lost(self._address) from error
        self._forget(job)
        if finished.excluded and self._try_elsewhere(job.task, finished):
            return
        self._finish(job.task, results.settle(job.task, finished, self._orders, self._settings, self._cache))

    def _try_elsewhere(self, task: PackTask, failed: FinishedPack) -> bool:
        """Hand a pack out again that failed through a fault of its worker, if there is another one; else return False."""
        name = task.tutorial.resolve().name
        what = failed.excluded if failed.excluded == "all" else name
        first = (failed.worker, what) not in self._excluded
        self._excluded.add((failed.worker, what))
        if not self._find_fit(task):
            return False
        if first:
            self._tell.note(f"{task.name}: {failed.report.record} Other workers make it.")
        self._submit(task)
        return True

    def _forget(self, job: _Job) -> None:
        del self._jobs[job.future.key]
        job.future.release()

    def _finish(self, task: PackTask, report: PackReport) -> None:
        self._orders.finish(task)
        self._count += 1
        self._tell.done(task, report)

    def _report_progress(self) -> None:
        count = len(self._workers)
        self._tell.progress(f"{count} workers" if count != 1 else "1 worker", self._count, len(self._plan.make))
