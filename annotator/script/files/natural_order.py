"""Sort file names as people count: 2 before 10, and the times in the names of screenshots as on a clock."""

import re

from annotator.script.file_names import stem, suffix

_NUMBERED = re.compile(r"(.*\S)\s*\(([0-9]+)\)", re.DOTALL)
"""The name of a copy, as computers number it: ``screenshot (2)``."""
_CLOCK = re.compile(r"\b([0-9]{1,2})(\.[0-9]{2}\.[0-9]{2})\s([ap])\.?\s?m\b")
"""The time in the names of a Mac and of WhatsApp: ``… at 1.05.33 PM``, ``… a las 1.05.33 p. m.``, here in lower case."""
NaturalKey = tuple[tuple[str | int, ...], int, str, str]
"""``Step 10 (2).png`` is ``(("step ", 10, ""), 2, ".png", "Step 10 (2).png")``."""


def natural_key(name: str) -> NaturalKey:
    """A sort key for file names in natural order.

    2 comes before 10, a name without ``(n)`` before its ``(1)``, 11.00.00 AM before 12.59.59 PM. Case decides only where
    nothing else does.
    """
    base = stem(name).casefold()
    match = _NUMBERED.fullmatch(base)
    base, copy = (match[1], match[2]) if match else (base, "0")
    in_24_hours = _CLOCK.sub(lambda match: f"{int(match[1]) % 12 + 12 * (match[3] == 'p')}{match[2]}", base)
    # A split with a group alternates: text at even positions, digits at odd ones. So keys never compare text to digits.
    parts = re.split(r"([0-9]+)", in_24_hours)
    comparable = tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
    return comparable, int(copy), suffix(name), name
