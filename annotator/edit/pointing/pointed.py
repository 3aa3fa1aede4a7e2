"""What a person can point at on a step's picture, and what the step points at there, as the page gets it.

Each has a *target*, which is how the script names it, and an *outline*, the rectangle that a finger can press.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from annotator import script
from annotator.model import Box, Found, IconTarget, Target, TextTarget
from annotator.script.plain.like_controls import Place


@dataclass(frozen=True, slots=True)
class Item:
    """A text, icon or other element on a picture that a step can point at.

    For instance ``Item("text", "Unirse", box, outline, TextTarget(("Unirse",)))``.

    ``text`` is its text or the name of its icon, empty for another element.
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
    """A rectangle that a click may mean: its bounding box, outline, target for the script, and label for people.

    For something to cover, ``everywhere`` says whether it is covered on all pictures, and ``example`` is the invented text
    to write in its place ("Ana Ejemplo"), or None.
    """

    box: Box
    outline: Box
    target: Target
    label: str
    everywhere: bool = False
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Pointed:
    """The candidates for a click or a drawn box, smallest first; ``chosen`` is the index of the likeliest."""

    candidates: tuple[Candidate, ...]
    chosen: int

    @classmethod
    def of(cls, ranked: Iterable[Candidate]) -> Self:
        """The candidates, of which the first is the likeliest. Of several with the same target the first is kept."""
        distinct: dict[Target, Candidate] = {}
        for candidate in ranked:
            distinct.setdefault(candidate.target, candidate)
        candidates = list(distinct.values())
        by_size = sorted(candidates, key=lambda candidate: candidate.outline.w * candidate.outline.h)
        return cls(tuple(by_size), by_size.index(candidates[0]) if candidates else 0)


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """The place of a mark on a step's picture.

    For instance ``MarkPlace("action", True, box, outline, (), "Unirse")``, or ``MarkPlace(0, False)`` for a target of the first
    ``mark:`` line that isn't on the picture.

    Attributes:
        of: the action, or the index of a ``mark:`` line from 0.
        found: whether its target is on the picture.
        box: the bounding box of the target.
        outline: the rectangle that a finger can press.
        others: the boxes of other texts or icons to which the target leads.
        matched: for a text, its spelling on the screen.
        place: where the action's control is among those that look like it, if there are any.
    """

    of: Literal["action"] | int
    found: bool
    box: Box | None = None
    outline: Box | None = None
    others: tuple[Box, ...] = ()
    matched: str | None = None
    place: Place | None = None


def label_of(target: Target, found: Found | None = None) -> str:
    """The label of a target for people: ``Unirse #2``, ``mic`` for the icon ``mic.png``, or ``50% 87%``.

    Of several wordings it is the one that was ``found`` on the screen, else the first.
    """
    match target:
        case TextTarget():
            wording = found.matched if found is not None and found.matched else target.wordings[0]
            return f"{wording} #{target.occurrence}" if target.occurrence else wording
        case IconTarget():
            return target.file.rpartition(".")[0]
    return script.write_target(target)
