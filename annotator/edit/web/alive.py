"""When the server ends by itself: half an hour after the last page was closed, and never while a job runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

IDLE_SECONDS = 30 * 60


@dataclass
class Clock:
    """The time since the last sign of a page.

    Args:
        busy: whether a job runs.
        now: a clock in seconds that only goes forward.
        limit: how long the server waits for a page.
    """

    busy: Callable[[], bool]
    now: Callable[[], float] = time.monotonic
    limit: float = IDLE_SECONDS
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.now()

    def touch(self) -> None:
        """A page is open."""
        self._last = self.now()

    def is_over(self) -> bool:
        """Whether the server may end. A job counts like a page, up to its end."""
        if self.busy():
            self.touch()
        return self.now() - self._last > self.limit
