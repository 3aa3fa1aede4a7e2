"""Read the pictures of tutorials in a child process before somebody needs them, those in view first.

Reading the texts of a screenshot may take a second, finding its touch targets and faces some more. So a picture is two
requests, its *texts* and its *details*; the details of pictures out of view come after the texts of all.
"""

import itertools
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from annotator import script
from annotator.edit.data_root import cache_root
from annotator.edit.errors import PictureError
from annotator.edit.pointing.picture_state import PictureState
from annotator.edit.work.helper import Helper, Task
from annotator.messages import Message

REQUEST: Final = "pointing.picture_requests.answer_request"
"""The function that answers requests about pictures, by its name below ``annotator.edit``."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file with its modification time and size, since a file that was replaced is another picture."""

    path: Path
    modified_ns: int
    size: int

    @classmethod
    def of(cls, path: Path) -> "Stamp | None":
        """The stamp of a file; None if there is none."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            return None
        return cls(path, status.st_mtime_ns, status.st_size)


class ReadingQueue:
    """The pictures that a ``helper`` reads or has read. Methods may be called from any thread.

    Args:
        usual_cache: the cache folder, which the helper shares with builds; answers have another one.
        helper: reads the pictures.
    """

    def __init__(self, usual_cache: Path, helper: Helper) -> None:
        self._usual_cache = usual_cache
        self._helper = helper
        self._lock = threading.RLock()
        self._texts: dict[Stamp, Task] = {}
        """The reading of each picture's texts, waiting, running or done."""
        self._repeated: set[Stamp] = set()
        """The pictures whose texts were requested again after a failure without a known reason, such as a crash."""
        self._details: dict[tuple[Stamp, str | None], Task] = {}
        """The reading of each picture's touch targets and faces, for a kind of device."""
        self._in_view: dict[Path, str | None] = {}
        """The picture to read first in each folder: that of the step in view."""

    def read_ahead(
        self, folder: Path, names: Sequence[str], device: str | None = None, first: str | None = None
    ) -> None:
        """Read these pictures of a folder in the background: all of ``first``, then the texts of the others, then their details.

        Called again, it changes the order of what still waits. Without ``first``, that of the last call is the first.
        """
        with self._lock:
            first = first or self._in_view.get(folder)
            self._in_view[folder] = first
            stamps = list(_list_stamps(folder / name for name in names))
            in_view = [stamp for stamp in stamps if stamp.path.name == first]
            others = [stamp for stamp in stamps if stamp not in in_view]
            ranks = itertools.count()
            for group in (in_view, others):
                for stamp in group:
                    self._read_texts(stamp, next(ranks))
                for stamp in group:
                    self._read_details(stamp, device, next(ranks))

    def state(self, path: Path) -> PictureState:
        """The progress of reading a picture's texts; ``waiting`` also for a missing file, and if it must be requested (again)."""
        stamp = Stamp.of(path)
        task = None if stamp is None else self._texts.get(stamp)
        if stamp is None or task is None or self._may_repeat(stamp, task):
            return PictureState("waiting")
        if not task.done.is_set():
            return PictureState("reading" if task.begun else "waiting")
        state: PictureState | None = task.answer
        return state or PictureState("failed", problem=task.error.message if task.error else None)

    def wait_for_texts(self, paths: Sequence[Path]) -> None:
        """Wait until the texts of pictures are read. Raises PictureError if the first can't be read, or if it takes too long."""
        state = self.state(paths[0])
        if state.state == "failed" or Stamp.of(paths[0]) is None:
            missing = Message("{name} is not there.", name=paths[0].name)
            raise PictureError("unreadable-picture", state.problem or missing)
        for stamp in _list_stamps(paths):
            if self.state(stamp.path).state in ("ready", "failed"):
                continue
            try:
                self._helper.wait(self._read_texts(stamp))
            except PictureError as error:
                if stamp.path == paths[0] or error.code == "busy":
                    raise

    def _read_texts(self, stamp: Stamp, rank: int | None = None) -> Task:
        """The request for a picture's texts, new or with its new rank in the queue; without a rank, a person waits for it."""
        with self._lock:
            task = self._texts.get(stamp)
            if task is not None and not self._may_repeat(stamp, task):
                if not task.is_awaited:
                    self._helper.reorder(task, rank)
                return task
            if task is not None:
                self._repeated.add(stamp)
            self._texts[stamp] = self._submit("texts", stamp, rank=rank)
            return self._texts[stamp]

    def _may_repeat(self, stamp: Stamp, task: Task) -> bool:
        """Whether the texts may be requested once more: the reading failed for no known reason."""
        return task.error is not None and task.error.code == "internal" and stamp not in self._repeated

    def _read_details(self, stamp: Stamp, device: str | None, rank: int) -> None:
        """Request a picture's details, or give the request its new place in the queue, unless the texts can't be read."""
        task = self._details.get((stamp, device))
        if task is not None:
            self._helper.reorder(task, rank)
        elif not self._has_failed(stamp):
            is_stale = partial(self._has_failed, stamp)
            self._details[stamp, device] = self._submit("details", stamp, device, rank=rank, is_stale=is_stale)

    def _submit(self, name: str, stamp: Stamp, *values: object, **options: Any) -> Task:
        """Queue a request about a picture, with the ``options`` of `Helper.submit`."""
        folder_cache = cache_root(stamp.path.parent, self._usual_cache)
        return self._helper.submit(REQUEST, folder_cache, name, stamp.path, *values, **options)

    def _has_failed(self, stamp: Stamp) -> bool:
        """Whether the texts of a picture can't be read, as far as that is known."""
        return self._texts[stamp].error is not None


def _list_stamps(paths: Iterable[Path]) -> Iterator[Stamp]:
    """The stamps of the existing pictures, without duplicates."""
    for path in dict.fromkeys(paths):
        stamp = Stamp.of(path)
        if stamp is not None and script.suffix(path.name) in script.PICTURES:
            yield stamp
