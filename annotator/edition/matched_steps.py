"""The values that a match returns: the step that a picture shows, and a tutorial beside the screenshots of today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from annotator.messages import Message
from annotator.model import Action, Box, StepNumber

State = Literal["same", "changed", "lost", "gone"]
"""Whether a step looks as before, changed, is there without its target, or is on none of the screenshots."""
SAME_CERTAINTY: Final = 0.1
"""How much less certain than the first another step may be, and still as likely."""


@dataclass(frozen=True, slots=True)
class MatchedStep:
    """A step that a picture may show: ``MatchedStep("join-class-on-zoom", 3, 0.97, StepNumber(3), …)``.

    Attributes:
        tutorial: the name of the tutorial's folder.
        step: its place in the script, from 1; asides count.
        certainty: how sure that is (0..1).
        number: its number as families see it.
        folder: the tutorial's folder.
        picture: the step's picture that is most like it.
    """

    tutorial: str
    step: int
    certainty: float
    number: StepNumber
    folder: Path
    picture: str


@dataclass(frozen=True, slots=True)
class PictureMatch:
    """The step that a picture shows, and what differs there.

    Attributes:
        steps: the steps that it may show, a chosen or named one first, then the best; empty if it shows none, or that isn't
            sure.
        candidates: where ``steps`` is empty, the most similar ones.
        target: the target of the first step, in pixels of the upright picture; None where it isn't found, or there is none.
        absent: whether that target is not on the picture.
        differences: what differs from the step's picture, without private texts.
        unread: the pictures of steps that can't be opened, with the folders they are in.
        is_chosen: whether a person chose the first step, or the family's message names it.
    """

    steps: tuple[MatchedStep, ...] = ()
    candidates: tuple[MatchedStep, ...] = ()
    target: Box | None = None
    absent: bool = False
    differences: tuple[Message, ...] = ()
    unread: tuple[str, ...] = ()
    is_chosen: bool = False

    def list_doubts(self) -> tuple[MatchedStep, ...]:
        """The steps to ask a person about: several that are as likely, or all where none is sure."""
        if self.is_chosen or not self.steps:
            return self.candidates
        likely = tuple(one for one in self.steps if one.certainty >= self.steps[0].certainty - SAME_CERTAINTY)
        return likely if len(likely) > 1 else ()


@dataclass(frozen=True, slots=True)
class StepToday:
    """A step beside the screenshot of today that shows it.

    Attributes:
        index: its index in the script, from 0.
        number: its number as families see it.
        state: how it compares.
        picture: the file name of the step's picture that the screenshot shows; of its first one if none does.
        screen: the name of that screenshot; None if none shows the step.
        changes: what differs.
        place: where the step's target is on its own picture.
        called: how that is called there; empty if it has no name.
        found: where it is on the screenshot; None if it isn't found there, or the step has no target.
        action: the step's action with its target as it is there, if somebody looked for it.
        texts: the step's sentences that name something which is called otherwise there, by language, in the new words.
    """

    index: int
    number: StepNumber
    state: State
    picture: str
    screen: str | None = None
    changes: tuple[Message, ...] = ()
    place: Box | None = None
    called: str = ""
    found: Box | None = None
    action: Action | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Today:
    """A tutorial beside the screenshots of today.

    Attributes:
        steps: its steps, in order.
        others: the screenshots that show none of them or one that another shows better, each with the index of the step
            before it in the order of their names; -1 before the first.
        left: the number of the tutorial's pictures that have to be read before; if there are any, there are no steps yet.
    """

    steps: tuple[StepToday, ...]
    others: tuple[tuple[str, int], ...] = ()
    left: int = 0

    @property
    def is_lost(self) -> bool:
        """Whether a step is gone, or its target is not found any more."""
        return any(step.state in ("lost", "gone") for step in self.steps)
