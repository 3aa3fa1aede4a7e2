"""Read the time in the status bar of a phone's screenshot, which tells in what order pictures were taken."""

import re
from collections.abc import Iterable
from typing import Final

from annotator.model import TextLine

STATUS_BAR_SHARE: Final = 0.06
"""Fraction of a screenshot's height, from the top, in which the clock of the status bar is."""
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\b")


def read_clock(lines: Iterable[TextLine], height: int) -> int | None:
    """The time at the start of a text in the status bar, in minutes (572 for 9:32), or None.

    ``height`` is that of the screenshot, in pixels.
    """
    for line in lines:
        time = _CLOCK.match(line.text)
        if time and line.box.bottom < STATUS_BAR_SHARE * height:
            return 60 * int(time[1]) + int(time[2])
    return None
