"""Play steps in the voice that families will hear. It takes seconds to load, so the voice of drafts speaks until it is ready.

Two children speak: one answers a press of Play with whatever can be heard soonest, the other makes the chosen voice's sound
behind. Both end when they have been idle for a while. What is in view is spoken ahead while the computer is free.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator import script
from annotator.edit.picture_answers import PictureError, StalePreviewError
from annotator.edit.sound_answers import Sound
from annotator.edit.tutorial_list import list_quietly
from annotator.edit.worker_channel import BACKGROUND, INTERACTIVE, Excuses, Job, WorkerChannel
from annotator.voice import choose

MEDIA_TYPE: Final = "audio/mp4"
"""Of ``.m4a`` with AAC, which every browser plays."""
IDLE_SECONDS: Final = 20.0
"""How long a child stays after its last work."""
TIMEOUT: Final = 90.0
_LOOKED_AT_SECONDS: Final = 3.0
"""How long after a page has asked for a sound it still counts as in view."""
_PATIENCE: Final = 1.0
"""Seconds that a page waits for what is being made: most of it was spoken before, and is there soon."""
_MAX_KNOWN: Final = 64
_NOTHING_TO_HEAR: Final = ("nothing-said", "unknown")
_MODULE: Final = "annotator.edit.sound_worker"
_EXCUSES: Final = Excuses(
    ("The computer is still busy with this sound.", "Wait a little, then try again."),
    ("The sound could not be made.", "Try again."),
)


@dataclass(frozen=True)
class Outlook:
    """What Play plays.

    Attributes:
        is_draft: whether it is the voice of drafts; else it is what families will hear.
        is_coming: whether the chosen voice's sound is being made, or will be once the computer is free.
        problem: why the chosen voice can't speak, as a message and its remedy.
    """

    is_draft: bool
    is_coming: bool = False
    problem: tuple[str, str] | None = None


@dataclass
class _Item:
    """What is known of the sound of an item in one state of its tutorial."""

    final: Path | None = None
    draft: Path | None = None
    problem: tuple[str, str] | None = None
    is_silent: bool = False
    job: Job | None = None
    looked_at: float = field(default_factory=time.monotonic)

    @property
    def is_coming(self) -> bool:
        return self.job is not None and not self.job.done.is_set()

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to be made ahead."""
        return self.final is not None or self.problem is not None or self.is_silent

    def note(self, job: Job) -> None:
        """Take over how a job of the child behind has ended."""
        if isinstance(job.error, StalePreviewError):
            return
        self.problem, self.is_silent = None, False
        if isinstance(job.error, PictureError) and job.error.code in _NOTHING_TO_HEAR:
            self.is_silent = True
        elif job.error is not None:
            self.problem = job.error.message, job.error.remedy
        else:
            self.final = job.answer.path


class Sounds:
    """The sounds of all tutorials. Thread-safe.

    Args:
        cache_root: the cache folder.
        is_free: whether the computer has nothing better to do than to speak ahead.
        idle_seconds: how long a child stays after its last work.
        module: what the children run.
    """

    def __init__(
        self,
        cache_root: Path,
        is_free: Callable[[], bool] = lambda: True,
        idle_seconds: float = IDLE_SECONDS,
        module: str = _MODULE,
    ) -> None:
        self._now = WorkerChannel(module, [str(cache_root)], idle_seconds, excuses=_EXCUSES)
        self._behind = WorkerChannel(module, [str(cache_root)], idle_seconds, excuses=_EXCUSES)
        self._is_free = is_free
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._items: dict[Hashable, _Item] = {}

    @property
    def pids(self) -> tuple[int, ...]:
        """The child processes that are running."""
        return tuple(pid for pid in (self._now.pid, self._behind.pid) if pid is not None)

    def close(self) -> None:
        """End the children. Requests that wait are answered with an error."""
        self._closed.set()
        self._now.close()
        self._behind.close()

    def forget(self) -> None:
        """Forget all sounds that were made; the next press makes them again."""
        with self._lock:
            self._items.clear()

    def look(self, folder: Path, item: str, lang: str) -> Outlook:
        """What Play would play; what is in view is spoken ahead when the computer is free. Takes a second unless it is ready."""
        known = self._find(folder, item, lang)
        known.looked_at = time.monotonic()
        if not known.is_settled and not known.is_coming and self._is_free() and not self._behind.is_busy:
            self._submit("ahead", known, folder, item, lang)
        if known.is_coming and known.job is not None:
            known.job.done.wait(_PATIENCE)
        elif not known.is_settled:
            self._closed.wait(_PATIENCE)
            return Outlook(is_draft=True, is_coming=True)
        return Outlook(known.final is None and not known.is_silent, known.is_coming, known.problem)

    def read(self, folder: Path, item: str, lang: str) -> bytes:
        """The sound of an item as an ``.m4a``: the final one if it is ready, else that of the voice of drafts.

        Args:
            folder: the tutorial's folder.
            item: the index of a step, from 0, or ``title`` or ``end``.
            lang: one of the tutorial's languages.

        Raises PictureError with the code ``unknown`` for an unknown item, ``no-voice`` without a voice, and ``refused`` for
        a memo that can't be used, or if there is nothing to say.
        """
        return self._read(folder, item, lang, behind=False)

    def press(self, folder: Path, item: str, lang: str) -> bytes:
        """What `read` returns, for somebody who pressed Play: the chosen voice's sound is made behind if it isn't ready."""
        return self._read(folder, item, lang, behind=True)

    def _read(self, folder: Path, item: str, lang: str, *, behind: bool) -> bytes:
        known = self._find(folder, item, lang)
        # A problem may be gone by now.
        for path in (known.final, known.draft if known.problem is None else None):
            with contextlib.suppress(OSError):  # the cache was tidied up
                if path is not None:
                    data = path.read_bytes()
                    if behind and path is not known.final:
                        self._hurry(known, folder, item, lang)
                    return data
        known.final = known.draft = None
        made: Sound | None = self._now.ask("now", (folder, item, lang), TIMEOUT)
        if made is None:
            self._wait(self._hurry(known, folder, item, lang))
        elif made.is_final:
            known.final, known.problem = made.path, None
        else:
            known.draft, known.problem = made.path, made.problem
            if behind and made.problem is None:
                self._hurry(known, folder, item, lang)
        path = known.final or known.draft  # the chosen voice may have become ready meanwhile
        if path is None:
            raise StalePreviewError
        return path.read_bytes()

    def _wait(self, job: Job) -> None:
        if not job.done.wait(TIMEOUT):
            raise PictureError("busy", *_EXCUSES.busy)
        if job.error is not None:
            raise job.error

    def _hurry(self, known: _Item, folder: Path, item: str, lang: str) -> Job:
        """Make the chosen voice's sound before everything that nobody waits for."""
        job = known.job
        if job is not None and known.is_coming and job.name == "final":
            return job
        self._behind.drop(lambda one: one is job)  # unless it runs already
        return self._submit("final", known, folder, item, lang)

    def _submit(self, name: str, known: _Item, folder: Path, item: str, lang: str) -> Job:
        key = _key(folder, item, lang)

        def is_stale() -> bool:
            out_of_view = name == "ahead" and time.monotonic() - known.looked_at > _LOOKED_AT_SECONDS
            return out_of_view or key != _key(folder, item, lang)

        priority = BACKGROUND if name == "ahead" else INTERACTIVE
        known.job = self._behind.submit(name, (folder, item, lang), priority, is_stale=is_stale, on_end=known.note)
        return known.job

    def _find(self, folder: Path, item: str, lang: str) -> _Item:
        key = _key(folder, item, lang)
        with self._lock:
            known = self._items.pop(key, None) or _Item()
            self._items[key] = known  # the one used last is the last
            while len(self._items) > _MAX_KNOWN:
                del self._items[next(iter(self._items))]
            return known


def _key(folder: Path, item: str, lang: str) -> Hashable:
    """What changes with everything that may shape a sound: cheap, so that a sound that is heard again is there at once."""
    school, _, school_file = script.find_school(folder, choose.CHOICES)
    stamps: list[object] = []
    for path in sorted(path for path in list_quietly(folder) if not path.name.startswith(".")):
        with contextlib.suppress(OSError):
            state = path.stat()
            stamps.append((path.name, state.st_mtime_ns, state.st_size))
    return folder, item, lang, school, school_file, tuple(stamps)
