"""Run heavy code (OpenCV, onnxruntime, voices, decoded pictures) in a child process, whose end frees the memory again.

It is the child of `annotator.edit.work.helper`: it reads pictures, draws cards, speaks, and judges recordings.
"""

import os
import pickle
import queue
import sys
import threading
import traceback
from importlib import import_module
from typing import Any

from annotator import errors
from annotator.edit.work.child import receive, wait_for_input


def main() -> None:
    """Answer the parent's requests on stdin, and end at once when it is gone, also in the middle of one."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output of libraries must not get among the answers
    waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(waiting,), daemon=True).start()
    while True:
        pickled = pickle.dumps(answer(*waiting.get()))
        try:
            output.write(pickled)
            output.flush()
        except OSError:
            os._exit(0)  # a normal exit would abort, since `_listen` is reading


def answer(name: str, args: tuple[Any, ...]) -> object:
    """The result of a function below ``annotator.edit``, called by module and name, or an AnnotatorError for its exception."""
    module, _, function = name.rpartition(".")
    try:
        return getattr(import_module(f"annotator.edit.{module}"), function)(*args)
    except Exception as error:  # noqa: BLE001 - the child lives on, and the server says what is wrong
        explained = errors.as_annotator_error(error)
        explained.detail = explained.detail or "".join(traceback.format_exception(error))
        return explained


def _listen(waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]]) -> None:
    while True:
        wait_for_input()  # the parent sends one request at a time: none is in Python's buffer already
        try:
            waiting.put(receive(sys.stdin.buffer))
        except (OSError, EOFError):
            os._exit(0)


if __name__ == "__main__":
    main()
