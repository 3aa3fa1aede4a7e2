"""Remember how far each picture is read. A picture is a file in one state: one that is replaced is another picture."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from annotator.edit.picture_answers import PictureError, PictureState, StalePreviewError
from annotator.edit.worker_channel import Job

Stamp = tuple[str, int, int]
"""A file at one moment: its path, its modification time and its size."""
_NOT_ITS_FAULT: Final = frozenset({"internal", "missing", "disk-full", "not-writable"})
"""Errors that say nothing about the picture."""
_UNKNOWN: Final = PictureState("waiting")


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return str(path), status.st_mtime_ns, status.st_size


class ReadingStates:
    """The states of pictures. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[Stamp, PictureState] = {}
        self._crashed: set[Stamp] = set()

    def of(self, stamp: Stamp | None) -> PictureState:
        """The state of a picture; ``waiting`` for an unknown one, and where there is no file."""
        with self._lock:
            return _UNKNOWN if stamp is None else self._states.get(stamp, _UNKNOWN)

    def is_done(self, stamp: Stamp) -> bool:
        """Whether it is read, or can't be."""
        return self.of(stamp).state in ("ready", "failed")

    def start(self, stamp: Stamp) -> None:
        """Note that it is being read now."""
        with self._lock:
            self._states[stamp] = PictureState("reading")

    def finish(self, stamp: Stamp, job: Job) -> bool:
        """Note how the reading ended. Returns whether to try once more, since that ended for a reason of its own."""
        with self._lock:
            if isinstance(job.error, StalePreviewError):  # only taken out of the queue
                if self._states.get(stamp, _UNKNOWN).state == "reading":
                    self._states[stamp] = _UNKNOWN
                return False
            if job.error is None:
                self._states[stamp] = job.answer
                return False
            innocent = isinstance(job.error, PictureError) and job.error.code in _NOT_ITS_FAULT
            if innocent and stamp not in self._crashed:
                self._crashed.add(stamp)
                self._states[stamp] = _UNKNOWN
                return True
            self._states[stamp] = PictureState("failed", problem=job.error.message)
            return False
