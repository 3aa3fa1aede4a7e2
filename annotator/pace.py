"""The pace of all that is said and read: how long pauses, captions and pictures last.

Aim: 130 to 150 words a minute over a step's narration with its pauses, by pauses between calm sentences rather than
by a slowed-down voice. At 13 characters a second a caption alone sets about 135 (Spanish) to 150 (English).
"""

from __future__ import annotations

BEFORE_FIRST_SECONDS = 0.8
"""Silence before the first sentence of a step: the eyes are at the new picture first."""
BETWEEN_SECONDS = 0.35
"""The shortest pause after a sentence that another one follows."""
HOLD_SECONDS = 2
"""How long the picture stays after the last word of an action."""
CUE_SECONDS = 2
"""The shortest time for a caption."""
CUE_CHARACTERS_A_SECOND = 13
"""The fastest that a caption may have to be read."""


def pause_after(text: str, seconds: float) -> float:
    """The pause after a sentence, in seconds: as long as its caption still needs, and never under the shortest.

    Args:
        text: the sentence as captions show it.
        seconds: how long its sound lasts.
    """
    reading = max(CUE_SECONDS, len(text) / CUE_CHARACTERS_A_SECOND)
    return max(BETWEEN_SECONDS, reading - seconds)
