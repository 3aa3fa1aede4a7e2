"""Describe a finished clip from its WAV file, without loading NumPy."""

from __future__ import annotations

import wave
from pathlib import Path

from annotator.cache import digest
from annotator.model import Clip


def read_clip(path: Path) -> Clip:
    """The `Clip` of a finished WAV file: its path, duration and digest."""
    with wave.open(str(path), "rb") as reader:
        seconds = reader.getnframes() / reader.getframerate()
    return Clip(path, seconds, digest(path.read_bytes()))
