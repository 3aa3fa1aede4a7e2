"""Results of reading a screenshot, in pixels of the upright picture."""

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
    """A line of text that OCR read, its place, and the confidence (0..1).

    ``columns`` holds where each character begins and the last one ends, in pixels from the left of the picture (one more
    than there are characters); empty if unknown.
    """

    text: str
    box: Box
    score: float
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A target located on one screenshot, or not.

    ``box`` is the text, icon, point (1×1) or box itself; ``outline`` its touch target. Both are None where nothing was
    found; then ``nearest`` has the most similar texts. ``matched`` is the text as it is on the screen. ``others`` are
    places that match equally well: without ``#n`` the target is ambiguous. ``counted`` are all places that ``#n``
    counts, in that order, if the wording is inside longer texts too.
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
    """What to call an action's target in everything that leaves the computer.

    ``text`` is the wording on the screen, or the invented example in its place; None if the target has no name, or a
    private one. ``person``: that private name is a person's.
    """

    text: str | None = None
    person: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A text on a screenshot that may be somebody's name, for staff to decide on.

    ``why`` is the reason: it is part of the ``hidden`` name, or in a place where names are.
    """

    text: str
    why: str
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something redacted on a screenshot.

    ``kind`` is email, phone, meeting, student-id, name, face or chosen (by a ``hide:`` line); ``example`` is written in its
    place.
    """

    box: Box
    kind: str
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A target to draw: its outline, the box of its own text, and its number if the step has several marks."""

    outline: Box
    box: Box
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A screenshot to draw: the digest of its file, the redactions on it, and the boxes of its texts.

    It has the digest in place of pixels, so that everything made from a screen can be looked up without opening it.
    """

    digest: str
    hidden: tuple[Hidden, ...] = ()
    texts: tuple[Box, ...] = ()
