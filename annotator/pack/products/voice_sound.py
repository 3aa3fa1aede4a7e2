"""Writes spoken sentences as one sound file, for pages and slides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import pace
from annotator.model import Clip, Utterance

if TYPE_CHECKING:
    from annotator.loudness import Loudness


def write_voice(spoken: Sequence[Utterance], path: Path) -> Loudness | None:
    """Write utterances with pauses between them to ``path``; return the measured loudness, or None if there are none."""
    from annotator.voice import export

    if not spoken:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    return export.write_sound(_with_pauses(spoken), path)


def voice_seconds(spoken: Sequence[Utterance]) -> float:
    """How long the sound of ``spoken`` takes."""
    return sum(clip.seconds + pause for clip, pause in _with_pauses(spoken))


def _with_pauses(spoken: Sequence[Utterance]) -> list[tuple[Clip, float]]:
    """The clips, each with the seconds of silence after it."""
    pauses = [pace.pause_after(said.text, said.clip.seconds) for said in spoken[:-1]]
    return [(said.clip, pause) for said, pause in zip(spoken, (*pauses, 0.0), strict=True)] if spoken else []
