"""Plan a whole film so that its steps take most of the time, and the clip of a step so that it stays short.

Both try ways from the richest to the leanest and take the first that keeps the limits of `annotator.pace`, or the leanest. A film
makes its opening and closing briefer and leaves out their optional sentences; a clip leaves out the sentences before and after
the step. A step's own sentences always stay. Five steps of 8 s, for instance, leave 21 s for opening and closing, since steps
take at least 65 % of a film.

The module also describes a timeline's steps for ``pack.json``.
"""

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
_GREETING = Pace(lead=0, hold=0)
"""The pace of a greeting, whose sound must stay in sync with its pictures."""
_SHORT_PAUSE = SAMPLE_RATE // 4
_OPENINGS = (Pace(lead=6, hold=15), Pace(lead=6, hold=9, characters_per_second=15), Pace(3, 5, 17, _SHORT_PAUSE))
_CLOSINGS = (Pace(lead=6, hold=30), Pace(lead=6, hold=15, characters_per_second=15), Pace(3, 12, 17, _SHORT_PAUSE))
"""The paces of opening and closing, from the calmest to the fastest.

A step begins with silence of its own, and ends with some, so that even the briefest opening and closing stand apart.
"""


@dataclass(frozen=True, slots=True)
class NextScreen:
    """The card that ends a clip, to show what comes next, and its caption in the language ``lang``."""

    card: Card
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ClipPlan:
    """The clip of one or more steps.

    Attributes:
        timeline: the clip's own timeline, which begins at 0.
        left_out: the sentences that were left out to keep it short: ``("Then come back here.",)``.
        max_seconds: the limit of its length.
    """

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
    that, it shortens the silence around the steps, then drops the sentences after them, from the last; the screen that comes
    next; the sentence before, whose number the card shows. The steps' own words always stay.
    """
    max_seconds = MAX_CLIP_SECONDS if len(steps) == 1 else MAX_CHAIN_SECONDS
    plans = []
    for pace, kept_before, kept_after, next_screen in _from_full_to_brief(before, after, following):
        left_out = (*after[len(kept_after) :], *before[len(kept_before) :])
        timeline = _time_clip(steps, kept_before, kept_after, next_screen, pace)
        plans.append(ClipPlan(timeline, tuple(sentence.text for sentence in left_out), max_seconds))
        if not plans[-1].too_long:
            break
    return plans[-1]


def _from_full_to_brief(
    before: Sequence[Utterance], after: Sequence[Utterance], following: NextScreen | None
) -> Iterator[tuple[Pace, Sequence[Utterance], Sequence[Utterance], NextScreen | None]]:
    """The ways to make a clip, from the fullest to the briefest: pace, sentences before, sentences after, next screen."""
    yield STEP, before, after, following
    for count in range(len(after), -1, -1):
        yield BRIEF, before, after[:count], following
    yield BRIEF, before, (), None
    yield BRIEF, (), (), None


def _time_clip(
    steps: Sequence[Section],
    before: Sequence[Utterance],
    after: Sequence[Utterance],
    following: NextScreen | None,
    pace: Pace,
) -> Timeline:
    """The timeline of a clip that is made in one of these ways."""
    sections = [(step, pace) for step in steps]
    lang = steps[0].lang
    if before:
        sections.insert(0, (Section("before", (stop_film(steps[0].cards[0]),), tuple(before), lang=lang), _BEFORE))
    if after:
        sections.append((Section("after", (stop_film(steps[-1].cards[-1]),), tuple(after), lang=lang), _AFTER))
    timeline = join((section, lay_out(section, pace)) for section, pace in sections)
    return Timeline((*timeline.sections, _make_next_section(following, timeline.seconds))) if following else timeline


def _make_next_section(following: NextScreen, start: float) -> TimedSection:
    """The section with the screen that comes next, from ``start`` in seconds."""
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


_Option = tuple[Section, SectionLayout]
"""One way to lay a section out."""


def plan(sections: Sequence[Section]) -> Timeline:
    """Put the sections (greeting, title, steps, closing) on one timeline, in the given order.

    The opening and the closing have as much silence, and as many of their optional sentences, as their limits and the
    share of the steps allow (`annotator.pace`). No other word is left out, so a long one may exceed them.
    """
    options = [list(_list_options(section)) for section in sections]
    richest = [ways[0] for ways in options]
    step_frames = sum(layout.length for section, layout in richest if section.step is not None)
    for chosen in _from_rich_to_lean(options):
        if _fits(chosen, step_frames):
            return join(chosen)
    return join([ways[-1] for ways in options])


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
    variants = [section]
    if section.optional:
        required = tuple(sentence for sentence in section.spoken if sentence not in section.optional)
        variants.append(replace(section, spoken=required))
    for variant in variants:
        for pace in paces:
            yield variant, lay_out(variant, pace)


def _from_rich_to_lean(options: Sequence[Sequence[_Option]]) -> Iterator[list[_Option]]:
    """All combinations of one option a section. Of two equally lean ones, that with the leaner last sections comes first."""
    combinations = product(*(range(len(ways)) for ways in options))
    for ranks in sorted(combinations, key=lambda ranks: (sum(ranks), ranks)):
        yield [ways[rank] for ways, rank in zip(options, ranks, strict=True)]


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
