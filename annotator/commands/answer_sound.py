"""The sound of an answer: one sentence, or a few short ones, in a length that a chat shows and a family remembers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator import pace
from annotator.errors import AnnotatorError
from annotator.model import Clip, Utterance

MIN_SECONDS: Final = 1.0
"""A shorter sound is filled up with silence, since chats show it as 0:00."""
MAX_SECONDS: Final = 10.0
"""A longer text is one for a tutorial."""


def join(spoken: Sequence[Utterance]) -> list[tuple[Clip, float]]:
    """The clips of an answer, each with the seconds of silence after it.

    Raises AnnotatorError if a text takes too long to say. A recording may: whoever made it knows for whom.
    """
    pauses = [pace.pause_after(said.text, said.clip.seconds) for said in spoken[:-1]]
    seconds = sum(said.clip.seconds for said in spoken) + sum(pauses)
    if seconds > MAX_SECONDS and not any(said.memo for said in spoken):
        raise AnnotatorError(
            f"The text takes {seconds:.0f} s to say; an answer may have {MAX_SECONDS:.0f}.",
            "A family does one thing at a time: say only what to do now, and send the next thing in an answer of its own.",
        )
    pauses.append(max(0.0, MIN_SECONDS - seconds))
    return [(said.clip, pause) for said, pause in zip(spoken, pauses, strict=True)]
