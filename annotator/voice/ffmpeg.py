"""Runs ffmpeg as a child that sees one file and nothing else: no keyboard, no network, no endless work."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache as once
from pathlib import Path

from annotator.errors import AnnotatorError, MissingError

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


class FfmpegError(AnnotatorError):
    """ffmpeg failed; ``detail`` has what it said, for ``--debug`` and for whoever knows what the file was."""


@once
def program() -> str:
    """The path of ffmpeg, which imageio-ffmpeg brings along. Raises MissingError."""
    from imageio_ffmpeg import get_ffmpeg_exe

    try:
        return str(get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingError(
            "ffmpeg, which reads and writes sound, is not installed.",
            "Install it: python -m pip install --force-reinstall imageio-ffmpeg.",
            detail=str(error),
        ) from error


def run(arguments: Sequence[str], *, data: bytes | None = None, seconds: float = 120.0) -> bytes:
    """Run ffmpeg and give what it writes to its standard output.

    Args:
        arguments: everything after the name of the program.
        data: what it reads from ``pipe:0``, or None.
        seconds: after this it is ended.

    Raises:
        FfmpegError: it failed or took too long.
        MissingError: it is not there.
    """
    command = [program(), "-hide_banner", "-nostdin", "-loglevel", "error", *arguments]
    try:
        # Without data it reads from an empty pipe.
        ran = subprocess.run(command, input=data or b"", capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise FfmpegError("ffmpeg took too long.", detail=str(error)) from error
    except OSError as error:
        raise FfmpegError("ffmpeg could not be started.", detail=str(error)) from error
    if ran.returncode != 0:
        raise FfmpegError("ffmpeg failed.", detail=ran.stderr.decode(errors="replace")[-4000:])
    return bytes(ran.stdout)


def input_name(path: Path) -> str:
    """A path as ffmpeg takes it: always a file, also where its name looks like an option or an address."""
    return f"file:{path.absolute()}"
