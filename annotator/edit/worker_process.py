"""A child process that runs a module of this very package. Both ends say pickled values, over its standard streams.

A child ends when its standard input does: so it ends with its parent, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final

import annotator
from annotator.edit.job_protocol import ERROR, PROGRESS, RESULT, Request
from annotator.media.ffmpeg import OWN_GROUP, Process

MODULE = "annotator.edit.job_worker"
_BOOTSTRAP: Final = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
    "import runpy; runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=False)"
)
"""Starts a module of this very package, wherever it was imported from, and never one of the current folder."""
_POLITE_SECONDS = 10.0
OnProgress = Callable[[str, int, int], None]


def send(stream: IO[bytes], value: object) -> None:
    """Say one value. Raises OSError if the other end is gone."""
    stream.write(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Hear one value; both ends are annotator's own processes. Raises EOFError if the other end is gone."""
    try:
        return pickle.load(stream)  # noqa: S301 - written by the same program
    except pickle.UnpicklingError as error:  # it died in the middle of it
        raise EOFError from error


class Child:
    """A child process, and what is said to it and heard from it. Raises OSError if it can't be started."""

    def __init__(self, module: str, *arguments: str) -> None:
        root = str(Path(annotator.__file__).resolve().parent.parent)
        self._process = Process(
            [sys.executable, "-P", "-c", _BOOTSTRAP, root, module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUTF8": "1"},
            **OWN_GROUP,
        )
        assert self._process.stdin is not None and self._process.stdout is not None, "they are pipes"
        self._input, self._output = self._process.stdin, self._process.stdout

    @property
    def pid(self) -> int | None:
        """Its number; None once it has ended."""
        return self._process.pid if self._process.poll() is None else None

    def send(self, value: object) -> None:
        """Say a value to it. Raises OSError if it is gone."""
        send(self._input, value)

    def receive(self) -> Any:
        """Wait for a value from it. Raises EOFError or OSError if it is gone."""
        return receive(self._output)

    def end(self) -> None:
        """Let it end by itself, which its closed standard input tells it; kill it if it doesn't."""
        for stream in (self._input, self._output):
            with contextlib.suppress(OSError):
                stream.close()
        self._kill_after(2.0)
        self._process.wait()

    def kill(self) -> None:
        """End it and all that it has started, at once."""
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and kill it if it hasn't after ten seconds. Returns at once."""
        with contextlib.suppress(OSError):
            self._process.terminate()
        threading.Thread(target=self._kill_after, args=(_POLITE_SECONDS,), daemon=True).start()

    def _kill_after(self, seconds: float) -> None:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()


class WorkerProcess(Child):
    """A child that does one job."""

    def __init__(self, request: Request) -> None:
        super().__init__(MODULE)
        with contextlib.suppress(OSError):  # it died at once: `run` says so
            self.send(request)

    def run(self, on_progress: OnProgress) -> Mapping[str, Any]:
        """Wait for the end. Returns ``{"result": …}`` or ``{"error": …}``; an empty mapping if it was stopped or died."""
        outcome: dict[str, Any] = {}
        with contextlib.suppress(EOFError, OSError):
            while True:
                kind, value = self.receive()
                if kind == PROGRESS:
                    on_progress(*value)
                else:
                    assert kind in (RESULT, ERROR), kind
                    outcome = {kind: value}
        self.end()
        return outcome
