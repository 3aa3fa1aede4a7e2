"""What was found on a screenshot, in pixels of the upright picture."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.tutorial import Target


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


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text that OCR read: where, and how sure it is (0..1).

    ``columns`` holds where each character begins, in pixels from the left of the picture, and where the last one ends
    (one more than there are characters); empty where that is not known.
    """

    text: str
    box: Box
    score: float
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A target located on one screenshot, or not.

    ``box`` is the text, icon, point (1×1) or box itself; ``outline`` the element that a finger would press there.
    Both are None where nothing was found; then ``nearest`` has the nearest texts seen. ``matched`` is the text as it
    stands on the screen. ``others`` are further places that match as well: without ``#n`` the target is ambiguous.
    ``counted`` are all places that ``#n`` counts, in that order, where the wording stands inside longer texts too.
    """

    query: Target
    box: Box | None = None
    outline: Box | None = None
    matched: str | None = None
    score: float = 0.0
    others: tuple[Box, ...] = ()
    nearest: tuple[str, ...] = ()
    counted: tuple[Box, ...] = ()

    @property
    def numbered(self) -> tuple[Box, ...]:
        """Every place as ``#n`` counts them; empty where nothing was found."""
        return self.counted or (() if self.box is None else (self.box, *self.others))


@dataclass(frozen=True, slots=True)
class TargetName:
    """How an action's target is called in whatever leaves the computer.

    ``text`` is the wording as it is on the screen, or the invented example in its place; None where it has no name, or
    none that may be told. ``person``: a person's name is there that may not be told.
    """

    text: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A text on a screenshot that may be somebody's name, and that nobody has decided on.

    ``why`` says where it is: part of the ``hidden`` name, or a place where names are.
    """

    text: str
    why: str
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something covered on a screenshot. ``kind``: email, phone, meeting, student-id, name, face or chosen (by ``hide:``)."""

    box: Box
    kind: str
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A target as it is drawn: its outline, its own text's box, and its number where a step has several marks."""

    outline: Box
    box: Box
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot ready to be drawn: the digest of its file, what is covered on it, and the boxes of its texts.

    The digest stands for the pixels, so that everything made from a screen can be looked up without opening it.
    """

    digest: str
    hidden: tuple[Hidden, ...] = ()
    texts: tuple[Box, ...] = ()
