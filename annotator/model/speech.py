"""What is heard: sound ready to use, and who spoke."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound ready to use: a mono 16-bit WAV of ``SAMPLE_RATE``, trimmed, at the common loudness. ``digest`` is of the file."""

    path: Path
    seconds: float
    digest: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence (or a whole memo) with its sound. ``text`` is what captions show; empty for a memo without words."""

    text: str
    clip: Clip
    memo: bool = False


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """Which voice spoke in a language, for ``pack.json`` and the report. ``memos`` counts sections spoken by a person."""

    engine: str
    voice: str
    version: str
    memos: int = 0
