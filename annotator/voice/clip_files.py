"""Finished clips as files: what all have in common, and how one is read back without heavy libraries."""

from __future__ import annotations

import wave
from pathlib import Path

from annotator.cache import digest
from annotator.loudness import CLIP_PEAK_DBTP
from annotator.loudness import LOUDNESS_LUFS as LOUDNESS_LUFS
from annotator.model import Clip

PEAK_DBTP = CLIP_PEAK_DBTP


def clip_of(path: Path) -> Clip:
    """The clip that a finished WAV file holds."""
    with wave.open(str(path), "rb") as reader:
        seconds = reader.getnframes() / reader.getframerate()
    return Clip(path, seconds, digest(path.read_bytes()))
