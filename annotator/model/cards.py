"""The content of each kind of card. ``annotator.cards`` draws them; pictures are referenced by digest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotator.model.actions import ACTIONS, ActionKind, Direction
from annotator.model.screens import Box, MarkedTarget, Redaction, Screen
from annotator.model.tutorial import Colors, Sign, Source, StepNumber

OwnThing = Literal["person", "wifi", "sheet", "app"]
"""What a family's own row shows where the sample shows another one (``sign: yours``): the name of its pictogram."""
CardSign = Sign | Literal["stay"]
"""A sign on a card: one of a script, or a finger that stays on the screen."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours and the kind of pointer on all cards of a tutorial."""

    colors: Colors = field(default_factory=Colors)
    pointer: Literal["arrow", "hand"] = "arrow"


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step, with the ``whole`` screen ("where am I") or a ``close`` view of the target.

    Attributes:
        number: its number; an aside's is drawn as ``4?``.
        question: the question of an aside, such as "¿Se equivocó?"; empty if it is a step.
        total: the number of steps, without asides; 0 for a picture of no tutorial, which has neither number nor dots.
        sign: what the press does, or None.
        source: where the words to type come from, or None.
        own: what the family's own row shows, where the sign is ``yours``.
        sample: exactly what to type, or None.
        kept: the boxes that the close view must show besides the marks, in pixels of the screenshot.
    """

    view: Literal["whole", "close"]
    number: StepNumber
    total: int
    screen: Screen
    theme: Theme
    action: ActionKind | None = None
    direction: Direction | None = None
    marks: tuple[MarkedTarget, ...] = ()
    sign: CardSign | None = None
    source: Source | None = None
    sample: str | None = None
    kept: tuple[Box, ...] = ()
    question: str = ""
    own: OwnThing = "person"

    @property
    def examples(self) -> tuple[tuple[Redaction, Box], ...]:
        """The invented samples in the fields that are typed into, each with its field."""
        if self.action != "type":
            return ()
        fields = [mark.outline for mark in self.marks]
        centers = ((item, item.box.x + item.box.w // 2, item.box.y + item.box.h // 2) for item in self.screen.hidden)
        return tuple(
            (item, field)
            for item, x, y in centers
            if item.example and (field := next((each for each in fields if each.contains(x, y)), None))
        )

    @property
    def gesture(self) -> Literal["lift", "together"] | None:
        """What the fingers do in place of a plain tap or hold, or None: then the action says it."""
        if self.action is None or not ACTIONS[self.action].presses:
            return None
        return self.sign if self.sign == "lift" or self.sign == "together" else None


@dataclass(frozen=True, slots=True)
class TitleCard:
    """The opening card: a familiar face with a name, the task in large type, and the last screen.

    ``language`` is the language's name in that language, ``facts`` a short line such as "5 pasos · celular Android".
    ``photo`` and ``logo`` are digests of files, or None.
    """

    title: str
    theme: Theme
    school: str = ""
    person: str = ""
    photo: str | None = None
    logo: str | None = None
    language: str = ""
    facts: str = ""
    platform: str = ""
    screen: Screen | None = None


@dataclass(frozen=True, slots=True)
class RecapItem:
    """A step on the closing card: its number, a short label, and the card with its close view."""

    number: int
    label: str
    card: StepCard


@dataclass(frozen=True, slots=True)
class EndCard:
    """The closing card: all steps as small pictures, and the person to ask; without a photo, ``sign`` says how.

    ``shown`` of the steps are marked; None is all.
    """

    heading: str
    items: tuple[RecapItem, ...]
    theme: Theme
    photo: str | None = None
    shown: int | None = None
    sign: Literal["mic", "phone", "say"] = "mic"


@dataclass(frozen=True, slots=True)
class ChatCard:
    """A step as a 4:5 picture for chats, with everything important inside the central square that albums show."""

    title: str
    step: StepCard
    caption: Caption


@dataclass(frozen=True, slots=True)
class Film:
    """Part of a screen recording at ``FPS``: digest, number of frames, and size (width, height) of the last frame.

    Earlier frames may be smaller.
    """

    digest: str
    frames: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class GreetingCard:
    """The card around a person's filmed greeting; ``screen`` is the digest of that film."""

    screen: str
    theme: Theme
    school: str = ""
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class FilmCard:
    """A card with a film in place of its screen, playing from the film's frame ``first_frame`` on.

    With ``still``, it shows only that frame.
    """

    card: StepCard | GreetingCard
    film: Film
    first_frame: int = 0
    still: bool = False


Card = StepCard | TitleCard | EndCard | ChatCard | GreetingCard | FilmCard


@dataclass(frozen=True, slots=True)
class Caption:
    """The text of the caption band.

    ``lines`` are at most two, on a chat picture three. ``chip`` is the button's text within them, to be highlighted.
    ``other`` is the button's text as others may see it ("Join"), which ``or_says`` introduces ("O dice:"); it is drawn in a
    white chip below. ``note`` is a small line below.
    """

    lines: tuple[str, ...]
    chip: str | None = None
    note: str | None = None
    or_says: str = ""
    other: str | None = None
