"""Plan the clip of a step so that it stays short: families watch it several times, and act meanwhile.

Its versions are tried from the fullest to the briefest; the first within the limit is taken, else the briefest. The sentences
before and after the step may be left out, but none of its own.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from annotator.model import FPS, Caption, Card, Cue, FilmCard, Section, Shot, TimedSection, Timeline, Utterance
from annotator.pace import MAX_CHAIN_SECONDS, MAX_CLIP_SECONDS, NEXT_SCREEN_SECONDS
from annotator.timeline.assembly import join
from annotator.timeline.captions import wrap
from annotator.timeline.section_layout import BRIEF, STEP, Pace, lay_out

_NEXT_FRAMES: Final = math.ceil(NEXT_SCREEN_SECONDS * FPS)
_BEFORE: Final = Pace(lead=round(0.4 * FPS), hold=0)
_AFTER: Final = Pace(lead=0, hold=round(0.6 * FPS))
"""The paces of the sentences before and after a step in its clip; the step's own silence separates them."""


@dataclass(frozen=True, slots=True)
class NextScreen:
    """The card that ends a clip, to show what comes next, and its caption in ``lang``, of which at most two lines are shown."""

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
        """Whether the clip exceeds its limit."""
        return round(self.timeline.seconds * FPS) > round(self.max_seconds * FPS)


class _Version(NamedTuple):
    """One way to make a clip: the pace of its steps, the sentences before and after them, and the screen at its end."""

    pace: Pace
    before: Sequence[Utterance]
    after: Sequence[Utterance]
    following: NextScreen | None


def plan_clip(
    steps: Sequence[Section],
    before: Sequence[Utterance] = (),
    after: Sequence[Utterance] = (),
    following: NextScreen | None = None,
) -> ClipPlan:
    """Put one step, or several that can't be left, on a timeline of their own.

    ``before`` ("Step 3 of 4.") is spoken over the first card, ``after`` ("Now you do it. Then come back here.") over the
    last, and ``following`` ends it. A clip takes at most 20 s, one of several steps 30 s, if their own words and films allow.
    For that, it shortens the silence around the steps, then drops the sentences after them, from the last; the screen that comes
    next; the sentences before, whose number the card shows.
    """
    max_seconds = MAX_CLIP_SECONDS if len(steps) == 1 else MAX_CHAIN_SECONDS
    plans = []
    for version in _from_full_to_brief(before, after, following):
        left_out = (*after[len(version.after) :], *before[len(version.before) :])
        timeline = _time_clip(steps, version)
        plans.append(ClipPlan(timeline, tuple(sentence.text for sentence in left_out), max_seconds))
        if not plans[-1].too_long:
            break
    return plans[-1]


def _from_full_to_brief(
    before: Sequence[Utterance], after: Sequence[Utterance], following: NextScreen | None
) -> Iterator[_Version]:
    """The versions of a clip, from the fullest to the briefest."""
    yield _Version(STEP, before, after, following)
    for count in range(len(after), -1, -1):
        yield _Version(BRIEF, before, after[:count], following)
    yield _Version(BRIEF, before, (), None)
    yield _Version(BRIEF, (), (), None)


def _time_clip(steps: Sequence[Section], version: _Version) -> Timeline:
    """The timeline of a version."""
    sections = [(step, version.pace) for step in steps]
    lang = steps[0].lang
    if version.before:
        card = _stop_film(steps[0].cards[0])
        sections.insert(0, (Section("before", (card,), tuple(version.before), lang=lang), _BEFORE))
    if version.after:
        card = _stop_film(steps[-1].cards[-1])
        sections.append((Section("after", (card,), tuple(version.after), lang=lang), _AFTER))
    timeline = join((section, lay_out(section, pace)) for section, pace in sections)
    if version.following is None:
        return timeline
    return Timeline((*timeline.sections, _make_next_section(version.following, timeline.seconds)))


def _stop_film(card: Card) -> Card:
    """The card with its film stopped."""
    return replace(card, still=True) if isinstance(card, FilmCard) else card


def _make_next_section(following: NextScreen, start: float) -> TimedSection:
    """The section with the screen that comes next, from ``start`` in seconds."""
    lines = wrap(following.text, lang=following.lang)[:2]
    seconds = _NEXT_FRAMES / FPS
    shot = Shot(start, seconds, following.card, Caption(lines))
    return TimedSection("next", start, seconds, following.text, (shot,), (Cue(start, start + seconds, lines),), ())
