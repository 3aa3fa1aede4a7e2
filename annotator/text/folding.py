"""Folds texts so that case, accents and the style of quotes don't count."""

from __future__ import annotations

import unicodedata
from typing import Final

DROPPED: Final = frozenset('¿¡“”"«»')
"""Punctuation that readers lose, and staff leave out."""


def fold(text: str) -> str:
    """``text`` without case and accents, with plain quotes and single spaces; n and ñ count as the same letter."""
    return " ".join("".join(fold_character(character) for character in text).split())


def fold_character(character: str) -> str:
    """One character folded: none, one or several."""
    if character in "’‘´`":
        return "'"
    if character in "–—−":
        return "-"
    if character in DROPPED:
        return ""
    if character == "…":
        return "..."
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(part for part in decomposed if not unicodedata.combining(part))
