"""The covers of a step's picture, as the page gets them, and what else could be covered."""

from dataclasses import dataclass

from annotator.edit.pointing.pointed import Candidate
from annotator.model import Box, Decision, Hide, Show


@dataclass(frozen=True, slots=True)
class AutomaticCover:
    """An automatic cover: its kind (`annotator.model.Redaction`), its text, its place, and the line that removes it."""

    kind: str
    text: str
    box: Box
    show: Decision


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A ``hide:`` or ``show:`` line that counts on a picture: the step that has it (None: the tutorial), and its boxes there."""

    line: Hide | Show
    step: int | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PossibleName:
    """A text that may be a name: why, where, and the lines of which a person has to choose one."""

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
        others: texts and other things that could be covered.
    """

    size: tuple[int, int]
    automatic: tuple[AutomaticCover, ...]
    hides: tuple[CoverLine, ...]
    shows: tuple[CoverLine, ...]
    asks: tuple[PossibleName, ...]
    others: tuple[Candidate, ...]
