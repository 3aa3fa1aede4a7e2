"""Answer a press of Play at once with the voice of drafts, while the chosen voice takes seconds to load.

Two child processes speak (`annotator.edit.recordings.step_sound` is what they run): the quick helper returns whatever can be
heard soonest, the slow one makes the chosen voice's sound, the *final* one, in the background. What happens in turn::

    sounds.look(folder, "0", "es")                 the first step is in view: it is spoken ahead while the computer is free
    sounds.play(folder, "0", "es", pressed=True)   somebody presses Play: the final sound if it is ready, else a draft

An *item* is what is spoken: the index of a step, ``"title"`` for the opening or ``"end"`` for the closing.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator import script
from annotator.cache import Cache
from annotator.edit.pointing.picture_results import Sound
from annotator.edit.tutorial_list import list_quietly
from annotator.edit.work.helper import Helper, Task
from annotator.voice import choose

MEDIA_TYPE: Final = "audio/mp4"
"""The media type of ``.m4a`` with AAC, which every browser plays."""
_PATIENCE: Final = 1.0
"""Seconds that a page waits for a sound in the making: most of its sentences are in the cache, so it is there soon."""
_NOTHING_TO_HEAR: Final = ("nothing-said", "unknown")


@dataclass(frozen=True)
class Outlook:
    """The sound that Play would play.

    Attributes:
        is_draft: whether the voice of drafts speaks; else it is the sound that families will hear.
        is_coming: whether the chosen voice's sound is being made, or will be once the computer is free.
        problem: the reason that the chosen voice can't speak, as a message and its remedy; None if it can.
    """

    is_draft: bool
    is_coming: bool = False
    problem: tuple[str, str] | None = None


@dataclass
class Sounds:
    """The sounds of all tutorials. Thread-safe.

    Args:
        cache: the cache of sounds.
        quick: the helper that speaks at once.
        slow: the helper that speaks in the chosen voice.
        is_free: whether the computer has nothing better to do than to speak ahead.
    """

    _cache: Cache
    _quick: Helper
    _slow: Helper
    _is_free: Callable[[], bool] = lambda: True
    _final: dict[tuple[Path, str, str], tuple[Hashable, Task]] = field(default_factory=dict)
    """The making of each final sound, with the state of the tutorial's files for which it was asked."""

    def forget(self) -> None:
        """Forget all sounds that were made; the next press makes them again."""
        self._final.clear()

    def look(self, folder: Path, item: str, lang: str) -> Outlook:
        """The sound that Play would play, which is spoken ahead when the computer is free. Takes a second unless it is ready."""
        task = self._find_final(folder, item, lang)
        if task is None and self._is_free() and not self._slow.is_busy:
            task = self._start_final(folder, item, lang, ahead=True)
        if task is None:
            time.sleep(_PATIENCE)
            return Outlook(is_draft=True, is_coming=True)
        is_coming = not task.done.wait(_PATIENCE)
        if task.error is None or task.error.code in _NOTHING_TO_HEAR:
            return Outlook(is_coming, is_coming)
        return Outlook(is_draft=True, problem=(task.error.message, task.error.remedy))

    def play(self, folder: Path, item: str, lang: str, *, pressed: bool) -> bytes:
        """The sound of an item as an ``.m4a``: the final one if it is ready, else that of the voice of drafts.

        Where somebody ``pressed`` Play, the final one is made behind. Raises NotListedError for an unknown item, and
        AnnotatorError where there is nothing to hear.
        """
        task = self._find_final(folder, item, lang)
        if task is not None and isinstance(task.answer, Sound):
            with contextlib.suppress(OSError):  # the cache was tidied up
                return task.answer.path.read_bytes()
        sound: Sound | None = self._quick.ask("recordings.step_sound.make_now", folder, item, lang, self._cache)
        if sound is None:  # no voice of drafts speaks the language
            sound = self._slow.wait(self._hurry_final(folder, item, lang))
        elif sound.is_final:
            finished = Task("", (), (0, 0))
            finished.finish(sound)
            self._final[folder, item, lang] = _describe_files(folder), finished
        elif pressed and sound.problem is None:
            self._hurry_final(folder, item, lang)
        return sound.path.read_bytes()

    def answer(self, folder: Path, index: int, lang: str, is_stale: Callable[[], bool]) -> Path:
        """The voice message of an answer. Raises AnnotatorError; StalePreviewError where it ``is_stale`` by its turn."""
        message: Path = self._slow.ask(
            "recordings.step_sound.make_answer", folder, index, lang, self._cache, is_stale=is_stale
        )
        return message

    def _find_final(self, folder: Path, item: str, lang: str) -> Task | None:
        """The final sound of an item as its tutorial is now, made or being made; None if nobody has asked for it."""
        files, task = self._final.get((folder, item, lang), (None, None))
        return task if task is not None and files == _describe_files(folder) else None

    def _hurry_final(self, folder: Path, item: str, lang: str) -> Task:
        """Make the final sound before everything that nobody waits for."""
        task = self._find_final(folder, item, lang)
        if task is None or task.done.is_set():
            return self._start_final(folder, item, lang)
        self._slow.reorder(task)
        return task

    def _start_final(self, folder: Path, item: str, lang: str, *, ahead: bool = False) -> Task:
        """Ask the slow helper for the final sound; one that is made ``ahead`` waits behind what people wait for."""
        task = self._slow.submit(
            "recordings.step_sound.make_final", folder, item, lang, self._cache, ahead, rank=0 if ahead else None
        )
        self._final[folder, item, lang] = _describe_files(folder), task
        return task


def _describe_files(folder: Path) -> Hashable:
    """A value that changes with everything that may shape a sound: cheap, so that a sound heard again is there at once."""
    school, _, school_file = script.find_school(folder, choose.CHOICES)
    stamps: list[object] = []
    for path in sorted(path for path in list_quietly(folder) if not path.name.startswith(".")):
        with contextlib.suppress(OSError):
            status = path.stat()
            stamps.append((path.name, status.st_mtime_ns, status.st_size))
    return school, school_file, tuple(stamps)
