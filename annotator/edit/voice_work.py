"""Ask a child process to listen to recordings and to join them, so that their samples never fill the server's memory."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annotator.edit.job_protocol import ERROR, RESULT, JobKind, Request
from annotator.edit.take_judge import BadTakeError, Judgement
from annotator.edit.worker_process import WorkerProcess
from annotator.errors import AnnotatorError, MissingError, OutputError
from annotator.model import no_progress

CLEAN, RAW = "clean", "raw"
"""The item of a request: whether recordings are cleaned."""
_KINDS: Mapping[str, type[AnnotatorError]] = {
    "bad-take": BadTakeError,
    "missing": MissingError,
    "not-writable": OutputError,
    "disk-full": OutputError,
}
_turns = threading.BoundedSemaphore(2)


def judge(path: Path, heard: Path, *, clean: bool) -> Judgement:
    """As `take_judge.judge`, in a child."""
    result = _ask("take", [path], heard, clean)
    return Judgement(result["seconds"], tuple(result["faults"]))


def join(parts: Sequence[Path], out: Path, *, clean: bool) -> float:
    """As `take_judge.join`, in a child."""
    return float(_ask("join", parts, out, clean)["seconds"])


def _ask(kind: JobKind, files: Sequence[Path], out: Path, clean: bool) -> Mapping[str, Any]:
    request = Request(kind, tuple(map(str, files)), output=str(out), item=CLEAN if clean else RAW)
    with _turns:
        outcome = WorkerProcess(request).run(no_progress)
    if RESULT in outcome:
        result: Mapping[str, Any] = outcome[RESULT]
        return result
    row = outcome.get(ERROR) or {}
    error = _KINDS.get(row.get("code", ""), AnnotatorError)
    cause = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) if row.get("code") == "disk-full" else None
    raise error(
        row.get("message", "The recording could not be listened to."), row.get("remedy", "Try again.")
    ) from cause
