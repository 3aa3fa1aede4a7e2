"""Runs ffmpeg as our own child: fed and read through pipes, watched, and never left behind.

What we feed and what it answers goes through pipes that only we hold. If annotator is killed, they close: ffmpeg reads
an end, cannot write, and ends by itself, on every system. What it said is kept for ``--debug``.

A failure is told apart by whose fault it is: the computer's (no ffmpeg, one that crashes, hangs or says nothing, a full
disk), or that of the file that ffmpeg was given (``RefusedError``). Whoever blames a file asks ``check`` first.
"""

from __future__ import annotations

import array
import contextlib
import os
import subprocess
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from annotator.errors import OutputError
from annotator.media import ffmpeg_errors
from annotator.media.child_process import OWN_GROUP, Process
from annotator.media.ffmpeg_errors import RefusedError

__all__ = [
    "FORMATS",
    "SAFE_INPUT",
    "Child",
    "Process",
    "RefusedError",
    "check",
    "executable",
    "file_url",
    "no_output_error",
    "run",
]

PATIENCE_SECONDS = 120.0
"""How long ffmpeg may take nothing and say nothing before it counts as hanging."""
CHECK_SECONDS = 20.0
"""The same for the tiny task of ``check``."""
FORMATS = (
    "ogg",
    "mov",
    "mp4",
    "m4a",
    "3gp",
    "amr",
    "amrnb",
    "amrwb",
    "mp3",
    "aac",
    "matroska",
    "webm",
    "flac",
    "caf",
    "wav",
)
"""Demuxers of the sound files that phones make; nothing that could refer to other files (playlists, concat)."""
SAFE_INPUT = ("-protocol_whitelist", "file,pipe", "-format_whitelist", ",".join(FORMATS))
_CHUNK = 1 << 16
_hung: set[str] = set()


def executable() -> str:
    """The path of ffmpeg, which imageio-ffmpeg brings along. Raises MissingError."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise ffmpeg_errors.missing_error(error) from error


class Child:
    """One running ffmpeg. Use it in a ``with`` block: whatever happens, it is not alive after it.

    Args:
        arguments: its arguments, without the program and without what concerns reports.
        doing: what it does, for the error: "encoding the video".
        patience: seconds without any sign of life after which it is killed; ``PATIENCE_SECONDS`` unless said.

    Raises MissingError where it can't be started, OutputError where one hung before and still does.
    """

    def __init__(self, arguments: Sequence[str], *, doing: str, patience: float | None = None) -> None:
        self.doing = doing
        self._patience = PATIENCE_SECONDS if patience is None else patience
        self._stalled = False
        self._broken = False
        self._said = bytearray()
        self._answer = bytearray()
        self._signs = 0
        self._ended = threading.Event()
        self._program = executable()
        if self._program in _hung:
            # A batch of tutorials is not to wait two minutes for each of them.
            _hung.discard(self._program)
            check()
        command = [self._program, "-hide_banner", "-nostats", "-y", *arguments]
        try:
            self._process = Process(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **OWN_GROUP
            )
        except OSError as error:
            raise ffmpeg_errors.start_error(error) from error
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._readers = [
            threading.Thread(target=self._drain, args=pair, daemon=True)
            for pair in ((self._process.stdout, self._answer), (self._process.stderr, self._said))
        ]
        try:
            for thread in (*self._readers, threading.Thread(target=self._watch, daemon=True)):
                thread.start()
        except BaseException:
            self.kill()
            raise

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
        """Wait for its end; return what it wrote to its standard output, and what it said.

        Raises RefusedError where it ended by itself with an error, OutputError where it crashed, hung, or found no room.
        """
        self.close_input()
        self._sign()
        for thread in self._readers:
            thread.join()
        code = self._process.wait()
        self._ended.set()
        said = self._said.decode(errors="replace")
        if self._stalled:
            _hung.add(self._program)
            raise ffmpeg_errors.stall_error(self.doing, self._patience, said)
        if code or self._broken:
            raise ffmpeg_errors.exit_error(self.doing, code, said)
        return bytes(self._answer), said

    def kill(self) -> None:
        """End it at once, if it still runs, and drain its pipes."""
        self._ended.set()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self.close_input()
        for thread in self._readers:
            if thread.ident is not None:
                thread.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _sign(self) -> None:
        self._signs += 1

    def _drain(self, pipe: IO[bytes], into: bytearray) -> None:
        with contextlib.suppress(OSError, ValueError):  # closed by an interrupt, before this thread had begun
            while chunk := os.read(pipe.fileno(), _CHUNK):
                into += chunk
                self._sign()

    def _watch(self) -> None:
        # Silence is counted in our own turns, not by the clock: a computer that slept, or a terminal that stopped us
        # with Ctrl-Z, stopped ffmpeg's feeder too.
        turn = min(1.0, self._patience / 4)
        seen, silent = 0, 0.0
        while not self._ended.wait(turn):
            seen, silent = self._signs, 0.0 if self._signs != seen else silent + turn
            if silent > self._patience:
                self._stalled = True
                self._process.kill()
                return


def run(
    arguments: Sequence[str], feed: Iterable[bytes] = (), *, doing: str, patience: float | None = None
) -> tuple[bytes, str]:
    """Run ffmpeg once; return its standard output and what it said. Raises what ``Child`` and ``finish`` raise."""
    with Child(arguments, doing=doing, patience=patience) as child:
        for data in feed:
            child.write(data)
        return child.finish()


def check() -> None:
    """Let ffmpeg do a tiny task whose answer is known, before a file is blamed for what may be ffmpeg's own fault.

    Raises MissingError, or OutputError where it crashes, hangs, or answers anything else.
    """
    known = array.array("h", range(-1600, 1600, 2)).tobytes()
    plain = ("-f", "s16le", "-ar", "8000", "-ac", "1")
    arguments = ("-loglevel", "error", *plain, "-i", "pipe:0", *plain, "pipe:1")
    try:
        answer, said = run(arguments, [known], doing="being tried", patience=min(CHECK_SECONDS, PATIENCE_SECONDS))
    except RefusedError as error:
        raise ffmpeg_errors.broken_error(error.detail) from error
    if answer != known:
        raise ffmpeg_errors.broken_error(said)


def no_output_error(doing: str, said: str) -> OutputError:
    """The error of an ffmpeg that ended as if all were well, without doing what it was asked for."""
    return ffmpeg_errors.no_output_error(doing, said)


def file_url(path: Path) -> str:
    """A path as ffmpeg takes it: always a file, also where its name looks like an option or an address."""
    return f"file:{path}"
