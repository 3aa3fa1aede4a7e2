"""Warns of files that are too large to send, too long to be watched, or too loud or quiet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.loudness import REMEDY, Loudness
from annotator.model import Problem, StepNumber, Timeline, Tutorial
from annotator.script import SCRIPT
from annotator.script.plain.tables import load_table

if TYPE_CHECKING:
    from annotator.pack.edition import Edition

MAX_WHATSAPP_BYTES = 16_000_000
"""The largest video that WhatsApp sends."""
MAX_MESSENGER_BYTES = 25_000_000
"""The largest file that Messenger sends."""
MAX_VIDEO_SECONDS = 90.0
"""The length up to which instructional videos are watched to the end (van der Meij 2013)."""
MAX_CLIP_SECONDS = 15.0
"""Our limit for the clip of one step, which is watched several times on the phone on which the family acts."""


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
    if size > MAX_WHATSAPP_BYTES:
        apps = "WhatsApp (16 MB)" if size <= MAX_MESSENGER_BYTES else "WhatsApp (16 MB) and Messenger (25 MB)"
        message = f"The video ({lang}) has {size / 1e6:.1f} MB, too much to send with {apps}."
        yield _warning(edition, message, f"{split}, or build with --budget 16.")


def warn_of_soft_text(edition: Edition, budget: int) -> Problem:
    """The warning that small text is blurred in a video that had to fit into ``budget`` bytes."""
    message = f"To fit into {budget / 1e6:g} MB, the video ({edition.lang}) shows small text a little blurred."
    return _warning(edition, message, "Look at it on a phone. If it is hard to read, raise --budget or say less.")


def check_clip(edition: Edition, number: StepNumber, seconds: float, left_out: Sequence[str]) -> Iterator[Problem]:
    """Warn if the clip of one step is too long, or if phrases (``left_out``) were left out to keep it short."""
    lang = edition.lang
    remedy = "Say it in fewer words, or make two steps of it."
    if seconds > MAX_CLIP_SECONDS:
        message = f"The clip of step {number} ({lang}) takes {seconds:.0f} seconds; up to 15 are easy to watch again."
        yield _warning(edition, message, remedy, number)
    elif left_out:
        message = (
            f"Step {number} ({lang}) is long: its clip leaves out “{' '.join(left_out)}” to stay within 15 seconds."
        )
        yield _warning(edition, message, remedy, number)


def check_loudness(
    edition: Edition, path: str, measured: Loudness | None, number: StepNumber | None = None
) -> Iterator[Problem]:
    """Warn if the file ``path`` of the pack misses the common loudness.

    ``measured`` is None for a file without sound; ``number`` is that of its step, None for the whole narration.
    """
    for miss in measured.misses if measured else ():
        yield _warning(edition, f"The sound of {path} {miss}.", REMEDY, number)


def _warning(edition: Edition, message: str, remedy: str, step: StepNumber | None = None) -> Problem:
    return Problem(SCRIPT, edition.line(step), message, remedy, "warning", step)


def _suggest_split(timeline: Timeline) -> str:
    """Suggest two tutorials, split at the first step in the second half, or fewer words if there is only one step."""
    steps = [section for section in timeline.sections if section.step is not None]
    if len(steps) < 2:
        return "Say it in fewer words"
    second = next((step for step in steps[1:] if step.start >= timeline.seconds / 2), steps[-1])
    return f"Make two tutorials of it, the second one starting with step {second.step}"
