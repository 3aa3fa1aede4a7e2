"""Maps the digests on cards to the picture files they stand for, with the covers of each screenshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model import Redaction


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
