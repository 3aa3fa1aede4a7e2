"""How fast is spoken, and how long the pauses are: every number of the pace in one place.

Aim: 130 to 150 words a minute over a step's narration with its pauses, by pauses between calm sentences rather than
by a slowed-down voice. At 13 characters a second a caption alone sets about 135 (Spanish) to 150 (English).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotator.voice.voice_table import voices_of

BEFORE_FIRST_SECONDS = 0.8
"""Silence before the first sentence of a step: the eyes are at the new picture first."""
BETWEEN_SECONDS = 0.35
"""The shortest pause after a sentence that another one follows."""
HOLD_SECONDS = 2.0
"""How long the picture stands after the last word of an action."""
CUE_SECONDS = 2.0
"""The shortest time for a caption."""
CUE_CHARACTERS_A_SECOND = 13.0
"""The fastest that a caption may have to be read."""

_SPEEDS: Mapping[str, float] = MappingProxyType({"kokoro": 0.85, "pico": 0.9, "espeak": 0.85, "gtts": 1.0})
"""Usual speeds by engine; a language's ``voices.toml`` goes before them."""


def speed(engine: str, lang: str) -> float:
    """The speed at which an engine speaks a language unless another is asked for; 1 is the engine's own."""
    return voices_of(engine, lang).speed or _SPEEDS.get(engine, 1.0)


def pause_after(text: str, seconds: float) -> float:
    """The pause after a sentence, in seconds: as long as its caption still needs, and never under the shortest.

    Args:
        text: the sentence as captions show it.
        seconds: how long its sound lasts.
    """
    reading = max(CUE_SECONDS, len(text) / CUE_CHARACTERS_A_SECOND)
    return max(BETWEEN_SECONDS, reading - seconds)
