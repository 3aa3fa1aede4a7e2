"""The child's end of a `WorkerProcess`: values on stdin and stdout, until stdin ends."""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import IO, Any

from annotator.edit.job_protocol import describe_error
from annotator.edit.worker_process import receive, send

Describe = Callable[[Exception], Mapping[str, Any]]


def take_output() -> IO[bytes]:
    """The way to the parent. What a library prints does not get into it."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def serve_parent(answer: Callable[..., object], describe: Describe = describe_error) -> None:
    """Answer the parent's requests, by name and arguments; end at once when it is gone, also in the middle of one.

    ``describe`` words an error: its ``code``, ``message`` and ``remedy``.
    """
    output = take_output()
    waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()

    def listen() -> None:
        while True:
            try:
                waiting.put(receive(sys.stdin.buffer))
            except (OSError, EOFError):
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        name, args = waiting.get()
        try:
            said: tuple[str, object] = "answer", answer(name, *args)
        except Exception as error:  # noqa: BLE001 - the child lives on, and the server says what is wrong
            detail = "".join(traceback.format_exception(error))
            said = "error", {**describe(error), "detail": detail}
        try:
            send(output, said)
        except OSError:
            os._exit(0)  # not by way of the interpreter's end, which would abort while `listen` waits
