"""What a scan looks for and finds on a screenshot, as values: boxes, texts, targets, covers, the kind of picture."""

from dataclasses import dataclass, field
from typing import Final, Literal, Self

from annotator.model.actions import ActionKind
from annotator.model.targets import Target

Device = Literal["phone", "tablet", "laptop"]
Extent = Literal["whole", "part", "scrolling", "photo"]
PHONE_SIZE: Final = (1080, 2400)
"""The width and height of a usual phone's screenshots."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels: ``Box(40, 100, 200, 60)`` spans the columns 40 to 239 and the rows 100 to 159."""

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
    def center_x(self) -> float:
        """The middle from left to right."""
        return self.x + self.w / 2

    @property
    def center_y(self) -> float:
        """The middle from top to bottom."""
        return self.y + self.h / 2

    @property
    def area(self) -> int:
        """The number of pixels in the box."""
        return self.w * self.h

    @property
    def numbers(self) -> list[int]:
        """Left, top, width and height, as JSON has them."""
        return [self.x, self.y, self.w, self.h]

    def contains(self, x: float, y: float) -> bool:
        """Whether a pixel is in the box."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text read by OCR: ``TextLine("Join", Box(40, 100, 80, 30), 0.98, (40, 52, 78, 90, 120))``.

    Attributes:
        text: the characters that were read.
        box: the place on the picture.
        score: the confidence (0..1).
        columns: the left edge of each character and the right edge of the last, in pixels from the left of the picture;
            empty if unknown.
    """

    text: str
    box: Box
    score: float
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A target to locate, and the action there: ``Query(TextTarget(("Your Name",)), "type")``.

    The action decides between places: ``type`` leads from a label to its field, ``look`` to its value.
    """

    target: Target
    action: ActionKind = "tap"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of locating a target on a screenshot.

    ``- tap: Join`` becomes ``Found(target, Box(60, 110, 80, 30), Box(40, 100, 120, 50), matched="Join", score=1.0)``, and
    ``Found(target, nearest=("Joint account",))`` if the screen has no such text.

    Attributes:
        target: the target of the query.
        box: the place of the text, icon, point (1×1) or box itself; None if it was not found.
        outline: the touch target to mark, around ``box`` or, of a label, beside it; None if it was not found.
        matched: the text as it is on the screen; None unless the target is a text.
        score: the similarity to the target (0..1).
        others: other places that match equally well; with any, a target without ``#n`` is ambiguous.
        nearest: the most similar texts on the screen, if the target was not found.
        all_places: every place that ``#n`` counts, in that order, if the target has a number, or these include places inside
            longer texts; else none.
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
        """Every place that ``#n`` can name, in its order."""
        return self.all_places or (() if self.box is None else (self.box, *self.others))


@dataclass(frozen=True, slots=True)
class TargetName:
    """The public name of an action's target, for everything that leaves the computer.

    ``TargetName("Unirse")`` for a button, ``TargetName("Luna", is_example=True)`` where ``hide: Ana Luz = Luna`` replaces the
    name on it, and ``TargetName(person=True)`` where nothing replaces it.

    Attributes:
        text: the wording on the screen, or its invented example; None for a target without a name, or with a private one.
        person: whether the private name is a person's, and nothing replaces it.
        is_example: whether an invented example is in the text: each family sees a name of its own there.
    """

    text: str | None = None
    person: bool = False
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A text on a screenshot that may be a person's name, which staff must hide or show.

    ``NameQuestion("Ruiz", "word", hidden="Marta Ruiz")`` asks about a word of a name that the script hides.

    Attributes:
        text: the words in question, as on the screen.
        why: the word for the kind of evidence; "word" is a word of a hidden name.
        hidden: the hidden name that contains the text, or None.
        box: the place on the screenshot, or None if unknown; not compared.
    """

    text: str
    why: str
    hidden: str | None = None
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Redaction:
    """A cover on a screenshot: ``Redaction(Box(40, 100, 200, 60), "name", "Luna")`` writes Luna over a name.

    Attributes:
        box: the covered place.
        kind: the private thing below it: email, phone, meeting, student-id, name, face, or chosen (by a ``hide:`` line).
        example: an invented text to write in its place, or None for a plain cover.
    """

    box: Box
    kind: str
    example: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedTarget:
    """A target to mark on a card: ``MarkedTarget(Box(40, 100, 120, 50), Box(60, 110, 80, 30), 2)`` is the second of several.

    Attributes:
        outline: the touch target to draw around.
        box: the text or icon, with its centre inside the outline.
        number: the number or letter beside the mark; None for a single mark.
    """

    outline: Box
    box: Box
    number: int | str | None = None

    @classmethod
    def at(cls, outline: Box, box: Box, number: int | str | None = None) -> Self:
        """The mark on a touch target ``outline`` that was found by the text or icon ``box``.

        A field may be beside the text that names it, its label. Then the mark is on the field alone, with a box for what will
        be typed: at the left, at most half of its height from the edge, and of the label's size, or the field's where that is
        smaller.
        """
        x, y = box.x + box.w // 2, box.y + box.h // 2
        if outline.contains(x, y):
            return cls(outline, box, number)
        h, w = min(box.h, outline.h), min(box.w, outline.w)
        return cls(outline, Box(outline.x + min(h // 2, outline.w - w), outline.y + (outline.h - h) // 2, w, h), number)


@dataclass(frozen=True, slots=True)
class PictureKind:
    """The kind of a picture, which ``screen.picture_kind`` decides once for finder, crop and device frame.

    ``PictureKind("laptop", "part")`` is a piece cut out of a laptop's screen.

    Attributes:
        device: the device that the screen belongs to; None if it is not known.
        extent: the ``whole`` screen, a ``part`` that was cut out of one, a ``scrolling`` screenshot longer than any screen,
            or a ``photo`` of a screen at an angle.
        screen: the box of the screen, if the picture has margins around it; None if the screen fills the picture.
    """

    device: Device | None = "phone"
    extent: Extent = "whole"
    screen: Box | None = None

    @property
    def frame(self) -> Device | None:
        """The device to draw around the screen; None if it isn't known, or shows no picture like this."""
        if self.extent == "scrolling":  # one screenful of it is drawn
            return "phone" if self.device == "phone" else None
        return self.device if self.extent == "whole" else None


WHOLE_PHONE: Final = PictureKind()
"""The kind of most pictures: the whole screen of a phone."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot on a card, without its pixels, so that cached results can be looked up without decoding the file.

    ``Screen("9f2c…", hidden=(Redaction(Box(40, 100, 200, 60), "name", "Luna"),), size=(1080, 2400))``

    Attributes:
        digest: the digest of the file and its redactions.
        hidden: the redactions.
        texts: the boxes of the texts.
        kind: the device, and how much of its screen the picture has.
        size: the width and height in pixels.
        icons: the boxes of the icons, switches and ticks.
        faces: the boxes of the faces, including hidden ones.
    """

    digest: str
    hidden: tuple[Redaction, ...] = ()
    texts: tuple[Box, ...] = ()
    kind: PictureKind = WHOLE_PHONE
    size: tuple[int, int] = PHONE_SIZE
    icons: tuple[Box, ...] = ()
    faces: tuple[Box, ...] = ()
