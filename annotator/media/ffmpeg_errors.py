"""What went wrong with ffmpeg, told apart by whose fault it is, in the words of staff."""

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
# Windows tells a crash by the status of its exception: 0xC0000005 is a memory access that failed.
_WINDOWS_CRASH = 0xC000_0000


class RefusedError(OutputError):
    """ffmpeg ended by itself with an error: what it was given is damaged or of another kind, or the command is wrong.

    ``detail`` has what it said.
    """


def missing_error(error: Exception) -> MissingError:
    """No ffmpeg, or none that this system can start."""
    return MissingError(
        "ffmpeg, which makes the sound and the video, is missing or cannot be started.", _remedy(), detail=str(error)
    )


def start_error(error: OSError) -> AnnotatorError:
    """The system refused to start ffmpeg: it is missing, or the computer has no room for one more program."""
    if error.errno not in _BUSY:
        return missing_error(error)
    return OutputError(
        f"ffmpeg could not be started: {error.strerror or error}.",
        "Close other programs, then run the same command again.",
        detail=str(error),
    )


def stall_error(doing: str, patience: float, said: str) -> OutputError:
    """It took nothing and said nothing for so many seconds."""
    return OutputError(
        f"ffmpeg said nothing for {patience:.0f} seconds while {doing}, and was stopped.", _AGAIN, detail=said
    )


def no_output_error(doing: str, said: str) -> OutputError:
    """It ended as if all were well, without doing what it was asked for."""
    return OutputError(f"ffmpeg wrote nothing while {doing}.", _remedy(), detail=said)


def broken_error(said: str) -> OutputError:
    """It failed at what every ffmpeg can do."""
    return OutputError("ffmpeg, which makes the sound and the video, does not work here.", _remedy(), detail=said)


def exit_error(doing: str, code: int, said: str) -> OutputError:
    """The error of an ffmpeg that ended with ``code``, by what it ``said``; 0: it went away before it had read all."""
    if any(words in said for words in _FULL) or (_FILE_TOO_LARGE and code == -_FILE_TOO_LARGE):
        return OutputError(f"The disk is full ({doing}).", "Make room, and run the same command again.", detail=said)
    if any(words in said for words in _NO_RIGHT):
        return OutputError(
            f"A file could not be written ({doing}).", "Choose a folder that you may write to, with -o.", detail=said
        )
    if code < 0 or code >= _WINDOWS_CRASH:
        return OutputError(f"ffmpeg crashed (error {code}) while {doing}.", _AGAIN, detail=said)
    if not code:
        return OutputError(f"ffmpeg went away in the middle of its work while {doing}.", _remedy(), detail=said)
    return RefusedError(f"ffmpeg stopped with error {code} while {doing}.", _AGAIN, detail=said)


def _remedy() -> str:
    if chosen := os.environ.get(_CHOSEN):
        return f"The variable {_CHOSEN} names {chosen}: remove the variable, so that annotator's own ffmpeg is used."
    return _INSTALL
