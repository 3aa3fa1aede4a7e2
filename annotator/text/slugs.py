"""Make file names from titles that are safe on Windows, on phones and in links."""

from __future__ import annotations

import re
import unicodedata

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
