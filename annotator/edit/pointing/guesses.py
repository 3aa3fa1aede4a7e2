"""Guesses of what people do in a step, as the page gets them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.edition.matched_steps import MatchedStep
from annotator.messages import Message
from annotator.model import Action, Box


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess of a step's action, and why: ``Guess(Action("tap", TextTarget(("Unirse",))), box, "It stands out.")``."""

    action: Action
    box: Box | None
    reason: str


@dataclass(frozen=True, slots=True)
class MatchedGuess:
    """The step that a family's picture shows, and the answer that is proposed; or what is missing for that.

    Attributes:
        shows: sentences about the step, and about what differs on the picture.
        guess: the proposed action, if there is one.
        sentences: the sentences that are proposed, by language.
        left: the number of pictures that have to be read first; if there are any, nothing else is known yet.
        candidates: the steps that a person has to choose from, if it isn't sure which one the picture shows.
        step: the step, if that is sure.
    """

    shows: tuple[Message, ...] = ()
    guess: Guess | None = None
    sentences: Mapping[str, str] = field(default_factory=dict)
    left: int = 0
    candidates: tuple[MatchedStep, ...] = ()
    step: MatchedStep | None = None
