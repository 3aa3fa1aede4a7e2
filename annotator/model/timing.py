"""The timeline of a video: which cards, captions and clips appear when. Times are in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.cards import Caption, Card, FilmCard
from annotator.model.speech import Clip, Utterance
from annotator.model.tutorial import StepNumber


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
