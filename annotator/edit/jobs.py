"""Run the editor's long jobs (check, build, draft, review, website, kit) as the command line would: both make the same files.

Each command runs in a process, and two jobs run at once. A job whose files leave the computer begins with a check, and ends
there if a name on a picture is undecided.
"""

from __future__ import annotations

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

from annotator import errors, script
from annotator.edit.data_root import DRAFTS, JOBS, data_root, make_private_folder, write_private
from annotator.edit.errors import NotListedError
from annotator.edit.job_results import DIED, as_messages, describe_problems, refuse
from annotator.edit.tutorial_list import PACKS, WEBSITE, kit_folder, tutorial_id
from annotator.edit.work.child import Child
from annotator.errors import AnnotatorError, OutputError
from annotator.messages import from_json
from annotator.outputs.claims import OWN_JSON, PACK_JSON

JobKind = Literal["check", "build", "draft", "review", "website", "kit"]
State = Literal["running", "done", "failed", "cancelled", "interrupted"]
_LEAVING: Final = ("build", "review", "website", "kit")
"""The kinds of jobs whose files are sent to others; a draft is watched here alone."""
_WAITED_FOR: Final = ("running", "interrupted")
MAX_AT_ONCE: Final = 2
WAITING: Final = "waiting"
"""The stage of a job that waits for others to end."""
_STAMPS: Final = {"build": PACK_JSON, "website": OWN_JSON, "kit": OWN_JSON}
"""The file in a job's output whose modification time says when it was last up to date."""
_POLITE_SECONDS: Final = 10.0
"""Maximum seconds for a cancelled job to unwind."""
_MIN_SECONDS_TO_ESTIMATE: Final = 3.0


class BusyError(AnnotatorError):
    """The same work is being done already."""

    code = "busy"


@dataclass
class _Job:
    kind: JobKind
    folders: tuple[Path, ...]
    languages: tuple[str, ...] = ()
    reader: str = "en"
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    state: State = "running"
    what: str = WAITING
    done: int = 0
    total: int = 0
    began: float | None = None
    told: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] | None = None
    process: Child | None = None
    is_cancelled: bool = False

    @property
    def tutorial(self) -> str | None:
        """The id of the one tutorial that it is about; None for a website."""
        return None if self.kind == "website" else tutorial_id(self.folders[0])

    @property
    def writes(self) -> bool:
        """Whether it makes files."""
        return self.kind != "check"

    def collides(self, other: _Job) -> bool:
        """Whether both would write the same files."""
        return self.writes and (self.kind, self.tutorial) == (other.kind, other.tutorial)

    def settles(self, other: _Job) -> bool:
        """Whether the other job was interrupted, and need not be reported any more once this one starts."""
        is_known = other.state == "interrupted" and self.tutorial == other.tutorial
        return is_known and self.kind in ("check", other.kind)

    def command(self) -> list[str]:
        """Its command line."""
        first = self.folders[0]
        languages = [f"--lang={lang}" for lang in self.languages]
        if self.kind == "check":
            return ["check", str(first), "--json", *languages]
        if self.kind == "build":
            return ["build", str(first), "-o", str(first.parent / PACKS), "--json", *languages]
        if self.kind == "draft":
            # Drafts of other languages are packs of their own, so that this one doesn't replace them.
            output = Path(draft_folder(first), *self.languages)
            return ["build", str(first), "-o", str(output), "--draft", "--only", "video", "--json", *languages]
        if self.kind == "review":
            return ["build", str(first), "-o", str(review_folder(first)), "--draft", "--only", "review", "--json"]
        if self.kind == "kit":
            return ["recording-kit", str(first), "-o", str(kit_folder(first, self.languages[0])), *languages]
        return ["site", *map(str, self.folders), "-o", str(first.parent / WEBSITE), "--json"]

    def command_of_check(self) -> list[str]:
        """The command line that finds the undecided names in everything that it makes."""
        # A kit speaks in a language that the school may leave out otherwise.
        tutorial = script.read_folder(self.folders[0]).readable if self.kind == "kit" else None
        languages = [f"--lang={lang}" for lang in tutorial.languages] if tutorial else []
        return ["check", *map(str, self.folders), "--json", *languages]

    def read_result(self, printed: Any) -> dict[str, Any]:
        """The result of the job, from the output of the command line."""
        if self.kind == "check":
            return {"problems": describe_problems(printed, self.folders[0])}
        if self.kind == "website":
            failed = [{**row, "name": Path(row["folder"]).name} for row in printed["failed"]]
            return {
                "folder": str(self.folders[0].parent / WEBSITE),
                "notes": as_messages(printed["notes"]),
                "failed": failed,
            }
        if self.kind == "review":
            return {"picture": f"/api/tutorials/{self.tutorial}/review"}
        if self.kind == "kit":
            return {"folder": printed}
        (made,) = printed
        manifest = made["pack"]
        if self.kind == "build":
            notes = as_messages([*manifest["warnings"], *made["notes"]])
            return {"folder": made["path"], "notes": notes, "unchanged": made["unchanged"]}
        langs = [file["lang"] for file in manifest["files"] if file["kind"] == "video"]
        return {"videos": {lang: f"/api/tutorials/{self.tutorial}/draft/{lang}" for lang in langs}}


class Jobs:
    """All jobs of a server. Thread-safe.

    Jobs that make files are noted in the user's data folder until they end, so that the next editor of ``folder`` can list
    those that were interrupted.

    Args:
        folder: the folder that the editor was opened for.
        clock: a monotonic clock in seconds.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = f"{tutorial_id(folder)}.json"
        self._clock = clock
        self._lock = threading.RLock()
        self._jobs = {job.id: job for job in _read_interrupted(data_root() / JOBS / self._name)}
        self._closed = False
        self._slots = ThreadPoolExecutor(MAX_AT_ONCE, "annotator-job")

    def start(self, kind: JobKind, folders: Sequence[Path], languages: tuple[str, ...] = (), reader: str = "en") -> str:
        """Start a job and return its id. With two running, it waits for one of them.

        Args:
            kind: ``check``, ``build``, ``draft``, ``review``, ``kit`` (one tutorial each), or ``website``.
            folders: the tutorials.
            languages: the languages to check, build or draft; none: those of the school. A kit is for one. Others ignore it.
            reader: the language of the guide in a kit.

        Raises BusyError if the same files are being made or the editor is closing, and AnnotatorError for a wrong request.
        """
        if not folders or (kind != "website" and len(folders) != 1) or (kind == "kit" and len(languages) != 1):
            raise AnnotatorError("There is no such job.", "Choose a tutorial, and what to do with it.")
        job = _Job(kind, tuple(folders), languages, reader)
        with self._lock:
            if self._closed:
                raise BusyError("The editor is closing.", "Start it again.")
            if any(job.collides(other) and other.state == "running" for other in self._jobs.values()):
                raise BusyError("This is being made already.", "Wait until it is finished, or cancel it.")
            self._jobs = {name: other for name, other in self._jobs.items() if not job.settles(other)}
            self._jobs[job.id] = job
            self._note()
            self._slots.submit(self._run, job)
        return job.id

    def status(self, job_id: str) -> dict[str, Any]:
        """A job's request and state, its progress, and its error or result. Raises NotListedError.

        One whose editor ended is ``interrupted``, until the same or a check is started, or it is cancelled.
        """
        with self._lock:
            job = self._find(job_id)
            shown = ("id", "kind", "tutorial", "state", "what", "done", "total", "result")
            return {name: getattr(job, name) for name in shown} | {
                "tutorials": [tutorial_id(folder) for folder in job.folders],
                "languages": list(job.languages),
                "seconds_left": self._estimate(job),
                "error": job.told.get("error") if job.state == "failed" else None,
            }

    def find(self, kind: JobKind, tutorial: str | None = None) -> str | None:
        """The id of the last job of this kind, and of this tutorial, that runs or waits, or was interrupted."""
        with self._lock:
            alike = (job for job in self._jobs.values() if (job.kind, job.tutorial) == (kind, tutorial))
            return next((job.id for job in reversed([*alike]) if job.state in _WAITED_FOR), None)

    def cancel(self, job_id: str) -> None:
        """Ask a job to end; one that has ended stays as it is. Raises NotListedError."""
        with self._lock:
            job = self._find(job_id)
            if job.state in _WAITED_FOR:
                job.is_cancelled = True
            if job.process is not None:
                threading.Thread(target=job.process.end, args=(_POLITE_SECONDS,), daemon=True).start()
            elif job.state in _WAITED_FOR:
                job.state = "cancelled"
                self._note()

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
        try:
            with self._lock:
                if job.state != "running":
                    return
                job.began, job.what = self._clock(), ""
                started = time.time_ns()
            printed = self._listen(job, job.command()) if self._may_begin(job) else None
            # A website is made even if a tutorial failed, whose error is printed, too.
            if printed is not None and (job.kind == "website" or "error" not in job.told):
                job.result = job.read_result(printed)
                if job.kind in _STAMPS:
                    # Any change after the start makes it old, even if this run found nothing to make. A website that still
                    # has an older page of a tutorial is old.
                    at = 0 if job.result.get("failed") else started
                    with suppress(OSError):
                        os.utime(Path(job.result["folder"], _STAMPS[job.kind]), ns=(at, at))
            if problems := job.told.get("error", {}).get("problems"):
                job.told["error"]["problems"] = describe_problems(problems, job.folders[0])
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            job.told["error"] = errors.describe(error)
        with self._lock:
            job.process = None
            if job.result is not None:
                # It was finished before it could be cancelled.
                job.state, job.done = "done", job.total
            else:
                job.state = "cancelled" if job.is_cancelled else "failed"
                job.told.setdefault("error", DIED)
            self._note()

    def _may_begin(self, job: _Job) -> bool:
        """Whether a check found no undecided name, if the files leave the computer; else the job's error lists them."""
        if job.kind not in _LEAVING:
            return True
        found = self._listen(job, job.command_of_check())
        if undecided := [row for row in found or () if row["offers"]]:
            job.told["error"] = refuse(undecided, job.folders)
        return found is not None and "error" not in job.told

    def _listen(self, job: _Job, command: Sequence[str]) -> Any:
        """Run a command of a job to its end, unless the job was cancelled, and return the result that it printed, or None."""
        with self._lock:
            if job.is_cancelled:
                return None
            job.process = Child("annotator", "--lines", *command, ANNOTATOR_LANG=job.reader)
        with job.process as process:
            for line in process.output:
                self._hear(job, line)
        return job.told.pop("result", None)

    def _hear(self, job: _Job, line: bytes) -> None:
        """Read a line that a job printed: a JSON object with one of progress, result and error."""
        try:
            row: Mapping[str, Any] = json.loads(line, object_hook=from_json)
        except ValueError:  # it was killed in the middle of it
            return
        with self._lock:
            job.told |= row
            job.what, job.done, job.total = row.get("progress", (job.what, job.done, job.total))

    def _note(self) -> None:
        """Note the jobs that would be interrupted if the editor ended now. They run even if the note can't be written."""
        waited_for = [job for job in self._jobs.values() if job.writes and job.state in _WAITED_FOR]
        rows = [[job.id, job.kind, [*map(str, job.folders)], job.languages, job.reader] for job in waited_for]
        with suppress(OSError, OutputError):
            if not self._closed:
                write_private(make_private_folder(JOBS) / self._name, json.dumps(rows))

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


def draft_folder(folder: Path) -> Path:
    """The private folder for the draft of a tutorial. Raises OutputError."""
    return make_private_folder(DRAFTS, tutorial_id(folder))


def review_folder(folder: Path) -> Path:
    """The private folder for the picture to review. Raises OutputError."""
    return draft_folder(folder) / "review"


def _read_interrupted(place: Path) -> list[_Job]:
    """The jobs that an editor noted and that did not end; none if the note is missing or damaged."""
    try:
        rows = json.loads(place.read_text(encoding="utf-8"))
        jobs = [
            _Job(kind, tuple(map(Path, folders)), tuple(languages), reader, job_id, "interrupted", "")
            for job_id, kind, folders, languages, reader in rows
        ]
        for job in jobs:
            texts = (job.id, job.reader, *job.languages, *map(tutorial_id, job.folders))
            if job.kind not in get_args(JobKind) or not job.folders or not all(isinstance(text, str) for text in texts):
                return []
    except (OSError, ValueError, TypeError, RecursionError):
        return []
    return jobs
