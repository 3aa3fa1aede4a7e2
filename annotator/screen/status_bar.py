"""Read the time in the status bar of a phone's screenshot, which tells in what order pictures were taken."""

import re
from collections.abc import Iterable
from typing import Final

from annotator.model import TextLine

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\b")


def read_clock(lines: Iterable[TextLine], height: int) -> int | None:
    """The time at the start of a text in the top 6 % of a screenshot of ``height`` pixels, in minutes (572 for 9:32), or None."""
    for line in lines:
        time = _CLOCK.match(line.text)
        if time and line.box.bottom < 0.06 * height:
            return 60 * int(time[1]) + int(time[2])
    return None
