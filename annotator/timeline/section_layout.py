"""Lay out one section by itself: when its sentences sound, its cues appear and its cards change. Counted in frames."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.captions import Lines, characters, reading_frames, split
from annotator.model import FPS, SAMPLE_RATE, Section
from annotator.pace import (
    HOLD_SECONDS,
    LEAD_IN_SECONDS,
    MAX_CUE_CHARACTERS_PER_SECOND,
    MIN_CUE_SECONDS,
    MIN_PAUSE_SECONDS,
)
from annotator.timeline.cuts import min_frames, place_cuts

FRAME = SAMPLE_RATE // FPS
"""Samples per frame: exactly 1,600."""
LAG_FRAMES = FPS
"""How far a cue within a sentence may lag behind the voice, so that the one before it can be read."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of a section.

    Attributes:
        lead: silence before the first sentence, in frames.
        hold: silence after the last one, in frames.
        characters_per_second: how fast a reader must be; pauses grow until each cue can be read.
        pause: the shortest silence between two sentences, in samples.
    """

    lead: int
    hold: int
    characters_per_second: int = MAX_CUE_CHARACTERS_PER_SECOND
    pause: int = round(MIN_PAUSE_SECONDS * SAMPLE_RATE)


STEP = Pace(lead=round(LEAD_IN_SECONDS * FPS), hold=HOLD_SECONDS * FPS)
BRIEF = Pace(lead=round(0.4 * FPS), hold=round(0.6 * FPS))
"""For a step whose own clip would take too long."""


@dataclass(frozen=True, slots=True)
class CueStart:
    """A cue of a section by itself: its first frame and its lines, and whether it belongs to an optional sentence."""

    start: int
    lines: Lines
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """A section by itself, relative to its start.

    Attributes:
        cues: by their start.
        sounds: the first sample of each sentence.
        last_sample: where the last sentence ends.
        cuts: the frames at which the cards after the first begin.
        length: in frames.
    """

    cues: tuple[CueStart, ...]
    sounds: tuple[int, ...]
    last_sample: int
    cuts: tuple[int, ...]
    length: int


def lay_out(section: Section, pace: Pace) -> SectionLayout:
    """Schedule a section's sentences, cues and cards from its own start."""
    cues: list[CueStart] = []
    sounds: list[int] = []
    sample, readable = pace.lead * FRAME, pace.lead
    last = sample
    for spoken in section.spoken:
        # A pause grows by keeping the previous cue until it can be read.
        if nearest_frame(sample) < readable:
            sample = readable * FRAME
        sounds.append(sample)
        length = round(spoken.clip.seconds * SAMPLE_RATE)
        optional = spoken in section.optional
        new = _schedule_cues(split_into_cues(spoken.text, section), sample, length, pace, optional)
        cues += new
        if new:
            readable = new[-1].start + reading_frames(new[-1].lines, pace.characters_per_second)
        last = sample + length
        sample = last + pace.pause
    end = max(-(-last // FRAME) + pace.hold, readable, min_frames(section.cards))
    heard = ((sounds[0] if sounds else last) / FRAME, last / FRAME)
    cuts, end = place_cuts(section.cards, (0, *(cue.start for cue in cues[1:])), heard, end)
    return SectionLayout(tuple(cues), tuple(sounds), last, cuts, end)


def nearest_frame(sample: int) -> int:
    """The frame whose start is nearest to a sample."""
    return (sample + FRAME // 2) // FRAME


def split_into_cues(text: str, section: Section) -> tuple[Lines, ...]:
    """Split a sentence, or the words of a memo, into the lines of its captions; its question apart from the rest."""
    rest = text.removeprefix(section.question)
    parts = (section.question, rest) if section.question and rest != text else (text,)
    return tuple(lines for part in parts for lines in split(part, section.chip, section.lang))


def _schedule_cues(pieces: tuple[Lines, ...], sample: int, length: int, pace: Pace, optional: bool) -> list[CueStart]:
    """The cues of one sentence or memo whose sound begins at ``sample``: timed by characters, none too short to read."""
    total = sum(map(characters, pieces))
    cues: list[CueStart] = []
    before = 0
    for lines in pieces:
        start = nearest_frame(sample + length * before // total)
        if cues:
            previous = cues[-1]
            read = previous.start + reading_frames(previous.lines, pace.characters_per_second)
            start = max(start, min(read, start + LAG_FRAMES), previous.start + MIN_CUE_SECONDS * FPS)
        cues.append(CueStart(start, lines, optional))
        before += characters(lines)
    return cues
