"""Run ffmpeg as a child process, and say whose fault a failure is.

Errors distinguish the computer's faults (ffmpeg is missing, crashes or hangs, the disk is full) from those of the input file
or the command (``RefusedError``). ffmpeg's log is kept for ``--debug``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from annotator.errors import MissingError, OutputError

# A terminal sends Ctrl-C to the whole process group. A child that dies of it before the parent notices looks like one
# that failed, and a build that the user stopped would be reported as broken.
if sys.platform == "win32":
    OWN_GROUP: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
else:
    OWN_GROUP: dict[str, Any] = {"process_group": 0}

FORMATS = "ogg,mov,mp4,m4a,3gp,amr,amrnb,amrwb,mp3,aac,matroska,webm,flac,caf,wav"
"""Demuxers for the sound files that phones make; none for lists of other files (playlists, concat)."""
SAFE_INPUT = ("-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS)
"""Arguments before ``-i`` for a file that somebody sent: it can't make ffmpeg open another file or a network address."""
_TRY_AGAIN = "Run the same command again; if it fails again, add --debug to see what ffmpeg said."
_REINSTALL = "Install it again: python -m pip install --force-reinstall imageio-ffmpeg."
_MAX_SECONDS = 120.0
"""Seconds after which ffmpeg counts as hanging: in a `run`, in one `Child.write`, or after the last."""
_DISK_FULL_MESSAGES = ("No space left on device", "Disk quota exceeded", "File too large")
_NO_PERMISSION_MESSAGES = ("Permission denied", "Read-only file system")
_WINDOWS_CRASH = 0xC000_0000
"""On Windows the exit code of a crashed process is the exception's status: 0xC0000005 is an access violation."""
_STOPPED = (*(128 + number for number in (4, 5, 6, 7, 8, 9, 11, 15)), 255)
"""Exit codes of an ffmpeg that a signal ended: 128 and its number if a script started it (139 is 11, a bad address), and 255, its
own after a signal to stop. A bad file gives others."""


class RefusedError(OutputError):
    """ffmpeg exited with an error: its input is damaged or of another kind, or the command is wrong.

    ``detail`` is ffmpeg's log.
    """


def run(arguments: Sequence[str], feed: Iterable[bytes] = (), *, doing: str) -> tuple[bytes, str]:
    """Run ffmpeg once, with all of ``feed`` as its input; return its standard output and its log.

    ``doing`` is for error messages: "encoding the video".

    Raises RefusedError if it exited with an error, OutputError if it crashed, hung or couldn't write, and MissingError if it
    can't be started.
    """
    command, input_data = _ffmpeg_command(arguments), b"".join(feed)
    try:
        finished: subprocess.CompletedProcess[bytes] = subprocess.run(
            command, input=input_data, capture_output=True, timeout=_MAX_SECONDS, check=False, **OWN_GROUP
        )
    except subprocess.TimeoutExpired as error:
        raise _stall_error(doing) from error
    except OSError as error:
        raise _missing_error(error) from error
    log = finished.stderr.decode(errors="replace")
    if finished.returncode:
        raise exit_error(doing, finished.returncode, log)
    return finished.stdout, log


class Child:
    """A running ffmpeg that is fed bit by bit, and writes to files. A ``with`` block kills it at its end if it still runs.

    Args:
        arguments: its arguments, without the program's name and what all calls share.
        log: the file for its log.
        doing: what it does, for error messages: "encoding the video".

    Raises MissingError if it can't be started, or if its log can't be opened.
    """

    def __init__(self, arguments: Sequence[str], log: Path, *, doing: str) -> None:
        """Start ffmpeg; its log goes to the file ``log``."""
        self._log, self._doing = log, doing
        try:
            with log.open("wb") as log_file:
                command, pipe = _ffmpeg_command(arguments), subprocess.PIPE
                self._process = subprocess.Popen(command, stdin=pipe, stdout=log_file, stderr=log_file, **OWN_GROUP)
        except OSError as error:
            raise _missing_error(error) from error

    def __enter__(self) -> Self:
        """The running child."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill ffmpeg if it is still running."""
        self._process.kill()
        self._process.wait()
        self.close_input()

    def write(self, data: bytes) -> None:
        """Write to its standard input. If ffmpeg has exited, or hangs and is killed, ``finish`` says so."""
        assert self._process.stdin
        guard = threading.Timer(_MAX_SECONDS, self._process.kill)
        guard.start()
        with contextlib.suppress(OSError):
            self._process.stdin.write(data)
        guard.cancel()

    def close_input(self) -> None:
        """Close its standard input, so that ffmpeg finishes its work in the background."""
        assert self._process.stdin
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def finish(self) -> str:
        """Wait for ffmpeg to exit; return its log. Raises RefusedError and OutputError as `run` does."""
        self.close_input()
        try:
            code = self._process.wait(_MAX_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise _stall_error(self._doing) from error
        log = self._log.read_text(encoding="utf-8", errors="replace")
        if code:
            raise exit_error(self._doing, code, log)
        return log


def executable() -> str:
    """The path of the ffmpeg that imageio-ffmpeg finds, most often its own. Raises MissingError."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise _missing_error(error) from error


def file_url(path: Path) -> str:
    """A path as an ffmpeg argument, read as a file even if its name looks like an option or a URL."""
    return f"file:{path}"


def no_output_error(doing: str, log: str) -> OutputError:
    """The error for an ffmpeg that exited successfully without doing its work."""
    return OutputError("ffmpeg wrote nothing while {doing}.", _REINSTALL, detail=log, doing=doing)


def exit_error(doing: str, code: int, log: str) -> OutputError:
    """The error for an exit ``code`` other than 0, judged by ffmpeg's log."""
    if any(words in log for words in _DISK_FULL_MESSAGES):
        remedy = "Make room, and run the same command again."
        disk_full = OutputError("The disk is full ({doing}).", remedy, detail=log, doing=doing)
        disk_full.__cause__ = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return disk_full
    if any(words in log for words in _NO_PERMISSION_MESSAGES):
        remedy = "Choose a folder that you may write to, with -o."
        return OutputError("A file could not be written ({doing}).", remedy, detail=log, doing=doing)
    if code < 0 or code >= _WINDOWS_CRASH or code in _STOPPED or not log.strip():
        message = "ffmpeg crashed (error {code}) while {doing}."
        return OutputError(message, _TRY_AGAIN, detail=log, code=code, doing=doing)
    message = "ffmpeg stopped with error {code} while {doing}."
    return RefusedError(message, _TRY_AGAIN, detail=log, code=code, doing=doing)


def _ffmpeg_command(arguments: Sequence[str]) -> list[str]:
    """The command line of ffmpeg with the arguments that all calls share."""
    return [executable(), "-hide_banner", "-nostats", "-y", *arguments]


def _missing_error(error: Exception) -> MissingError:
    """The error for a missing ffmpeg, or one that this system can't start."""
    return MissingError(
        "ffmpeg, which makes the sound and the video, is missing or cannot be started.", _REINSTALL, detail=str(error)
    )


def _stall_error(doing: str) -> OutputError:
    """The error for an ffmpeg that hangs."""
    return OutputError("ffmpeg did not come to an end while {doing}.", _TRY_AGAIN, doing=doing)
