"""The long jobs of the editor: check, build, draft, website. Each runs in a child process, two at once."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from annotator.edit.data_root import DRAFTS, make_private_folder
from annotator.edit.job_protocol import ERROR, KINDS, RESULT, JobKind, Request, describe_error
from annotator.edit.not_listed import NotListedError, tutorial_id
from annotator.edit.tutorial_list import PACKS, WEBSITE
from annotator.edit.worker_process import WorkerProcess
from annotator.errors import AnnotatorError

State = Literal["running", "done", "failed", "cancelled"]
MAX_AT_ONCE = 2
_MAX_KEPT = 100
"""Finished jobs that are remembered."""
_MIN_SECONDS_TO_ESTIMATE = 3.0
_ADDRESS = re.compile(r"https?://[^\s?#]+")
_WRITING: frozenset[JobKind] = frozenset({"build", "draft", "website"})
_FOR_ANSWERS: frozenset[JobKind] = frozenset({"take", "join"})
"""What one answer waits for, so that it has no status of its own."""
WAITING = "waiting"
"""What a job is doing that waits for others to end."""


class BusyError(AnnotatorError):
    """The same work is being done already."""

    code: ClassVar[str] = "busy"


@dataclass
class _Job:
    id: str
    request: Request
    tutorial: str | None
    state: State = "running"
    what: str = WAITING
    done: int = 0
    total: int = 0
    began: float | None = None
    error: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    process: WorkerProcess | None = None
    is_cancelled: bool = False


class Jobs:
    """All jobs of a server. Thread-safe; ``clock`` is a monotonic one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._closed = False
        self._slots = ThreadPoolExecutor(MAX_AT_ONCE, "annotator-job")

    def start(self, kind: JobKind, folders: Sequence[Path], languages: tuple[str, ...] = (), base_url: str = "") -> str:
        """Start a job and return its id. With two running, it waits for one of them.

        Args:
            kind: ``check``, ``build``, ``draft`` (one tutorial each), or ``website``.
            folders: the tutorials.
            languages: only these; none: the usual ones.
            base_url: the address of a website.

        Raises BusyError where the same pack or website is being made, and AnnotatorError for a wrong request.
        """
        request, tutorial = _make_request(kind, folders, languages, base_url)
        with self._lock:
            if self._closed:
                raise BusyError("The editor is closing.", "Start it again.")
            if any(_collide(job.request, request) for job in self._jobs.values() if job.state == "running"):
                raise BusyError("This is being made already.", "Wait until it is finished, or cancel it.")
            job = _Job(secrets.token_hex(6), request, tutorial)
            self._forget_old()
            self._jobs[job.id] = job
            self._slots.submit(self._run, job)
        return job.id

    def status(self, job_id: str) -> dict[str, Any]:
        """A job's state, progress, and error or result. Raises NotListedError."""
        with self._lock:
            job = self._find(job_id)
            return {
                "kind": job.request.kind,
                "tutorial": job.tutorial,
                "state": job.state,
                "what": job.what,
                "done": job.done,
                "total": job.total,
                "seconds_left": self._estimate(job),
                "error": job.error,
                "result": job.result,
            }

    def find_running(self, kind: JobKind, tutorial: str | None = None) -> str | None:
        """The id of a job of this kind, and of this tutorial, that runs or waits, if there is one."""
        with self._lock:
            wanted = ("running", kind, tutorial)
            rows = self._jobs.values()
            return next((job.id for job in rows if (job.state, job.request.kind, job.tutorial) == wanted), None)

    def cancel(self, job_id: str) -> None:
        """Ask a job to end; one that has ended stays as it is. Raises NotListedError."""
        with self._lock:
            job = self._find(job_id)
            if job.process is not None:
                job.is_cancelled = True
                job.process.stop()
            elif job.state == "running":
                job.state = "cancelled"

    @property
    def running(self) -> bool:
        """Whether any job runs or waits."""
        with self._lock:
            return any(job.state == "running" for job in self._jobs.values())

    def close(self) -> None:
        """Cancel all jobs, and wait until their processes have ended."""
        with self._lock:
            self._closed = True
        for job_id in tuple(self._jobs):
            self.cancel(job_id)
        self._slots.shutdown()

    def _run(self, job: _Job) -> None:
        try:
            with self._lock:
                if job.state != "running":
                    return
                job.began, job.what = self._clock(), ""
                job.process = WorkerProcess(job.request)
            outcome = job.process.run(lambda *progress: self._report(job, *progress))
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            outcome = {ERROR: describe_error(error)}
        with self._lock:
            job.process = None
            job.result = outcome.get(RESULT)
            if job.result is not None:
                # It was finished before it could be cancelled.
                job.state, job.done = "done", job.total
            elif job.is_cancelled:
                job.state = "cancelled"
            else:
                job.state, job.error = "failed", outcome.get(ERROR, _DIED)

    def _report(self, job: _Job, what: str, done: int, total: int) -> None:
        with self._lock:
            job.what, job.done, job.total = what, done, total

    def _estimate(self, job: _Job) -> int | None:
        """The seconds that are left, if the rest goes as fast as what is done; None while that can't be told."""
        if job.state != "running" or job.began is None or not 0 < job.done < job.total:
            return None
        elapsed = self._clock() - job.began
        if elapsed < _MIN_SECONDS_TO_ESTIMATE:
            return None
        return max(1, round(elapsed * (job.total - job.done) / job.done))

    def _find(self, job_id: str) -> _Job:
        if job_id not in self._jobs:
            raise NotListedError("There is no such job.", "Start it again.")
        return self._jobs[job_id]

    def _forget_old(self) -> None:
        finished = [job.id for job in self._jobs.values() if job.state != "running"]
        for job_id in finished[: max(0, len(self._jobs) - _MAX_KEPT)]:
            del self._jobs[job_id]


_DIED = {
    "code": "internal",
    "message": "The work ended without a word; perhaps the computer has too little memory.",
    "remedy": "Close other programs and start it again.",
}


def _make_request(
    kind: JobKind, folders: Sequence[Path], languages: tuple[str, ...], base_url: str
) -> tuple[Request, str | None]:
    """The request for a child, and the id of its tutorial; None for a website."""
    if kind not in KINDS or kind in _FOR_ANSWERS or not folders or (kind != "website" and len(folders) != 1):
        raise AnnotatorError("There is no such job.", "Choose a tutorial, and what to do with it.")
    first = folders[0]
    address = base_url.strip()
    if address and not _ADDRESS.fullmatch(address):
        raise AnnotatorError(
            "This is not the address of a website.",
            "Write the whole address, for instance https://school.example.org/help.",
        )
    output = ""
    if kind == "build":
        output = str(first.parent / PACKS)
    elif kind == "draft":
        output = str(draft_folder(first))
    elif kind == "website":
        output = str(first.parent / WEBSITE)
    request = Request(kind, tuple(map(str, folders)), output, languages, address)
    return request, None if kind == "website" else tutorial_id(first)


def draft_folder(folder: Path) -> Path:
    """The private folder for the draft of a tutorial. Raises OutputError."""
    return make_private_folder(DRAFTS, tutorial_id(folder))


def _collide(one: Request, other: Request) -> bool:
    """Whether two jobs would write the same files."""
    return (
        one.kind in _WRITING
        and (one.kind, one.output) == (other.kind, other.output)
        and (one.kind == "website" or one.folders == other.folders)
    )
