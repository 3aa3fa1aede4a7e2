"""Runs ffmpeg as our own child: fed and read through pipes, watched, and never left behind.

What we feed and what it answers goes through pipes that only we hold. If annotator is killed, they close: ffmpeg reads
an end, cannot write, and ends by itself, on every system. What it said is kept for ``--debug``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from annotator.errors import MissingError, OutputError

PATIENCE_SECONDS = 120.0
"""How long ffmpeg may take nothing and say nothing before it counts as hanging."""
_CHUNK = 1 << 16
_FILE_TOO_LARGE = getattr(signal, "SIGXFSZ", None)
_AGAIN = "Run the same command again; if it fails again, add --debug to see what ffmpeg said."


def executable() -> str:
    """The path of ffmpeg, which imageio-ffmpeg brings along. Raises MissingError."""
    from imageio_ffmpeg import get_ffmpeg_exe

    try:
        return str(get_ffmpeg_exe())
    except RuntimeError as error:
        raise _missing() from error


class Child:
    """One running ffmpeg. Use it in a ``with`` block: whatever happens, it is not alive after it.

    Args:
        arguments: its arguments, without the program and without what concerns reports.
        doing: what it does, for the error: "encoding the video".
        patience: seconds without any sign of life after which it is killed.
    """

    def __init__(self, arguments: Sequence[str], *, doing: str, patience: float = PATIENCE_SECONDS) -> None:
        self.doing = doing
        self._patience = patience
        self._stalled = False
        self._broken = False
        self._said = bytearray()
        self._answer = bytearray()
        self._last_sign = time.monotonic()
        self._ended = threading.Event()
        command = [executable(), "-hide_banner", "-nostats", "-y", *arguments]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as error:
            raise _missing() from error
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._readers = [
            threading.Thread(target=self._drain, args=pair, daemon=True)
            for pair in ((self._process.stdout, self._answer), (self._process.stderr, self._said))
        ]
        for thread in (*self._readers, threading.Thread(target=self._watch, daemon=True)):
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def write(self, data: bytes) -> None:
        """Feed it. An ffmpeg that has gone is noticed by ``finish``, which knows why."""
        assert self._process.stdin
        view = memoryview(data)
        self._sign()
        try:
            for start in range(0, len(view), _CHUNK):
                self._process.stdin.write(view[start : start + _CHUNK])
                self._sign()
        except (BrokenPipeError, OSError, ValueError):
            self._broken = True

    def close_input(self) -> None:
        """Tell it that nothing more comes; it goes on working by itself."""
        assert self._process.stdin
        try:
            self._process.stdin.close()
        except OSError:
            self._broken = True

    def finish(self) -> tuple[bytes, str]:
        """Wait for its end; give what it wrote to its standard output, and what it said. Raises OutputError."""
        self.close_input()
        self._sign()
        for thread in self._readers:
            thread.join()
        code = self._process.wait()
        self._ended.set()
        said = self._said.decode(errors="replace")
        if self._stalled:
            message = f"ffmpeg said nothing for {self._patience:.0f} seconds while {self.doing}, and was stopped."
            raise OutputError(message, _AGAIN, detail=said)
        if code or self._broken:
            raise _failed(self.doing, code, said)
        return bytes(self._answer), said

    def kill(self) -> None:
        """End it at once, if it still runs, and take its last breath."""
        self._ended.set()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self.close_input()
        for thread in self._readers:
            thread.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _sign(self) -> None:
        self._last_sign = time.monotonic()

    def _drain(self, pipe: IO[bytes], into: bytearray) -> None:
        while chunk := os.read(pipe.fileno(), _CHUNK):
            into += chunk
            self._sign()

    def _watch(self) -> None:
        while not self._ended.wait(min(1.0, self._patience / 4)):
            if time.monotonic() - self._last_sign > self._patience:
                self._stalled = True
                self._process.kill()
                return


def run(arguments: Sequence[str], feed: Iterable[bytes] = (), *, doing: str) -> tuple[bytes, str]:
    """Run ffmpeg once; give its standard output and what it said. Raises OutputError and MissingError."""
    with Child(arguments, doing=doing) as child:
        for data in feed:
            child.write(data)
        return child.finish()


def file(path: Path) -> str:
    """A path as ffmpeg takes it: always a file, also where its name looks like an option or an address."""
    return f"file:{path}"


def _missing() -> MissingError:
    return MissingError(
        "ffmpeg, which makes the video, is missing or cannot be started.",
        "Install it again: python -m pip install --force-reinstall imageio-ffmpeg.",
    )


def _failed(doing: str, code: int, said: str) -> OutputError:
    full = ("No space left on device", "Disk quota exceeded", "File too large")
    if any(words in said for words in full) or (_FILE_TOO_LARGE and code == -_FILE_TOO_LARGE):
        return OutputError(f"The disk is full ({doing}).", "Make room, and run the same command again.", detail=said)
    if "Permission denied" in said or "Read-only file system" in said:
        return OutputError(
            f"A file could not be written ({doing}).", "Choose a folder that you may write to, with -o.", detail=said
        )
    return OutputError(f"ffmpeg stopped with error {code} while {doing}.", _AGAIN, detail=said)
