"""Which file each digest on a card means. Drawing needs no more of a tutorial than this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model import Redaction


@dataclass(frozen=True)
class Shown:
    """A screenshot to be drawn: its file, the name that staff know it by, and what is covered on it."""

    path: Path
    name: str
    covers: tuple[Redaction, ...]


@dataclass(frozen=True)
class PictureFiles:
    """The files behind the digests of ``screens``, ``films``, and the ``school``'s photo and logo."""

    screens: Mapping[str, Shown] = field(default_factory=dict)
    films: Mapping[str, Path] = field(default_factory=dict)
    school: Mapping[str, Path] = field(default_factory=dict)
