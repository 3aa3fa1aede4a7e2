"""What a step shows in one language, and what was seen on it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model import Film, Found, NameQuestion, Screen, Step, TargetName
from annotator.script import RECORDINGS, suffix


@dataclass(frozen=True, order=True)
class StepView:
    """What a step shows: a picture, or the part of a recording from ``begin`` to ``end`` (seconds; -1: to its end)."""

    name: str
    begin: float = 0.0
    end: float = -1.0

    @property
    def moves(self) -> bool:
        """Whether it is a recording."""
        return suffix(self.name) in RECORDINGS


def view_of(step: Step, lang: str) -> StepView:
    """What ``lang`` sees in a step."""
    view = StepView(step.screenshot(lang))
    if not view.moves:
        return view
    return StepView(view.name, step.from_seconds or 0.0, -1.0 if step.to_seconds is None else step.to_seconds)


@dataclass(frozen=True)
class SeenStep:
    """A step on the screen of one language: what was found there, and what is covered."""

    screen: Screen
    file: str
    action: Found | None
    marks: tuple[Found, ...]
    called: TargetName
    """How the action's target is called in everything that leaves; ``action.matched`` may be private."""
    also: tuple[str, ...] = ()
    """Other wordings of it that a family may see, without private ones."""
    asks: tuple[NameQuestion, ...] = ()
    texts: tuple[str, ...] = ()
    """All words on the screen. What is private among them leaves this process in nothing that is written."""
    film: Film | None = None
    """What runs before the screen, where it is the last picture of a recording."""
