"""A process that makes one pack after another, and the parent's end of it."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, NoReturn

from annotator.cache import Cache
from annotator.district import memory, work
from annotator.district.plan import PackTask, Settings, SharedTask
from annotator.district.work import PackReport

Task = PackTask | SharedTask
_STOP_SECONDS = 10.0
"""How long a process may take to clean up when it is asked to end."""
_READER = "rapidocr"
"""The library that reads pictures; imported with its models, where there is a picture to be read."""


@dataclass(frozen=True)
class Answer:
    """What a worker sends: its progress in a task (``done`` of ``total``), or the end of the task.

    ``report`` is that of a pack that has ended; None for progress, and at the end of a shared task. ``peak`` is the most
    memory that the process has had, and ``held`` what it has now, both in bytes; ``has_reader`` is whether it has loaded
    the models that read pictures.
    """

    kind: Literal["progress", "end"]
    done: int = 0
    total: int = 1
    report: PackReport | None = None
    peak: int = 0
    held: int = 0
    has_reader: bool = False


class Worker:
    """A child process with at most one task at a time.

    It is replaced before it makes a pack if it holds memory that the pack doesn't need: the models that read pictures
    for shared work, or more than `memory.HELD_BYTES` of whatever kind.
    """

    def __init__(self, settings: Settings, cache: Cache) -> None:
        self._start = (settings, cache.root)
        self.task: Task | None = None
        self._is_full = False
        self._launch()

    def _launch(self) -> None:
        # A forked child would share locks and libraries in whatever state they are.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, *self._start), name="annotator-district")
        process.start()
        self._process = process  # now, since one that was interrupted in its start can't be waited for
        theirs.close()

    def begin(self, task: Task) -> None:
        """Start a task; in a new process if the last one holds too much memory for it, or was killed meanwhile."""
        if self._is_full and isinstance(task, PackTask):
            self.restart()
        self.task = task
        try:
            self.connection.send(task)
        except OSError:
            self.restart()
            self.connection.send(task)

    def receive(self) -> Answer | None:
        """The next answer, or None if the process was killed."""
        try:
            answer: Answer = self.connection.recv()
        except (EOFError, OSError):
            return None
        if answer.kind == "end":
            is_read = answer.report is None and answer.has_reader
            self._is_full = is_read or answer.held > memory.HELD_BYTES
        return answer

    def restart(self) -> None:
        """Replace the process by a new one."""
        self.stop()
        self._is_full = False
        self._launch()

    def ask_to_stop(self) -> None:
        """Ask the process to end at once; it cleans up."""
        with contextlib.suppress(OSError):
            self._process.terminate()

    def stop(self) -> None:
        """Wait until the process has ended, and end it by force if it takes too long."""
        self.connection.close()
        self._process.join(_STOP_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(connection: Connection, settings: Settings, cache_root: Path) -> None:
    """The child's loop: a task in, its progress and end out, until the parent is gone."""
    # Ctrl-C reaches all processes of a terminal; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    cache = Cache(cache_root)
    with contextlib.suppress(EOFError, OSError):
        while True:
            task: Task = connection.recv()

            def progress(_what: str, done: int, total: int) -> None:
                connection.send(Answer("progress", done, total))

            report = None
            if isinstance(task, PackTask):
                report = work.make_pack(task, settings, cache, progress)
            else:
                work.make_shared(task, settings, cache, progress)
            used = {"peak": memory.peak(), "held": memory.resident()}
            connection.send(Answer("end", report=report, has_reader=_READER in sys.modules, **used))


def _leave(*_: object) -> NoReturn:
    sys.exit(143)  # unwinds, so that what is half made is removed
