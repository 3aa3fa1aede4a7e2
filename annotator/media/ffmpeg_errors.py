"""Turn ffmpeg's failures into errors in the words of staff, by who is to blame: the computer, ffmpeg or the input."""

from __future__ import annotations

import errno
import os
import signal

from annotator.errors import AnnotatorError, MissingError, OutputError

_AGAIN = "Run the same command again; if it fails again, add --debug to see what ffmpeg said."
_INSTALL = "Install it again: python -m pip install --force-reinstall imageio-ffmpeg."
_CHOSEN = "IMAGEIO_FFMPEG_EXE"
_BUSY = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)
_FILE_TOO_LARGE = getattr(signal, "SIGXFSZ", None)
_FULL = ("No space left on device", "Disk quota exceeded", "File too large")
_NO_RIGHT = ("Permission denied", "Read-only file system")
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
    if error.errno not in _BUSY:
        return missing_error(error)
    return OutputError(
        f"ffmpeg could not be started: {error.strerror or error}.",
        "Close other programs, then run the same command again.",
        detail=str(error),
    )


def stall_error(doing: str, patience: float, said: str) -> OutputError:
    """The error for an ffmpeg that read and wrote nothing for ``patience`` seconds."""
    return OutputError(
        f"ffmpeg said nothing for {patience:.0f} seconds while {doing}, and was stopped.", _AGAIN, detail=said
    )


def no_output_error(doing: str, said: str) -> OutputError:
    """The error for an ffmpeg that exited successfully without doing its work."""
    return OutputError(f"ffmpeg wrote nothing while {doing}.", _remedy(), detail=said)


def broken_error(said: str) -> OutputError:
    """The error for an ffmpeg that fails at what any ffmpeg can do."""
    return OutputError("ffmpeg, which makes the sound and the video, does not work here.", _remedy(), detail=said)


def exit_error(doing: str, code: int, said: str) -> OutputError:
    """The error for an exit ``code``, judged by ffmpeg's log ``said``; code 0 means that it quit before the input ended."""
    if any(words in said for words in _FULL) or (_FILE_TOO_LARGE and code == -_FILE_TOO_LARGE):
        return OutputError(f"The disk is full ({doing}).", "Make room, and run the same command again.", detail=said)
    if any(words in said for words in _NO_RIGHT):
        return OutputError(
            f"A file could not be written ({doing}).", "Choose a folder that you may write to, with -o.", detail=said
        )
    if code < 0 or code >= _WINDOWS_CRASH:
        return OutputError(f"ffmpeg crashed (error {code}) while {doing}.", _AGAIN, detail=said)
    if not code:
        return OutputError(f"ffmpeg quit in the middle of its work while {doing}.", _remedy(), detail=said)
    return RefusedError(f"ffmpeg stopped with error {code} while {doing}.", _AGAIN, detail=said)


def _remedy() -> str:
    if chosen := os.environ.get(_CHOSEN):
        return f"The variable {_CHOSEN} names {chosen}: remove the variable, so that annotator's own ffmpeg is used."
    return _INSTALL
