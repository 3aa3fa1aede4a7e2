"""The child process in which the editor checks, builds and speaks: ``python -m annotator.edit.job_worker``.

Heavy libraries are loaded here and go with the process. SIGTERM unwinds the job as Ctrl-C does a command's, so that
nothing half-made stays; the end of standard input means that the server has died, and does the same.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import IO, Any

from annotator.edit import job_protocol
from annotator.edit.job_protocol import ERROR, PROGRESS, RESULT, Request
from annotator.edit.worker_child import take_output
from annotator.edit.worker_process import receive, send
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import Problem, Progress

_CLEAN_UP_SECONDS = 20.0
"""How long a job may take to unwind after its parent has died, before the process is ended at once."""
_MIN_SECONDS_BETWEEN_LINES = 0.1


class StoppedError(BaseException):
    """The job was asked to end. Not an ``Exception``, so that no library takes it for a failure of its own."""


def main() -> int:
    """Do the job that the parent asks for; return the exit code."""
    output = take_output()
    lines = _Lines(output)
    signal.signal(signal.SIGTERM, lines.stop)
    request = receive(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        result = JOBS[request.kind](request, lines.progress)
    except StoppedError:
        return 128 + signal.SIGTERM
    except Exception as error:  # noqa: BLE001 - every failure is told to the parent
        if lines.stopped:
            return 128 + signal.SIGTERM
        send(output, (ERROR, _describe(error, request)))
        return 1
    send(output, (RESULT, result))
    return 0


class _Lines:
    """Tells the parent of progress, at most ten times a second, until the job is asked to end."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._last = -1.0
        self.stopped = False

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """Unwind the job; remembered, in case a library swallows the exception."""
        again, self.stopped = self.stopped, True
        if not again:  # a second signal must not interrupt the clean-up
            raise StoppedError

    def progress(self, what: str, done: int, total: int) -> None:
        """Tell how far the job is. Raises StoppedError."""
        if self.stopped:
            raise StoppedError
        now = time.monotonic()
        if done >= total or now - self._last >= _MIN_SECONDS_BETWEEN_LINES:
            self._last = now
            send(self._output, (PROGRESS, (what, done, total)))


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
