"""Finished clips as files: what all have in common, and how one is read back without heavy libraries."""

from __future__ import annotations

import wave
from pathlib import Path

from annotator.cache import digest
from annotator.model import Clip

LOUDNESS_LUFS = -16.0
"""The common loudness of all clips (ITU-R BS.1770)."""
PEAK_DBTP = -4.5
"""No clip has a higher peak: AAC at low rates lifts peaks by 3 to 4 dB."""


def clip_of(path: Path) -> Clip:
    """The clip that a finished WAV file holds."""
    with wave.open(str(path), "rb") as reader:
        seconds = reader.getnframes() / reader.getframerate()
    return Clip(path, seconds, digest(path.read_bytes()))
