"""What is seen and heard when; times in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.cards import Caption, Card, FilmCard
from annotator.model.speech import Clip, Utterance


@dataclass(frozen=True, slots=True)
class Section:
    """What the timeline is made from, in order: the title, the steps, the closing.

    ``key`` is ``greeting``, ``title``, ``step-1`` … or ``end``; ``step`` is the step's number, None for what is no step.
    ``cards`` are shown one after the other (two for a step: whole, close; before them the film of a recording).
    ``lang`` tells where captions may be broken.
    """

    key: str
    cards: tuple[Card, ...]
    spoken: tuple[Utterance, ...]
    chip: str | None = None
    note: str | None = None
    step: int | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption of at most two lines with its start and end, in seconds from the beginning of the video."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduledClip:
    """A clip and when it begins, in seconds from the beginning of the video."""

    start: float
    clip: Clip


@dataclass(frozen=True, slots=True)
class Shot:
    """A card with a caption (or none), from ``start`` for ``seconds``; both are whole frames.

    It is one still picture, but for a card on which a film runs: that is another picture in each frame.
    """

    start: float
    seconds: float
    card: Card
    caption: Caption | None

    @property
    def moves(self) -> bool:
        """Whether each of its frames is another picture."""
        return isinstance(self.card, FilmCard) and not self.card.still


@dataclass(frozen=True, slots=True)
class TimedSection:
    """A section on the timeline: one segment of the video. ``start`` and ``seconds`` are whole frames."""

    key: str
    start: float
    seconds: float
    text: str
    shots: tuple[Shot, ...]
    cues: tuple[Cue, ...]
    sounds: tuple[ScheduledClip, ...]
    step: int | None = field(default=None, compare=False)
    """The step's number, or None. ``key`` says it already."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is seen and heard when."""

    sections: tuple[TimedSection, ...]

    @property
    def seconds(self) -> float:
        """Length of the whole, in seconds."""
        return self.sections[-1].start + self.sections[-1].seconds if self.sections else 0.0
