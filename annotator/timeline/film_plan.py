"""Plan a whole film: its opening and closing take little time, so that most of it is steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from annotator.model import FPS, SAMPLE_RATE, EndCard, FilmCard, GreetingCard, Section, Timeline, TitleCard
from annotator.pace import MAX_CLOSING_SECONDS, MAX_OPENING_SECONDS, MIN_STEPS_SHARE
from annotator.timeline.section_layout import STEP, Pace, SectionLayout, lay_out
from annotator.timeline.shots import join

_GREETING = Pace(lead=0, hold=0)
"""A greeting's sound must stay in sync with its pictures."""
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
    share of the steps allow (``annotator.pace``). No other word is left out, so a long one may exceed them.
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
