"""The value that a helper returns about a family's picture that was matched with steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.edit.pointing.picture_results import Guess
from annotator.edition.matched_steps import MatchedStep
from annotator.messages import Message

READ_AT_ONCE: Final = 2
"""Number of steps' pictures that are read before the page is told how many are left."""


@dataclass(frozen=True, slots=True)
class MatchedGuess:
    """What a family's picture shows, and the answer that is proposed.

    Attributes:
        shows: the step that it shows, and what differs; empty where that isn't sure.
        guess: the action that is proposed, if there is one.
        sentences: the sentences to go with it, by language; annotator's own where one is missing.
        left: the number of steps' pictures that have to be read before; then nothing else is known yet.
        candidates: the steps to ask a person about, where it isn't sure which one it is.
        step: the step that it shows; None where that isn't sure.
    """

    shows: tuple[Message, ...] = ()
    guess: Guess | None = None
    sentences: Mapping[str, str] = field(default_factory=dict)
    left: int = 0
    candidates: tuple[MatchedStep, ...] = ()
    step: MatchedStep | None = None
