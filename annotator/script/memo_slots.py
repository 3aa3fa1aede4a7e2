"""Find the places for memos in a tutorial: opening, pictures, closing; also for a language that has no title yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from annotator.model import Tutorial
from annotator.script.file_names import MEMOS, RECORDINGS, SOUNDS, Names, stem, suffix
from annotator.script.keywords import listed

TITLE, END = "title", "end"
_SPELT = {".mov": ".mp4", ".3gpp": ".3gp"}
"""Suffix of a recording that scripts don't know → the suffix that they know for the same content."""
_AS_SOUND = {".mp4": ".m4a", ".mov": ".m4a", ".3gp": ".3ga", ".3gpp": ".3ga", ".webm": ".ogg"}
"""Beside a screen recording a video file would be another recording, so a memo gets the suffix of a sound."""


@dataclass(frozen=True, slots=True)
class MemoSlot:
    """A place for a memo: ``title``, ``end`` or ``step-3``.

    ``stem`` is the stem of the memo's name (``03-unirse``), ``steps`` are the numbers of the steps that show its picture,
    ``memo`` is the existing file or None, and ``moving`` tells whether the picture is a recording.
    """

    key: str
    stem: str
    steps: tuple[int, ...] = ()
    memo: str | None = None
    moving: bool = False

    @property
    def title(self) -> str:
        """The place as messages call it."""
        if not self.steps:
            return "the opening" if self.key == TITLE else "the closing"
        return f"{'step' if len(self.steps) == 1 else 'steps'} {listed(map(str, self.steps))}"

    def name(self, lang: str, ending: str) -> str:
        """The memo's file name for a recording with the suffix ``ending`` (``.opus``)."""
        return f"{self.stem}.{lang}{(_AS_SOUND if self.moving else _SPELT).get(ending, ending)}"


def find_memo_slots(tutorial: Tutorial, files: Collection[str], lang: str) -> tuple[MemoSlot, ...]:
    """All places in the order of the video; ``files`` are the file names in the tutorial's folder."""
    names = Names(files)

    def there(name: str, endings: Collection[str]) -> str | None:
        return next((file.file for file in names.beside(name) if file.lang == lang and file.suffix in endings), None)

    def frame(word: str) -> MemoSlot:
        return MemoSlot(word, word, memo=there(f"{word}.m4a", MEMOS) or there(f"{word.capitalize()}.m4a", MEMOS))

    shown: dict[str, list[int]] = {}
    for number, step in enumerate(tutorial.steps, start=1):
        shown.setdefault(step.picture, []).append(number)
    steps = []
    for picture, numbers in shown.items():
        moving = suffix(picture) in RECORDINGS
        memo = there(picture, SOUNDS if moving else MEMOS)
        steps.append(MemoSlot(f"step-{numbers[0]}", stem(picture), tuple(numbers), memo, moving))
    return (frame(TITLE), *steps, frame(END))
