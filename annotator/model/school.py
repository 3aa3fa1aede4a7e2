"""The settings of a school as values, as ``school.toml`` has them."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """A speech engine, optionally with one of its voices and a speed.

    ``{ voice = "kokoro:ef_dora", speed = 0.9 }`` is ``VoiceChoice("kokoro", "ef_dora", 0.9)``.

    Attributes:
        engine: the engine's name.
        voice: the engine's name for the voice; None for the default of the language.
        speed: the speed, where 1 is the engine's normal one; None leaves it to annotator.
    """

    engine: str
    voice: str | None = None
    speed: float | None = None

    def __str__(self) -> str:
        return f"{self.engine}:{self.voice}" if self.voice else self.engine


@dataclass(frozen=True, slots=True)
class Colors:
    """The school's colours as ``#RRGGBB``: ``Colors(main="#0B4F6C")`` is the default blue with the other defaults."""

    main: str = "#0B4F6C"
    accent: str = "#FFD23F"
    mark: str = "#E4003A"


@dataclass(frozen=True, slots=True)
class School:
    """The contents of ``school.toml``. As it is read, paths are absolute and known to exist.

    ``name = "Escuela Los Robles"`` in its first line becomes ``School(name="Escuela Los Robles", lines=(("name", 1),))``.

    Attributes:
        name: the school's name.
        logo: the file of the logo, or None.
        phone: the phone number as typed (``410-555-0100``).
        whatsapp: an international number as typed (``+1 410 555 0100``).
        website: the complete web address.
        website_film: the film for websites: the one for phones ("portrait"), or a wide one besides.
        order: the folder names of the tutorials that the gallery shows first.
        languages: the language tags of the tutorials to build (``("es", "en")``).
        names: the private names of its list (``("Ana Luz", "García López, Ana")``).
        pointer: the pointer on cards.
        paper: the paper size of hand-outs.
        memo_clean: whether noise is removed from memos.
        person: the name of the person to ask ("Sra. Rosa").
        person_languages: the tags of the languages that this person speaks.
        photo: the file of the person's photo, or None.
        language_names: pairs of a tag and the school's name for that language (``("mix", "Tu'un Savi")``).
        colors: the colours on cards and pages.
        voices: pairs of a tag and the voice for that language.
        lexicons: pairs of a tag and its respellings (``("es", (("Zoom", "Sum"),))``).
        lines: pairs of a key or table and its line number in the file (``("help.photo", 12)``); not compared.
    """

    name: str = ""
    logo: Path | None = None
    phone: str = ""
    whatsapp: str = ""
    website: str = ""
    website_film: Literal["portrait", "wide"] = "portrait"
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
        """The way for families to get help: send a voice message (WhatsApp), call (a phone), or only ask (neither)."""
        return "send" if self.whatsapp else "call" if self.phone else "ask"

    @property
    def help_number(self) -> str:
        """The number for help, as typed: WhatsApp's, unless that ends in the phone's digits; then, or without it, the phone's."""
        digits, phone = (re.sub(r"\D", "", number) for number in (self.whatsapp, self.phone))
        return self.phone if digits.endswith(phone) and phone else self.whatsapp or self.phone
