"""Child processes that run this very package. Each ends when its standard input does: with its parent, however that ends."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, Final

import annotator
from annotator.media.ffmpeg import OWN_GROUP

_BOOTSTRAP: Final = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
    "import runpy; runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=False)"
)
"""Starts a module of this very package, wherever it was imported from, and never one of the current folder."""


class Child(subprocess.Popen[bytes]):
    """A child process: ``input`` is what it reads, ``output`` what it says. Raises OSError if it can't be started."""

    def __init__(self, module: str, *arguments: str) -> None:
        root = str(Path(annotator.__file__).resolve().parent.parent)
        super().__init__(
            [sys.executable, "-P", "-c", _BOOTSTRAP, root, module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"},
            **OWN_GROUP,
        )
        assert self.stdin is not None and self.stdout is not None, "they are pipes"
        self.input, self.output = self.stdin, self.stdout

    def end(self, seconds: float) -> None:
        """Close its standard input, by which it ends itself; kill it if it hasn't after so many seconds."""
        with contextlib.suppress(OSError):
            self.input.close()
        try:
            self.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill_all()
            self.wait()

    def kill_all(self) -> None:
        """End it and all that it has started, at once."""
        if sys.platform == "win32":
            self.kill()
        elif self.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)


def receive(stream: IO[bytes]) -> Any:
    """Hear a pickled value. Raises EOFError if the other end is gone, also in the middle of it."""
    try:
        return pickle.load(stream)  # noqa: S301 - written by the same program
    except pickle.UnpicklingError as error:
        raise EOFError from error
