"""The values that helpers are sent and return, apart from the code that makes them, so that the server imports nothing heavy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Self

from annotator import script
from annotator.edition.matched_steps import MatchedStep
from annotator.messages import Message
from annotator.model import (
    Action,
    Box,
    Decision,
    Device,
    Found,
    Hide,
    IconTarget,
    Show,
    Step,
    Target,
    TextTarget,
    Tutorial,
)
from annotator.script.plain.like_controls import Place

ReadingState = Literal["waiting", "reading", "ready", "failed"]
View = Literal["whole", "close", "chat", "answer"]
Frame = Literal["opening", "closing"]
READ_AT_ONCE: Final = 2
"""Number of steps' pictures that are read before the page is told how many are left."""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as it is shown in one language.

    For instance ``ShownStep(Path("join-class"), tutorial, 2, "es")``: the third step of a tutorial in Spanish.

    Attributes:
        folder: the tutorial's folder.
        tutorial: the tutorial.
        index: the index of the step, from 0.
        lang: the language, a BCP 47 tag.
    """

    folder: Path
    tutorial: Tutorial
    index: int
    lang: str

    @property
    def step(self) -> Step:
        """The step."""
        return self.tutorial.steps[self.index]

    @property
    def name(self) -> str:
        """The file name of its picture."""
        return self.step.screenshot(self.lang)

    def pictures(self) -> tuple[Path, ...]:
        """Its pictures: that of this language, then those of the tutorial's other ones."""
        names = dict.fromkeys(self.step.screenshot(lang) for lang in (self.lang, *self.tutorial.languages))
        return tuple(self.folder / name for name in names)


@dataclass(frozen=True, slots=True)
class PictureState:
    """The progress of reading a picture; at its end also the width and height in pixels, and the turn that makes it upright.

    Attributes:
        unsure: whether a person should say which way is up.
        digest: the digest of the file, the same for the same picture under another name.
        clock: the time in its upper edge, in minutes of the day, if there is one.
        framed: whether somebody drew a red frame or ring on it.
        texts: the texts on the picture.
        device: the device whose screen it is; None if that isn't known.
    """

    state: ReadingState
    size: tuple[int, int] | None = None
    problem: str | None = None
    turn: int = 0
    unsure: bool = False
    texts: tuple[str, ...] = ()
    digest: str = ""
    clock: int | None = None
    framed: bool = False
    device: Device | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A text, icon or other element on a picture that a step can point at.

    For instance ``Item("text", "Unirse", box, outline, TextTarget(("Unirse",)))``.

    ``box`` is its bounding box, ``outline`` its touch target, ``target`` the target to write into the script. ``text`` is its
    text, or the name of its icon.
    """

    kind: Literal["text", "icon", "element"]
    text: str
    box: Box
    outline: Box
    target: Target


@dataclass(frozen=True, slots=True)
class Items:
    """All items of a picture, in reading order, and its width and height in pixels."""

    size: tuple[int, int]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rectangle that a click may mean: bounding box, touch target (``outline``), target to write, and label for people.

    For something to cover, ``everywhere`` says whether it is covered on all pictures, and ``example`` is the invented text
    to write in its place ("Ana Ejemplo").
    """

    box: Box
    outline: Box
    target: Target
    label: str
    everywhere: bool = False
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Pointed:
    """The candidates for a click or a drawn box, smallest first; ``chosen`` is the index of the likeliest."""

    candidates: tuple[Candidate, ...]
    chosen: int

    @classmethod
    def of(cls, ranked: Iterable[Candidate]) -> Self:
        """The candidates of a list that begins with the likeliest; of two with one target, the first, to which it leads."""
        distinct: dict[Target, Candidate] = {}
        for candidate in ranked:
            distinct.setdefault(candidate.target, candidate)
        candidates = list(distinct.values())
        by_size = sorted(candidates, key=lambda candidate: candidate.outline.w * candidate.outline.h)
        return cls(tuple(by_size), by_size.index(candidates[0]) if candidates else 0)


@dataclass(frozen=True, slots=True)
class AutomaticCover:
    """An automatic cover: its kind (`annotator.model.Redaction`), its text, its place, and the line that removes it."""

    kind: str
    text: str
    box: Box
    show: Decision


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A ``hide:`` or ``show:`` line that counts on a picture, the step that it belongs to (None: all), and its places there."""

    line: Hide | Show
    step: int | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PossibleName:
    """A text that may be a name, on which nobody has decided: why, where, and the two lines that decide."""

    text: str
    why: str
    box: Box
    hide: Decision
    show: Decision


@dataclass(frozen=True, slots=True)
class Covers:
    """The covers of a step's picture.

    Attributes:
        size: the picture's width and height in pixels.
        automatic: the covers that annotator decided on.
        hides: the ``hide:`` lines that count on the picture.
        shows: the ``show:`` lines that count on it.
        asks: the possible names to decide on.
        others: texts and other things that could be covered, too.
    """

    size: tuple[int, int]
    automatic: tuple[AutomaticCover, ...]
    hides: tuple[CoverLine, ...]
    shows: tuple[CoverLine, ...]
    asks: tuple[PossibleName, ...]
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """The place of a mark on a step's picture.

    For instance ``MarkPlace("action", True, box, outline, (), "Unirse")``, or ``MarkPlace(0, False, …)`` for a target of the
    first ``mark:`` line that isn't on the picture: then there is no box.

    ``of`` is the action, or the index of a ``mark:`` line from 0; ``matched`` the text as spelt on the screen, for a text
    target; ``place`` that of the action's control among those that look like it, if there are any.
    """

    of: Literal["action"] | int
    found: bool
    box: Box | None = None
    outline: Box | None = None
    others: tuple[Box, ...] = ()
    matched: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess of a step's action, and why: ``Guess(Action("tap", TextTarget(("Unirse",))), box, "It stands out.")``."""

    action: Action
    box: Box | None
    reason: str


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


def label_of(target: Target, found: Found | None = None) -> str:
    """The label of a target for people: ``Unirse #2``, ``mic`` for the icon ``mic.png``, or ``50% 87%``.

    Of several wordings it is the one that was ``found`` on the screen.
    """
    match target:
        case TextTarget():
            wording = found.matched if found is not None and found.matched else target.wordings[0]
            return f"{wording} #{target.occurrence}" if target.occurrence else wording
        case IconTarget():
            return target.file.rpartition(".")[0]
    return script.write_target(target)
