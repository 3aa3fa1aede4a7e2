"""Start a module of this package as a child process and end it, and read pickled values from the other end of a pipe."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, Final

import annotator
from annotator.media.ffmpeg import OWN_GROUP

_BOOTSTRAP: Final = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
    "import runpy; runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=False)"
)
"""Starts a module from the place that this package was imported from, and not one of the current folder."""
_POLL_SECONDS: Final = 0.02


class Child(subprocess.Popen[bytes]):
    """A child process with its standard input and output as ``input`` and ``output``. Raises OSError if it can't be started.

    ``variables`` are added to its environment.
    """

    def __init__(self, module: str, *arguments: str, **variables: str) -> None:
        root = str(Path(annotator.__file__).resolve().parent.parent)
        super().__init__(
            [sys.executable, "-P", "-c", _BOOTSTRAP, root, module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1", **variables},
            **OWN_GROUP,
        )
        assert self.stdin is not None and self.stdout is not None, "they are pipes"
        self.input, self.output = self.stdin, self.stdout

    def end(self, seconds: float) -> None:
        """Close its standard input, at which it ends itself; kill it if it hasn't after ``seconds``."""
        with contextlib.suppress(OSError):
            self.input.close()
        try:
            self.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill_all()
            self.wait()

    def kill_all(self) -> None:
        """Kill it and the programs that it started, its process group, unless it has ended; on Windows, it alone."""
        if sys.platform == "win32":
            self.kill()
        elif self.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)


def wait_for_input() -> None:
    """On Windows, wait until there is something to read on standard input, or it has ended; elsewhere, return at once.

    There, a read that waits for a pipe holds up all else that asks for it: NumPy while it loads, and programs that inherit it.
    """
    if sys.platform == "win32":
        import _winapi  # other systems lack both
        import msvcrt

        with contextlib.suppress(OSError):  # it has ended, or is no pipe
            while not _winapi.PeekNamedPipe(msvcrt.get_osfhandle(0))[0]:
                time.sleep(_POLL_SECONDS)


def receive(stream: IO[bytes]) -> Any:
    """Read a pickled value. Raises EOFError if the other end is gone, also in the middle of it."""
    try:
        return pickle.load(stream)  # noqa: S301 - written by the same program
    except pickle.UnpicklingError as error:
        raise EOFError from error
