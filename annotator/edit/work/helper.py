"""Answer requests in a child process, the most urgent first, so that a crash or a hang takes only one of them with it.

The child starts when needed, ends when idle, and is replaced for the next request after a crash. It is no pool of the standard
library's: that keeps a process for its resources as long as the editor runs, gives no hung request up, and leaves workers behind
when the parent is killed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import annotator
from annotator.edit.errors import PictureError, StalePreviewError
from annotator.errors import AnnotatorError
from annotator.media.ffmpeg import OWN_GROUP
from annotator.messages import Message

MODULE: Final = "annotator.edit.work.helper_child"
IDLE_SECONDS: Final = 20.0
"""Seconds for which a child stays after its last work."""
_TASK_SECONDS: Final = 120.0
"""Maximum seconds for one request, after which its child is ended."""
_ANSWER_SECONDS: Final = 110.0
"""Maximum seconds for which a person waits for an answer."""
_ENDING_SECONDS: Final = 2.0
_BOOTSTRAP: Final = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
    "import runpy; runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=False)"
)
"""Starts a module of this package, wherever it was imported from, and never one of the current folder."""


@dataclass(eq=False)
class Task:
    """A request, and its answer or error once ``done`` is set. The one with the smallest ``order`` is next."""

    name: str
    args: tuple[object, ...]
    order: tuple[int, int]
    is_stale: Callable[[], bool] = lambda: False
    begun: bool = False
    is_last_try: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    error: AnnotatorError | None = None

    @property
    def may_be_tried_again(self) -> bool:
        """Whether it failed for no known reason, such as a crash of the child, and wasn't tried again yet."""
        return self.error is not None and self.error.code == "internal" and not self.is_last_try

    def finish(self, answer: Any) -> None:
        """Note the answer, or the error."""
        if isinstance(answer, AnnotatorError):
            self.error = answer
        else:
            self.answer = answer
        self.done.set()


class Helper:
    """Answers requests in a child process. Thread-safe.

    Args:
        idle_seconds: the time for which the child stays after its last work.
        module: the name of the module that the child runs.
        task_seconds: the maximum time for one request.
    """

    def __init__(
        self,
        idle_seconds: float = IDLE_SECONDS,
        module: str = MODULE,
        task_seconds: float = _TASK_SECONDS,
    ) -> None:
        self._module = module
        self._idle_seconds = idle_seconds
        self._task_seconds = task_seconds
        self._changed = threading.Condition()
        self._tasks: list[Task] = []
        self._count = 0
        self._child: Child | None = None
        self._current: Task | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="annotator helper", daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether a request is being answered, or waits."""
        with self._changed:
            return self._current is not None or bool(self._tasks)

    @property
    def pid(self) -> int | None:
        """The id of the child's process, or None while there is none."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def submit(
        self, name: str, *args: object, rank: int | None = None, is_stale: Callable[[], bool] | None = None
    ) -> Task:
        """Queue a request: a person's, of which the newest is first, or with a ``rank`` one for which nobody waits.

        One that ``is_stale`` when its turn comes is dropped.
        """
        with self._changed:
            task = Task(name, args, self._order(rank), is_stale or (lambda: False))
            if self._closed:
                task.finish(PictureError("internal", "The editor is ending."))
                return task
            self._tasks.append(task)
            self._changed.notify_all()
        return task

    def reorder(self, task: Task, rank: int | None = None) -> None:
        """Give a request another place in the queue, as in `submit`."""
        with self._changed:
            task.order = self._order(rank)

    def ask(self, name: str, *args: object, is_stale: Callable[[], bool] | None = None) -> Any:
        """The answer to a person's request. Raises as `wait`."""
        return self.wait(self.submit(name, *args, is_stale=is_stale))

    def wait(self, task: Task) -> Any:
        """The answer to a request, for which a person waits. Raises the AnnotatorError that it ended with, or PictureError."""
        self.reorder(task)
        if not task.done.wait(_ANSWER_SECONDS):
            raise PictureError("busy", "The computer is still busy with this.", "Wait a little, then try again.")
        if task.error is not None:
            raise task.error
        return task.answer

    def close(self) -> None:
        """End the child and refuse further requests."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if (child := self._child) is not None:
            child.kill_all()
        self._thread.join(_ENDING_SECONDS)

    def _order(self, rank: int | None) -> tuple[int, int]:
        self._count += 1
        return (0, -self._count) if rank is None else (1, rank)

    # ------------------------------------------------------------ the thread that talks to the child

    def _serve(self) -> None:
        while True:
            if (task := self._next()) is not None:
                task.finish(StalePreviewError() if self._closed or task.is_stale() else self._run(task))
            elif self._child is not None:
                _end(self._child)
                self._child = None
            elif self._closed:
                return

    def _next(self) -> Task | None:
        """The next task, or None where there was none for a while, or none comes any more."""
        with self._changed:
            self._current = None
            if not self._tasks and not self._closed:
                self._changed.wait(self._idle_seconds if self._child is not None else None)
            if self._tasks:
                self._current = min(self._tasks, key=lambda one: one.order)
                self._tasks.remove(self._current)
            return self._current

    def _run(self, task: Task) -> Any:
        task.begun = True
        if self._child is not None and self._child.poll() is not None:
            _end(self._child)
            self._child = None
        try:
            self._child = self._child or Child(self._module)
        except OSError as error:
            message = Message("A helper process could not be started: {reason}.", reason=error.strerror or error)
            return PictureError("internal", message)
        return _talk(self._child, task, self._task_seconds)


def ask_once(name: str, *args: object) -> Any:
    """The answer of a child of its own, whose memory is free again at once. Raises as `Helper.wait`."""
    helper = Helper()
    try:
        return helper.ask(name, *args)
    finally:
        helper.close()


def _talk(child: Child, task: Task, seconds: float) -> Any:
    """The answer of a child, which is killed if it takes too long."""
    watch = threading.Timer(seconds, child.kill_all)
    watch.daemon = True
    watch.start()
    try:
        child.input.write(pickle.dumps((task.name, task.args)))
        child.input.flush()
        return receive(child.output)
    except (OSError, EOFError):  # it crashed, or was ended
        child.kill_all()
        _end(child)
        return PictureError("internal", "The computer could not finish this.", "Try again.")
    finally:
        watch.cancel()


def _end(child: Child) -> None:
    child.end(_ENDING_SECONDS)
    child.output.close()


class Child(subprocess.Popen[bytes]):
    """A child process with its standard input and output as ``input`` and ``output``. Raises OSError if it can't be started.

    ``variables`` are added to its environment.
    """

    def __init__(self, module: str, *arguments: str, **variables: str) -> None:
        root = str(Path(annotator.__file__).resolve().parent.parent)
        super().__init__(
            [sys.executable, "-P", "-c", _BOOTSTRAP, root, module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1", **variables},
            **OWN_GROUP,
        )
        assert self.stdin is not None and self.stdout is not None, "they are pipes"
        self.input, self.output = self.stdin, self.stdout

    def end(self, seconds: float) -> None:
        """Close its standard input, at which it ends itself; kill it if it hasn't after so many seconds."""
        with contextlib.suppress(OSError):
            self.input.close()
        try:
            self.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill_all()
            self.wait()

    def kill_all(self) -> None:
        """End it and all that it has started, at once; on Windows, it alone."""
        if sys.platform == "win32":
            self.kill()
        elif self.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)


def wait_for_input() -> None:
    """Return when there is something to read on standard input, or it has ended; on Windows, since reading must not wait there.

    A read that waits for a pipe holds up all else that asks for it: NumPy where it is loaded, and programs that inherit it.
    """
    if sys.platform == "win32":
        import _winapi  # they are nowhere else
        import msvcrt

        with contextlib.suppress(OSError):  # it has ended, or is no pipe
            while not _winapi.PeekNamedPipe(msvcrt.get_osfhandle(0))[0]:
                time.sleep(0.02)


def receive(stream: IO[bytes]) -> Any:
    """Read a pickled value. Raises EOFError if the other end is gone, also in the middle of it."""
    try:
        return pickle.load(stream)  # noqa: S301 - written by the same program
    except pickle.UnpicklingError as error:
        raise EOFError from error
