"""Answer a press of *Listen* at once in a robotic voice, where there is one, since the natural one takes seconds.

The sound for families is the *final* one, the other a *draft*. Two child processes speak, so that a draft doesn't wait until a
final sound is made::

    sounds.prepare(folder, "0", "es")              the first step is in view: its final sound is begun if the computer is idle
    sounds.play(folder, "0", "es", pressed=True)   somebody presses *Listen*: the final sound if it is ready, else a draft

An *item* is spoken as a whole: the index of a step, ``"title"`` for the opening or ``"end"`` for the closing.

The children run functions of `annotator.edit.recordings.step_sound`, which are named by strings: that module loads the voices,
which the server must not.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator import script
from annotator.cache import Cache
from annotator.edit.data_root import cache_root
from annotator.edit.tutorial_list import list_quietly
from annotator.edit.work.helper import Helper, Task
from annotator.voice import choose

MEDIA_TYPE: Final = "audio/mp4"
"""The media type of ``.m4a`` with AAC, which every browser plays."""
_MAKE_NOW: Final = "recordings.step_sound.make_now"
_MAKE_FINAL: Final = "recordings.step_sound.make_final"
_MAKE_ANSWER: Final = "recordings.step_sound.make_answer"
"""The functions that the children run, by their names below ``annotator.edit``."""
_POLL_SECONDS: Final = 1.0
"""Maximum seconds before `prepare` answers that a final sound isn't ready yet; the page then asks again."""
_NOTHING_TO_HEAR: Final = ("nothing-said", "unknown")
"""Codes of errors that are no fault of the voice: an empty item, or one that was deleted meanwhile."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound in the cache, and whether it is final; ``problem`` says why there can't be a final one, as message and remedy."""

    path: Path
    is_final: bool
    problem: tuple[str, str] | None = None


@dataclass(frozen=True)
class SoundState:
    """The sound that *Listen* would play now.

    While the final sound is made, it is ``SoundState(is_draft=True, is_coming=True)``, then ``SoundState(is_draft=False)``.

    Attributes:
        is_draft: whether it is a draft; else it is the final sound.
        is_coming: whether the final sound is being made, or will be once the computer is idle.
        problem: the reason that there can't be a final sound, as a message and its remedy; None if there can.
    """

    is_draft: bool
    is_coming: bool = False
    problem: tuple[str, str] | None = None


@dataclass
class Sounds:
    """The sounds of all tutorials. Thread-safe.

    Args:
        cache: the cache of sounds; those of an answer are in its own.
        quick: the helper, a child process, that makes drafts.
        slow: the helper that makes final sounds.
        is_idle: whether the computer is free to make sounds before anybody presses *Listen*.
    """

    _cache: Cache
    _quick: Helper
    _slow: Helper
    _is_idle: Callable[[], bool] = lambda: True
    _final: dict[tuple[Path, str, str], tuple[Hashable, Task]] = field(default_factory=dict)
    """The request for the final sound of each folder, item and language, with the stamp of the files for which it was made."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Held from looking for a request until it is made, so that a final sound is requested once."""

    def forget(self) -> None:
        """Forget the final sounds that were requested; the next press requests them again."""
        with self._lock:
            self._final.clear()

    def prepare(self, folder: Path, item: str, lang: str) -> SoundState:
        """Begin the final sound of an item in view if the computer is idle; returns what *Listen* would play.

        Returns at once if the final sound is ready or has failed, else after at most a second.
        """
        with self._lock:
            task = self._find_final(folder, item, lang)
            if task is None and self._is_idle() and not self._slow.is_busy:
                task = self._start_final(folder, item, lang, in_advance=True)
        if task is None:
            time.sleep(_POLL_SECONDS)
            return SoundState(is_draft=True, is_coming=True)
        if not task.done.wait(_POLL_SECONDS):
            return SoundState(is_draft=True, is_coming=True)
        if task.error is None or task.error.code in _NOTHING_TO_HEAR:
            return SoundState(is_draft=False)
        return SoundState(is_draft=True, problem=(task.error.message, task.error.remedy))

    def play(self, folder: Path, item: str, lang: str, *, pressed: bool) -> bytes:
        """The sound of an item as an ``.m4a``: the final one if it is ready, else a draft.

        Where no voice for drafts speaks the language, it waits for the final one; after a draft, that is made where somebody
        ``pressed`` *Listen*. Raises NotListedError for an unknown item, and AnnotatorError where there is nothing to hear.
        """
        task = self._find_final(folder, item, lang)
        if task is not None and isinstance(task.answer, Sound):
            with contextlib.suppress(OSError):  # the cache was tidied up
                return task.answer.path.read_bytes()
        stamp = _stamp_files(folder)
        task = self._quick.submit(_MAKE_NOW, folder, item, lang, self._cache_of(folder))
        sound: Sound | None = self._quick.wait(task)
        if sound is None:  # no voice for drafts speaks the language
            sound = self._slow.wait(self._request_final(folder, item, lang))
        elif sound.is_final:  # it took no time: a person's recording, or spoken before
            with self._lock:
                self._final[folder, item, lang] = stamp, task
        elif pressed and sound.problem is None:
            self._request_final(folder, item, lang)
        return sound.path.read_bytes()

    def answer(self, folder: Path, index: int, lang: str, is_stale: Callable[[], bool]) -> Path:
        """The voice message of an answer. Raises AnnotatorError, and StalePreviewError if it ``is_stale`` before it is made."""
        message: Path = self._slow.ask(_MAKE_ANSWER, folder, index, lang, self._cache_of(folder), is_stale=is_stale)
        return message

    def _cache_of(self, folder: Path) -> Cache:
        return Cache(cache_root(folder, self._cache.root))

    def _find_final(self, folder: Path, item: str, lang: str) -> Task | None:
        """The request for the final sound of an item as the files are now, answered or not; None if there is none."""
        stamp, task = self._final.get((folder, item, lang), (None, None))
        return task if task is not None and stamp == _stamp_files(folder) else None

    def _request_final(self, folder: Path, item: str, lang: str) -> Task:
        """Request a final sound that a person waits for; one that was begun in advance moves to the front of the queue."""
        with self._lock:
            task = self._find_final(folder, item, lang)
            if task is None or task.done.is_set():
                return self._start_final(folder, item, lang, in_advance=False)
            self._slow.reorder(task)
            return task

    def _start_final(self, folder: Path, item: str, lang: str, *, in_advance: bool) -> Task:
        """Queue a request for a final sound, with the lock held. One ``in_advance`` comes after all others."""
        stamp = _stamp_files(folder)  # before the child reads the files, so that a later change is noticed
        rank = 0 if in_advance else None
        task = self._slow.submit(_MAKE_FINAL, folder, item, lang, self._cache_of(folder), in_advance, rank=rank)
        self._final[folder, item, lang] = stamp, task
        return task


def _stamp_files(folder: Path) -> Hashable:
    """The school's settings, and the names, times and sizes of the folder's files: what may change a sound."""
    school, _, school_file = script.find_school(folder, choose.CHOICES)
    stamps: list[object] = []
    for path in sorted(path for path in list_quietly(folder) if not path.name.startswith(".")):
        with contextlib.suppress(OSError):
            status = path.stat()
            stamps.append((path.name, status.st_mtime_ns, status.st_size))
    return school, school_file, tuple(stamps)
