"""Set the pace of speech and captions: how long pauses, captions and pictures last.

Aim: 130 to 150 words a minute over a step's narration with its pauses, by pauses between calm sentences rather than
by a slowed-down voice. At 13 characters a second a caption alone sets about 135 (Spanish) to 150 (English).
"""

from __future__ import annotations

BEFORE_FIRST_SECONDS = 0.8
"""Silence before the first sentence of a step, while people look at the new picture."""
BETWEEN_SECONDS = 0.35
"""The shortest pause between two sentences."""
HOLD_SECONDS = 2
"""How long the picture stays after the last word of an action."""
CUE_SECONDS = 2
"""The shortest time that a caption is shown."""
CUE_CHARACTERS_A_SECOND = 13
"""The fastest reading speed that a caption may require."""


def pause_after(text: str, seconds: float) -> float:
    """The pause after a sentence, in seconds: until its caption can be read, but at least ``BETWEEN_SECONDS``.

    Args:
        text: the sentence as captions show it.
        seconds: how long its sound lasts.
    """
    reading = max(CUE_SECONDS, len(text) / CUE_CHARACTERS_A_SECOND)
    return max(BETWEEN_SECONDS, reading - seconds)
