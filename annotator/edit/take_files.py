"""Turn a take from a browser into the file of a memo: the same sound in a container that messengers know, no metadata."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.edit.take_judge import BadTakeError
from annotator.errors import AnnotatorError
from annotator.media import ffmpeg

OGG, M4A = ".ogg", ".m4a"
_CODEC = re.compile(r"Stream #0:\d+.*?: Audio: (\w+)")
_BARE = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
_NO_TRACES = ("-fflags", "+bitexact", "-flags:a", "+bitexact")
_OGG = ("-f", "ogg")
_OPUS = ("-c:a", "libopus", "-b:a", "48k", "-ac", "1", "-application", "voip", *_OGG)
_WAYS = {
    "opus": (OGG, ("-c", "copy", *_OGG)),
    "aac": (M4A, ("-c", "copy", "-movflags", "+faststart", "-f", "ipod")),
}
"""By codec: the suffix of the memo, and the arguments that copy the sound as it is. Any other codec becomes Opus."""


def find_suffix(take: Path) -> str:
    """The suffix that the memo of a take gets. Raises BadTakeError for a file that ffmpeg can't read."""
    return _WAYS.get(_codec_of(take), (OGG,))[0]


def write_memo(take: Path, out: Path) -> None:
    """Write the memo of a take to ``out``, whose suffix is that of `find_suffix`.

    Opus and AAC are copied without a loss. Raises BadTakeError, and OutputError if it can't be written.
    """
    _, arguments = _WAYS.get(_codec_of(take), (OGG, _OPUS))
    _run(take, (*_BARE, *_NO_TRACES, *arguments, ffmpeg.file_url(out)))
    if not out.stat().st_size:
        raise ffmpeg.no_output_error("keeping a recording", "")


def _codec_of(take: Path) -> str:
    log = _run(take, ("-map", "0:a:0", "-c", "copy", "-t", "0.1", "-f", "null", "-"))
    found = _CODEC.search(log)
    return found[1] if found else ""


def _run(take: Path, output: tuple[str, ...]) -> str:
    """Run ffmpeg on a take; return its log."""
    try:
        _, log = ffmpeg.run(
            (*ffmpeg.SAFE_INPUT, "-i", ffmpeg.file_url(take), *output),
            doing="keeping a recording",
        )
    except ffmpeg.RefusedError as error:
        ffmpeg.check()
        refusal: AnnotatorError = BadTakeError("This recording can't be read.", "Record it again.", detail=error.detail)
        raise refusal from error
    return log
