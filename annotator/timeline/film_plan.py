"""Plan a whole film so that its steps take most of the time.

The opening and the closing get briefer, and lose their optional sentences, until the film keeps the limits of `annotator.pace`,
or they are at their briefest. Five steps of 8 s, for instance, leave some 21 s for them, since steps should take 65 % of a film.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from annotator.model import FPS, SAMPLE_RATE, Card, EndCard, FilmCard, GreetingCard, Section, Timeline, TitleCard
from annotator.pace import MAX_CLOSING_SECONDS, MAX_OPENING_SECONDS, MIN_STEPS_SHARE
from annotator.timeline.assembly import join
from annotator.timeline.section_layout import STEP, Pace, SectionLayout, lay_out

_GREETING = Pace(lead=0, hold=0)
"""The pace of a greeting, whose sound must stay in sync with its pictures."""
_FAST = Pace(lead=3, hold=5, characters_per_second=17, pause=SAMPLE_RATE // 4)
_OPENINGS = (Pace(lead=6, hold=15), Pace(lead=6, hold=9, characters_per_second=15), _FAST)
_CLOSINGS = (Pace(lead=6, hold=30), Pace(lead=6, hold=15, characters_per_second=15), replace(_FAST, hold=12))
"""The paces of opening and closing, from the calmest to the fastest.

A step begins with silence of its own, and ends with some, so that even the briefest opening and closing stand apart.
"""

_Option = tuple[Section, SectionLayout]
"""One way to lay a section out."""


def plan(sections: Sequence[Section]) -> Timeline:
    """Put the sections (greeting, title, steps, closing) on one timeline, in the given order.

    Where even the leanest options exceed the limits, they are taken: nothing but the optional sentences is left out.
    """
    options = [list(_list_options(section)) for section in sections]
    richest = [section_options[0] for section_options in options]
    step_frames = sum(layout.length for section, layout in richest if section.step is not None)
    for chosen in _from_rich_to_lean(options):
        if _fits(chosen, step_frames):
            return join(chosen)
    return join([section_options[-1] for section_options in options])


def _list_options(section: Section) -> Iterator[_Option]:
    """The options of a section, from the richest to the leanest."""
    if any(isinstance(card, FilmCard) and isinstance(card.card, GreetingCard) for card in section.cards):
        yield section, lay_out(section, _GREETING)
        return
    paces: Sequence[Pace] = (STEP,)
    if any(isinstance(card, TitleCard) for card in section.cards):
        paces = _OPENINGS
    elif any(isinstance(card, EndCard) for card in section.cards):
        paces = _CLOSINGS
    variants = [section]
    if section.optional:
        required = tuple(sentence for sentence in section.spoken if sentence not in section.optional)
        variants.append(replace(section, spoken=required))
    for variant in variants:
        for pace in paces:
            yield variant, lay_out(variant, pace)


def _from_rich_to_lean(options: Sequence[Sequence[_Option]]) -> Iterator[list[_Option]]:
    """All combinations of one option a section. Of two equally lean ones, that with the richer first sections comes first."""
    combinations = product(*(range(len(section_options)) for section_options in options))
    for ranks in sorted(combinations, key=lambda ranks: (sum(ranks), ranks)):
        yield [section_options[rank] for section_options, rank in zip(options, ranks, strict=True)]


def _fits(chosen: Sequence[_Option], step_frames: int) -> bool:
    """Whether opening and closing keep their limits, and the steps have their share of the film."""
    opening, closing = _synthetic_frames(chosen, TitleCard), _synthetic_frames(chosen, EndCard)
    return (
        opening <= MAX_OPENING_SECONDS * FPS
        and closing <= MAX_CLOSING_SECONDS * FPS
        and (not step_frames or step_frames >= MIN_STEPS_SHARE * (step_frames + opening + closing))
    )


def _synthetic_frames(chosen: Sequence[_Option], kind: type[Card]) -> int:
    """The length in frames of the sections with a kind of card, except those in which a person speaks for as long as it takes."""
    return sum(
        layout.length
        for section, layout in chosen
        if any(isinstance(card, kind) for card in section.cards) and not any(spoken.memo for spoken in section.spoken)
    )
