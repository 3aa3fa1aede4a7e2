"""What a step shows in a language: its view, the scan of that picture, and the files that cards draw from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model import Box, Film, Found, NameQuestion, Redaction, Screen, Step, TargetName
from annotator.script import RECORDINGS, suffix


@dataclass(frozen=True)
class CoveredScreenshot:
    """A screenshot to be drawn, as in ``CoveredScreenshot(path, "02.png", (Redaction(Box(48, 310, 420, 60), "name"),))``.

    Attributes:
        path: the file; of a recording, that of its last frame.
        name: the name in the tutorial's folder, for messages.
        covers: the areas to cover, in pixels of the upright picture.
        turn: the degrees by which it is turned clockwise to be upright (0, 90, 180, 270).
    """

    path: Path
    name: str
    covers: tuple[Redaction, ...]
    turn: int = 0


@dataclass(frozen=True)
class PictureFiles:
    """The files that cards refer to, by digest: cards have no paths, so that equal cards share a cache entry.

    Attributes:
        screens: the screenshots, by `Screen.digest`: ``{"5d0a…": CoveredScreenshot(…, "03.png", …)}``.
        films: the screen recordings and greetings, by `Film.digest`.
        school: the school's photo and logo, by the digest of the picture.
    """

    screens: Mapping[str, CoveredScreenshot] = field(default_factory=dict)
    films: Mapping[str, Path] = field(default_factory=dict)
    school: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class StepView:
    """The picture of a step, or its part of a recording: from ``begin`` to ``end`` in seconds, -1 for the end.

    ``StepView("03.png")`` is a picture, ``StepView("02.mp4", 1.5, 4.0)`` two and a half seconds of a recording.
    """

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
    """The result of scanning the picture of a step in one language.

    ``- tap: Unirse`` on 03.png: ``file`` is "03.png", ``action.box`` is ``Box(296, 1180, 128, 40)``, the word in pixels,
    ``action.outline`` is ``Box(48, 1144, 624, 112)``, the button, and ``target_name.text`` is "Unirse".
    """

    screen: Screen
    """The picture for cards: its digest, its covers, and the boxes of its texts."""
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
    """The other wordings of the target that a family may see ("Join"), without private ones."""
    asks: tuple[NameQuestion, ...] = ()
    """The texts that may be names, for staff to decide on: ``NameQuestion("Luz Marina Soto", "participant")``."""
    texts: tuple[str, ...] = ()
    """All texts on the picture, then texts of inherited lines as they were found, which may be broken over several lines.

    Private ones among them must not be written to a pack or log.
    """
    film: Film | None = None
    """The recording, if the picture is its last frame."""
    alike: tuple[Box, ...] = ()
    """The controls that look like that of the action."""
