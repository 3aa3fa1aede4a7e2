"""The values from which cards are drawn: everything that a family sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotator.model.actions import ActionKind, Direction
from annotator.model.school import Colors
from annotator.model.screens import Marked, Screen


@dataclass(frozen=True, slots=True)
class Theme:
    """The look that all cards of a tutorial share."""

    colors: Colors = field(default_factory=Colors)
    pointer: Literal["arrow", "hand"] = "arrow"


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step as a picture: the ``whole`` screen ("where am I"), or the part around the target ``close`` up."""

    view: Literal["whole", "close"]
    number: int
    total: int
    screen: Screen
    look: Theme
    action: ActionKind | None = None
    direction: Direction | None = None
    marks: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleCard:
    """The opening: a familiar face and its name first, the task in a few large words, the finished screen.

    ``language`` is the language's own name; ``facts`` a short line such as "5 pasos · celular Android".
    ``photo`` and ``logo`` are digests of files, or None.
    """

    title: str
    look: Theme
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
    """A step on the closing card: number, a few words, the close view's screen and marks."""

    number: int
    label: str
    card: StepCard


@dataclass(frozen=True, slots=True)
class EndCard:
    """The closing: the steps once more as small cards, and the person to ask."""

    heading: str
    items: tuple[RecapItem, ...]
    look: Theme
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class ChatCard:
    """A step as one picture for a chat, 4:5: number, pictogram and target inside the central square."""

    title: str
    step: StepCard
    caption: Caption


@dataclass(frozen=True, slots=True)
class Film:
    """A part of a recording at ``FPS``: its digest, its number of frames, and the size (width, height) of the last one.

    The frames before may be smaller.
    """

    digest: str
    frames: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class GreetingCard:
    """The frame around the film of a person's greeting; ``screen`` is that film's digest."""

    screen: str
    look: Theme
    school: str = ""
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class FilmCard:
    """A card on which a film plays in place of its screen, from the film's frame ``moment`` on.

    With ``still``, that frame is shown for as long as the card is.
    """

    card: StepCard | GreetingCard
    film: Film
    moment: int = 0
    still: bool = False


Card = StepCard | TitleCard | EndCard | ChatCard | GreetingCard | FilmCard


@dataclass(frozen=True, slots=True)
class Caption:
    """The text of the caption band: at most two lines, the button's word in them (``chip``), a small line below (``note``)."""

    lines: tuple[str, ...]
    chip: str | None = None
    note: str | None = None
