"""Warns of what a family's phone, data plan or patience does not take, and says what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.loudness import REMEDY, Loudness
from annotator.model import Problem, Timeline, Tutorial
from annotator.script import SCRIPT
from annotator.script.plain.tables import load_table

if TYPE_CHECKING:
    from annotator.pack.edition import Edition

WHATSAPP_BYTES = 16_000_000
"""WhatsApp takes no larger video."""
MESSENGER_BYTES = 25_000_000
"""Messenger takes no larger file."""
LONGEST_SECONDS = 90.0
"""A longer video is not watched to its end (van der Meij 2013)."""
CLIP_SECONDS = 15.0
"""How long a step by itself may be: it is watched several times, on the phone on which one acts."""


def of_script(tutorial: Tutorial, languages: Sequence[str]) -> Iterator[Problem]:
    """A video call uses up a prepaid plan: its ``why`` should say so before the family begins."""
    known = {said.lang: words for said in tutorial.whys if (words := load_table(said.lang)) is not None}
    about = " ".join((tutorial.platform or "", *(said.text for said in tutorial.titles)))
    if not any(words.patterns["calls"].search(about) for words in known.values()):
        return
    for said in tutorial.whys:
        # In a language without a table nobody here can tell how data is called.
        words = known.get(said.lang)
        if said.lang in languages and words and not words.patterns["data_words"].search(said.text):
            yield Problem(
                SCRIPT,
                said.line,
                f'A video call uses much data, and the line "why {said.lang}" doesn\'t mention it.',
                "Say that it uses data, and that Wi-Fi is better; or accept it with a line “- ok: …” there.",
                "warning",
            )


def of_video(edition: Edition, timeline: Timeline, size: int) -> Iterator[Problem]:
    """What is too long or too large about the whole video in one language; ``size`` is in bytes."""
    split = _split(timeline)
    lang = edition.lang
    if timeline.seconds > LONGEST_SECONDS:
        message = f"The video ({lang}) takes {timeline.seconds:.0f} seconds; after 90 many stop watching."
        yield _warning(edition, message, f"{split}, or send the steps one by one.")
    if size > WHATSAPP_BYTES:
        apps = "WhatsApp (16 MB)" if size <= MESSENGER_BYTES else "WhatsApp (16 MB) and Messenger (25 MB)"
        message = f"The video ({lang}) has {size / 1e6:.1f} MB, more than {apps} can send."
        yield _warning(edition, message, f"{split}, or build with --budget 16.")


def soft(edition: Edition, budget: int) -> Problem:
    """The budget makes the text of a video harder to read; ``budget`` is in bytes."""
    message = f"To fit the video ({edition.lang}) in {budget / 1e6:g} MB, its small text had to get soft."
    return _warning(edition, message, "Look at it on a phone; allow more with --budget, or say less.")


def of_clip(edition: Edition, number: int, seconds: float, missing: Sequence[str]) -> Iterator[Problem]:
    """What is too long about the clip of one step; ``missing`` are sentences left out to keep it short."""
    lang = edition.lang
    remedy = "Say it in fewer words, or make two steps of it."
    if seconds > CLIP_SECONDS:
        message = f"Step {number} by itself ({lang}) takes {seconds:.0f} seconds; 15 are easy to watch again."
        yield _warning(edition, message, remedy, number)
    elif missing:
        message = (
            f"Step {number} ({lang}) is long: its own clip leaves out “{' '.join(missing)}” to stay within 15 seconds."
        )
        yield _warning(edition, message, remedy, number)


def of_sound(edition: Edition, path: str, heard: Loudness | None, number: int | None = None) -> Iterator[Problem]:
    """How a file of the pack misses the common loudness; ``number`` is its step's, None for the whole narration."""
    for missed in heard.misses if heard else ():
        yield _warning(edition, f"The sound of {path} {missed}.", REMEDY, number)


def _warning(edition: Edition, message: str, remedy: str, step: int | None = None) -> Problem:
    return Problem(SCRIPT, edition.line(step), message, remedy, "warning", step)


def _split(timeline: Timeline) -> str:
    """Where to split: before the step at which half of the time is over."""
    steps = [section for section in timeline.sections if section.step is not None]
    if len(steps) < 2:
        return "Say it in fewer words"
    second = next((step for step in steps[1:] if step.start >= timeline.seconds / 2), steps[-1])
    return f"Make two tutorials of it, the second from step {second.step} on"
