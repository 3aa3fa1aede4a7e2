"""The settings in ``school.toml``, shared by all tutorials of a school."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """A speech engine, optionally one of its voices (``kokoro:ef_dora``), and a speed (1 is the engine's own)."""

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
    """The contents of ``school.toml``. Paths are absolute and known to exist; ``names`` are the lines of the roster.

    ``whatsapp`` is an international number as typed (``+1 410 555 0100``). ``order`` has the folder names of the tutorials
    that the gallery shows first.

    ``lines`` maps each key to its line in the file: ``("help.photo", 12)``.
    """

    name: str = ""
    logo: Path | None = None
    phone: str = ""
    whatsapp: str = ""
    website: str = ""
    order: tuple[str, ...] = ()
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

    @property
    def help_by(self) -> Literal["send", "call", "ask"]:
        """What families can do to get help, by what the school gave: send a voice message, call, or only ask."""
        return "send" if self.whatsapp else "call" if self.phone else "ask"

    @property
    def help_number(self) -> str:
        """The number for that, as typed; the phone's shorter spelling where WhatsApp's is the same number."""
        digits, phone = (re.sub(r"\D", "", number) for number in (self.whatsapp, self.phone))
        return self.phone if digits.endswith(phone) and phone else self.whatsapp or self.phone
