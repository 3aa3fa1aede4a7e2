"""Run ffmpeg as a child process that is fed and read through pipes, and killed if it hangs.

Only annotator holds the pipes. If annotator is killed, they close: ffmpeg reads an end of file, can't write, and exits
by itself. Its log is kept for ``--debug``.

Errors tell the computer's fault (ffmpeg is missing, crashes or hangs, the disk is full) from the input file's
(``RefusedError``). Call ``check`` before blaming a file.
"""

from __future__ import annotations

import array
import contextlib
import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any, Self

from annotator.errors import AnnotatorError, MissingError, OutputError
from annotator.messages import Message


class Process(subprocess.Popen[bytes]):
    """A child that is killed if its own start is interrupted; out of the terminal's reach, it would keep running."""

    def __init__(self, *args: Any, **options: Any) -> None:
        try:
            super().__init__(*args, **options)
        except BaseException:
            if getattr(self, "pid", None):
                self.kill()
                self.wait()
            raise


# A terminal sends Ctrl-C to the whole process group. A child that dies of it before the parent notices looks like one
# that failed, and a build that the user stopped would be reported as broken.
if sys.platform == "win32":
    OWN_GROUP: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
else:
    OWN_GROUP: dict[str, Any] = {"process_group": 0}


_TRY_AGAIN = "Run the same command again; if it fails again, add --debug to see what ffmpeg said."
_REINSTALL = "Install it again: python -m pip install --force-reinstall imageio-ffmpeg."
_FFMPEG_VARIABLE = "IMAGEIO_FFMPEG_EXE"
_EXHAUSTED_ERRNOS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)
_DISK_FULL_MESSAGES = ("No space left on device", "Disk quota exceeded", "File too large")
_NO_PERMISSION_MESSAGES = ("Permission denied", "Read-only file system")
# On Windows the exit code of a crashed process is the exception's status: 0xC0000005 is an access violation.
_WINDOWS_CRASH = 0xC000_0000


class RefusedError(OutputError):
    """ffmpeg exited with an error: its input is damaged or of another kind, or the command is wrong.

    ``detail`` is ffmpeg's log.
    """


def missing_error(error: Exception) -> MissingError:
    """The error for a missing ffmpeg, or one that this system can't start."""
    return MissingError(
        "ffmpeg, which makes the sound and the video, is missing or cannot be started.", _remedy(), detail=str(error)
    )


def start_error(error: OSError) -> AnnotatorError:
    """The error for an ffmpeg that the system would not start: it is missing, or memory or file handles ran out."""
    if error.errno not in _EXHAUSTED_ERRNOS:
        return missing_error(error)
    return OutputError(
        "ffmpeg could not be started: {strerror}.",
        "Close other programs, then run the same command again.",
        detail=str(error),
        strerror=error.strerror or error,
    )


def stall_error(doing: str, patience: float, log: str) -> OutputError:
    """The error for an ffmpeg that read and wrote nothing for ``patience`` seconds."""
    return OutputError(
        Message(
            "ffmpeg did nothing for {patience} seconds while {doing}, and was stopped.",
            patience=f"{patience:.0f}",
            doing=doing,
        ),
        _TRY_AGAIN,
        detail=log,
    )


def no_output_error(doing: str, log: str) -> OutputError:
    """The error for an ffmpeg that exited successfully without doing its work."""
    return OutputError(Message("ffmpeg wrote nothing while {doing}.", doing=doing), _remedy(), detail=log)


def broken_error(log: str) -> OutputError:
    """The error for an ffmpeg that fails at what any ffmpeg can do."""
    return OutputError("ffmpeg, which makes the sound and the video, does not work here.", _remedy(), detail=log)


def exit_error(doing: str, code: int, log: str) -> OutputError:
    """The error for an exit ``code``, judged by ffmpeg's log ``log``; code 0 means that it quit before the input ended."""
    if any(words in log for words in _DISK_FULL_MESSAGES):
        full = OutputError(
            "The disk is full ({doing}).", "Make room, and run the same command again.", detail=log, doing=doing
        )
        full.__cause__ = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return full
    if any(words in log for words in _NO_PERMISSION_MESSAGES):
        return OutputError(
            "A file could not be written ({doing}).",
            "Choose a folder that you may write to, with -o.",
            detail=log,
            doing=doing,
        )
    if code < 0 or code >= _WINDOWS_CRASH:
        return OutputError(
            Message("ffmpeg crashed (error {code}) while {doing}.", code=code, doing=doing), _TRY_AGAIN, detail=log
        )
    if not code:
        return OutputError(
            Message("ffmpeg quit in the middle of its work while {doing}.", doing=doing), _remedy(), detail=log
        )
    return RefusedError(
        Message("ffmpeg stopped with error {code} while {doing}.", code=code, doing=doing), _TRY_AGAIN, detail=log
    )


def _remedy() -> str:
    if chosen := os.environ.get(_FFMPEG_VARIABLE):
        return Message(
            "The variable {ffmpeg_variable} names {chosen}: remove the variable, so that annotator's "
            "own ffmpeg is used.",
            ffmpeg_variable=_FFMPEG_VARIABLE,
            chosen=chosen,
        )
    return _REINSTALL


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
        raise missing_error(error) from error


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
            raise start_error(error) from error
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
            raise stall_error(self.doing, self._patience, log)
        if code or self._broken:
            raise exit_error(self.doing, code, log)
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
        raise broken_error(error.detail) from error
    if copy != samples:
        raise broken_error(log)


def file_url(path: Path) -> str:
    """A path as an ffmpeg argument, read as a file even if its name looks like an option or a URL."""
    return f"file:{path}"
