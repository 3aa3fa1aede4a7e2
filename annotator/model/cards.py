"""Cards as values, so that a card can be compared, cached and tested without drawing it; ``annotator.cards`` draws them."""

from dataclasses import dataclass, field
from typing import Literal

from annotator.model.actions import ACTIONS, ActionKind, Direction, finger_direction, pictogram_of
from annotator.model.findings import Box, MarkedTarget, Redaction, Screen
from annotator.model.school import Colors
from annotator.model.step_number import StepNumber
from annotator.model.tutorial import Sign, Source

OwnThing = Literal["person", "wifi", "sheet", "app"]
"""The pictogram for a row that looks different for every family (``sign: yours``): their own name, network, sheet or app."""
CardSign = Sign | Literal["stay"]
"""A sign on a card: one of a script, or a finger that stays on the screen."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours and the kind of pointer on all cards of a tutorial: ``Theme(Colors(mark="#E4003A"), "hand")``."""

    colors: Colors = field(default_factory=Colors)
    pointer: Literal["arrow", "hand"] = "arrow"


@dataclass(frozen=True, slots=True)
class StepCard:
    """A card for one step, with the ``whole`` screen ("where am I") or a ``close`` view of the target.

    ``StepCard("close", StepNumber(3), 5, screen, theme, action="tap", marks=(mark,))`` shows step 3 of 5: an enlarged part of
    the screen, with an arrow to the marked button.

    Attributes:
        view: the framing: the ``whole`` screen, or ``close`` to the target.
        number: the step's number; that of an aside is drawn as ``4?``.
        total: the number of steps without asides; 0 for a picture outside any tutorial, drawn without number and dots.
        screen: the screenshot.
        theme: the colours and the kind of pointer.
        action: the viewer's action, such as "tap"; None for a step without one.
        direction: the direction of a swipe or scroll as in the script, or None.
        marks: the targets to mark.
        sign: the effect of the press ("delete"), or None.
        source: the source of the words to type ("paper"), or None.
        sample: the exact text to type ("Luna"), or None.
        kept: the boxes that the close view must show besides the marks, in pixels of the screenshot.
        named: the boxes of the texts that the step's sentence names.
        question: the question of an aside, such as "¿Se equivocó?"; empty for a step.
        own: the pictogram of the family's own row, where the sign is ``yours``.
        guess: the word on the hatched band above a picture whose step is a guess ("BORRADOR"); empty for all others.
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
    named: tuple[Box, ...] = ()
    question: str = ""
    own: OwnThing = "person"
    guess: str = ""

    @property
    def examples(self) -> tuple[tuple[Redaction, Box], ...]:
        """The invented samples in the fields to type into, as pairs of a redaction and its field."""
        if self.action != "type":
            return ()
        outlines = [mark.outline for mark in self.marks]
        centers = ((item, item.box.x + item.box.w // 2, item.box.y + item.box.h // 2) for item in self.screen.hidden)
        return tuple(
            (item, outline)
            for item, x, y in centers
            if item.example and (outline := next((box for box in outlines if box.contains(x, y)), None))
        )

    @property
    def gesture(self) -> Literal["lift", "together"] | None:
        """The gesture of fingers that lift, or press together; None without one."""
        if self.action is None or not ACTIONS[self.action].presses:
            return None
        return self.sign if self.sign == "lift" or self.sign == "together" else None

    @property
    def finger_path(self) -> Direction | None:
        """Where a finger goes over the screen; None for other actions, and for a scroll on a laptop, where a key is pressed."""
        if self.action is None or self.direction is None:
            return None
        is_key = self.screen.kind.device == "laptop" and ACTIONS[self.action].on_laptop == "key"
        return None if is_key else finger_direction(self.action, self.direction)

    @property
    def pictogram(self) -> str:
        """The pictogram of its gesture, or else of its action; empty for a step without one."""
        if self.action is None:
            return ""
        on_laptop = self.screen.kind.device == "laptop"
        return self.gesture or pictogram_of(self.action, self.direction, on_laptop=on_laptop)


@dataclass(frozen=True, slots=True)
class TitleCard:
    """The opening card: a familiar face with a name, the task in large type, and the last screen.

    ``TitleCard("Entrar a la clase por Zoom", theme, person="Rosa", language="Español", facts="5 pasos · celular Android")``

    Attributes:
        title: the task.
        theme: the colours and the kind of pointer.
        school: the school's name; empty if it isn't known.
        person: the name below the photo; empty if there is none.
        photo: the digest of the person's photo, or None.
        logo: the digest of the school's logo, or None.
        language: the language's own name for itself ("Español").
        facts: a short line such as "5 pasos · celular Android".
        platform: the program or website ("Zoom").
        screen: the tutorial's last screenshot, or None.
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
    """A step on the closing card: ``RecapItem(3, "Toque Unirse", card)``, where ``card`` is its close view."""

    number: int
    label: str
    card: StepCard


@dataclass(frozen=True, slots=True)
class EndCard:
    """The closing card: all steps as small pictures, and the person to ask.

    ``EndCard("Los 5 pasos", items, theme, shown=2)`` has five small pictures, the first two of them marked.

    Attributes:
        heading: the line above the steps.
        items: the steps, without asides.
        theme: the colours and the kind of pointer.
        photo: the digest of the person's photo, or None.
        shown: the number of steps that are marked so far; None for all of them.
        sign: the pictogram for the way to get help, drawn where there is no photo: a voice message, a call, or asking.
    """

    heading: str
    items: tuple[RecapItem, ...]
    theme: Theme
    photo: str | None = None
    shown: int | None = None
    sign: Literal["mic", "phone", "say"] = "mic"


@dataclass(frozen=True, slots=True)
class Caption:
    """The text of the caption band: ``Caption(("Toque Unirse.",), chip="Unirse", or_says="O dice:", other="Join")``.

    Attributes:
        lines: the lines of text, at most two; on a chat picture three, or more where no sentence can be left out.
        chip: the part of the lines to highlight, which is the button's text; None for none.
        note: a small line below the caption, or None.
        or_says: the words before ``other`` ("O dice:"); empty without it.
        other: the button's text on other phones ("Join"), drawn in a white chip below; None if it is the same everywhere.
    """

    lines: tuple[str, ...]
    chip: str | None = None
    note: str | None = None
    or_says: str = ""
    other: str | None = None


@dataclass(frozen=True, slots=True)
class ChatCard:
    """A step as a 4:5 picture for chats, with everything important inside the central square that albums show.

    ``ChatCard("Entrar a la clase por Zoom", step, Caption(("Toque Unirse.",), chip="Unirse"))``
    """

    title: str
    step: StepCard
    caption: Caption


@dataclass(frozen=True, slots=True)
class Film:
    """Part of a screen recording at ``FPS`` frames per second.

    ``Film("9f2c…", 45, (1080, 2400))`` lasts three seconds.

    Attributes:
        digest: the digest of the part.
        frames: the number of frames.
        size: the width and height of the last frame in pixels; earlier frames may be smaller.
    """

    digest: str
    frames: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class GreetingCard:
    """The card around a person's filmed greeting: ``GreetingCard("9f2c…", theme, "Escuela Los Robles")``.

    Attributes:
        screen: the digest of the film.
        theme: the colours of the card.
        school: the school's name; empty if it isn't known.
        logo: the digest of the school's logo, or None.
    """

    screen: str
    theme: Theme
    school: str = ""
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class FilmCard:
    """A card with a film in place of its screen: ``FilmCard(card, film, 30)`` skips its first two seconds.

    Attributes:
        card: the card around the film.
        film: the recording.
        first_frame: the index of the first frame to show, counted from 0.
        still: whether only that frame is shown.
    """

    card: StepCard | GreetingCard
    film: Film
    first_frame: int = 0
    still: bool = False


Card = StepCard | TitleCard | EndCard | ChatCard | GreetingCard | FilmCard
