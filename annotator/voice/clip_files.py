"""Read a finished clip without NumPy: length and digest of its WAV file."""

from __future__ import annotations

import wave
from pathlib import Path

from annotator.cache import digest
from annotator.model import Clip


def clip_of(path: Path) -> Clip:
    """The clip that a finished WAV file holds."""
    with wave.open(str(path), "rb") as reader:
        seconds = reader.getnframes() / reader.getframerate()
    return Clip(path, seconds, digest(path.read_bytes()))
