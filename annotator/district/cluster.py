"""Make the packs of a district on many computers with Dask (extra ``district``), which assigns them and retries after a crash.

A pack is a task. A few packs for each worker are handed out at a time (`_Run`); each comes back as bytes and is put in its place
here, unless workers share the output folder. A worker that can't make packs, since it has another version or a full disk, is left
out with a line if there are others, which get its packs.
"""

import pickle
import secrets
import tempfile
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future, wait

from annotator.cache import Cache
from annotator.district import packs, remote
from annotator.district.packs import PackReport, PackTask, Plan, Settings
from annotator.district.remote import MadePack, Order
from annotator.district.scheduler import connected_client, expect_answers
from annotator.errors import AnnotatorError, MissingError, OutputError, ServiceError
from annotator.messages import Message, join
from annotator.model import Progress, no_progress
from annotator.pack import build

RESOURCE = "annotator"
"""The Dask resource that a worker must declare: it makes no more packs at once than it has of it."""
_TICK_SECONDS = 2.0
"""Seconds between two requests to the scheduler for its workers, while no pack ends."""
_NO_WORKER_SECONDS = 30.0
"""Seconds to wait for a worker where there is none: one that was killed is back within seconds."""
_TRANSFER_SECONDS = 600
"""Maximum seconds for the transfer of a pack."""
_PACKS_A_WORKER = 3
"""Packs handed out per worker, few so that results can't pile up: one is made, one waits, one comes back."""
_UNFIT = (MissingError.exit_code, OutputError.exit_code)
"""Codes of failures that are a worker's own: it lacks something, or its disk is full."""


@dataclass(frozen=True)
class Callbacks:
    """The functions that learn of the progress of a run.

    Attributes:
        done: called for each pack that has ended.
        note: called with a line for whoever runs the command, such as the fault of a worker.
        progress: called with the stage, the number of packs that have ended, and their total.
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
        settings: the settings of all packs.
        cache: the cache that receives the records of the builds.
        address: the address of the scheduler: ``tcp://…``, or ``tls://…`` with Dask's own settings.
        callbacks: the functions that learn of its progress.
        shared_output: whether the workers see ``settings.output`` under the same path, and put the packs there.

    Raises:
        ServiceError: the scheduler can't be reached, or no longer, or has no workers.
    """
    with connected_client(address) as client, client.as_current():
        # School by school: the workers of one computer, which share its cache, begin with different tutorials.
        tasks = deque(sorted(plan.make, key=lambda task: task.school.line))
        _Run(client, address, settings, cache, callbacks, shared_output, total=len(tasks), waiting=tasks).finish()


@dataclass
class _Run:
    """The state of a run.

    Attributes:
        client, address: the client of the scheduler, and its address.
        settings, cache, callbacks, shared_output: as for `run`.
        total: the number of packs to make.
        waiting: the packs to hand out, or to hand out once more.
        running: the packs handed out, each with the order that was sent.
        excluded: the addresses of workers that can't make packs.
        last_contact: when there was a usable worker last, or else when the run began, in seconds of the monotonic clock.
    """

    client: Client
    address: str
    settings: Settings
    cache: Cache
    callbacks: Callbacks
    shared_output: bool
    total: int
    waiting: deque[PackTask]
    running: dict[Future[MadePack], tuple[PackTask, Order]] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    last_contact: float = field(default_factory=time.monotonic)

    def finish(self) -> None:
        """Hand out packs, and settle those that have ended, until none is left."""
        while self.waiting or self.running:
            workers = self._find_workers()
            while self.waiting and len(self.running) < _PACKS_A_WORKER * len(workers):
                self._submit(self.waiting.popleft())
            activity = Message("workers: {count}", count=len(workers)) if workers else "waiting for a worker"
            self._report_progress(activity)
            for future in self._wait():
                self._end_pack(future, workers)
        self._report_progress("")

    def _report_progress(self, activity: str) -> None:
        """Report how many packs have ended."""
        self.callbacks.progress(activity, self.total - len(self.waiting) - len(self.running), self.total)

    def _find_workers(self) -> set[str]:
        """The addresses of the workers that may make packs. Raises ServiceError if there is none for long, or no scheduler."""
        with expect_answers(self.address):
            if self.client.status != "running":
                raise OSError("closed")
            # The scheduler answers within Dask's time for connections, or never.
            timeout = dask.config.get("distributed.comm.timeouts.tcp")
            ask_identity = self.client.scheduler.identity
            state: dict[str, Any] = self.client.sync(ask_identity, n_workers=-1, callback_timeout=timeout)
        present = {address for address, worker in state["workers"].items() if RESOURCE in worker.get("resources", {})}
        now = time.monotonic()
        if workers := present - self.excluded:
            self.last_contact = now
        elif now - self.last_contact > _NO_WORKER_SECONDS:
            message = "No worker has come to the Dask scheduler {address}."
            remedy = 'Start one or more: dask worker {address} --nthreads 1 --resources "{resource}=1".'
            raise ServiceError(message, remedy, address=self.address, resource=RESOURCE)
        return workers

    def _submit(self, task: PackTask) -> None:
        """Hand out a pack; one whose files can't be read has failed."""
        try:
            order = remote.write_order(task, self.settings, shared_output=self.shared_output)
        except (AnnotatorError, OSError) as error:
            self.callbacks.done(task, packs.report_failure(error))
            return
        future = self.client.submit(
            remote.make_pack,
            BytesIO(pickle.dumps(order)),
            remote.find_installation(),
            # Dask shows and logs keys: they name a school and a tutorial, and nobody.
            key=("annotator-pack", task.school.slug, order.tutorial, secrets.token_hex(8)),
            resources={RESOURCE: 1},
        )
        self.running[future] = task, order

    def _wait(self) -> Collection[Future[MadePack]]:
        """The packs that have ended once one has; none after `_TICK_SECONDS`."""
        if not self.running:
            time.sleep(_TICK_SECONDS)
            return ()
        try:
            with expect_answers(self.address, TimeoutError):
                return set(wait(list(self.running), timeout=_TICK_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return ()

    def _end_pack(self, future: Future[MadePack], workers: set[str]) -> None:
        """Settle a task that has ended, or hand its pack out once more."""
        task, order = self.running.pop(future)
        if future.status == "lost":  # the worker died with the pack that it had made
            self.waiting.appendleft(task)
            return
        if future.status == "error":
            self.callbacks.done(task, _report_lost_task(future.exception()))
            return
        with expect_answers(self.address):
            made = future.result(timeout=_TRANSFER_SECONDS)
            other_workers = workers - self.excluded - {made.worker}
            if made.report.code in _UNFIT and other_workers:
                self._exclude(made)
                self.waiting.appendleft(task)
                return
        self.callbacks.done(task, self._settle(task, order, made))

    def _exclude(self, made: MadePack) -> None:
        """End a worker that can't make packs, since others are there that may."""
        if made.worker not in self.excluded:
            self.excluded.add(made.worker)
            self.callbacks.note(join(made.report.message, "It is left out."))
            self.client.retire_workers([made.worker])

    def _settle(self, task: PackTask, order: Order, made: MadePack) -> PackReport:
        """Put a finished pack in its place, unless a worker did, and record that it is up to date."""
        if made.report.status == "failed":
            return made.report
        settings = self.settings
        try:
            if remote.write_order(task, settings, shared_output=self.shared_output) != order:
                message = "{task} was changed while its pack was made."
                raise AnnotatorError(message, "Run the same command again.", task=task.name)
            with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
                remote.write_files(made.files, Path(folder))
                received = None if self.shared_output else Path(folder)
                options, school = settings.options(task.school), task.school.given
                build.install(received, task.tutorial, options, self.cache, settings.tutorials, school)
        except (AnnotatorError, OSError) as error:
            return packs.report_failure(error)
        return made.report


def _report_lost_task(error: BaseException | None) -> PackReport:
    """The report of a pack whose task did not come to its end: its workers died, or have another annotator."""
    remedy = (
        "Check that the workers have enough memory, and the same annotator as this computer, with the extra district."
    )
    failure = MissingError("Dask could not run it ({name}).", remedy, name=type(error).__name__)
    return packs.report_failure(failure)
