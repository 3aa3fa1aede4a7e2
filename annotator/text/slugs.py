"""File names in the family's language, safe on Windows, on phones and in links."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60
RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
"""Names that no file or folder may have on Windows."""


def slug(title: str, fallback: str = "tutorial") -> str:
    """``Entrar a la clase por Zoom`` → ``entrar-a-la-clase-por-zoom``: a–z, 0–9 and hyphens, at most 60 characters.

    Accents are folded. ``fallback`` serves where nothing of the title is left (other scripts, emoji alone).
    """
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rsplit("-", 1)[0][:_LONGEST].strip("-")
    if not name:
        return slug(fallback) if fallback != title and fallback != "tutorial" else "tutorial"
    return f"{name}-1" if name in RESERVED else name
