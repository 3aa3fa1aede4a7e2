"""The child process in which the editor checks, builds and speaks: ``python -m annotator.edit.job_worker``.

Heavy libraries are loaded here and go with the process. SIGTERM unwinds the job as Ctrl-C does a command's, so that
nothing half-made stays; the end of standard input means that the server has died, and does the same.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from annotator import messages
from annotator.edit import job_protocol
from annotator.edit.job_protocol import ERROR, PROGRESS, RESULT, Request
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import Problem, Progress

_CLEAN_UP_SECONDS = 20.0
"""How long a job may take to unwind after its parent has died, before the process is ended at once."""
_MIN_SECONDS_BETWEEN_LINES = 0.1


class StoppedError(BaseException):
    """The job was asked to end. Not an ``Exception``, so that no library takes it for a failure of its own."""


def main() -> int:
    """Do the job that the first line of standard input names; return the exit code."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", errors="surrogateescape")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not mix with our lines
    stop = _Stop()
    signal.signal(signal.SIGTERM, stop.handle)
    request = Request.from_row(json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    lines = _Lines(output, stop)
    try:
        result = JOBS[request.kind](request, lines.progress)
    except StoppedError:
        return 128 + signal.SIGTERM
    except Exception as error:  # noqa: BLE001 - every failure is told to the parent
        if stop.asked:
            return 128 + signal.SIGTERM
        lines.write({ERROR: _describe(error, request)})
        return 1
    lines.write({RESULT: result})
    return 0


class _Stop:
    """Remembers that the job was asked to end, in case a library swallows the exception."""

    def __init__(self) -> None:
        self.asked = False

    def handle(self, _number: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if not again:  # a second signal must not interrupt the clean-up
            raise StoppedError

    def raise_if_asked(self) -> None:
        if self.asked:
            raise StoppedError


class _Lines:
    """Writes lines of JSON for the parent; of progress, at most ten a second."""

    def __init__(self, output: TextIO, stop: _Stop) -> None:
        self._output = output
        self._stop = stop
        self._last = -1.0
        self._lock = threading.Lock()

    def write(self, row: Mapping[str, Any]) -> None:
        with self._lock:
            self._output.write(json.dumps(messages.to_json(row)) + "\n")
            self._output.flush()

    def progress(self, what: str, done: int, total: int) -> None:
        self._stop.raise_if_asked()
        now = time.monotonic()
        if done >= total or now - self._last >= _MIN_SECONDS_BETWEEN_LINES:
            self._last = now
            self.write({PROGRESS: [what, done, total]})


def _end_with_parent() -> None:
    # Not the buffered reader: a thread that waits in it makes the interpreter abort when the job is done.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_CLEAN_UP_SECONDS)
    os._exit(128 + signal.SIGTERM)


def _describe(error: Exception, request: Request) -> dict[str, Any]:
    row = job_protocol.describe_error(error)
    if isinstance(error, ProblemsError) and len(request.folders) == 1:
        row["problems"] = _describe_problems(error.problems, Path(request.folders[0]))
    return row


def _describe_problems(problems: Iterable[Problem], folder: Path) -> list[dict[str, Any]]:
    lines = job_protocol.step_lines(folder)
    return [job_protocol.describe_problem(problem, lines) for problem in problems]


def _check(request: Request, progress: Progress) -> dict[str, Any]:
    """What ``annotator check`` prints. Nothing is masked, since it is shown to staff on their own screen."""
    from annotator.commands import check

    folder = Path(request.folders[0])
    checked = check.check(folder, request.languages, progress)
    summary = None if checked.summary is None else "\n".join(line.strip() for line in checked.summary.lines())
    return {"problems": _describe_problems(checked.problems, folder), "summary": summary}


def _build(request: Request, progress: Progress) -> dict[str, Any]:
    from annotator.pack import build
    from annotator.pack.options import Options

    options = Options(output=Path(request.output), languages=request.languages)
    built = build.build(Path(request.folders[0]), options, progress)
    return {
        "folder": str(built.pack),
        "notes": [*built.manifest["warnings"], *built.notes],
        "unchanged": built.unchanged,
    }


def _draft(request: Request, progress: Progress) -> dict[str, Any]:
    """Build the video of each language as a quick preview."""
    from annotator.pack import build
    from annotator.pack.options import Options

    # Drafts of other languages are packs of their own, so that they aren't made anew with this one.
    output = Path(request.output, *request.languages)
    options = Options(output=output, languages=request.languages, kinds=("video",), draft=True)
    built = build.build(Path(request.folders[0]), options, progress)
    videos = {
        file["lang"]: str(built.pack / file["path"]) for file in built.manifest["files"] if file["kind"] == "video"
    }
    return {"videos": videos}


def _website(request: Request, progress: Progress) -> dict[str, Any]:
    from annotator.commands import site

    site_request = site.SiteRequest(Path(request.output), request.base_url or None, request.languages)
    made = site.build([Path(folder) for folder in request.folders], site_request, progress)
    failed = [{"name": folder.name, **_describe_failed(error, folder)} for folder, error in made.failed]
    return {"folder": request.output, "notes": made.notes, "failed": failed}


def _describe_failed(error: AnnotatorError, folder: Path) -> dict[str, Any]:
    return _describe(error, Request("website", (str(folder),)))


def _take(request: Request, _progress: Progress) -> dict[str, Any]:
    from annotator.edit import take_judge

    judged = take_judge.judge(Path(request.folders[0]), Path(request.output), clean=request.item == "clean")
    return {"seconds": judged.seconds, "faults": judged.faults}


def _join(request: Request, _progress: Progress) -> dict[str, Any]:
    from annotator.edit import take_judge

    parts = [Path(part) for part in request.folders]
    return {"seconds": take_judge.join(parts, Path(request.output), clean=request.item == "clean")}


def _answer(request: Request, _progress: Progress) -> dict[str, Any]:
    from annotator.cache import Cache, default_root
    from annotator.edit import answer_sound

    made = answer_sound.make(Path(request.folders[0]), int(request.item), request.languages[0], Cache(default_root()))
    return {"path": str(made)}


JOBS: Mapping[str, Callable[[Request, Progress], dict[str, Any]]] = {
    "check": _check,
    "build": _build,
    "draft": _draft,
    "website": _website,
    "take": _take,
    "join": _join,
    "answer": _answer,
}


if __name__ == "__main__":
    sys.exit(main())
