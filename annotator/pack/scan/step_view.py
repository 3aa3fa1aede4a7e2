"""Values for the picture of a step in one language, and for the result of scanning it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model import Film, Found, NameQuestion, Redaction, Screen, Step, TargetName
from annotator.script import RECORDINGS, suffix


@dataclass(frozen=True)
class CoveredScreenshot:
    """A screenshot to be drawn: its file, its name in the tutorial's folder, its covers, and how it is turned to be upright."""

    path: Path
    name: str
    covers: tuple[Redaction, ...]
    turn: int = 0


@dataclass(frozen=True)
class PictureFiles:
    """The files of screenshots, films, and the school's photo and logo, by the digests that cards use."""

    screens: Mapping[str, CoveredScreenshot] = field(default_factory=dict)
    films: Mapping[str, Path] = field(default_factory=dict)
    school: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class StepView:
    """The picture of a step, or its part of a recording: from ``begin`` to ``end`` in seconds, -1 for the end."""

    name: str
    begin: float = 0.0
    end: float = -1.0

    @property
    def moves(self) -> bool:
        """Whether it is a recording."""
        return suffix(self.name) in RECORDINGS


def select_view(step: Step, lang: str) -> StepView:
    """The picture or recording that a step shows in ``lang``."""
    view = StepView(step.screenshot(lang))
    if not view.moves:
        return view
    return StepView(view.name, step.from_seconds or 0.0, -1.0 if step.to_seconds is None else step.to_seconds)


@dataclass(frozen=True)
class StepScan:
    """The result of scanning the picture of a step in one language."""

    screen: Screen
    """The picture's digest and covers, and the boxes of its texts."""
    file: str
    """The name of the picture in the tutorial's folder."""
    action: Found | None
    """The target of the action."""
    marks: tuple[Found, ...]
    """The targets of ``mark:`` lines."""
    target_name: TargetName
    """The public name of the action's target. ``action.matched`` may be private."""
    kept: tuple[Found, ...] = ()
    """The targets of ``keep:`` lines."""
    also: tuple[str, ...] = ()
    """Other wordings of the target that a family may see, without private ones."""
    asks: tuple[NameQuestion, ...] = ()
    """Texts that may be names, for staff to decide on."""
    texts: tuple[str, ...] = ()
    """All texts on the picture. Private ones among them must not be written to a pack or log."""
    film: Film | None = None
    """The recording, if the picture is its last frame."""
