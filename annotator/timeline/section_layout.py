"""Time the sentences, captions and cards of one section, from its own start.

A sentence's first caption begins with it. The pause after a sentence grows until its last caption can be read.
"""

from dataclasses import dataclass
from typing import Final

from annotator import pace as speech
from annotator.model import FPS, SAMPLE_RATE, Section
from annotator.timeline.captions import Lines, count_characters, reading_frames, split
from annotator.timeline.cuts import min_frames, place_cuts

SAMPLES_PER_FRAME: Final = SAMPLE_RATE // FPS
"""Samples per frame: exactly 1,600."""
LAG_FRAMES: Final = FPS
"""Frames by which a cue within a sentence may lag behind the voice, so that the one before it can be read; more only to give that
one its two seconds."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of a section.

    Attributes:
        lead: silence before the first sentence, in frames.
        hold: silence after the last one, in frames.
        characters_per_second: the reading speed; pauses grow until the last cue of each sentence can be read at it.
        pause: the shortest silence between two sentences, in samples.
    """

    lead: int
    hold: int
    characters_per_second: int = speech.MAX_CUE_CHARACTERS_PER_SECOND
    pause: int = round(speech.MIN_PAUSE_SECONDS * SAMPLE_RATE)


STEP: Final = Pace(lead=round(speech.LEAD_IN_SECONDS * FPS), hold=speech.HOLD_SECONDS * FPS)
BRIEF: Final = Pace(lead=round(0.4 * FPS), hold=round(0.6 * FPS))
"""The pace of a step whose own clip would take too long."""


@dataclass(frozen=True, slots=True)
class CueStart:
    """A cue of a section by itself: its first frame and its lines, and whether it belongs to an optional sentence.

    For instance ``CueStart(30, ("Toque el botón azul", "Unirse."))``: it begins 2 s after the section's start.
    """

    start: int
    lines: Lines
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """The times of a section by itself, relative to its start.

    For instance ``SectionLayout(cues, sounds=(9_600,), last_sample=105_600, cuts=(36,), length=75)``: a sentence of 4 s, and
    two cards, at 15 frames and 24,000 samples a second.

    Attributes:
        cues: the cues, in the order of their start.
        sounds: the first sample of each sentence.
        last_sample: the sample at which the last sentence ends; without one, the lead does.
        cuts: the frames at which the cards after the first begin.
        length: the length of the section in frames.
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
    next_sample, readable_from = pace.lead * SAMPLES_PER_FRAME, pace.lead
    last_sample = next_sample
    for spoken in section.spoken:
        # A pause grows by keeping the previous cue until it can be read.
        if nearest_frame(next_sample) < readable_from:
            next_sample = readable_from * SAMPLES_PER_FRAME
        sounds.append(next_sample)
        length = round(spoken.clip.seconds * SAMPLE_RATE)
        optional = spoken in section.optional
        new_cues = _schedule_cues(split_into_cues(spoken.text, section), next_sample, length, pace, optional)
        cues += new_cues
        if new_cues:
            readable_from = new_cues[-1].start + reading_frames(new_cues[-1].lines, pace.characters_per_second)
        last_sample = next_sample + length
        next_sample = last_sample + pace.pause
    section_length = max(-(-last_sample // SAMPLES_PER_FRAME) + pace.hold, readable_from, min_frames(section.cards))
    sound_span = ((sounds[0] if sounds else last_sample) / SAMPLES_PER_FRAME, last_sample / SAMPLES_PER_FRAME)
    cuts, section_length = place_cuts(section.cards, (0, *(cue.start for cue in cues[1:])), sound_span, section_length)
    return SectionLayout(tuple(cues), tuple(sounds), last_sample, cuts, section_length)


def nearest_frame(sample: int) -> int:
    """The frame whose start is nearest to a sample."""
    return (sample + SAMPLES_PER_FRAME // 2) // SAMPLES_PER_FRAME


def split_into_cues(text: str, section: Section) -> tuple[Lines, ...]:
    """Split a sentence, or the words of a memo, into the lines of its captions; its question apart from the rest."""
    text_after_question = text.removeprefix(section.question)
    parts = (section.question, text_after_question) if section.question and text_after_question != text else (text,)
    return tuple(lines for part in parts for lines in split(part, section.chip, section.lang))


def _schedule_cues(
    cue_lines: tuple[Lines, ...], sample: int, length: int, pace: Pace, optional: bool
) -> list[CueStart]:
    """The cues of one sentence or memo whose sound begins at ``sample``: timed by characters, at least two seconds apart."""
    total_characters = sum(map(count_characters, cue_lines))
    cues: list[CueStart] = []
    characters_before = 0
    for lines in cue_lines:
        start = nearest_frame(sample + length * characters_before // total_characters)
        if cues:
            previous = cues[-1]
            read_by = previous.start + reading_frames(previous.lines, pace.characters_per_second)
            start = max(start, min(read_by, start + LAG_FRAMES), previous.start + speech.MIN_CUE_SECONDS * FPS)
        cues.append(CueStart(start, lines, optional))
        characters_before += count_characters(lines)
    return cues
