"""Warns of files that are too large to send, too long to be watched, or too loud or quiet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.loudness import RECORDED_REMEDY, SPOKEN_REMEDY, Loudness
from annotator.model import Problem, StepNumber, Timeline, Tutorial
from annotator.pace import MAX_CLOSING_SECONDS, MAX_OPENING_SECONDS, MIN_STEPS_SHARE
from annotator.script import SCRIPT
from annotator.script.plain.tables import load_table

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.timeline import ClipPlan

MAX_WHATSAPP_BYTES = 16_000_000
"""The largest video that WhatsApp sends."""
MAX_MESSENGER_BYTES = 25_000_000
"""The largest file that Messenger sends."""
MAX_VIDEO_SECONDS = 90.0
"""The length up to which instructional videos are watched to the end (van der Meij 2013)."""
_WORDS_PER_SECOND = 2.3
"""How fast sentences are spoken, pauses included: about 140 words a minute."""
_TOLERATED_SECONDS = 0.5
"""How much longer an opening may be: no word is worth a warning."""
_MIN_WHY_SECONDS = 3.0
"""Nobody can give a reason in less. Where even that would leave the steps too small a share, they are what is short."""


def check_data_mention(tutorial: Tutorial, languages: Sequence[str]) -> Iterator[Problem]:
    """Warn if a tutorial about video calls doesn't say in its ``why`` that they use data, since prepaid plans run out.

    Only languages with a word table can be checked.
    """
    known = {said.lang: words for said in tutorial.whys if (words := load_table(said.lang)) is not None}
    topic = " ".join((tutorial.platform or "", *(said.text for said in tutorial.titles)))
    if not any(words.patterns["calls"].search(topic) for words in known.values()):
        return
    for said in tutorial.whys:
        words = known.get(said.lang)
        if said.lang in languages and words and not words.patterns["data_words"].search(said.text):
            yield Problem(
                SCRIPT,
                said.line,
                f'A video call uses a lot of data, but the line "why {said.lang}" doesn\'t mention it.',
                "Say that it uses data and that Wi-Fi is better, or accept this warning with a line “- ok: …” there.",
                "warning",
            )


def check_video(edition: Edition, timeline: Timeline, size: int) -> Iterator[Problem]:
    """Warn if the whole video in one language is too long or, with ``size`` bytes, too large to send."""
    split = _suggest_split(timeline)
    lang = edition.lang
    if timeline.seconds > MAX_VIDEO_SECONDS:
        message = f"The video ({lang}) takes {timeline.seconds:.0f} seconds; after 90, many people stop watching."
        yield _warning(edition, message, f"{split}, or send the steps one by one.")
    yield from check_frame(edition, timeline)
    if size > MAX_WHATSAPP_BYTES:
        apps = "WhatsApp (16 MB)" if size <= MAX_MESSENGER_BYTES else "WhatsApp (16 MB) and Messenger (25 MB)"
        message = f"The video ({lang}) has {size / 1e6:.1f} MB, too much to send with {apps}."
        yield _warning(edition, message, f"{split}, or build with --budget 16.")


def warn_of_soft_text(edition: Edition, budget: int) -> Problem:
    """The warning that small text is blurred in a video that had to fit into ``budget`` bytes."""
    message = f"To fit into {budget / 1e6:g} MB, the video ({edition.lang}) shows small text a little blurred."
    return _warning(edition, message, "Look at it on a phone. If it is hard to read, raise --budget or say less.")


def check_frame(edition: Edition, timeline: Timeline) -> Iterator[Problem]:
    """Warn if a video's opening or closing is too long, or so long that too little of the video is steps.

    A person's memo there is as long as it is.
    """
    memos = {text.key for text in edition.texts if text.memo is not None}
    parts = {part.key: part for part in timeline.sections if part.key not in memos}
    closing = parts["end"].seconds if "end" in parts else 0.0
    if closing > MAX_CLOSING_SECONDS:
        message = f"The end of the video ({edition.lang}) takes {closing:.0f} seconds; up to 10 are watched."
        yield _warning(edition, message, "Name fewer languages under [help] in school.toml.")
    if "title" not in parts or len(parts["title"].sounds) < 2:
        return
    opening, sounds = parts["title"].seconds, parts["title"].sounds
    steps = sum(part.seconds for part in timeline.sections if part.step is not None)
    allowed = min(float(MAX_OPENING_SECONDS), steps * (1 / MIN_STEPS_SHARE - 1) - closing)
    why = sounds[-1].start + sounds[-1].clip.seconds - sounds[1].start - (opening - allowed)
    too_long = opening > MAX_OPENING_SECONDS + _TOLERATED_SECONDS
    if too_long or (opening > allowed + _TOLERATED_SECONDS and why >= _MIN_WHY_SECONDS):
        most = f"; up to {MAX_OPENING_SECONDS} are watched"
        if not too_long:
            most = f", so that less than {MIN_STEPS_SHARE:.0%} of it shows the steps"
        message = f"The beginning of the video ({edition.lang}) takes {opening:.0f} seconds{most}."
        seconds = max(why, _MIN_WHY_SECONDS)
        words = f"about {seconds * _WORDS_PER_SECOND:.0f} words"
        remedy = f"Shorten “why {edition.lang}” to {seconds:.1f} seconds, {words}."
        yield _warning(edition, message, remedy)


def check_clip(edition: Edition, numbers: Sequence[StepNumber], plan: ClipPlan) -> Iterator[Problem]:
    """Warn if the clip of the steps ``numbers`` is too long, or if phrases were left out to keep it short."""
    lang, first, most = edition.lang, numbers[0], plan.max_seconds
    if len(numbers) == 1:
        steps, remedy = f"step {first}", "Say it in fewer words, or make two steps of it."
    else:
        steps, remedy = f"steps {first} to {numbers[-1]}", "Say them in fewer words."
    if plan.too_long:
        seconds = plan.timeline.seconds
        message = f"The clip of {steps} ({lang}) takes {seconds:.0f} seconds; up to {most:.0f} are easy to watch again."
        yield _warning(edition, message, remedy, first)
    elif plan.left_out:
        said = " ".join(plan.left_out)
        message = f"The clip of {steps} ({lang}) leaves out “{said}” to stay within {most:.0f} seconds."
        yield _warning(edition, message, remedy, first)


def check_loudness(
    edition: Edition, path: str, measured: Loudness | None, number: StepNumber | None = None
) -> Iterator[Problem]:
    """Warn if the file ``path`` of the pack misses the common loudness.

    ``measured`` is None for a file without sound; ``number`` is that of its step, None for the whole narration.
    """
    recorded = [text for text in edition.texts if text.memo is not None and number in (None, text.step)]
    greeted = number is None and edition.greeting_file is not None
    remedy = RECORDED_REMEDY if recorded or greeted else SPOKEN_REMEDY
    for miss in measured.misses if measured else ():
        yield _warning(edition, f"The sound of {path} {miss}.", remedy, number)


def _warning(edition: Edition, message: str, remedy: str, step: StepNumber | None = None) -> Problem:
    return Problem(SCRIPT, edition.line(step), message, remedy, "warning", step)


def _suggest_split(timeline: Timeline) -> str:
    """Suggest two tutorials, split at the first step in the second half, or fewer words if there is only one step.

    An aside stays with its step.
    """
    steps = [section for section in timeline.sections if section.step is not None and not section.step.aside]
    if len(steps) < 2:
        return "Say it in fewer words"
    second = next((step for step in steps[1:] if step.start >= timeline.seconds / 2), steps[-1])
    return f"Make two tutorials of it, the second one starting with step {second.step}"
