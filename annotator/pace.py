"""The pace of speech and captions: how long pauses, captions and pictures last.

The aim is 130 to 150 words per minute over a step's narration. Pauses between sentences bring it there, since even slowed
down voices are faster: captions at 13 characters per second correspond to about 135 (Spanish) to 150 words (English).
"""

from collections.abc import Sequence

from annotator.model import Clip, Utterance

LEAD_IN_SECONDS = 0.8
"""Silence before the first sentence of a step, in which to look at the new picture; less in a clip that would be too long."""
MIN_PAUSE_SECONDS = 0.35
"""Shortest pause between two sentences; an opening or closing that would be too long has 0.25 s."""
HOLD_SECONDS = 2
"""How long the picture stays after the last word of a step; less in a clip that would be too long."""
MIN_CUE_SECONDS = 2
"""Time to read even the shortest caption, for which pauses make room."""
MAX_CUE_CHARACTERS_PER_SECOND = 13
"""Reading speed for which pauses make room; an opening or closing that would be too long is read at up to 17."""
MAX_OPENING_SECONDS, MAX_CLOSING_SECONDS = 12, 10
"""Longest opening and closing of a film, unless a person speaks there, or the words that can't be left out take longer."""
MIN_STEPS_SHARE = 0.65
"""Least share of a film that its steps should take, not counting a greeting, opening or closing in which a person speaks."""
MAX_CLIP_SECONDS, MAX_CHAIN_SECONDS = 20, 30
"""Longest clip of one step, and of several that can't be separated, unless their own words take longer: families watch a clip
several times, and act meanwhile."""
NEXT_SCREEN_SECONDS = 1.5
"""How long a step's own clip shows the screen that comes next."""


def pause_after(text: str, seconds: float) -> float:
    """The pause after a sentence, in seconds: as long as its caption still takes to read, but not too short.

    Args:
        text: the sentence as captions show it.
        seconds: how long its sound lasts.
    """
    reading = max(MIN_CUE_SECONDS, len(text) / MAX_CUE_CHARACTERS_PER_SECOND)
    return max(MIN_PAUSE_SECONDS, reading - seconds)


def with_pauses(spoken: Sequence[Utterance], end: float = 0.0) -> list[tuple[Clip, float]]:
    """The clips of utterances, each with the seconds of silence after it; ``end`` is that after the last."""
    pauses = [pause_after(utterance.text, utterance.clip.seconds) for utterance in spoken[:-1]]
    return [(utterance.clip, pause) for utterance, pause in zip(spoken, (*pauses, end), strict=True)] if spoken else []
