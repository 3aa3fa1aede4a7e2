"""Warn of finished files that wouldn't serve a family, such as a video that is too long to be watched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.edition.edition import END, TITLE, Edition
from annotator.media.audio import RECORDED_REMEDY, SPOKEN_REMEDY, Loudness
from annotator.messages import Message
from annotator.model import Problem, StepNumber, TimedSection, Timeline
from annotator.pace import MAX_CLOSING_SECONDS, MAX_OPENING_SECONDS
from annotator.pack.report import MEGABYTE
from annotator.script import SCRIPT

if TYPE_CHECKING:
    from annotator.timeline import ClipPlan

MAX_WHATSAPP_BYTES = 16_000_000
"""The largest video that WhatsApp sends."""
MAX_VIDEO_SECONDS = 90.0
"""The length up to which instructional videos are watched to the end (van der Meij 2013)."""
_WORDS_PER_SECOND = 2.3
"""Speed of spoken sentences, pauses included: about 140 words a minute."""
_TOLERATED_SECONDS = 0.5
"""Seconds by which an opening may be too long: no single word is worth a warning."""
_MIN_WHY_SECONDS = 3.0
"""Minimum seconds suggested for a reason: nobody can give one in less."""


def check_video(edition: Edition, timeline: Timeline, size: int) -> Iterator[Problem]:
    """Warn if the whole video, its opening or its closing is too long, or its ``size`` in bytes too large to send."""
    split = _suggest_split(timeline)
    lang = edition.lang
    if timeline.seconds > MAX_VIDEO_SECONDS:
        template = "The video ({lang}) takes {seconds} seconds; after 90, many people stop watching."
        message = Message(template, lang=lang, seconds=f"{timeline.seconds:.0f}")
        yield _warning(edition, message, Message("{split}, or send the steps one by one.", split=split))
    yield from check_frame(edition, timeline)
    if size > MAX_WHATSAPP_BYTES:
        template = "The video ({lang}) has {size} MB; WhatsApp sends up to 16."
        message = Message(template, lang=lang, size=f"{size / MEGABYTE:.1f}")
        yield _warning(edition, message, Message("{split}, or build with --budget 16.", split=split))


def warn_of_soft_text(edition: Edition, budget: int) -> Problem:
    """The warning that small text is blurred in a video that had to fit into ``budget`` bytes."""
    template = "To fit into {budget} MB, the video ({lang}) shows small text a little blurred."
    message = Message(template, budget=f"{budget / MEGABYTE:g}", lang=edition.lang)
    return _warning(edition, message, "Look at it on a phone. If it is hard to read, raise --budget or say less.")


def check_frame(edition: Edition, timeline: Timeline) -> Iterator[Problem]:
    """Warn if a video's opening or closing is too long; one with a person's memo may be."""
    memo_keys = {text.key for text in edition.texts if text.memo is not None}
    sections = {section.key: section for section in timeline.sections if section.key not in memo_keys}
    if END in sections:
        yield from _check_closing(edition, sections[END])
    if TITLE in sections:
        yield from _check_opening(edition, sections[TITLE])


def _check_closing(edition: Edition, closing: TimedSection) -> Iterator[Problem]:
    if closing.seconds > MAX_CLOSING_SECONDS:
        template = "The end of the video ({lang}) takes {closing} seconds; up to 10 are watched."
        message = Message(template, lang=edition.lang, closing=f"{closing.seconds:.0f}")
        yield _warning(edition, message, "Name fewer languages under [help] in school.toml.")


def _check_opening(edition: Edition, opening: TimedSection) -> Iterator[Problem]:
    """Warn of an opening that is too long; a title without a reason may be, since only a reason can be made shorter."""
    if len(opening.sounds) < 2 or opening.seconds <= MAX_OPENING_SECONDS + _TOLERATED_SECONDS:
        return
    # The first sentence is the title; those after it are the reason, which can be made shorter.
    reason_start, reason_end = opening.sounds[1], opening.sounds[-1]
    reason_seconds = reason_end.start + reason_end.clip.seconds - reason_start.start
    allowed_seconds = max(reason_seconds - (opening.seconds - MAX_OPENING_SECONDS), _MIN_WHY_SECONDS)
    template = "The beginning of the video ({lang}) takes {opening} seconds; up to {most} are watched."
    message = Message(template, lang=edition.lang, opening=f"{opening.seconds:.0f}", most=MAX_OPENING_SECONDS)
    words = f"{allowed_seconds * _WORDS_PER_SECOND:.0f}"
    template = "Shorten “why {lang}” to {seconds} seconds, about {words} words."
    remedy = Message(template, lang=edition.lang, seconds=f"{allowed_seconds:.1f}", words=words)
    yield _warning(edition, message, remedy)


def check_clip(edition: Edition, number: StepNumber, plan: ClipPlan) -> Iterator[Problem]:
    """Warn if the clip that begins with a step is too long, or if phrases were left out to keep it short."""
    if not (plan.too_long or plan.left_out):
        return
    template = "The clip of step {number} ({lang}) leaves out “{said}” to stay within {most} seconds."
    if plan.too_long:
        template = "The clip of step {number} ({lang}) takes {seconds} seconds; up to {most} are easy to watch again."
    message = Message(
        template,
        number=number,
        lang=edition.lang,
        seconds=f"{plan.timeline.seconds:.0f}",
        said=" ".join(plan.left_out),
        most=f"{plan.max_seconds:.0f}",
    )
    yield _warning(edition, message, "Say it in fewer words, or make two steps of it.", number)


def check_loudness(
    edition: Edition, path: str, measured: Loudness | None, number: StepNumber | None = None
) -> Iterator[Problem]:
    """Warn if the file ``path`` of the pack misses the common loudness.

    ``measured`` is None for a file without sound; ``number`` is that of its step, None for the whole narration.
    """
    memos = [text for text in edition.texts if text.memo is not None and number in (None, text.step)]
    has_greeting = number is None and edition.greeting_file is not None
    remedy = RECORDED_REMEDY if memos or has_greeting else SPOKEN_REMEDY
    if measured is not None and measured.fault:
        message = Message("The sound of {path} {miss}.", path=path, miss=measured.fault)
        yield _warning(edition, message, remedy, number)


def _warning(edition: Edition, message: str, remedy: str, step: StepNumber | None = None) -> Problem:
    """A warning at the line of a step, or of the title."""
    return Problem(SCRIPT, edition.line(step), message, remedy, "warning", step)


def _suggest_split(timeline: Timeline) -> str:
    """Suggest two tutorials, split at the first step in the second half, else at the last; fewer words if there is one step.

    An aside stays with its step.
    """
    steps = [section for section in timeline.sections if section.step is not None and not section.step.aside]
    if len(steps) < 2:
        return "Say it in fewer words"
    in_second_half = [step for step in steps[1:] if step.start >= timeline.seconds / 2]
    first_step = in_second_half[0] if in_second_half else steps[-1]
    return Message("Make two tutorials of it, the second one starting with step {step}", step=first_step.step)
