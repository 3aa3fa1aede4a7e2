"""Run ffmpeg as a child process that is fed and read through pipes, and killed if it hangs.

Only annotator holds the pipes. If annotator is killed, they close: ffmpeg reads an end of file, can't write, and exits
by itself. Its log is kept for ``--debug``.

Errors tell the computer's fault (ffmpeg is missing, crashes or hangs, the disk is full) from the input file's
(``RefusedError``). Call ``check`` before blaming a file.
"""

from __future__ import annotations

import array
import contextlib
import os
import subprocess
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Self

from annotator.media import ffmpeg_errors
from annotator.media.child_process import OWN_GROUP, Process
from annotator.media.ffmpeg_errors import RefusedError, no_output_error  # noqa: F401

PATIENCE_SECONDS = 120.0
"""How long ffmpeg may neither read nor write before it counts as hanging."""
CHECK_SECONDS = 20.0
"""The same limit for the tiny task of ``check``."""
FORMATS = "ogg,mov,mp4,m4a,3gp,amr,amrnb,amrwb,mp3,aac,matroska,webm,flac,caf,wav"
"""Demuxers for the sound files that phones make; none that can refer to other files (playlists, concat)."""
SAFE_INPUT = ("-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS)
"""Arguments before ``-i`` for a file that somebody sent: it can't make ffmpeg open another file or a network address."""
_CHUNK_BYTES = 1 << 16
"""As large as a pipe's buffer on Linux; each chunk counts as activity."""


def executable() -> str:
    """The path of the ffmpeg that ships with imageio-ffmpeg. Raises MissingError."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise ffmpeg_errors.missing_error(error) from error


class Child:
    """One running ffmpeg. Use it in a ``with`` block: when the block ends, the process has ended, too.

    Args:
        arguments: its arguments, without the program's name and reporting options.
        doing: what it does, for error messages: "encoding the video".
        patience: seconds without activity after which it is killed; default ``PATIENCE_SECONDS``.

    Raises MissingError or OutputError if it can't be started.
    """

    def __init__(self, arguments: Sequence[str], *, doing: str, patience: float | None = None) -> None:
        self.doing = doing
        self._patience = PATIENCE_SECONDS if patience is None else patience
        self._stalled = False
        self._broken = False
        self._log = bytearray()
        self._output = bytearray()
        self._activity = 0
        self._ended = threading.Event()
        command = [executable(), "-hide_banner", "-nostats", "-y", *arguments]
        try:
            self._process = Process(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **OWN_GROUP
            )
        except OSError as error:
            raise ffmpeg_errors.start_error(error) from error
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._readers = [
            threading.Thread(target=self._drain, args=pair, daemon=True)
            for pair in ((self._process.stdout, self._output), (self._process.stderr, self._log))
        ]
        for thread in (*self._readers, threading.Thread(target=self._watch, daemon=True)):
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def write(self, data: bytes) -> None:
        """Write ``data`` to its standard input. If ffmpeg has exited, this does nothing, and ``finish`` says why."""
        assert self._process.stdin
        view = memoryview(data)
        self._note_activity()
        try:
            for start in range(0, len(view), _CHUNK_BYTES):
                self._process.stdin.write(view[start : start + _CHUNK_BYTES])
                self._note_activity()
        except (BrokenPipeError, OSError, ValueError):
            self._broken = True

    def close_input(self) -> None:
        """Close its standard input, so that ffmpeg finishes its work in the background."""
        assert self._process.stdin
        try:
            self._process.stdin.close()
        except OSError:
            self._broken = True

    def finish(self) -> tuple[bytes, str]:
        """Wait for ffmpeg to exit; return its standard output and its log.

        Raises RefusedError if it exited with an error, OutputError if it crashed, hung, or found no space.
        """
        self.close_input()
        self._note_activity()
        for thread in self._readers:
            thread.join()
        code = self._process.wait()
        self._ended.set()
        log = self._log.decode(errors="replace")
        if self._stalled:
            raise ffmpeg_errors.stall_error(self.doing, self._patience, log)
        if code or self._broken:
            raise ffmpeg_errors.exit_error(self.doing, code, log)
        return bytes(self._output), log

    def kill(self) -> None:
        """Kill the process if it is still running, and drain its pipes."""
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

    def _note_activity(self) -> None:
        self._activity += 1

    def _drain(self, pipe: IO[bytes], into: bytearray) -> None:
        with contextlib.suppress(OSError, ValueError):  # closed by an interrupt before this thread started
            while chunk := os.read(pipe.fileno(), _CHUNK_BYTES):
                into += chunk
                self._note_activity()

    def _watch(self) -> None:
        # Idle time is counted in our own turns, not by the clock: while the computer sleeps or Ctrl-Z suspends us,
        # nobody feeds ffmpeg either.
        turn = min(1.0, self._patience / 4)
        last_activity, idle_seconds = 0, 0.0
        while not self._ended.wait(turn):
            activity = self._activity
            idle_seconds = 0.0 if activity != last_activity else idle_seconds + turn
            last_activity = activity
            if idle_seconds > self._patience:
                self._stalled = True
                self._process.kill()
                return


def run(
    arguments: Sequence[str], feed: Iterable[bytes] = (), *, doing: str, patience: float | None = None
) -> tuple[bytes, str]:
    """Run ffmpeg once; return its standard output and its log. Raises what ``Child`` and ``finish`` raise."""
    with Child(arguments, doing=doing, patience=patience) as child:
        for data in feed:
            child.write(data)
        return child.finish()


def check() -> None:
    """Let ffmpeg copy a few samples, so that no file is blamed for a broken ffmpeg.

    Raises MissingError, or OutputError if it crashes, hangs or returns something else.
    """
    samples = array.array("h", range(-1600, 1600, 2)).tobytes()
    raw_format = ("-f", "s16le", "-ar", "8000", "-ac", "1")
    arguments = ("-loglevel", "error", *raw_format, "-i", "pipe:0", *raw_format, "pipe:1")
    try:
        copy, log = run(arguments, [samples], doing="being tried", patience=min(CHECK_SECONDS, PATIENCE_SECONDS))
    except RefusedError as error:
        raise ffmpeg_errors.broken_error(error.detail) from error
    if copy != samples:
        raise ffmpeg_errors.broken_error(log)


def file_url(path: Path) -> str:
    """A path as an ffmpeg argument, read as a file even if its name looks like an option or a URL."""
    return f"file:{path}"
