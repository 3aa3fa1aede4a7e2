"""The values that helpers return about pictures that were compared with those of steps: an answer, and what is new today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator.edit.pointing.picture_results import Guess
from annotator.messages import Message
from annotator.model import Action, Box

READ_AT_ONCE: Final = 2
"""Number of steps' pictures that are read before the page is told how many are left."""


@dataclass(frozen=True, slots=True)
class PossibleStep:
    """A step that a picture may show: ``PossibleStep(Path("join-class"), "Join class on Zoom", 2, "3", "03.png")``.

    Attributes:
        folder: its tutorial's folder.
        title: that tutorial's title.
        index: its index, from 0.
        number: its number as families see it.
        picture: the file name of its picture.
        said: its sentence, by which steps with the same picture differ.
    """

    folder: Path
    title: str
    index: int
    number: str
    picture: str
    said: str = ""


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
    candidates: tuple[PossibleStep, ...] = ()
    step: PossibleStep | None = None


@dataclass(frozen=True, slots=True)
class ComparedStep:
    """A step beside the picture of today that shows it.

    Attributes:
        index: its index, from 0.
        state: how it compares (`annotator.edition.new_screens.State`).
        picture: the file name of its picture.
        screen: that of today's; None if none shows it.
        changes: what differs.
        place: where its target is on its picture.
        found: where that is on today's.
        action: its action with the target as it is there; None if it has none, or that isn't found.
        texts: its sentences that name something which is called otherwise there, by language, in the new words.
    """

    index: int
    state: str
    picture: str
    screen: str | None
    changes: tuple[Message, ...] = ()
    place: Box | None = None
    found: Box | None = None
    action: Action | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComparedScreens:
    """A tutorial beside pictures of today.

    Attributes:
        steps: its steps.
        others: the pictures that show none of them, or one that another shows better, each with the index of the step before it.
        left: the number of the tutorial's pictures that have to be read before; then there are no steps yet.
    """

    steps: tuple[ComparedStep, ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    left: int = 0
