"""Tell the kind of device that a ``device:`` line names, in Spanish, English or Portuguese."""

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
"""Words of ``device:``, without accents; the first kind here that is named counts: "Android tablet" is a tablet."""
_JOINING: Final = re.compile(r"\b(?:or|and|o|u|y|e|ou)\b|[/,;+&]")
"""Words and marks that join devices: "celular o computadora"."""


def device_of(fact: str) -> Device | None:
    """The kind of device that a ``device:`` fact names, such as "Android tablet"; None if it names none or several."""
    named: set[Device] = set()
    for part in _JOINING.split(fold(fact)):
        matching = [device for device, words in _DEVICES if re.search(rf"\b(?:{words})\b", part)]
        named.update(matching[:1])
    return named.pop() if len(named) == 1 else None
