"""Turn Ctrl-C and termination signals into exceptions that unwind a command, so that it can clean up.

``Stop`` remembers the signal: an error that the interruption causes is then reported as an interruption, and an interrupt
that was swallowed (in a destructor, or by a library's handler) is raised again at the next progress report.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

_SIGNALS = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


class Terminated(BaseException):
    """The process was asked to end (SIGTERM, or its terminal was closed)."""


@dataclass
class Stop:
    """The first signal that asked the command to end, or None, and how many came in all."""

    signal: int | None = None
    count: int = 0

    def raise_if_asked(self) -> None:
        """Raise KeyboardInterrupt or Terminated if the command was asked to end."""
        if self.signal is not None:
            raise _exception_for(self.signal)

    @property
    def exit_code(self) -> int | None:
        """The exit code of a command that was stopped: 130 by Ctrl-C, 143 by SIGTERM, 129 by a closed terminal."""
        return None if self.signal is None else 128 + self.signal

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        self.signal = self.signal or number
        self.count += 1
        # An impatient second Ctrl-C must not interrupt the clean-up; a third one may.
        if self.count != 2:
            raise _exception_for(number)


current = Stop()
"""The stop state of the running command."""


@contextlib.contextmanager
def catch_signals() -> Iterator[Stop]:
    """Handle signals within the block. A signal that our parent process ignores (``nohup``, ``&``) stays ignored."""
    current.signal, current.count = None, 0
    before = {}
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(ValueError):  # only the main thread may install handlers
                before[number] = signal.signal(number, current._handle)
    try:
        yield current
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exception_for(number: int) -> BaseException:
    return KeyboardInterrupt() if number == signal.SIGINT else Terminated()
