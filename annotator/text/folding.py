"""Fold text for comparison, so that what readers don't see or don't tell apart doesn't matter.

All matching passes here: `fold` for whole texts, `visible` where the places of what is found must be known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

DROPPED: Final = frozenset('¿¡“”"«»')
"""Punctuation that is ignored: OCR misses it, and people leave it out when they type."""
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point."""
_UNSEEN: Final = ("Cc", "Cf", "Me")
"""Categories that are no letters either: control and format characters, and what is drawn around a letter."""
_ORDINARY: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f]*")
"""Texts of these characters are as they are seen, if they are in the form NFKC."""
_OWN: Final = frozenset("ªº´¨¯¸˘˙˚˛˜˝")
"""Characters that stay, since their compatibility form is a letter or has a space."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` in lower case without accents and invisible characters, with straight quotes and single spaces.

    ñ becomes n; ligatures, full-width and other styled letters become plain ones.
    """
    return " ".join("".join(fold_character(character) for character in text).split())


@lru_cache(maxsize=1024)  # a build folds tens of thousands of them, of a hundred different ones
def fold_character(character: str) -> str:
    """Fold one character, to zero, one or several characters."""
    if character in "’‘´`":
        return "'"
    if character in "‐‑–—−":
        return "-"
    if character in DROPPED or is_invisible(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    return "".join(part for part in decomposed if not unicodedata.combining(part))


@lru_cache(maxsize=1024)
def is_invisible(character: str) -> bool:
    """Whether nobody sees a character: soft hyphens, joiners, marks of direction, fillers, control characters."""
    return bool(_IGNORABLE.match(character)) or (unicodedata.category(character) in _UNSEEN and not character.isspace())


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A text as readers see it, to search in. ``places`` has the (start, end) of each character in the original."""

    text: str
    places: Sequence[tuple[int, int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) in the original of a part that isn't empty."""
        return (start, end) if self.places is None else (self.places[start][0], self.places[end - 1][1])


def visible(text: str) -> VisibleText:
    """``text`` in the form NFKC with its accents composed, and without invisible characters."""
    if _ORDINARY.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return VisibleText(text)
    shown: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _split_clusters(text):
        whole = "".join(character for character in text[start:end] if not is_invisible(character))
        plain = whole if whole in _OWN else unicodedata.normalize("NFKC", whole)
        for part in plain:
            if not (unicodedata.combining(part) or is_invisible(part)):
                shown.append(part)
                places.append((start, end))
    return VisibleText("".join(shown), places)


def readings(text: str) -> tuple[VisibleText, ...]:
    """The ways to read a text: without its invisible characters, and with each as a space, which some of them stand for."""
    parted = "".join(" " if is_invisible(character) else character for character in text)
    return (visible(text),) if parted == text else (visible(text), visible(parted))


def _split_clusters(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each character with what follows it that is invisible, or an accent."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (unicodedata.combining(text[end]) or is_invisible(text[end])):
            yield start, end
            start = end
