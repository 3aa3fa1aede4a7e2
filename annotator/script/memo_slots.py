"""List the places in a tutorial where a memo can be: the opening, each picture, the closing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from annotator.model import StepNumber, Tutorial
from annotator.script.file_names import MEMOS, RECORDINGS, SOUNDS, FileIndex, stem, suffix
from annotator.script.keywords import join_words

TITLE, END = "title", "end"
_MEMO_SUFFIXES = {".mov": ".mp4", ".3gpp": ".3gp"}
"""Suffix that memos can't have → the suffix in `MEMOS` for the same container."""
_SOUND_SUFFIXES = {".mp4": ".m4a", ".mov": ".m4a", ".3gp": ".3ga", ".3gpp": ".3ga", ".webm": ".ogg"}
"""Suffix of a video container → that of a sound. Beside a screen recording, an .mp4 would be another recording."""


@dataclass(frozen=True, slots=True)
class MemoSlot:
    """A place for a memo in one language.

    ``key`` is ``title``, ``end`` or ``step-3``; ``stem`` the stem of the memo's file name (``03-unirse``); ``steps`` the
    numbers of the steps that show its picture; ``memo`` the existing file, or None.
    """

    key: str
    stem: str
    steps: tuple[StepNumber, ...] = ()
    memo: str | None = None
    beside_recording: bool = False

    @property
    def title(self) -> str:
        """The place as messages call it: ``the opening``, ``steps 2 and 3``."""
        if not self.steps:
            return "the opening" if self.key == TITLE else "the closing"
        return f"{'step' if len(self.steps) == 1 else 'steps'} {join_words(map(str, self.steps))}"

    def file_name(self, lang: str, source_suffix: str) -> str:
        """The name under which a sound file with ``source_suffix`` (``.opus``) is this slot's memo."""
        suffixes = _SOUND_SUFFIXES if self.beside_recording else _MEMO_SUFFIXES
        return f"{self.stem}.{lang}{suffixes.get(source_suffix, source_suffix)}"


def find_memo_slots(tutorial: Tutorial, files: Collection[str], lang: str) -> tuple[MemoSlot, ...]:
    """All slots for memos in ``lang``, in the order of the video. No title needs to declare the language.

    Args:
        tutorial: steps that show the same picture share a slot.
        files: the file names in the tutorial's folder.
        lang: a BCP 47 tag.
    """
    names = FileIndex(files)

    def find_memo(name: str, suffixes: Collection[str]) -> str | None:
        memos = (file.file for file in names.find_tagged(name) if file.lang == lang and file.suffix in suffixes)
        return next(memos, None)

    def make_slot(word: str) -> MemoSlot:
        memo = find_memo(f"{word}.m4a", MEMOS) or find_memo(f"{word.capitalize()}.m4a", MEMOS)
        return MemoSlot(word, word, memo=memo)

    numbers_by_picture: dict[str, list[StepNumber]] = {}
    for number, step in zip(tutorial.numbers, tutorial.steps, strict=True):
        numbers_by_picture.setdefault(step.picture, []).append(number)
    steps = []
    for picture, numbers in numbers_by_picture.items():
        is_recording = suffix(picture) in RECORDINGS
        memo = find_memo(picture, SOUNDS if is_recording else MEMOS)
        steps.append(MemoSlot(numbers[0].name(), stem(picture), tuple(numbers), memo, is_recording))
    return (make_slot(TITLE), *steps, make_slot(END))
