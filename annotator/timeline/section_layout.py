"""Lay out sections so that no card changes shortly before or after a caption, which viewers would see as two jumps.

The parts build on each other from the end of the module to its beginning: `lay_out` times sentences and cues of one section,
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
"""Time by which the last caption outlasts the voice."""


def join(laid: Iterable[tuple[Section, SectionLayout]]) -> Timeline:
    """Put sections one after the other, each with its layout."""
    timed = []
    start = 0
    for section, layout in laid:
        timed.append(_place_section(section, layout, start))
        start += layout.length
    return Timeline(tuple(timed))


def _place_section(section: Section, layout: SectionLayout, start: int) -> TimedSection:
    ends = [cue.start for cue in layout.cues[1:]]
    if layout.cues:
        last = layout.cues[-1]
        spoken = nearest_frame(layout.last_sample) + _LINGER_FRAMES
        ends.append(min(layout.length, max(spoken, last.start + reading_frames(last.lines))))
    return TimedSection(
        key=section.key,
        start=start / FPS,
        seconds=layout.length / FPS,
        text=" ".join(spoken.text for spoken in section.spoken if spoken.text),
        shots=tuple(_make_shots(section, layout, start)),
        cues=tuple(
            Cue((start + cue.start) / FPS, (start + end) / FPS, cue.lines)
            for cue, end in zip(layout.cues, ends, strict=True)
        ),
        sounds=tuple(
            ScheduledClip((start * FRAME + sample) / SAMPLE_RATE, spoken.clip)
            for sample, spoken in zip(layout.sounds, section.spoken, strict=True)
        ),
        step=section.step,
    )


def _make_shots(section: Section, layout: SectionLayout, start: int) -> list[Shot]:
    """A shot from each change of card, mark or caption to the next; the first cue is shown from the section's start."""
    begins = (0, *layout.cuts)
    film_ends = (at + film_frames(card) for card, at in zip(section.cards, begins, strict=True))
    captions = [cue.start for cue in layout.cues[1:]]
    reveals = _place_reveals(section, layout, (0, *captions))
    changes = sorted({*begins, *film_ends, *captions, *reveals} - {layout.length})
    seen: list[tuple[int, Card, Caption | None]] = []
    for change in changes:
        index = sum(cut <= change for cut in layout.cuts)
        card = _at_frame(section.cards[index], change - begins[index])
        if isinstance(card, EndCard) and change < max(reveals, default=0):
            card = replace(card, shown=sum(at <= change for at in reveals))
        current = [cue for cue in layout.cues if cue.start <= change] or list(layout.cues[:1])
        caption = _make_caption(section, current[-1] if current else None)
        if not seen or seen[-1][1:] != (card, caption):
            seen.append((change, card, caption))
    ends = [*(change for change, _, _ in seen[1:]), layout.length]
    return [
        Shot((start + change) / FPS, (end - change) / FPS, card, caption)
        for (change, card, caption), end in zip(seen, ends, strict=True)
    ]


def _place_reveals(section: Section, layout: SectionLayout, changes: Sequence[int]) -> tuple[int, ...]:
    """The frames at which the steps on the closing card get their marks; none where nothing is said."""
    count = sum(len(card.items) for card in section.cards if isinstance(card, EndCard))
    if not layout.sounds:
        return ()
    return place_reveals(count, changes, (layout.sounds[0] / FRAME, layout.last_sample / FRAME))


def _at_frame(card: Card, frames: int) -> Card:
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


CARD_FRAMES = 2 * FPS
"""Minimum time of a card on the screen."""
APART_FRAMES = FPS
"""Two changes closer than this are seen as two jumps, so a cut and a caption then change together."""
REVEAL_FRAMES = math.ceil(FPS / 2)
"""The shortest time between two marks on the closing card, so that they are seen one after the other."""


def place_cuts(
    cards: Sequence[Card], changes: Sequence[int], heard: tuple[float, float], length: int
) -> tuple[tuple[int, ...], int]:
    """Find the frames at which the cards after the first begin, and the section's length.

    Still cards share the sound equally, with at least 2 s each; then a cut moves to the nearest caption within a second,
    before or after. A film runs for its own length; its last frame stays until a cut may come.

    Args:
        cards: the cards of the section.
        changes: the frames at which captions change, at least 2 s apart; the first one is the section's start.
        heard: the beginning and end of the sound, in frames.
        length: the length of the section in frames, at least `min_frames` of its cards.

    Returns:
        The cuts, and the length, which grows where the cards would otherwise be too short.
    """
    cuts: list[int] = []
    stills = sum(not film_frames(card) for card in cards)
    still = 0
    for number, card in enumerate(cards[:-1], start=1):
        begun, rest = cuts[-1] if cuts else 0, min_frames(cards[number:])
        if film := film_frames(card):
            cut = _first_allowed(begun + film, changes)
        else:
            still += 1
            share = math.ceil(heard[0] + (heard[1] - heard[0]) * still / stills)
            earliest = begun + CARD_FRAMES
            latest = max(earliest, length - rest)
            cut = _choose_cut(min(max(share, earliest), latest), earliest, latest, changes)
        cuts.append(cut)
        length = max(length, cut + rest)
    return tuple(cuts), length


def place_reveals(count: int, changes: Sequence[int], heard: tuple[float, float]) -> tuple[int, ...]:
    """Find the frames at which ``count`` small pictures get their marks, one after the other while the voice speaks.

    They share the sound equally, and keep as far from captions as a cut does. Where there is no such frame for one, it
    comes with the one before. None is placed, so that all are marked from the start, if the sound is too short for any.

    Args:
        count: the number of pictures.
        changes: the frames at which captions change; the first one is the section's start.
        heard: the beginning and end of the sound, in frames.
    """
    begin, end = heard
    allowed = [at for at in range(math.ceil(begin), math.floor(end)) if _is_allowed(at, changes)]
    reveals: list[int] = []
    for number in range(count if allowed else 0):
        wanted = begin + (end - begin) * (number + 0.5) / count
        free = [at for at in allowed if not reveals or at == reveals[-1] or at >= reveals[-1] + REVEAL_FRAMES]
        reveals.append(min(free, key=lambda at: abs(at - wanted)))
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


def _choose_cut(wanted: int, earliest: int, latest: int, changes: Sequence[int]) -> int:
    """The caption nearest to ``wanted``, else the nearest frame far enough from all; if there is none, one after ``latest``."""
    near = [at for at in changes if earliest <= at <= latest and abs(at - wanted) < APART_FRAMES]
    allowed = near or [at for at in range(earliest, latest + 1) if _is_allowed(at, changes)]
    return min(allowed, key=lambda at: abs(at - wanted)) if allowed else _first_allowed(latest, changes)


def _first_allowed(earliest: int, changes: Sequence[int]) -> int:
    return next(at for at in range(earliest, earliest + 2 * APART_FRAMES) if _is_allowed(at, changes))


def _is_allowed(cut: int, changes: Sequence[int]) -> bool:
    return all(cut == at or abs(cut - at) >= APART_FRAMES for at in changes)


FRAME = SAMPLE_RATE // FPS
"""Samples per frame: exactly 1,600."""
LAG_FRAMES = FPS
"""Maximum lag of a cue within a sentence behind the voice, in frames, so that the one before it can be read."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of a section.

    Attributes:
        lead: silence before the first sentence, in frames.
        hold: silence after the last one, in frames.
        characters_per_second: the reading speed that is expected; pauses grow until each cue can be read.
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

    For instance ``SectionLayout(cues, sounds=(8_000,), last_sample=104_000, cuts=(35,), length=72)``: a sentence of 4 s, and
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
