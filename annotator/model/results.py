"""Sounds and timelines as values, so that a video is planned and tested before anything is encoded.

Times are in seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.cards import Caption, Card, FilmCard
from annotator.model.step_number import StepNumber

FPS = 15
"""Frames per second. The rate is constant, since files with a variable one get a wrong duration."""
WIDTH, HEIGHT = 720, 1280
"""Size of the videos for phones in pixels."""
SAMPLE_RATE = 24_000
"""Samples per second of every clip: the rate of the natural voice, and a whole number (1,600) per frame."""
Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, total)``; ``what`` is a word for the stage, ``("voice", 3, 12)``, or a message about it."""


def no_progress(what: str, done: int, total: int) -> None:
    """A progress callback that does nothing."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished sound file: mono 16-bit WAV at ``SAMPLE_RATE``, at the target loudness.

    ``Clip(Path("…/9f2c….wav"), 2.4, "9f2c…")``: its file, its duration and its digest.
    """

    path: Path
    seconds: float
    digest: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A spoken sentence, or a whole memo: ``Utterance("Toque Unirse.", clip)``.

    Attributes:
        text: the caption; empty for a memo whose words were not typed.
        clip: the sound.
        memo: whether a person recorded it.
    """

    text: str
    clip: Clip
    memo: bool = False


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """The voice used for a language, for ``pack.json`` and reports: ``VoiceUsed("kokoro", "ef_dora", "0.6.1", memos=2)``.

    Attributes:
        engine: the name of the engine; "memo" where only people speak.
        voice: the engine's name for the voice.
        version: the engine's version.
        memos: the number of sections spoken by a person, the greeting aside.
    """

    engine: str
    voice: str
    version: str
    memos: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a video before it is timed: the greeting, the title, a step, or the closing.

    ``Section("step-3", (whole, close), (Utterance("Toque Unirse.", clip),), chip="Unirse", step=StepNumber(3), lang="es")``

    Attributes:
        key: the section's name, such as ``greeting``, ``title``, ``step-1``, ``step-1-if`` (an aside) or ``end``.
        cards: the cards in the order in which they are shown.
        spoken: the sentences, in order.
        chip: the button's text, highlighted in captions; None for none.
        note: a small line below captions, or None.
        step: the step's number, or None.
        lang: the language of the captions, which decides where they may break.
        or_says: the words before ``other`` ("O dice:"); empty without it.
        other: the button's text on other phones ("Join"), shown with a caption that has the chip.
        question: the opening words of an aside ("¿Se equivocó?"), which are a separate cue; empty in all other sections.
        optional: the sentences of ``spoken`` that a film with too much around its steps leaves out.
        optional_note: the small line below the captions of ``optional``, in place of ``note``.
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
    """A caption of at most two lines, with its start and end in seconds from the beginning of the video.

    ``Cue(4.0, 6.4, ("Toque Unirse.",))``
    """

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduledClip:
    """A clip with its start: ``ScheduledClip(4.0, clip)`` is heard four seconds after the beginning of the video."""

    start: float
    clip: Clip


@dataclass(frozen=True, slots=True)
class Shot:
    """A card with a caption or none: ``Shot(4.0, 2.4, card, None)`` is shown from second 4.0 to 6.4.

    Attributes:
        start: the time from the beginning of the video, a multiple of a frame.
        seconds: the duration, a multiple of a frame.
        card: the picture.
        caption: the caption below it, or None.
    """

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
    """A timed section, encoded as one segment of the video.

    ``TimedSection("step-3", 12.0, 6.4, "Toque Unirse.", shots, cues, sounds, StepNumber(3))`` ends at second 18.4.

    Attributes:
        key: the section's name, as in `Section`.
        start: the time from the beginning of the video, a multiple of a frame.
        seconds: the duration, a multiple of a frame.
        text: all the words of the section.
        shots: the pictures, without gaps.
        cues: the captions.
        sounds: the clips.
    """

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
    """A whole video: ``Timeline((title, step_1, step_2, end))``, timed sections that follow each other without gaps."""

    sections: tuple[TimedSection, ...]

    @property
    def seconds(self) -> float:
        """Total duration."""
        return self.sections[-1].start + self.sections[-1].seconds if self.sections else 0.0
