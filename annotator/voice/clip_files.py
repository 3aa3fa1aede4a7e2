"""Describe a finished clip from its WAV file, without loading NumPy."""

from __future__ import annotations

import wave
from io import BytesIO
from pathlib import Path

from annotator.cache import digest
from annotator.errors import OutputError
from annotator.model import Clip


def read_clip(path: Path) -> Clip:
    """The `Clip` of a finished WAV file in the cache: its path, duration and digest.

    Raises OutputError for a damaged one, and removes it, so that the next run makes it again.
    """
    data = path.read_bytes()
    try:
        with wave.open(BytesIO(data), "rb") as reader:
            seconds = reader.getnframes() / reader.getframerate()
            if len(data) < reader.getnframes() * reader.getsampwidth():
                raise EOFError
    except (EOFError, wave.Error) as error:
        path.unlink(missing_ok=True)
        raise OutputError(f"The sound {path.name} in the cache is damaged.", "Run the same command again.") from error
    return Clip(path, seconds, digest(data))
