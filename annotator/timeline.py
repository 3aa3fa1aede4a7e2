"""Plan what is seen and heard when: from sections with their clips to a timeline of shots, cues and sounds. Pure.

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
"""Least silence between two sentences, in samples."""
CARD_FRAMES = 2 * FPS
"""Least time on screen of each card."""
SNAP_FRAMES = round(0.4 * FPS)
"""A cut waits up to this long for the next caption, so that both change together."""
LAG_FRAMES = FPS
"""How far a cue within a sentence may lag behind the voice, so that the one before it can be read."""
CLOSING_FRAMES = 12 * FPS
"""Longest closing, if the voice allows."""
CLIP_FRAMES = 15 * FPS
"""Longest clip of a single step, if the voice allows."""


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
    return _timeline((section, _fit(section)) for section in sections)


def _timeline(laid: Iterable[tuple[Section, _Layout]]) -> Timeline:
    timed = []
    start = 0
    for section, layout in laid:
        timed.append(_timed(section, layout, start))
        start += layout.length
    return Timeline(tuple(timed))


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step by itself: its timeline, and how many of the sentences around its own are spoken in it."""

    timeline: Timeline
    around: int

    @property
    def too_long(self) -> bool:
        """Whether the step alone takes longer than a clip should."""
        return round(self.timeline.seconds * FPS) > CLIP_FRAMES


def plan_step(step: Section, before: Sequence[Utterance] = (), after: Sequence[Utterance] = ()) -> StepPlan:
    """Put one step on a timeline by itself, of 15 seconds at most.

    ``before`` ("Step 3 of 4.") is spoken over its first card, ``after`` ("Now you do it. Then come back here.") over its
    last. If that takes too long, it drops, in this order: the silence around the step; the sentences after it, from the
    last; the sentence before it, whose number the card shows. The step's own words always stay.
    """
    said: list[tuple[Sequence[Utterance], Sequence[Utterance]]]
    said = [*((before, after[:count]) for count in range(len(after), -1, -1)), ((), ())]
    choices = [(*said[0], _STEP), *((first, last, _BRIEF) for first, last in said)]
    plans = [_step_plan(step, first, last, frame) for first, last, frame in choices]
    return next((plan for plan in plans if not plan.too_long), plans[-1])


def _step_plan(step: Section, before: Sequence[Utterance], after: Sequence[Utterance], frame: _Silence) -> StepPlan:
    """The plan that speaks ``before`` and ``after``, with the silence ``frame`` around the step's own words."""
    parts = [(step, frame)]
    if before:
        parts.insert(0, (Section("before", (_standing(step.cards[0]),), tuple(before)), _BEFORE))
    if after:
        parts.append((Section("after", (_standing(step.cards[-1]),), tuple(after)), _AFTER))
    return StepPlan(_timeline((section, _lay(section, around)) for section, around in parts), len(before) + len(after))


def steps_table(timeline: Timeline) -> list[dict[str, Any]]:
    """The steps for ``pack.json``: number, start and length in seconds, and the words spoken."""
    return [
        {
            "number": section.step,
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


def _fit(section: Section) -> _Layout:
    """Lay a section out; a closing with as much silence as its twelve seconds allow."""
    if any(isinstance(card, FilmCard) and isinstance(card.card, GreetingCard) for card in section.cards):
        return _lay(section, _GREETING)
    if not any(isinstance(card, EndCard) for card in section.cards):
        return _lay(section, _TITLE if any(isinstance(card, TitleCard) for card in section.cards) else _STEP)
    layouts = [_lay(section, frame) for frame in _CLOSINGS]
    fitting = [layout for layout in layouts if layout.length <= CLOSING_FRAMES]
    # If the voice alone takes longer than that, keep the pauses that readers need.
    return fitting[0] if fitting else layouts[2]


def _standing(card: Card) -> Card:
    """The card with its film stopped."""
    return replace(card, still=True) if isinstance(card, FilmCard) else card


def _film_frames(card: Card) -> int:
    """The number of frames that a card's film runs; 0 for a still card."""
    return card.film.frames - card.first_frame if isinstance(card, FilmCard) and not card.still else 0


def _least(cards: Sequence[Card]) -> int:
    """The least number of frames for cards: two seconds for a still one, its own length for a film."""
    return sum(_film_frames(card) or CARD_FRAMES for card in cards)


def _lay(section: Section, frame: _Silence) -> _Layout:
    cues: list[_Cue] = []
    sounds: list[int] = []
    sample, readable = frame.lead * FRAME, frame.lead
    last = sample
    for spoken in section.spoken:
        # A pause grows by keeping the previous cue until it can be read.
        if _nearest(sample) < readable:
            sample = readable * FRAME
        sounds.append(sample)
        length = round(spoken.clip.seconds * SAMPLE_RATE)
        new = _cues(split(spoken.text, section.chip, section.lang), sample, length)
        cues += new
        if new:
            readable = new[-1].start + (reading_frames(new[-1].lines) if frame.paced else FPS)
        last = sample + length
        sample = last + PAUSE
    end = -(-last // FRAME) + frame.hold
    return _Layout(
        tuple(cues),
        tuple(sounds),
        sounds[0] if sounds else last,
        last,
        max(end, readable, _least(section.cards)),
    )


def _cues(pieces: tuple[Lines, ...], sample: int, length: int) -> list[_Cue]:
    """The cues of one sentence or memo whose sound begins at ``sample``: timed by characters, none too short to read."""
    total = sum(map(characters, pieces))
    cues: list[_Cue] = []
    before = 0
    for lines in pieces:
        start = _nearest(sample + length * before // total)
        if cues:
            previous = cues[-1]
            patient = min(previous.start + reading_frames(previous.lines), start + LAG_FRAMES)
            start = max(start, patient, previous.start + MIN_CUE_SECONDS * FPS)
        cues.append(_Cue(start, lines))
        before += characters(lines)
    return cues


def _nearest(sample: int) -> int:
    return (sample + FRAME // 2) // FRAME


def _timed(section: Section, layout: _Layout, start: int) -> TimedSection:
    ends = [cue.start for cue in layout.cues[1:]]
    if layout.cues:
        last = layout.cues[-1]
        spoken = _nearest(layout.last_sample + PAUSE)
        ends.append(min(layout.length, max(spoken, last.start + reading_frames(last.lines))))
    return TimedSection(
        key=section.key,
        start=start / FPS,
        seconds=layout.length / FPS,
        text=" ".join(spoken.text for spoken in section.spoken if spoken.text),
        shots=tuple(_shots(section, layout, start)),
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


def _cuts(section: Section, layout: _Layout) -> list[int]:
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
        latest = layout.length - _least(section.cards[number:])
        cut = min(max(-(-share // FRAME), begun + CARD_FRAMES), latest)
        soon = [cue.start for cue in layout.cues if cut <= cue.start <= min(cut + SNAP_FRAMES, latest)]
        cuts.append(soon[0] if soon else cut)
    return cuts


def _shots(section: Section, layout: _Layout, start: int) -> list[Shot]:
    """A shot from each change of card or caption to the next; the first cue is shown from the section's start."""
    cuts = _cuts(section, layout)
    changes = sorted({0, *cuts, *(cue.start for cue in layout.cues[1:])})
    seen: list[tuple[int, Card, Caption | None]] = []
    for change in changes:
        card = section.cards[sum(cut <= change for cut in cuts)]
        current = [cue for cue in layout.cues if cue.start <= change] or list(layout.cues[:1])
        caption = _caption(section, current[-1].lines) if current else None
        if not seen or seen[-1][1:] != (card, caption):
            seen.append((change, card, caption))
    ends = [*(change for change, _, _ in seen[1:]), layout.length]
    begins = dict(zip(section.cards, [0, *cuts], strict=True))
    return [
        Shot((start + change) / FPS, (end - change) / FPS, _from(card, change - begins[card]), caption)
        for (change, card, caption), end in zip(seen, ends, strict=True)
    ]


def _from(card: Card, frames: int) -> Card:
    """The card, its film advanced by ``frames``."""
    return (
        replace(card, first_frame=card.first_frame + frames)
        if _film_frames(card) and isinstance(card, FilmCard)
        else card
    )


def _caption(section: Section, lines: Lines) -> Caption | None:
    """The caption for a cue; None for a title, which the title card shows in large letters."""
    titles = [card.title for card in section.cards if isinstance(card, TitleCard)]
    if any(" ".join(lines).rstrip(".!") in title for title in titles):
        return None
    chips = [find_chip(line, section.chip) for line in lines] if section.chip else []
    return Caption(lines, chip=next((chip for chip in chips if chip), None), note=section.note)
