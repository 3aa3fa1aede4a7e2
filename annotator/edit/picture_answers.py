"""Values and errors that the reading processes answer with. Imports nothing heavy, since the server reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.errors import AnnotatorError
from annotator.model import Box, Target

ReadingState = Literal["waiting", "reading", "ready", "failed"]
View = Literal["whole", "close", "chat"]
Frame = Literal["opening", "closing"]


class PictureError(AnnotatorError):
    """A picture could not be read, or a card not be drawn; ``code`` is the word for it in the server's answers."""

    def __init__(self, code: str, message: str, remedy: str = "", *, detail: str = "") -> None:
        super().__init__(message, remedy, detail=detail)
        self.code = code


class StalePreviewError(PictureError):
    """The tutorial was changed since the preview was asked for, so nobody needs it any more."""

    def __init__(self) -> None:
        super().__init__("stale", "The tutorial was changed meanwhile.", "Ask again with its newest revision.")


@dataclass(frozen=True, slots=True)
class PictureState:
    """How far a picture is read. ``size`` is its width and height in pixels once it is known."""

    state: ReadingState
    size: tuple[int, int] | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A thing on a picture that a step can point at: its box, its touch target, and the target to write.

    ``kind`` is what it is, ``text`` what it says, or the name of its icon.
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
    """A rectangle that a click may mean: its own box and outline, the target to write, and a label for people."""

    box: Box
    outline: Box
    target: Target
    label: str


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a click or a drawn box may mean, smallest first; ``chosen`` is the index of what a finger would press."""

    candidates: tuple[Candidate, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """Where a mark of a step is: that of its action, or of its n-th ``mark:`` line (from 0). Not found: no box.

    ``matched`` is the text as it is on the screen, for a text target.
    """

    of: Literal["action"] | int
    found: bool
    box: Box | None = None
    outline: Box | None = None
    others: tuple[Box, ...] = ()
    matched: str | None = None
