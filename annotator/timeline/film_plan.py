"""Plan a whole film so that its steps take most of the time, and the clip of a step so that it stays short.

The module also describes a timeline's steps for ``pack.json``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from annotator.model import (
    FPS,
    SAMPLE_RATE,
    Caption,
    Card,
    Cue,
    EndCard,
    FilmCard,
    GreetingCard,
    Section,
    Shot,
    TimedSection,
    Timeline,
    TitleCard,
    Utterance,
)
from annotator.pace import (
    MAX_CHAIN_SECONDS,
    MAX_CLIP_SECONDS,
    MAX_CLOSING_SECONDS,
    MAX_OPENING_SECONDS,
    MIN_STEPS_SHARE,
    NEXT_SCREEN_SECONDS,
)
from annotator.timeline.captions import wrap
from annotator.timeline.section_layout import BRIEF, STEP, Pace, SectionLayout, join, lay_out, stop_film

_NEXT_FRAMES = math.ceil(NEXT_SCREEN_SECONDS * FPS)
# Sentences before and after a step in its own clip; the step's own silence separates them.
_BEFORE = Pace(lead=round(0.4 * FPS), hold=0)
_AFTER = Pace(lead=0, hold=round(0.6 * FPS))


@dataclass(frozen=True, slots=True)
class NextScreen:
    """The card that ends a clip, to show what comes next, and its caption in the language ``lang``."""

    card: Card
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """The clip of one or more steps: its timeline, and the sentences that were left out to keep it short."""

    timeline: Timeline
    left_out: tuple[str, ...]
    max_seconds: float

    @property
    def too_long(self) -> bool:
        """Whether the clip exceeds its limit, since the steps' own words already do."""
        return round(self.timeline.seconds * FPS) > round(self.max_seconds * FPS)


def plan_clip(
    steps: Sequence[Section],
    before: Sequence[Utterance] = (),
    after: Sequence[Utterance] = (),
    following: NextScreen | None = None,
) -> ClipPlan:
    """Put one step, or several that can't be left, on a timeline of their own.

    ``before`` ("Step 3 of 4.") is spoken over the first card, ``after`` ("Now you do it. Then come back here.") over the
    last, and ``following`` ends it. A clip takes at most 20 s, one of several steps 30 s, if their own words allow. For
    that, it drops, in this order: the silence around the steps; the sentences after them, from the last; the screen that
    comes next; the sentence before, whose number the card shows. The steps' own words always stay.
    """
    max_seconds = MAX_CLIP_SECONDS if len(steps) == 1 else MAX_CHAIN_SECONDS
    plans = []
    for pace, first, last, shown in _from_full_to_brief(before, after, following):
        left_out = (*after[len(last) :], *before[len(first) :])
        timeline = _plan_with(steps, first, last, shown, pace)
        plans.append(ClipPlan(timeline, tuple(said.text for said in left_out), max_seconds))
        if not plans[-1].too_long:
            break
    return plans[-1]


def _from_full_to_brief(
    before: Sequence[Utterance], after: Sequence[Utterance], following: NextScreen | None
) -> Iterator[tuple[Pace, Sequence[Utterance], Sequence[Utterance], NextScreen | None]]:
    yield STEP, before, after, following
    for count in range(len(after), -1, -1):
        yield BRIEF, before, after[:count], following
    yield BRIEF, before, (), None
    yield BRIEF, (), (), None


def _plan_with(
    steps: Sequence[Section],
    before: Sequence[Utterance],
    after: Sequence[Utterance],
    following: NextScreen | None,
    pace: Pace,
) -> Timeline:
    parts = [(step, pace) for step in steps]
    lang = steps[0].lang
    if before:
        parts.insert(0, (Section("before", (stop_film(steps[0].cards[0]),), tuple(before), lang=lang), _BEFORE))
    if after:
        parts.append((Section("after", (stop_film(steps[-1].cards[-1]),), tuple(after), lang=lang), _AFTER))
    timeline = join((section, lay_out(section, pace)) for section, pace in parts)
    return Timeline((*timeline.sections, _time_next(following, timeline.seconds))) if following else timeline


def _time_next(following: NextScreen, start: float) -> TimedSection:
    lines = wrap(following.text, lang=following.lang)[:2]
    seconds = _NEXT_FRAMES / FPS
    shot = Shot(start, seconds, following.card, Caption(lines))
    return TimedSection("next", start, seconds, following.text, (shot,), (Cue(start, start + seconds, lines),), ())


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


_GREETING = Pace(lead=0, hold=0)
"""The pace of a greeting, whose sound must stay in sync with its pictures."""
_SHORT_PAUSE = SAMPLE_RATE // 4
_OPENINGS = (Pace(lead=6, hold=15), Pace(lead=6, hold=9, characters_per_second=15), Pace(3, 5, 17, _SHORT_PAUSE))
_CLOSINGS = (Pace(lead=6, hold=30), Pace(lead=6, hold=15, characters_per_second=15), Pace(3, 12, 17, _SHORT_PAUSE))
"""The paces of opening and closing, from the calmest to one in which captions can just be read.

A step begins with silence of its own, and ends with some, so that even the briefest opening and closing stand apart.
"""


_Option = tuple[Section, SectionLayout]
"""One way to lay a section out."""


def plan(sections: Sequence[Section]) -> Timeline:
    """Put the sections (greeting, title, steps, closing) on one timeline, in the given order.

    The opening and the closing have as much silence, and as many of their optional sentences, as their limits and the
    share of the steps allow (``annotator.timeline.captions``). No other word is left out, so a long one may exceed them.
    """
    options = [list(_list_options(section)) for section in sections]
    steps = sum(
        layout.length for section, ((_, layout), *_) in zip(sections, options, strict=True) if section.step is not None
    )
    chosen = next((ways for ways in _from_rich_to_lean(options) if _fits(ways, steps)), [ways[-1] for ways in options])
    return join(chosen)


def _list_options(section: Section) -> Iterator[_Option]:
    """The ways to lay a section out, from the richest to the leanest."""
    if any(isinstance(card, FilmCard) and isinstance(card.card, GreetingCard) for card in section.cards):
        yield section, lay_out(section, _GREETING)
        return
    paces: Sequence[Pace] = (STEP,)
    if any(isinstance(card, TitleCard) for card in section.cards):
        paces = _OPENINGS
    elif any(isinstance(card, EndCard) for card in section.cards):
        paces = _CLOSINGS
    shorter = replace(section, spoken=tuple(said for said in section.spoken if said not in section.optional))
    for said in (section, shorter) if section.optional else (section,):
        for pace in paces:
            yield said, lay_out(said, pace)


def _from_rich_to_lean(options: Sequence[Sequence[_Option]]) -> Iterator[list[_Option]]:
    """All combinations of one option a section. Of two that are equally lean, the one whose last sections are leaner."""
    ranks = sorted(product(*(range(len(ways)) for ways in options)), key=lambda ranks: (sum(ranks), ranks))
    return ([ways[rank] for ways, rank in zip(options, row, strict=True)] for row in ranks)


def _fits(chosen: Sequence[_Option], steps: int) -> bool:
    opening, closing = (
        sum(
            layout.length
            for section, layout in chosen
            if any(isinstance(card, kind) for card in section.cards)
            and not any(spoken.memo for spoken in section.spoken)  # how long a person speaks is that person's choice
        )
        for kind in (TitleCard, EndCard)
    )
    return (
        opening <= MAX_OPENING_SECONDS * FPS
        and closing <= MAX_CLOSING_SECONDS * FPS
        and (not steps or steps >= MIN_STEPS_SHARE * (steps + opening + closing))
    )
