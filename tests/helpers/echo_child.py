"""A child for tests of `annotator.edit.work.helper`: it echoes, waits, fails, or dies as it is told."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from annotator.edit.errors import NotListedError
from annotator.edit.work import helper_child

_echoed: list[object] = []


def answer(name: str, args: tuple[Any, ...]) -> object:
    if name == "die":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # on Windows both are one
    if name == "wait":
        time.sleep(args[0])
    if name == "wait for":
        while not Path(args[0]).exists():
            time.sleep(0.01)
    if name == "number":
        return _echoed.index(args[0])
    if name == "fail":
        return NotListedError("No {number}.", "Ask again.", number=1)
    _echoed.extend(args)
    return os.getpid(), name, args


if __name__ == "__main__":
    helper_child.answer = answer
    helper_child.main()
