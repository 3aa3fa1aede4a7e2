"""Give work to a child process: the most urgent first, one at a time. It is started when needed, and ended when idle.

A child that crashes or hangs takes only the request at hand with it; the next request starts a new one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.edit.picture_answers import PictureError, StalePreviewError
from annotator.edit.worker_process import Child
from annotator.errors import AnnotatorError
from annotator.messages import Message

INTERACTIVE, BACKGROUND = 0, 1


@dataclass(eq=False)
class Job:
    """A request, and its answer once ``done`` is set. ``tag`` says what it belongs to, for `WorkerChannel.drop`."""

    name: str
    args: tuple[object, ...]
    priority: int
    number: int
    tag: Hashable = None
    is_stale: Callable[[], bool] | None = None
    on_start: Callable[[], None] | None = None
    on_end: Callable[[Job], None] | None = None
    done: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    error: AnnotatorError | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Sorts jobs: people's requests before background work, and of those the newest first."""
        return self.priority, -self.number if self.priority == INTERACTIVE else self.number


@dataclass(frozen=True)
class Excuses:
    """What people are told, as messages and remedies: a request took too long, or the child ended in the middle of it."""

    busy: tuple[str, str]
    ended: tuple[str, str]


_OF_PICTURES: Final = Excuses(
    ("The computer is still busy with this picture.", "Wait a little, then try again."),
    ("The reading of this picture ended unexpectedly.", "Try again, or take it again."),
)


class WorkerChannel:
    """A child process that answers requests one by one.

    Args:
        module: what to run; it reads requests from its stdin, and writes answers to its stdout (`send`, `receive`).
        arguments: its arguments.
        idle_seconds: how long it stays after its last work.
        job_seconds: how long one request may take before the child is ended.
        excuses: what people are told when it fails.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        idle_seconds: float = 20.0,
        job_seconds: float = 120.0,
        excuses: Excuses = _OF_PICTURES,
    ) -> None:
        self._command = (module, *arguments)
        self._idle_seconds = idle_seconds
        self._job_seconds = job_seconds
        self._excuses = excuses
        self._changed = threading.Condition()
        self._jobs: list[Job] = []
        self._count = 0
        self._thread: threading.Thread | None = None
        self._child: Child | None = None
        self._closed = False
        self._working = False

    @property
    def is_busy(self) -> bool:
        """Whether it works, or has work."""
        with self._changed:
            return self._working or bool(self._jobs)

    @property
    def pid(self) -> int | None:
        """The child's process, or None while there is none."""
        child = self._child
        return child.pid if child is not None else None

    def submit(
        self,
        name: str,
        args: tuple[object, ...],
        priority: int = INTERACTIVE,
        *,
        tag: Hashable = None,
        is_stale: Callable[[], bool] | None = None,
        on_start: Callable[[], None] | None = None,
        on_end: Callable[[Job], None] | None = None,
    ) -> Job:
        """Queue a request. ``on_start`` and ``on_end`` are called in another thread."""
        with self._changed:
            self._count += 1
            job = Job(name, args, priority, self._count, tag, is_stale, on_start, on_end)
            if self._closed:
                job.error = PictureError("internal", "The editor is ending.")
                job.done.set()
                return job
            self._jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=f"annotator {self._command[0]}", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return job

    def ask(
        self,
        name: str,
        args: tuple[object, ...],
        timeout: float,
        is_stale: Callable[[], bool] | None = None,
        on_end: Callable[[Job], None] | None = None,
    ) -> Any:
        """Queue a person's request, and wait for its answer. Raises the AnnotatorError that it ended with."""
        job = self.submit(name, args, is_stale=is_stale, on_end=on_end)
        if not job.done.wait(timeout):
            self.drop(lambda one: one is job)
            raise PictureError("busy", *self._excuses.busy)
        if job.error is not None:
            raise job.error
        return job.answer

    def drop(self, wanted: Callable[[Job], bool]) -> None:
        """Forget queued requests. Whoever waits for one of them is told that it is stale."""
        with self._changed:
            dropped = [job for job in self._jobs if wanted(job)]
            self._jobs = [job for job in self._jobs if job not in dropped]
        for job in dropped:
            self._finish(job, error=StalePreviewError())

    def close(self) -> None:
        """End the child and refuse further requests."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        self.drop(lambda _: True)
        self._kill()
        if thread is not None and thread is not threading.current_thread():
            thread.join(5.0)

    # ------------------------------------------------------------ the thread that talks to the child

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._working = False
                if not self._jobs and not self._closed:
                    self._changed.wait(self._idle_seconds)
                if not self._jobs:
                    self._thread = None
                    child, self._child = self._child, None
                    break
                job = min(self._jobs, key=lambda one: one.order)
                self._jobs.remove(job)
                self._working = True
            if job.is_stale is not None and job.is_stale():
                self._finish(job, error=StalePreviewError())
                continue
            if job.on_start is not None:
                job.on_start()
            self._run(job)
        if child is not None:
            child.end()

    def _run(self, job: Job) -> None:
        try:
            child = self._start()
        except OSError as error:
            told = Message("A helper process could not be started: {reason}.", reason=error.strerror or error)
            self._finish(job, error=PictureError("internal", told))
            return
        watch = threading.Timer(self._job_seconds, child.kill)
        watch.daemon = True
        watch.start()
        try:
            child.send((job.name, job.args))
            kind, value = child.receive()
        except (OSError, EOFError):  # it crashed, or was ended
            self._kill()
            self._end()
            self._finish(job, error=PictureError("internal", *self._excuses.ended))
            return
        finally:
            watch.cancel()
        if kind == "answer":
            self._finish(job, answer=value)
        else:
            self._finish(job, error=PictureError(**value))

    def _finish(self, job: Job, answer: Any = None, error: AnnotatorError | None = None) -> None:
        job.answer, job.error = answer, error
        try:
            if job.on_end is not None:
                job.on_end(job)
        finally:
            job.done.set()

    def _start(self) -> Child:
        if self._child is not None and self._child.pid is not None:
            return self._child
        self._end()
        self._child = Child(*self._command)
        return self._child

    def _kill(self) -> None:
        if self._child is not None:
            self._child.kill()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()
