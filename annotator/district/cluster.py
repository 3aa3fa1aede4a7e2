"""Make the packs of a district on many computers by Dask's own client (extra ``district``): a task for each pack.

Which worker makes what, and what is made again when one dies, is Dask's business. Each worker has a cache of its own. Dask is
imported only here, in functions, and in ``remote``, which has what runs on the workers.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import queue
import secrets
import tempfile
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from annotator.cache import Cache
from annotator.district import packs
from annotator.district.packs import PackReport, PackTask, Plan, Settings
from annotator.errors import AnnotatorError, MissingError, OutputError, ServiceError
from annotator.messages import Message, join
from annotator.model import Progress, no_progress
from annotator.pack import build
from annotator.voice.choose import AUTO, parse_choice

if TYPE_CHECKING:
    from distributed import Client, Future

    from annotator.district.remote import MadePack, Order

RESOURCE = "annotator"
"""Dask's name for what a worker must declare: it makes no more packs at once than it has of it."""
_CONNECT_SECONDS = 10
_CLOSE_SECONDS = 5
_TICK_SECONDS = 0.5
"""How often to look for a signal while nothing ends."""
_POLL_SECONDS = 2.0
"""How often to ask the scheduler for its workers."""
_NO_WORKER_SECONDS = 30.0
"""How long to wait for a worker where there is none: one that is killed is back within seconds."""
_ANSWER_SECONDS = 600
"""How long a worker may take to say what is installed, and a pack on its way, or until it is made again."""
_PACKS_A_WORKER = 3
"""How many packs are handed out for each worker, so that results can't pile up: one is made, one waits, one comes back."""


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
        MissingError: Dask is not installed, or no worker has the same annotator and the voice.
        ServiceError: the scheduler can't be reached, or no longer, or has no workers.
    """
    if plan.make:
        with _connected(address) as client:
            # School by school: the workers of one computer, which share its cache, begin with different tutorials.
            tasks = sorted(plan.make, key=lambda task: task.school.line)
            _Run(client, address, settings, cache, callbacks, shared_output, deque(tasks), len(tasks)).run()


@dataclass(frozen=True)
class _Job:
    """A pack that is handed out: what was sent, and the workers that may make it."""

    task: PackTask
    order: Order
    workers: frozenset[str]


@dataclass
class _Run:
    """A run so far.

    Attributes:
        address: the scheduler's.
        waiting: the packs that are not handed out, or are to be once more.
        total: the number of all packs.
        jobs: those that are handed out.
        ended: of these, those that have ended.
        workers: the addresses of the workers that may make packs.
        known: the workers that were asked, each with a line if it is left out, else "".
        polled: when the scheduler was last asked for its workers.
        met: when one that may make packs was last there.
    """

    client: Client
    address: str
    settings: Settings
    cache: Cache
    tell: Callbacks
    shared_output: bool
    waiting: deque[PackTask]
    total: int
    jobs: dict[Future[MadePack], _Job] = field(default_factory=dict)
    ended: queue.SimpleQueue[Future[MadePack]] = field(default_factory=queue.SimpleQueue)
    workers: frozenset[str] = frozenset()
    known: dict[str, str] = field(default_factory=dict)
    polled: float = 0.0
    met: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        while self.waiting or self.jobs:
            with _expect_answers(self.address):
                self._meet_workers()
            self._hand_out()
            self._report_progress()
            with suppress(queue.Empty):
                self._end(self.ended.get(timeout=_TICK_SECONDS))
        self._report_progress()

    def _report_progress(self) -> None:
        count = len(self.workers)
        what = Message("workers: {count}", count=count) if count else "waiting for a worker"
        self.tell.progress(what, self.total - len(self.waiting) - len(self.jobs), self.total)

    def _meet_workers(self) -> None:
        """Note who can make packs. Raises OSError if the scheduler is gone, our errors if nobody can for long."""
        import dask

        if self.client.status != "running":
            raise OSError("closed")
        now = time.monotonic()
        if now - self.polled < _POLL_SECONDS:
            return
        # The scheduler answers within Dask's time for connections, or never.
        patience = dask.config.get("distributed.comm.timeouts.tcp")
        asked = self.client.scheduler.identity
        info: dict[str, Any] = self.client.sync(asked, n_workers=-1, callback_timeout=patience)
        self.polled = now
        present = {address for address, worker in info["workers"].items() if RESOURCE in worker.get("resources", {})}
        if new := sorted(present - self.known.keys()):
            self._ask(new)
        self.workers = frozenset(address for address in present if self.known.get(address) == "")
        if self.workers:
            self.met = now
        elif now - self.met > _NO_WORKER_SECONDS:
            self._give_up(present)

    def _ask(self, workers: list[str]) -> None:
        """Find out which workers are to be left out, and say why."""
        from annotator.district import remote

        asked = remote.find_installation
        answers = self.client.run(asked, workers=workers, on_error="return", callback_timeout=_ANSWER_SECONDS)
        engine = parse_choice(self.settings.voice or AUTO).engine
        for address, found in answers.items():
            if isinstance(found, OSError):  # it has left meanwhile
                continue
            self.known[address] = remote.explain_difference(asked(), found, address, engine)
            if self.known[address]:
                self.tell.note(join(self.known[address], "It is left out."))

    def _give_up(self, present: set[str]) -> NoReturn:
        left_out = [line for address, line in self.known.items() if address in present and line]
        if left_out:
            raise MissingError(left_out[0])
        raise ServiceError(
            "No worker has come to the Dask scheduler {address}.",
            'Start one or more: dask worker {address} --nthreads 1 --resources "{resource}=1".',
            address=self.address,
            resource=RESOURCE,
        )

    def _hand_out(self) -> None:
        for future, job in list(self.jobs.items()):
            if self.workers and not job.workers & self.workers:  # Dask would wait for them for ever
                self.waiting.appendleft(self._forget(future).task)
        while self.waiting and len(self.jobs) < _PACKS_A_WORKER * len(self.workers):
            self._submit(self.waiting.popleft())

    def _submit(self, task: PackTask) -> None:
        from annotator.district import remote

        try:
            order = remote.write_order(task, self.settings, shared_output=self.shared_output)
        except (AnnotatorError, OSError) as error:
            self.tell.done(task, packs.report_failure(error))
            return
        future = self.client.submit(
            remote.make_pack,
            BytesIO(pickle.dumps(order)),
            # Dask shows and logs keys: they name a school and a tutorial, and nobody.
            key=("annotator-pack", task.school.slug, order.tutorial, secrets.token_hex(8)),
            resources={RESOURCE: 1},
            workers=sorted(self.workers),
        )
        self.jobs[future] = _Job(task, order, self.workers)
        future.add_done_callback(self.ended.put)

    def _forget(self, future: Future[MadePack]) -> _Job:
        future.release()
        return self.jobs.pop(future)

    def _end(self, future: Future[MadePack]) -> None:
        if future not in self.jobs:
            return  # handed out again meanwhile
        if future.status == "error":
            report = _explain(future.exception())
        else:
            with _expect_answers(self.address):
                if future.status == "lost":
                    raise OSError("lost")
                made = future.result(timeout=_ANSWER_SECONDS)
            if made.report.code == OutputError.exit_code and self.workers - {made.worker}:
                if self.known[made.worker] == "":  # said once
                    self.known[made.worker] = made.report.record
                    self.tell.note(join(made.report.record, "Other workers make its packs."))
                self.workers -= {made.worker}
                self.waiting.appendleft(self._forget(future).task)
                return
            report = self._settle(self.jobs[future], made)
        self.tell.done(self._forget(future).task, report)

    def _settle(self, job: _Job, made: MadePack) -> PackReport:
        """Put a finished pack in its place, and record that it is up to date."""
        from annotator.district import remote

        if made.report.status == "failed":
            return made.report
        task, settings = job.task, self.settings
        try:
            if remote.write_order(task, settings, shared_output=self.shared_output) != job.order:
                raise AnnotatorError(
                    "{task} was changed while its pack was made.", "Run the same command again.", task=task.name
                )
            with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
                remote.write_files(made.files, Path(folder))
                place = None if self.shared_output else Path(folder)
                options, school = settings.options(task.school), task.school.given
                build.install(place, task.tutorial, options, self.cache, settings.tutorials, school, made.notes)
        except (AnnotatorError, OSError) as error:
            return packs.report_failure(error)
        return made.report


def _explain(error: BaseException | None) -> PackReport:
    """The report of a pack whose task did not come to its end."""
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return packs.report_failure(
            AnnotatorError(
                "{count} workers died while making it, the last one {address}.",
                "Check that they have enough memory.",
                count=error.allowed_failures + 1,
                address=error.last_worker.address,
            )
        )
    # The scheduler reads what tasks are made of, too.
    remedy = "Install the same annotator on all computers, with the extra district."
    return packs.report_failure(
        MissingError(Message("Dask could not run it ({name}).", name=type(error).__name__), remedy)
    )


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Yield a client of the scheduler, closed at the end. Nothing is logged within the block: what is wrong is raised."""
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = _connect(address)
            try:
                yield client
            finally:
                with suppress(OSError, TimeoutError):  # the scheduler may be gone
                    client.close(timeout=_CLOSE_SECONDS)
    finally:
        logging.disable(logging.NOTSET)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError as error:
        raise MissingError(
            "Making packs on many computers needs Dask.", "Install it: pip install 'annotator[district]'."
        ) from error
    try:
        security = Security()
        arguments = security.get_connection_args("client")
        if address.startswith("tls://") and arguments.get("ssl_context") is None:
            raise ServiceError(
                "The Dask scheduler {address} asks for TLS, and no certificate is set.",
                "Set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT and …__CLIENT__KEY to the files.",
                address=address,
            )
        asyncio.run(_greet(address, arguments))
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False, security=security)
    except (OSError, ImportError, ValueError) as error:
        raise ServiceError(
            "The Dask scheduler {address} cannot be reached.",
            "Start it with “dask scheduler”, or check the address and Dask's settings for TLS.",
            detail=str(error),
            address=address,
        ) from error


async def _greet(address: str, arguments: Mapping[str, Any]) -> None:
    """Raise OSError if nobody answers at ``address``. Dask's client would wait for ever where a connection is taken."""
    from distributed.comm import connect

    comm = await asyncio.wait_for(connect(address, timeout=_CONNECT_SECONDS, **arguments), _CONNECT_SECONDS)
    await comm.close()


@contextmanager
def _expect_answers(address: str) -> Iterator[None]:
    """Turn Dask's errors about a scheduler that answers no more into one of ours."""
    try:
        yield
    except (OSError, TimeoutError, CancelledError, ValueError) as error:
        raise ServiceError(
            "The Dask scheduler {address} can no longer be reached.",
            "Start it and its workers again, then run the same command: it makes only what is missing.",
            address=address,
        ) from error
