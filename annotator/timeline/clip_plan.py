"""Plan the clip of one step, or of several that can't be left: what is said before and after, and what comes next."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.captions import wrap
from annotator.model import FPS, Caption, Card, Cue, Section, Shot, TimedSection, Timeline, Utterance
from annotator.pace import MAX_CHAIN_SECONDS, MAX_CLIP_SECONDS, NEXT_SCREEN_SECONDS
from annotator.timeline.section_layout import BRIEF, STEP, Pace, join, lay_out, stop_film

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
