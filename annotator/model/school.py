"""What a school's tutorials have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """An engine, or an engine and one of its voices (``kokoro:ef_dora``), and perhaps a speed (1 is the voice's own)."""

    engine: str
    voice: str | None = None
    speed: float | None = None

    def __str__(self) -> str:
        return f"{self.engine}:{self.voice}" if self.voice else self.engine


@dataclass(frozen=True, slots=True)
class Colors:
    """The school's colours as ``#RRGGBB``."""

    main: str = "#0B4F6C"
    accent: str = "#FFD23F"
    mark: str = "#E4003A"


@dataclass(frozen=True, slots=True)
class School:
    """``school.toml``. Paths are absolute and were checked to exist; ``names`` are the roster's lines.

    ``lines`` has the line of each key: ``("help.photo", 12)``.
    """

    name: str = ""
    logo: Path | None = None
    phone: str = ""
    website: str = ""
    languages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    pointer: Literal["arrow", "hand"] = "arrow"
    paper: Literal["letter", "a4"] = "letter"
    memo_clean: bool = True
    person: str = ""
    person_languages: tuple[str, ...] = ()
    photo: Path | None = None
    language_names: tuple[tuple[str, str], ...] = ()
    colors: Colors = Colors()
    voices: tuple[tuple[str, VoiceChoice], ...] = ()
    lexicons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)
