"""Convert many sound files in one ffmpeg, each by a decoder and an encoder of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.errors import OutputError
from annotator.media import ffmpeg

MOST = 16
"""Files per ffmpeg, which has threads and open files for each."""
_UNUSABLE_REMEDY = "Install it again: python -m pip install --force-reinstall imageio-ffmpeg."


def convert(
    folder: Path,
    names: Sequence[str],
    suffix: str,
    source: Sequence[str],
    new_suffix: str,
    output: Sequence[str],
    *,
    doing: str,
) -> None:
    """Convert the files ``names`` + ``suffix`` of ``folder`` to ``names`` + ``new_suffix``.

    ``source`` and ``output`` are ffmpeg's arguments for each of them. Raises OutputError, which says ``doing``.
    """
    arguments = ["-loglevel", "error"]
    for name in names:
        arguments += [*source, "-i", ffmpeg.file_url(folder / f"{name}{suffix}")]
    for number, name in enumerate(names):
        arguments += ["-map", f"{number}:a", *output, ffmpeg.file_url(folder / f"{name}{new_suffix}")]
    _, log = ffmpeg.run(arguments, doing=doing)
    if not all((folder / f"{name}{new_suffix}").is_file() for name in names):
        raise ffmpeg.no_output_error(doing, log)


def unusable_error(detail: str) -> OutputError:
    """The error for what ffmpeg made in another form than it was asked for."""
    return OutputError("ffmpeg made a sound that annotator cannot use.", _UNUSABLE_REMEDY, detail=detail)
