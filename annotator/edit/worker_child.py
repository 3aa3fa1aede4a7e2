"""The child's end of a `WorkerChannel`: requests on stdin, answers on stdout, until stdin ends."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from annotator.edit.worker_channel import receive, send

Answer = Callable[[str, tuple[Any, ...]], tuple[str, object]]
"""Answers a request by its name and arguments: ``("answer", value)``, or ``("error", (code, message, remedy, detail))``."""


def serve(answer: Answer, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Answer requests until the other end is gone; then the process ends at once, also in the middle of one."""
    waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()

    def listen() -> None:
        while True:
            try:
                waiting.put(receive(incoming))
            except (OSError, EOFError):
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        name, args = waiting.get()
        try:
            send(outgoing, answer(name, args))
        except OSError:
            os._exit(0)  # not by way of the interpreter's end, which would abort while `listen` waits


def serve_parent(answer: Answer) -> None:
    """Answer the parent's requests. What a library prints does not get into the answers."""
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(answer, sys.stdin.buffer, outgoing)
