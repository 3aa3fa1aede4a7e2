"""Fold text for comparison, so that case, accents and the style of quotes and dashes don't matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

DROPPED: Final = frozenset('¿¡“”"«»')
"""Punctuation that is ignored: OCR misses it, and people leave it out when they type."""


def fold(text: str) -> str:
    """``text`` in lower case without accents, with straight quotes and single spaces. ñ becomes n."""
    return " ".join("".join(fold_character(character) for character in text).split())


@lru_cache(maxsize=1024)  # a build folds tens of thousands of them, of a hundred different ones
def fold_character(character: str) -> str:
    """Fold one character, to zero, one or several characters."""
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
