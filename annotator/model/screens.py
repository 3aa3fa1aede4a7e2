"""Results of reading a screenshot, in pixels of the upright picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from annotator.model.actions import ActionKind
from annotator.model.tutorial import Target

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
