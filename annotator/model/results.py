"""What is made: finished sound, the timeline of a video, and the files of a pack. Times are in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from annotator.model.cards import Caption, Card, FilmCard
from annotator.model.tutorial import StepNumber

FPS = 15
"""Frames per second. The rate is constant, since files with a variable one get a wrong duration."""
WIDTH, HEIGHT = 720, 1280
"""Size of videos in pixels (portrait)."""
SAMPLE_RATE = 24_000
"""Samples per second of every clip: the natural voice's own rate, and a whole number (1,600) per frame."""
Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, total)``; ``what`` is a plain word for the stage: ``("voice", 3, 12)``."""


def no_progress(what: str, done: int, total: int) -> None:
    """A progress callback that does nothing."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished sound file: mono 16-bit WAV at ``SAMPLE_RATE``, trimmed, at the target loudness."""

    path: Path
    seconds: float
    digest: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A spoken sentence, or a whole memo. ``text`` is its caption; empty for a memo whose words were not typed."""

    text: str
    clip: Clip
    memo: bool = False


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """The voice used for a language, for ``pack.json`` and reports. ``memos`` counts sections spoken by a person."""

    engine: str
    voice: str
    version: str
    memos: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a video before it is timed: the greeting, the title, a step, or the closing.

    Attributes:
        key: ``greeting``, ``title``, ``step-1`` … or ``end``.
        cards: shown one after the other. A step has two (whole, close), after the film if it has a recording.
        spoken: its sentences.
        chip: the button's text, highlighted in captions.
        or_says: introduces ``other`` ("O dice:").
        other: the button's text as others may see it, shown with a caption that has the chip.
        note: a small line below captions.
        question: the words with which an aside begins, which are a cue of their own; empty in all other sections.
        optional: those of ``spoken`` that are left out where the film would have too much around its steps.
        optional_note: in place of ``note`` with the captions of these.
        step: the number of its step, or None.
        lang: the language of the captions, which decides where they may break.
    """

    key: str
    cards: tuple[Card, ...]
    spoken: tuple[Utterance, ...]
    chip: str | None = None
    note: str | None = None
    step: StepNumber | None = None
    lang: str = ""
    or_says: str = ""
    other: str | None = None
    question: str = ""
    optional: tuple[Utterance, ...] = ()
    optional_note: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption of at most two lines with its start and end, in seconds from the beginning of the video."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduledClip:
    """A clip with its start, in seconds from the beginning of the video."""

    start: float
    clip: Clip


@dataclass(frozen=True, slots=True)
class Shot:
    """A card with a caption or none, shown from ``start`` for ``seconds``, both multiples of a frame."""

    start: float
    seconds: float
    card: Card
    caption: Caption | None

    @property
    def moves(self) -> bool:
        """Whether its frames differ, since a film plays on the card."""
        return isinstance(self.card, FilmCard) and not self.card.still


@dataclass(frozen=True, slots=True)
class TimedSection:
    """A timed section, encoded as one segment of the video. ``start`` and ``seconds`` are multiples of a frame."""

    key: str
    start: float
    seconds: float
    text: str
    shots: tuple[Shot, ...]
    cues: tuple[Cue, ...]
    sounds: tuple[ScheduledClip, ...]
    step: StepNumber | None = field(default=None, compare=False)
    """The step's number, or None. Not compared, since ``key`` contains it."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole video: its timed sections, in order."""

    sections: tuple[TimedSection, ...]

    @property
    def seconds(self) -> float:
        """Total duration."""
        return self.sections[-1].start + self.sections[-1].seconds if self.sections else 0.0


StaffSection = Literal["pictures", "film", "clips", "more"]
"""A section of the staff page, in the order of the page: step pictures, video and message, step clips, everything else."""


@dataclass(frozen=True, slots=True)
class StaffLabel:
    """Where the staff page lists a kind of file, and its description in Spanish and English.

    ``open_es`` and ``open_en`` label the button that opens the file. Sounds and pictures are embedded and have none.
    """

    section: StaffSection
    es: str = ""
    en: str = ""
    open_es: str = "Abrir"
    open_en: str = "Open"


FILE_TYPES = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
}
"""The types under which files of a pack are sent, shown and dragged to other programs. Pages, which are opened, have none."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a pack; ``path`` is relative to the pack, with forward slashes, ``kind`` that of its product."""

    path: str
    kind: str
    lang: str | None
    bytes: int
    seconds: float | None = None
    step: StepNumber | None = None

    def row(self) -> dict[str, Any]:
        """The file's entry in ``pack.json``."""
        row: dict[str, Any] = {"path": self.path, "kind": self.kind, "lang": self.lang, "bytes": self.bytes}
        if self.seconds is not None:
            row["seconds"] = round(self.seconds, 3)
        if self.step is not None:
            row |= self.step.row("step")
        return row
