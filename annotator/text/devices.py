"""Tell from the words of a script's ``device:`` fact whether it is about a phone, a tablet or a laptop. Pure.

Decided here alone: the frame around a screen, its words for a press ("toque", "haga clic") and its pictograms follow.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.model import Device
from annotator.text.folding import fold

_DEVICES: Final[tuple[tuple[Device, str], ...]] = (
    ("tablet", r"tablet\w*|galaxy tab|ipads?"),
    ("laptop", r"laptops?|chromebooks?|galaxy book|computer|computador\w*|pc|mac\w*|notebook|windows|desktop|portatil"),
    (
        "phone",
        r"phones?|smartphones?|iphones?|android|cel|cell|celular\w*|movil\w*|telefono\w*|telemovel|mobile"
        r"|samsung|galaxy|moto|motorola|xiaomi|redmi|huawei|pixel",
    ),
)
"""Words of ``device:``, without accents; the first that is named counts, as in "Android tablet"."""
_JOINING: Final = re.compile(r"\b(?:or|and|o|u|y|e|ou)\b|[/,;+&]")
"""Joins devices: "celular o computadora"."""


def device_of(fact: str) -> Device | None:
    """The kind of device that a ``device:`` fact names, such as "Android tablet"; None if it names none or several."""
    named = {
        next((device for device, words in _DEVICES if re.search(rf"\b(?:{words})\b", part)), None)
        for part in _JOINING.split(fold(fact))
    } - {None}
    return named.pop() if len(named) == 1 else None
