"""Run a job in a child process, and end it: politely, then at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import annotator
from annotator import messages
from annotator.edit.job_protocol import ERROR, PROGRESS, RESULT, Request
from annotator.media.ffmpeg import OWN_GROUP, Process

MODULE = "annotator.edit.job_worker"
_POLITE_SECONDS = 10.0
OnProgress = Callable[[str, int, int], None]


class WorkerProcess:
    """One child that does one job. Thread-safe."""

    def __init__(self, request: Request) -> None:
        self._process = Process(
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            **OWN_GROUP,
        )
        self._stopped = threading.Event()
        stdin = self._process.stdin
        assert stdin is not None, "it is a pipe"
        with contextlib.suppress(OSError):  # it died at once: `run` says so
            stdin.write(json.dumps(request.row()).encode() + b"\n")
            stdin.flush()

    @property
    def exit_code(self) -> int | None:
        """How the child ended: 0 after a result, negative for a signal; None while it works."""
        return self._process.poll()

    def run(self, on_progress: OnProgress) -> Mapping[str, Any]:
        """Wait for the end. Returns ``{"result": …}`` or ``{"error": …}``; an empty mapping if it was stopped or died."""
        outcome: dict[str, Any] = {}
        stdout = self._process.stdout
        assert stdout is not None, "it is a pipe"
        with stdout:
            for line in stdout:
                with contextlib.suppress(ValueError):  # half a line, as of a child that was killed
                    row = json.loads(line, object_hook=messages.from_json)
                    if PROGRESS in row:
                        on_progress(*row[PROGRESS])
                    elif RESULT in row or ERROR in row:
                        outcome = row
        self._process.wait()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        return outcome

    def stop(self) -> None:
        """Ask the child to end, and kill its process group if it hasn't after ten seconds. Returns at once."""
        if self._stopped.is_set() or self._process.poll() is not None:
            return
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._process.terminate()
        threading.Thread(target=self._kill_later, daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait for the end of a child that was stopped; then kill it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        if self._process.poll() is None:
            self._kill()

    def _kill_later(self) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_POLITE_SECONDS)
        if self._process.poll() is None:
            self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """The environment of a child that imports the same annotator as we do, wherever that was started."""
    package = str(Path(annotator.__file__).resolve().parent.parent)
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
