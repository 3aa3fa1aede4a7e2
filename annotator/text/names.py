"""Names from titles and devices: for files, for folders on a website, and what kind of device a text means."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from annotator.model import Device
from annotator.text.folding import fold

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_FALLBACK = "tutorial"


def plain_name(name: str) -> str:
    """``Tarea en Classroom`` → ``tarea-en-classroom``; a name that is plain already stays as it is.

    A name without a letter of ours (another script, only emoji) becomes ``tutorial-`` and six characters that are its own.
    """
    if _PLAIN.fullmatch(name):
        return name
    plain = slugify(name, _FALLBACK)
    if plain != _FALLBACK or name.casefold().strip() == _FALLBACK:
        return plain
    return f"{_FALLBACK}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


_MAX_CHARACTERS = 60
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
"""Names that Windows reserves for devices."""


def slugify(title: str, fallback: str = "tutorial") -> str:
    """``Entrar a la clase por Zoom`` → ``entrar-a-la-clase-por-zoom``: a–z, 0–9 and hyphens, at most 60 characters.

    Accents are dropped. ``fallback`` is used if nothing of the title is left (another script, only emoji).
    """
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if len(name) > _MAX_CHARACTERS:
        name = name[: _MAX_CHARACTERS + 1].rsplit("-", 1)[0][:_MAX_CHARACTERS].strip("-")
    if not name:
        return slugify(fallback) if fallback != title and fallback != "tutorial" else "tutorial"
    return f"{name}-1" if name in RESERVED else name


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
