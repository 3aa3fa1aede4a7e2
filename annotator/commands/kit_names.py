"""The names of the files in a recording kit, and of the answers to it."""

from __future__ import annotations

import re

from annotator.script import MemoSlot
from annotator.script.file_names import stem

FIRST = "00-voice.ogg"
"""The voice message that explains to the speaker what to do."""
PAGE = "00-phone.html"
"""The page that has all of the kit in one file."""
_ANSWER = re.compile(r"\d{2,}-(?P<key>.+?)(?: ?\(\d+\))?", re.ASCII)
"""``03-step-3``; ``03-step-3 (1)`` where a phone had saved one before."""


def answer_name(number: int, place: MemoSlot) -> str:
    """The stem of the answer for a place, such as ``03-step-3``."""
    return f"{number:02}-{place.key}"


def file_name(number: int, place: MemoSlot, what: str) -> str:
    """A file name such as ``03-step-3-picture.jpg``, which sorts in the order to send."""
    return f"{answer_name(number, place)}-{what}"


def key_of_answer(file: str) -> str | None:
    """The key of the place that an answer is for, by its file name (``03-step-3.webm`` → ``step-3``); None if it tells none."""
    match = _ANSWER.fullmatch(stem(file).casefold())
    return match["key"] if match else None
