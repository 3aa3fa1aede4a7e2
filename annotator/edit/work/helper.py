"""Answer requests in a child process, the most urgent first, so that a crash or a hang takes only one of them with it.

The child starts when needed, ends when idle, and is replaced for the next request after a crash. It is no pool of the standard
library's: that keeps a process for its resources as long as the editor runs, gives no hung request up, and leaves workers behind
when the parent is killed.
"""

import pickle
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.edit.errors import PictureError, StalePreviewError
from annotator.edit.work.child import Child, receive
from annotator.errors import AnnotatorError
from annotator.messages import Message

MODULE: Final = "annotator.edit.work.helper_child"
IDLE_SECONDS: Final = 20.0
"""Seconds for which a child stays after its last work."""
_TASK_SECONDS: Final = 120.0
"""Maximum seconds for one request, after which its child is killed."""
_ANSWER_SECONDS: Final = 110.0
"""Maximum seconds for which a person waits for an answer."""
_ENDING_SECONDS: Final = 2.0
"""Maximum seconds for a child to end by itself."""


@dataclass(eq=False)
class Task:
    """A request, and its answer or error once ``done`` is set. The one with the smallest ``order`` is answered next."""

    name: str
    args: tuple[object, ...]
    order: tuple[int, int]
    is_stale: Callable[[], bool] = lambda: False
    begun: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    error: AnnotatorError | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether a person waits for it."""
        return self.order[0] == 0

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
        idle_seconds: seconds for which the child stays after its last work.
        module: the name of the module that the child runs.
        task_seconds: maximum seconds for one request.
    """

    def __init__(
        self, idle_seconds: float = IDLE_SECONDS, module: str = MODULE, task_seconds: float = _TASK_SECONDS
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
        self, name: str, *args: object, rank: int | None = None, is_stale: Callable[[], bool] = lambda: False
    ) -> Task:
        """Queue a request: a person's, of which the newest is first, or with a ``rank`` one for which nobody waits.

        One that ``is_stale`` when its turn comes ends with StalePreviewError.
        """
        with self._changed:
            task = Task(name, args, self._order(rank), is_stale)
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

    def ask(self, name: str, *args: object, is_stale: Callable[[], bool] = lambda: False) -> Any:
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

    def interrupt(self) -> None:
        """Kill the child, so that it writes nothing more. The request at hand ends with an error; the next one starts a child."""
        child = self._child
        if child is not None:
            child.kill_all()
            child.wait(_ENDING_SECONDS)

    def close(self) -> None:
        """End the child and refuse further requests; those that wait end with StalePreviewError."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        child = self._child
        if child is not None:
            child.kill_all()
        self._thread.join(_ENDING_SECONDS)

    def _order(self, rank: int | None) -> tuple[int, int]:
        """The place in the queue: people first, the newest of them at once; then by ``rank``."""
        self._count += 1
        return (0, -self._count) if rank is None else (1, rank)

    def _serve(self) -> None:
        """Answer requests until `close`, in a thread of its own."""
        while True:
            task = self._next()
            if task is not None:
                is_needed = not self._closed and not task.is_stale()
                task.finish(self._run(task) if is_needed else StalePreviewError())
            elif self._child is not None:
                _end(self._child)
                self._child = None
            elif self._closed:
                return

    def _next(self) -> Task | None:
        """The next request; None if none came while a child idled, or none is left after `close`."""
        with self._changed:
            self._current = None
            if not self._tasks and not self._closed:
                self._changed.wait(self._idle_seconds if self._child is not None else None)
            if self._tasks:
                self._current = min(self._tasks, key=lambda task: task.order)
                self._tasks.remove(self._current)
            return self._current

    def _run(self, task: Task) -> Any:
        """The answer to a request, or the error, from the child or a new one."""
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
    """The answer of a child, or an error; a child that takes too long is killed."""
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
    """End a child, and close the pipe of its output."""
    child.end(_ENDING_SECONDS)
    child.output.close()
