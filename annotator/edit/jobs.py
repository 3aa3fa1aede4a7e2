"""Run the editor's long jobs, two at once: each of their commands is a process of its own.

A job whose files leave the computer begins with a check, and ends there if a name on a picture is undecided. Jobs that make
files are noted in the user's data folder until they end, so that the next editor can list those that were interrupted.
"""

import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args

from annotator import errors
from annotator.edit.data_root import JOBS, data_root, make_private_folder, write_private
from annotator.edit.errors import NotListedError
from annotator.edit.job_requests import JobKind, JobRequest
from annotator.edit.job_results import CRASHED, describe_problems, read_result, refuse_undecided
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.work.child import Child
from annotator.errors import AnnotatorError, OutputError
from annotator.messages import from_json
from annotator.outputs.marks import OWN_JSON, PACK_JSON

State = Literal["running", "done", "failed", "cancelled", "interrupted"]
_UNFINISHED: Final = ("running", "interrupted")
MAX_AT_ONCE: Final = 2
WAITING: Final = "waiting"
"""The stage of a job that waits for others to end."""
_STAMPED_FILES: Final = {"build": PACK_JSON, "website": OWN_JSON, "kit": OWN_JSON}
"""The file in a job's output whose modification time says when it was last up to date."""
_GRACE_SECONDS: Final = 10.0
"""Maximum seconds for a cancelled job to unwind."""
_MIN_SECONDS_TO_ESTIMATE: Final = 3.0


class BusyError(AnnotatorError):
    """The same work is being done already."""

    code = "busy"


@dataclass
class _Job:
    """A job, with its progress (``what`` of ``done`` out of ``total``), and the result or the error once it has ended."""

    request: JobRequest
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    state: State = "running"
    what: str = WAITING
    done: int = 0
    total: int = 0
    began: float | None = None
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    process: Child | None = None
    is_cancelled: bool = False

    def replaces(self, other: "_Job") -> bool:
        """Whether the other job was interrupted, and need not be reported any more once this one starts."""
        if other.state != "interrupted" or self.request.tutorial != other.request.tutorial:
            return False
        return self.request.kind in ("check", other.request.kind)


class Jobs:
    """All jobs of a server. Thread-safe.

    Args:
        folder: the folder that the editor was opened for.
        clock: a monotonic clock in seconds.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file_name = f"{tutorial_id(folder)}.json"
        self._clock = clock
        self._lock = threading.RLock()
        self._jobs = {job.id: job for job in _read_interrupted(data_root() / JOBS / self._file_name)}
        self._closed = False
        self._slots = ThreadPoolExecutor(MAX_AT_ONCE, "annotator-job")

    def start(self, kind: JobKind, folders: Sequence[Path], languages: tuple[str, ...] = (), reader: str = "en") -> str:
        """Start a job, described as in `JobRequest`, and return its id. With two running, it waits for one of them.

        Raises BusyError if a job collides with it or the editor is closing, and AnnotatorError for a wrong request.
        """
        request = JobRequest(kind, tuple(folders), languages, reader)
        if not request.is_possible:
            raise AnnotatorError("There is no such job.", "Choose a tutorial, and what to do with it.")
        job = _Job(request)
        with self._lock:
            if self._closed:
                raise BusyError("The editor is closing.", "Start it again.")
            running = [other for other in self._jobs.values() if other.state == "running"]
            if any(request.collides(other.request) for other in running):
                raise BusyError("This is being made already.", "Wait until it is finished, or cancel it.")
            self._jobs = {job_id: other for job_id, other in self._jobs.items() if not job.replaces(other)}
            self._jobs[job.id] = job
            self._save_unfinished()
            self._slots.submit(self._run, job)
        return job.id

    def status(self, job_id: str) -> dict[str, Any]:
        """A job's request and state, its progress, and its error or result. Raises NotListedError.

        One whose editor ended is ``interrupted``, until the same or a check is started, or it is cancelled.
        """
        with self._lock:
            job = self._find(job_id)
            shown = ("id", "state", "what", "done", "total", "result")
            return {name: getattr(job, name) for name in shown} | {
                "kind": job.request.kind,
                "tutorial": job.request.tutorial,
                "tutorials": [tutorial_id(folder) for folder in job.request.folders],
                "languages": list(job.request.languages),
                "seconds_left": self._estimate(job),
                "error": job.error if job.state == "failed" else None,
            }

    def find(self, kind: JobKind, tutorial: str | None = None) -> str | None:
        """The id of the last job of this kind, and of this tutorial, that runs or waits, or was interrupted."""
        with self._lock:
            for job in reversed(self._jobs.values()):
                if (job.request.kind, job.request.tutorial) == (kind, tutorial) and job.state in _UNFINISHED:
                    return job.id
        return None

    def cancel(self, job_id: str) -> None:
        """Ask a job to end; one that has ended stays as it is. Raises NotListedError."""
        with self._lock:
            job = self._find(job_id)
            if job.state not in _UNFINISHED:
                return
            job.is_cancelled = True
            if job.process is not None:
                threading.Thread(target=job.process.end, args=(_GRACE_SECONDS,), daemon=True).start()
            else:
                job.state = "cancelled"
                self._save_unfinished()

    @property
    def running(self) -> bool:
        """Whether any job runs or waits."""
        with self._lock:
            return any(job.state == "running" for job in self._jobs.values())

    def close(self) -> None:
        """Cancel all jobs, and wait until their processes have ended. The next editor lists those that write files."""
        with self._lock:
            self._closed = True
            running = [job.id for job in self._jobs.values() if job.state == "running"]
        for job_id in running:
            self.cancel(job_id)
        self._slots.shutdown()

    def _run(self, job: _Job) -> None:
        """Do a job, and note how it ended."""
        with self._lock:
            if job.state != "running":
                return
            job.began, job.what = self._clock(), ""
        try:
            self._do(job)
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            job.error = errors.describe(error)
        with self._lock:
            job.process = None
            if job.result is not None:
                # It was finished before it could be cancelled.
                job.state, job.done = "done", job.total
            else:
                job.state = "cancelled" if job.is_cancelled else "failed"
                job.error = job.error or CRASHED
            self._save_unfinished()

    def _do(self, job: _Job) -> None:
        """Run the commands of a job, which get it a result or an error, or neither where a process died."""
        request, started = job.request, time.time_ns()
        if request.is_sent:
            problems = self._run_command(job, request.check_command())
            job.error = refuse_undecided(problems or (), request.folders) or job.error
            if problems is None or job.error:
                return
        printed = self._run_command(job, request.command())
        # A website is made even if a tutorial failed, whose error is printed, too.
        if printed is None or (job.error and request.kind != "website"):
            return
        job.result = read_result(request, printed)
        if request.kind in _STAMPED_FILES:
            # Any change after the start makes it old, even if this run found nothing to make. A website that still
            # has an older page of a tutorial is old.
            up_to_date_ns = 0 if job.result.get("failed") else started
            with suppress(OSError):
                os.utime(Path(job.result["folder"], _STAMPED_FILES[request.kind]), ns=(up_to_date_ns, up_to_date_ns))

    def _run_command(self, job: _Job, command: Sequence[str]) -> Any:
        """Run a command of a job to its end, unless the job was cancelled, and return the result that it printed, or None."""
        with self._lock:
            if job.is_cancelled:
                return None
            job.process = Child("annotator", "--lines", *command, ANNOTATOR_LANG=job.request.reader)
        result = None
        with job.process as process:
            for line in process.output:
                try:
                    row: Mapping[str, Any] = json.loads(line, object_hook=from_json)
                except ValueError:  # it was killed in the middle of a line
                    continue
                with self._lock:
                    job.what, job.done, job.total = row.get("progress", (job.what, job.done, job.total))
                    job.error = row.get("error", job.error)
                    result = row.get("result", result)
        if job.error and job.error.get("problems"):
            job.error["problems"] = describe_problems(job.error["problems"], job.request.folders[0])
        return result

    def _save_unfinished(self) -> None:
        """Save the jobs that would be interrupted if the editor ended now. They run even if the file can't be written."""
        rows = [
            [job.id, job.request.kind, [*map(str, job.request.folders)], job.request.languages, job.request.reader]
            for job in self._jobs.values()
            if job.request.writes and job.state in _UNFINISHED
        ]
        with suppress(OSError, OutputError):
            if not self._closed:
                write_private(make_private_folder(JOBS) / self._file_name, json.dumps(rows))

    def _estimate(self, job: _Job) -> int | None:
        """The seconds left, at the speed so far; None while that is unknown."""
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


def _read_interrupted(path: Path) -> list[_Job]:
    """The jobs that an editor saved and that did not end; none if the file is missing or damaged."""
    jobs = []
    try:
        for job_id, kind, folders, languages, reader in json.loads(path.read_text(encoding="utf-8")):
            request = JobRequest(kind, tuple(map(Path, folders)), tuple(languages), reader)
            texts = (job_id, reader, *languages, *map(tutorial_id, request.folders))
            if kind not in get_args(JobKind) or not folders or not all(isinstance(text, str) for text in texts):
                return []
            jobs.append(_Job(request, job_id, "interrupted", what=""))
    except (OSError, ValueError, TypeError, RecursionError):
        return []
    return jobs
