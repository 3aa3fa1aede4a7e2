"""Write a take in a container that messengers know, without metadata such as its place and time, or ffmpeg's version."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.edit.recordings.take_folder import BadTakeError
from annotator.media import ffmpeg

OGG, M4A = ".ogg", ".m4a"
_CODEC: Final = re.compile(r"Stream #0:\d+.*?: Audio: (\w+)")
"""In ffmpeg's log: ``Stream #0:0(und): Audio: aac (LC), 48000 Hz``."""
_FIRST_SOUND: Final = ("-map", "0:a:0", "-vn", "-sn", "-dn")
_NO_METADATA: Final = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The suffix of a file, and the arguments with which ffmpeg writes it."""

    suffix: str
    arguments: tuple[str, ...]


_TO_OPUS: Final = Encoding(OGG, ("-c:a", "libopus", "-b:a", "48k", "-ac", "1", "-application", "voip", "-f", "ogg"))
_COPIES: Final = {
    "opus": Encoding(OGG, ("-c", "copy", "-f", "ogg")),
    "aac": Encoding(M4A, ("-c", "copy", "-movflags", "+faststart", "-f", "ipod")),
}
"""The encodings that copy a sound without loss, by its codec."""


def choose_encoding(sound: Path) -> Encoding:
    """The encoding for a recording: a copy of Opus and AAC, Opus for all else. Raises BadTakeError if ffmpeg can't read it."""
    log = _run(sound, ("-map", "0:a:0", "-c", "copy", "-t", "0.1", "-f", "null", "-"))
    codec = _CODEC.search(log)
    return _COPIES.get(codec[1], _TO_OPUS) if codec else _TO_OPUS


def write(sound: Path, out: Path, encoding: Encoding) -> None:
    """Write the first sound of a recording to ``out``. Raises BadTakeError, and OutputError if it can't be written."""
    _run(sound, (*_FIRST_SOUND, *_NO_METADATA, *encoding.arguments, ffmpeg.file_url(out)))
    if not out.stat().st_size:
        raise ffmpeg.no_output_error("keeping a recording", "")


def _run(sound: Path, output: tuple[str, ...]) -> str:
    """Run ffmpeg on a recording; return its log. Raises BadTakeError if it refuses the recording, and OutputError."""
    try:
        _, log = ffmpeg.run((*ffmpeg.SAFE_INPUT, "-i", ffmpeg.file_url(sound), *output), doing="keeping a recording")
    except ffmpeg.RefusedError as error:
        raise BadTakeError("This recording can't be read.", "Record it again.", detail=error.detail) from error
    return log
