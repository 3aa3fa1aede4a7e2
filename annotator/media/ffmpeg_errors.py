"""Turn ffmpeg's failures into errors that staff understand, and tell the computer's, ffmpeg's and the input's fault apart."""

from __future__ import annotations

import errno
import os

from annotator.errors import AnnotatorError, MissingError, OutputError

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
        f"ffmpeg could not be started: {error.strerror or error}.",
        "Close other programs, then run the same command again.",
        detail=str(error),
    )


def stall_error(doing: str, patience: float, log: str) -> OutputError:
    """The error for an ffmpeg that read and wrote nothing for ``patience`` seconds."""
    return OutputError(
        f"ffmpeg did nothing for {patience:.0f} seconds while {doing}, and was stopped.", _TRY_AGAIN, detail=log
    )


def no_output_error(doing: str, log: str) -> OutputError:
    """The error for an ffmpeg that exited successfully without doing its work."""
    return OutputError(f"ffmpeg wrote nothing while {doing}.", _remedy(), detail=log)


def broken_error(log: str) -> OutputError:
    """The error for an ffmpeg that fails at what any ffmpeg can do."""
    return OutputError("ffmpeg, which makes the sound and the video, does not work here.", _remedy(), detail=log)


def exit_error(doing: str, code: int, log: str) -> OutputError:
    """The error for an exit ``code``, judged by ffmpeg's log ``log``; code 0 means that it quit before the input ended."""
    if any(words in log for words in _DISK_FULL_MESSAGES):
        full = OutputError(f"The disk is full ({doing}).", "Make room, and run the same command again.", detail=log)
        full.__cause__ = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return full
    if any(words in log for words in _NO_PERMISSION_MESSAGES):
        return OutputError(
            f"A file could not be written ({doing}).", "Choose a folder that you may write to, with -o.", detail=log
        )
    if code < 0 or code >= _WINDOWS_CRASH:
        return OutputError(f"ffmpeg crashed (error {code}) while {doing}.", _TRY_AGAIN, detail=log)
    if not code:
        return OutputError(f"ffmpeg quit in the middle of its work while {doing}.", _remedy(), detail=log)
    return RefusedError(f"ffmpeg stopped with error {code} while {doing}.", _TRY_AGAIN, detail=log)


def _remedy() -> str:
    if chosen := os.environ.get(_FFMPEG_VARIABLE):
        return f"The variable {_FFMPEG_VARIABLE} names {chosen}: remove the variable, so that annotator's own ffmpeg is used."
    return _REINSTALL
