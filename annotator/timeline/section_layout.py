"""Lay out sections so that no card changes shortly before or after a caption, which viewers would see as two jumps.

For instance, a sentence sounds from frame 12 to frame 102 of a step with two cards, and its second caption begins at frame
50. Equal shares of the sound would cut at frame 57, so the cut moves to frame 50, where picture and caption change together.

The parts build on each other: `lay_out` times sentences and cues of one section,
`place_cuts` and `place_reveals` its cards and marks, and `join` puts sections on a timeline.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.model import (
    FPS,
    SAMPLE_RATE,
    Caption,
    Card,
    Cue,
    EndCard,
    FilmCard,
    ScheduledClip,
    Section,
    Shot,
    TimedSection,
    Timeline,
    TitleCard,
)
from annotator.pace import (
    HOLD_SECONDS,
    LEAD_IN_SECONDS,
    MAX_CUE_CHARACTERS_PER_SECOND,
    MIN_CUE_SECONDS,
    MIN_PAUSE_SECONDS,
)
from annotator.timeline.captions import Lines, characters, make_caption, reading_frames, split

_LINGER_FRAMES = round(MIN_PAUSE_SECONDS * FPS)
"""Time by which the last caption outlasts the voice; more if it takes longer to read."""
CARD_FRAMES = 2 * FPS
"""Minimum time of a still card on the screen."""
APART_FRAMES = FPS
"""Two changes closer than this look like two jumps, so a cut and a caption then change together."""
REVEAL_FRAMES = math.ceil(FPS / 2)
"""The shortest time between two marks on the closing card that don't come at once."""
SAMPLES_PER_FRAME = SAMPLE_RATE // FPS
"""Samples per frame: exactly 1,600."""
LAG_FRAMES = FPS
"""Frames by which a cue within a sentence may lag behind the voice, so that the one before it can be read; more only to give that
one its two seconds."""


def join(laid: Iterable[tuple[Section, SectionLayout]]) -> Timeline:
    """Put sections one after the other, each with its layout."""
    timed = []
    start = 0
    for section, layout in laid:
        timed.append(_place_section(section, layout, start))
        start += layout.length
    return Timeline(tuple(timed))


def _place_section(section: Section, layout: SectionLayout, start: int) -> TimedSection:
    """A section with its times in the film, from the frame ``start`` on. The last cue stays a moment longer than the voice."""
    cue_ends = [cue.start for cue in layout.cues[1:]]
    if layout.cues:
        last_cue = layout.cues[-1]
        voice_end = nearest_frame(layout.last_sample) + _LINGER_FRAMES
        cue_ends.append(min(layout.length, max(voice_end, last_cue.start + reading_frames(last_cue.lines))))
    return TimedSection(
        key=section.key,
        start=start / FPS,
        seconds=layout.length / FPS,
        text=" ".join(spoken.text for spoken in section.spoken if spoken.text),
        shots=tuple(_make_shots(section, layout, start)),
        cues=tuple(
            Cue((start + cue.start) / FPS, (start + end) / FPS, cue.lines)
            for cue, end in zip(layout.cues, cue_ends, strict=True)
        ),
        sounds=tuple(
            ScheduledClip((start * SAMPLES_PER_FRAME + sample) / SAMPLE_RATE, spoken.clip)
            for sample, spoken in zip(layout.sounds, section.spoken, strict=True)
        ),
        step=section.step,
    )


def _make_shots(section: Section, layout: SectionLayout, start: int) -> list[Shot]:
    """A shot from each change of card, mark or caption to the next; the first cue is shown from the section's start."""
    card_starts = (0, *layout.cuts)
    film_ends = (first + film_frames(card) for card, first in zip(section.cards, card_starts, strict=True))
    caption_starts = [cue.start for cue in layout.cues[1:]]
    reveals = _place_reveals(section, layout, (0, *caption_starts))
    changes = sorted({*card_starts, *film_ends, *caption_starts, *reveals} - {layout.length})
    pictures: list[tuple[int, Card, Caption | None]] = []
    for change in changes:
        index = sum(cut <= change for cut in layout.cuts)
        card = _advance_film(section.cards[index], change - card_starts[index])
        if isinstance(card, EndCard) and change < max(reveals, default=0):
            card = replace(card, shown=sum(reveal <= change for reveal in reveals))
        cues_so_far = [cue for cue in layout.cues if cue.start <= change] or list(layout.cues[:1])
        caption = _make_caption(section, cues_so_far[-1] if cues_so_far else None)
        if not pictures or pictures[-1][1:] != (card, caption):
            pictures.append((change, card, caption))
    ends = [*(change for change, _, _ in pictures[1:]), layout.length]
    return [
        Shot((start + change) / FPS, (end - change) / FPS, card, caption)
        for (change, card, caption), end in zip(pictures, ends, strict=True)
    ]


def _place_reveals(section: Section, layout: SectionLayout, changes: Sequence[int]) -> tuple[int, ...]:
    """The frames at which the steps on the closing card get their marks; none without sound."""
    count = sum(len(card.items) for card in section.cards if isinstance(card, EndCard))
    if not layout.sounds:
        return ()
    return place_reveals(count, changes, (layout.sounds[0] / SAMPLES_PER_FRAME, layout.last_sample / SAMPLES_PER_FRAME))


def _advance_film(card: Card, frames: int) -> Card:
    """The card after ``frames``: its film has advanced, or stopped at its last frame."""
    total = film_frames(card)
    if not total or not isinstance(card, FilmCard):
        return card
    if frames >= total:
        return replace(card, first_frame=card.first_frame + total - 1, still=True)
    return replace(card, first_frame=card.first_frame + frames)


def _make_caption(section: Section, cue: CueStart | None) -> Caption | None:
    """The caption for a cue; None for a title, which the title card shows in large letters."""
    if cue is None:
        # The closing shows whom to ask, also where nothing is spoken.
        closing = any(isinstance(card, EndCard) for card in section.cards)
        return Caption((), note=section.note) if section.note and closing else None
    titles = [card.title for card in section.cards if isinstance(card, TitleCard)]
    if any(" ".join(cue.lines).rstrip(".!") in title for title in titles):
        return None
    note = section.optional_note if cue.optional else section.note
    return make_caption(cue.lines, section.chip, or_says=section.or_says, other=section.other, note=note)


def place_cuts(
    cards: Sequence[Card], changes: Sequence[int], sound_span: tuple[float, float], length: int
) -> tuple[tuple[int, ...], int]:
    """Find the frames at which the cards after the first begin, and the section's length.

    Still cards share the sound equally, with at least 2 s each; then a cut moves to the nearest caption less than a second
    before or after it. A film runs for its own length; its last frame stays until a cut may come.

    Args:
        cards: the cards of the section.
        changes: the frames at which captions change, at least 2 s apart; the first one is the section's start.
        sound_span: the beginning and end of the sound, in frames.
        length: the length of the section in frames, at least `min_frames` of its cards.

    Returns:
        The cuts, and the length, which grows where the cards would otherwise be too short.
    """
    cuts: list[int] = []
    stills = sum(not film_frames(card) for card in cards)
    stills_before = 0
    for number, card in enumerate(cards[:-1], start=1):
        card_start, frames_after = cuts[-1] if cuts else 0, min_frames(cards[number:])
        if film := film_frames(card):
            cut = _first_allowed(card_start + film, changes)
        else:
            stills_before += 1
            share = math.ceil(sound_span[0] + (sound_span[1] - sound_span[0]) * stills_before / stills)
            earliest = card_start + CARD_FRAMES
            latest = max(earliest, length - frames_after)
            cut = _choose_cut(min(max(share, earliest), latest), earliest, latest, changes)
        cuts.append(cut)
        length = max(length, cut + frames_after)
    return tuple(cuts), length


def place_reveals(count: int, changes: Sequence[int], sound_span: tuple[float, float]) -> tuple[int, ...]:
    """Find the frames at which ``count`` small pictures get their marks, one after the other while the voice speaks.

    They share the sound equally, and keep as far from captions as a cut does. One with no such frame of its own comes with the
    one before. If there is no such frame at all, none is placed, and all pictures are marked from the start.

    Args:
        count: the number of pictures.
        changes: the frames at which captions change; the first one is the section's start.
        sound_span: the beginning and end of the sound, in frames.
    """
    sound_start, sound_end = sound_span
    allowed = [frame for frame in range(math.ceil(sound_start), math.floor(sound_end)) if _may_cut_at(frame, changes)]
    reveals: list[int] = []
    for number in range(count if allowed else 0):
        ideal = sound_start + (sound_end - sound_start) * (number + 0.5) / count
        reveal = min(allowed, key=lambda frame: abs(frame - ideal))
        reveals.append(reveal)
        # The next mark comes at the same frame, or far enough behind it.
        allowed = [frame for frame in allowed if frame == reveal or frame >= reveal + REVEAL_FRAMES]
    return tuple(reveals)


def film_frames(card: Card) -> int:
    """The number of frames that a card's film runs; 0 for a still card."""
    return card.film.frames - card.first_frame if isinstance(card, FilmCard) and not card.still else 0


def min_frames(cards: Sequence[Card]) -> int:
    """The least number of frames for cards: two seconds for a still one, its own length for a film."""
    return sum(film_frames(card) or CARD_FRAMES for card in cards)


def stop_film(card: Card) -> Card:
    """The card with its film stopped."""
    return replace(card, still=True) if isinstance(card, FilmCard) else card


def _choose_cut(ideal: int, earliest: int, latest: int, changes: Sequence[int]) -> int:
    """A change of captions close to ``ideal``, else the nearest frame far enough from all, else one after ``latest``."""
    near = [change for change in changes if earliest <= change <= latest and abs(change - ideal) < APART_FRAMES]
    allowed = near or [frame for frame in range(earliest, latest + 1) if _may_cut_at(frame, changes)]
    return min(allowed, key=lambda frame: abs(frame - ideal)) if allowed else _first_allowed(latest, changes)


def _first_allowed(earliest: int, changes: Sequence[int]) -> int:
    """The first frame from ``earliest`` on that is at a caption's change, or far enough from all."""
    frames = range(earliest, earliest + 2 * APART_FRAMES)
    return next(frame for frame in frames if _may_cut_at(frame, changes))


def _may_cut_at(cut: int, changes: Sequence[int]) -> bool:
    """Whether a cut is at the same frame as a caption, or at least a second from it, for all captions."""
    return all(cut == change or abs(cut - change) >= APART_FRAMES for change in changes)


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
    characters_per_second: int = MAX_CUE_CHARACTERS_PER_SECOND
    pause: int = round(MIN_PAUSE_SECONDS * SAMPLE_RATE)


STEP = Pace(lead=round(LEAD_IN_SECONDS * FPS), hold=HOLD_SECONDS * FPS)
BRIEF = Pace(lead=round(0.4 * FPS), hold=round(0.6 * FPS))
"""The pace of a step whose own clip would take too long."""


@dataclass(frozen=True, slots=True)
class CueStart:
    """A cue of a section by itself: its first frame and its lines, and whether it belongs to an optional sentence.

    For instance ``CueStart(30, ("Toque el botón azul", "Unirse."))``: it appears 2 s after the section's start.
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
        last_sample: the sample at which the last sentence ends.
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
    total_characters = sum(map(characters, cue_lines))
    cues: list[CueStart] = []
    characters_before = 0
    for lines in cue_lines:
        start = nearest_frame(sample + length * characters_before // total_characters)
        if cues:
            previous = cues[-1]
            read_by = previous.start + reading_frames(previous.lines, pace.characters_per_second)
            start = max(start, min(read_by, start + LAG_FRAMES), previous.start + MIN_CUE_SECONDS * FPS)
        cues.append(CueStart(start, lines, optional))
        characters_before += characters(lines)
    return cues
