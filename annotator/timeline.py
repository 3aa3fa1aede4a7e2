"""Schedule sections with their clips on a timeline of shots, cues and sounds. Pure.

Everything is counted in whole frames and whole samples, so that picture and sound never drift apart. A cue begins with
its sentence, and the pause after a sentence grows until its cue can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.captions import Lines, characters, find_chip, reading_frames, split
from annotator.model import (
    FPS,
    SAMPLE_RATE,
    Caption,
    Card,
    Cue,
    EndCard,
    FilmCard,
    GreetingCard,
    ScheduledClip,
    Section,
    Shot,
    TimedSection,
    Timeline,
    TitleCard,
    Utterance,
)
from annotator.pace import HOLD_SECONDS, LEAD_IN_SECONDS, MIN_CUE_SECONDS, MIN_PAUSE_SECONDS
from annotator.plain_data import plain

FRAME = SAMPLE_RATE // FPS
"""Samples per frame: exactly 1,600."""
PAUSE = round(MIN_PAUSE_SECONDS * SAMPLE_RATE)
"""The shortest silence between two sentences, in samples."""
CARD_FRAMES = 2 * FPS
"""The shortest time that a card is on the screen."""
SNAP_FRAMES = round(0.4 * FPS)
"""A cut waits up to this long for the next caption, so that both change together."""
LAG_FRAMES = FPS
"""How far a cue within a sentence may lag behind the voice, so that the one before it can be read."""
MAX_CLOSING_FRAMES = 12 * FPS
"""Length limit of the closing; only a voice that speaks longer exceeds it."""
MAX_CLIP_FRAMES = 15 * FPS
"""Length limit of the clip of a single step; likewise."""


@dataclass(frozen=True, slots=True)
class _Silence:
    """Silence around a section's sentences, in frames: ``lead`` before the first, ``hold`` after the last.

    ``paced`` makes pauses grow until each cue can be read.
    """

    lead: int
    hold: int
    paced: bool = True


_STEP = _Silence(lead=round(LEAD_IN_SECONDS * FPS), hold=HOLD_SECONDS * FPS)
_TITLE = _Silence(lead=round(0.4 * FPS), hold=FPS)
# A film's sound must stay in sync with its pictures.
_GREETING = _Silence(lead=0, hold=0)
# Sentences before and after a step in its own clip; the step's own silence separates them.
_BEFORE = _Silence(lead=round(0.4 * FPS), hold=0)
_AFTER = _Silence(lead=0, hold=round(0.6 * FPS))
_BRIEF = _Silence(lead=round(0.4 * FPS), hold=round(0.6 * FPS))
# To end in time, the closing gives up silence, the longest first, and then readable pauses.
_CLOSINGS = (_STEP, _Silence(6, 2 * FPS), _Silence(6, FPS), _Silence(6, FPS, paced=False))


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class _Layout:
    """A section by itself: cues and length in frames, sounds in samples, all relative to the section's start."""

    cues: tuple[_Cue, ...]
    sounds: tuple[int, ...]
    first_sample: int
    last_sample: int
    length: int


def plan(sections: Sequence[Section]) -> Timeline:
    """Put the sections (title, steps, closing) on one timeline, in the given order."""
    return _join((section, _lay_out_fitting(section)) for section in sections)


def _join(laid: Iterable[tuple[Section, _Layout]]) -> Timeline:
    timed = []
    start = 0
    for section, layout in laid:
        timed.append(_place_section(section, layout, start))
        start += layout.length
    return Timeline(tuple(timed))


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step by itself: its timeline, and how many sentences are spoken in it before and after the step's own."""

    timeline: Timeline
    extra_sentences: int

    @property
    def too_long(self) -> bool:
        """Whether the clip exceeds `MAX_CLIP_FRAMES`, since the step's own words already do."""
        return round(self.timeline.seconds * FPS) > MAX_CLIP_FRAMES


def plan_step(step: Section, before: Sequence[Utterance] = (), after: Sequence[Utterance] = ()) -> StepPlan:
    """Put one step on a timeline by itself, of at most 15 seconds if its own words allow.

    ``before`` ("Step 3 of 4.") is spoken over its first card, ``after`` ("Now you do it. Then come back here.") over its
    last. If that takes too long, it drops, in this order: the silence around the step; the sentences after it, from the
    last; the sentence before it, whose number the card shows. The step's own words always stay.
    """
    full = _plan_step_with(step, before, after, _STEP)
    if not full.too_long:
        return full
    for count in range(len(after), -1, -1):
        shorter = _plan_step_with(step, before, after[:count], _BRIEF)
        if not shorter.too_long:
            return shorter
    return _plan_step_with(step, (), (), _BRIEF)


def _plan_step_with(
    step: Section, before: Sequence[Utterance], after: Sequence[Utterance], silence: _Silence
) -> StepPlan:
    """The plan that speaks ``before`` and ``after``, with ``silence`` around the step's own words."""
    parts = [(step, silence)]
    if before:
        parts.insert(0, (Section("before", (_stop_film(step.cards[0]),), tuple(before)), _BEFORE))
    if after:
        parts.append((Section("after", (_stop_film(step.cards[-1]),), tuple(after)), _AFTER))
    timeline = _join((section, _lay_out(section, silence)) for section, silence in parts)
    return StepPlan(timeline, len(before) + len(after))


def steps_table(timeline: Timeline) -> list[dict[str, Any]]:
    """The steps for ``pack.json``: number, start and length in seconds, and the words spoken."""
    return [
        {
            **section.step.row("number"),
            "start": round(section.start, 3),
            "seconds": round(section.seconds, 3),
            "caption": section.text,
        }
        for section in timeline.sections
        if section.step is not None
    ]


def to_json(timeline: Timeline) -> str:
    """A timeline as JSON, identical for equal timelines; each object has its type's name under ``""``."""
    # Times are whole frames, so a few digits suffice, and hide the last bits, which differ between machines.
    return json.dumps(plain(timeline, compared=True, digits=6), ensure_ascii=False, indent=1) + "\n"


def _lay_out_fitting(section: Section) -> _Layout:
    """Lay a section out; a closing with as much silence as its twelve seconds allow."""
    if any(isinstance(card, FilmCard) and isinstance(card.card, GreetingCard) for card in section.cards):
        return _lay_out(section, _GREETING)
    if not any(isinstance(card, EndCard) for card in section.cards):
        return _lay_out(section, _TITLE if any(isinstance(card, TitleCard) for card in section.cards) else _STEP)
    layouts = [_lay_out(section, silence) for silence in _CLOSINGS]
    fitting = [layout for layout in layouts if layout.length <= MAX_CLOSING_FRAMES]
    # If the voice alone takes longer than that, keep the pauses that readers need: the last choice gives them up.
    return fitting[0] if fitting else layouts[-2]


def _stop_film(card: Card) -> Card:
    """The card with its film stopped."""
    return replace(card, still=True) if isinstance(card, FilmCard) else card


def _film_frames(card: Card) -> int:
    """The number of frames that a card's film runs; 0 for a still card."""
    return card.film.frames - card.first_frame if isinstance(card, FilmCard) and not card.still else 0


def _min_frames(cards: Sequence[Card]) -> int:
    """The least number of frames for cards: two seconds for a still one, its own length for a film."""
    return sum(_film_frames(card) or CARD_FRAMES for card in cards)


def _lay_out(section: Section, silence: _Silence) -> _Layout:
    """Schedule a section's clips and cues from its own start."""
    cues: list[_Cue] = []
    sounds: list[int] = []
    sample, readable = silence.lead * FRAME, silence.lead
    last = sample
    for spoken in section.spoken:
        # A pause grows by keeping the previous cue until it can be read.
        if _nearest_frame(sample) < readable:
            sample = readable * FRAME
        sounds.append(sample)
        length = round(spoken.clip.seconds * SAMPLE_RATE)
        new = _schedule_cues(split(spoken.text, section.chip, section.lang), sample, length)
        cues += new
        if new:
            readable = new[-1].start + (reading_frames(new[-1].lines) if silence.paced else FPS)
        last = sample + length
        sample = last + PAUSE
    end = -(-last // FRAME) + silence.hold
    return _Layout(
        tuple(cues),
        tuple(sounds),
        sounds[0] if sounds else last,
        last,
        max(end, readable, _min_frames(section.cards)),
    )


def _schedule_cues(pieces: tuple[Lines, ...], sample: int, length: int) -> list[_Cue]:
    """The cues of one sentence or memo whose sound begins at ``sample``: timed by characters, none too short to read."""
    total = sum(map(characters, pieces))
    cues: list[_Cue] = []
    before = 0
    for lines in pieces:
        start = _nearest_frame(sample + length * before // total)
        if cues:
            previous = cues[-1]
            patient = min(previous.start + reading_frames(previous.lines), start + LAG_FRAMES)
            start = max(start, patient, previous.start + MIN_CUE_SECONDS * FPS)
        cues.append(_Cue(start, lines))
        before += characters(lines)
    return cues


def _nearest_frame(sample: int) -> int:
    return (sample + FRAME // 2) // FRAME


def _place_section(section: Section, layout: _Layout, start: int) -> TimedSection:
    ends = [cue.start for cue in layout.cues[1:]]
    if layout.cues:
        last = layout.cues[-1]
        spoken = _nearest_frame(layout.last_sample + PAUSE)
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


def _find_cuts(section: Section, layout: _Layout) -> list[int]:
    """The frames at which the cards after the first begin.

    A film runs for its own length. Still cards share the sound equally, with at least 2 s each.
    """
    stills = sum(not _film_frames(card) for card in section.cards)
    cuts: list[int] = []
    still = 0
    for number, card in enumerate(section.cards[:-1], start=1):
        begun = cuts[-1] if cuts else 0
        if film := _film_frames(card):
            cuts.append(begun + film)
            continue
        still += 1
        share = layout.first_sample + (layout.last_sample - layout.first_sample) * still // stills
        latest = layout.length - _min_frames(section.cards[number:])
        cut = min(max(-(-share // FRAME), begun + CARD_FRAMES), latest)
        soon = [cue.start for cue in layout.cues if cut <= cue.start <= min(cut + SNAP_FRAMES, latest)]
        cuts.append(soon[0] if soon else cut)
    return cuts


def _make_shots(section: Section, layout: _Layout, start: int) -> list[Shot]:
    """A shot from each change of card or caption to the next; the first cue is shown from the section's start."""
    cuts = _find_cuts(section, layout)
    changes = sorted({0, *cuts, *(cue.start for cue in layout.cues[1:])})
    seen: list[tuple[int, Card, Caption | None]] = []
    for change in changes:
        card = section.cards[sum(cut <= change for cut in cuts)]
        current = [cue for cue in layout.cues if cue.start <= change] or list(layout.cues[:1])
        caption = _make_caption(section, current[-1].lines) if current else None
        if not seen or seen[-1][1:] != (card, caption):
            seen.append((change, card, caption))
    ends = [*(change for change, _, _ in seen[1:]), layout.length]
    begins = dict(zip(section.cards, [0, *cuts], strict=True))
    return [
        Shot((start + change) / FPS, (end - change) / FPS, _advance_film(card, change - begins[card]), caption)
        for (change, card, caption), end in zip(seen, ends, strict=True)
    ]


def _advance_film(card: Card, frames: int) -> Card:
    """The card, its film advanced by ``frames``."""
    return (
        replace(card, first_frame=card.first_frame + frames)
        if _film_frames(card) and isinstance(card, FilmCard)
        else card
    )


def _make_caption(section: Section, lines: Lines) -> Caption | None:
    """The caption for a cue; None for a title, which the title card shows in large letters."""
    titles = [card.title for card in section.cards if isinstance(card, TitleCard)]
    if any(" ".join(lines).rstrip(".!") in title for title in titles):
        return None
    chips = [find_chip(line, section.chip) for line in lines] if section.chip else []
    return Caption(lines, chip=next((chip for chip in chips if chip), None), note=section.note)
