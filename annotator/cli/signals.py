"""Stop a command at a signal by KeyboardInterrupt, so that it can clean up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

_SIGNALS = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)


@dataclass
class Run:
    """The command that runs: its first signal, or None; the number of its signals; whether errors show details."""

    signal: int | None = None
    count: int = 0
    debugging: bool = False

    def raise_if_stopped(self) -> None:
        """Raise KeyboardInterrupt if the command got a signal."""
        if self.signal is not None:
            raise KeyboardInterrupt

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        self.signal = self.signal or number
        self.count += 1
        # A second Ctrl-C must not interrupt the clean-up; a third one may.
        if self.count != 2:
            raise KeyboardInterrupt


current = Run()


@contextmanager
def catch_signals() -> Iterator[Run]:
    """Handle signals within the block. A signal that our parent process ignores (``nohup``, ``&``) stays ignored."""
    current.signal, current.count = None, 0
    before = {}
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):  # only the main thread may install handlers
                before[number] = signal.signal(number, current._handle)
    try:
        yield current
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
