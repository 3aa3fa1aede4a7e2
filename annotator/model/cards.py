"""What is found on a screen, and the content of each kind of card, which ``annotator.cards`` draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from annotator.model.actions import ACTIONS, ActionKind, Direction
from annotator.model.tutorial import Colors, Sign, Source, StepNumber, Target

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


Device = Literal["phone", "tablet", "laptop"]
Extent = Literal["whole", "part", "scrolling", "photo"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column to the right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.y + self.h

    @property
    def numbers(self) -> list[int]:
        """Left, top, width and height, as JSON has them."""
        return [self.x, self.y, self.w, self.h]

    def contains(self, x: float, y: float) -> bool:
        """Whether a pixel is in the box."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text read by OCR, with its box and its confidence (0..1).

    ``columns`` has the left edge of each character and the right edge of the last, in pixels from the left of the
    picture; empty if unknown.
    """

    text: str
    box: Box
    score: float
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A target to locate, and what is done there: ``type`` leads from a label to its field, ``look`` to its value."""

    target: Target
    action: ActionKind = "tap"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of locating a target on a screenshot.

    Attributes:
        target: what was looked for.
        box: the text, icon, point (1×1) or box itself; None if it was not found.
        outline: its touch target; None if it was not found.
        matched: the text as it is on the screen; None unless the target is a text.
        score: similarity to the target (0..1).
        others: other places that match equally well; if there are any, a target without ``#n`` is ambiguous.
        nearest: the most similar texts, if the target was not found.
        all_places: every place that ``#n`` counts, in that order, if these include places inside longer texts.
    """

    target: Target
    box: Box | None = None
    outline: Box | None = None
    matched: str | None = None
    score: float = 0.0
    others: tuple[Box, ...] = ()
    nearest: tuple[str, ...] = ()
    all_places: tuple[Box, ...] = ()

    @property
    def numbered_places(self) -> tuple[Box, ...]:
        """Every place, in the order in which ``#n`` counts them; empty if nothing was found."""
        return self.all_places or (() if self.box is None else (self.box, *self.others))


@dataclass(frozen=True, slots=True)
class TargetName:
    """The public name of an action's target, for everything that leaves the computer.

    ``text`` is the wording on the screen, or the invented example that replaces it; None if the target has no name, or a
    private one. ``person`` is whether that private name is a person's.
    """

    text: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A text on a screenshot that may be a person's name, which staff must hide or show.

    ``why`` is the reason to think so. ``hidden`` is the hidden name that contains it, if there is one; ``box`` its place.
    """

    text: str
    why: str
    hidden: str | None = None
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redaction on a screenshot.

    ``kind`` is email, phone, meeting, student-id, name, face or chosen (by a ``hide:`` line). ``example`` is an invented
    text to write in its place, or None for a plain cover.
    """

    box: Box
    kind: str
    example: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedTarget:
    """A target to mark: its outline, the box of its own text, and its number or letter if there are several marks."""

    outline: Box
    box: Box
    number: int | str | None = None

    @classmethod
    def at(cls, outline: Box, box: Box, number: int | str | None = None) -> MarkedTarget:
        """The mark on a touch target ``outline`` that was found by the text or icon ``box``.

        A field may be outside of the text that names it, its label: then the mark is on the field alone, and its text is
        as large as the label, at the beginning of the field.
        """
        x, y = box.x + box.w // 2, box.y + box.h // 2
        if outline.contains(x, y):
            return cls(outline, box, number)
        h, w = min(box.h, outline.h), min(box.w, outline.w)
        return cls(outline, Box(outline.x + min(h // 2, outline.w - w), outline.y + (outline.h - h) // 2, w, h), number)


@dataclass(frozen=True, slots=True)
class PictureKind:
    """What a picture shows, as ``screen.picture_kind`` decides once for the finder, the card's crop and the device frame.

    Attributes:
        device: what the screen belongs to; None if nothing tells.
        extent: the ``whole`` screen, a ``part`` that was cut out of one, a ``scrolling`` screenshot longer than any screen,
            or a ``photo`` of a screen at an angle.
        screen: where the screen is, if the picture has margins around it; None if it fills the picture.
    """

    device: Device | None = "phone"
    extent: Extent = "whole"
    screen: Box | None = None

    @property
    def frame(self) -> Device | None:
        """The device to draw around the screen; None for a picture that no device shows like this."""
        if self.extent == "scrolling":  # one screenful of it is drawn
            return "phone" if self.device == "phone" else None
        return self.device if self.extent == "whole" else None


WHOLE_PHONE: Final = PictureKind()
"""What most pictures show."""


PHONE_SIZE: Final = (1080, 2400)
"""The width and height of most phones' screenshots."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot on a card. It has no pixels, so that cached results can be looked up without decoding the file.

    Attributes:
        digest: of its file and its redactions.
        hidden: its redactions.
        texts: the boxes of its texts.
        kind: what it shows.
        size: its width and height.
        icons: the boxes of its icons, switches and ticks.
        faces: the boxes of the faces on it, also of those that are hidden.
    """

    digest: str
    hidden: tuple[Redaction, ...] = ()
    texts: tuple[Box, ...] = ()
    kind: PictureKind = WHOLE_PHONE
    size: tuple[int, int] = PHONE_SIZE
    icons: tuple[Box, ...] = ()
    faces: tuple[Box, ...] = ()
