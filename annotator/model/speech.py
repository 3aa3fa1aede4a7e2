"""Finished sound: clips, the sentences they speak, and the voices used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished sound file: mono 16-bit WAV at ``SAMPLE_RATE``, trimmed, at the target loudness."""

    path: Path
    seconds: float
    digest: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A spoken sentence, or a whole memo. ``text`` is its caption; empty for a memo whose words were not typed."""

    text: str
    clip: Clip
    memo: bool = False


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """The voice used for a language, for ``pack.json`` and reports. ``memos`` counts sections spoken by a person."""

    engine: str
    voice: str
    version: str
    memos: int = 0
