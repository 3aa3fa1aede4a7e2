"""Fold text in one place, so that comparisons take the same texts for equal: accents, case and odd spaces don't count.

``fold("  Unírse ")`` is ``"unirse"``; `visible` also keeps the place of each character, to locate matches in the original.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

IGNORED_PUNCTUATION: Final = frozenset('¿¡“”"«»')
"""Punctuation that is ignored: OCR misses it, and people leave it out when they type."""
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point."""
_UNSEEN: Final = ("Cc", "Cf", "Me")
"""Unicode categories that count as invisible: control and format characters, and marks that enclose a letter."""
_ORDINARY: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f]*")
"""Texts of characters that are visible as they are; a text in the form NFKC needs no further work."""
_KEPT_UNCHANGED: Final = frozenset("ªº´¨¯¸˘˙˚˛˜˝")
"""Characters that stay, since their compatibility form is a letter or has a space."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` in lower case without accents, invisible characters and `IGNORED_PUNCTUATION`, with single spaces between words.

    ñ becomes n; ligatures, full-width and other styled letters become plain ones; apostrophes and hyphens the straight ones.
    """
    return " ".join("".join(fold_character(character) for character in text).split())


@lru_cache(maxsize=1024)  # a build folds tens of thousands of them, of a hundred different ones
def fold_character(character: str) -> str:
    """Fold one character, to zero, one or several characters."""
    if character in "’‘´`":
        return "'"
    if character in "‐‑–—−":
        return "-"
    if character in IGNORED_PUNCTUATION or is_invisible(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    return "".join(part for part in decomposed if not unicodedata.combining(part))


@lru_cache(maxsize=1024)
def is_invisible(character: str) -> bool:
    """Whether a character counts as invisible: soft hyphens, joiners, fillers, and `_UNSEEN` ones except white space."""
    return bool(_IGNORABLE.match(character)) or (unicodedata.category(character) in _UNSEEN and not character.isspace())


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A text as readers see it, to search in.

    ``Zo`` with a soft hyphen between is ``VisibleText("Zo", [(0, 2), (2, 3)])``.

    Attributes:
        text: the visible characters.
        places: the (start, end) in the original of each of them; None if the text is the original.
    """

    text: str
    places: Sequence[tuple[int, int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) in the original of a part of the text, which must not be empty."""
        return (start, end) if self.places is None else (self.places[start][0], self.places[end - 1][1])


def visible(text: str) -> VisibleText:
    """``text`` in the form NFKC except `_KEPT_UNCHANGED`, without invisible characters and accents that don't compose."""
    if _ORDINARY.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return VisibleText(text)
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _split_clusters(text):
        cluster = "".join(character for character in text[start:end] if not is_invisible(character))
        normalized = cluster if cluster in _KEPT_UNCHANGED else unicodedata.normalize("NFKC", cluster)
        for part in normalized:
            if not (unicodedata.combining(part) or is_invisible(part)):
                characters.append(part)
                places.append((start, end))
    return VisibleText("".join(characters), places)


def readings(text: str) -> tuple[VisibleText, ...]:
    """The ways to read a text: without its invisible characters, and with a space for each, which some of them replace."""
    with_spaces = "".join(" " if is_invisible(character) else character for character in text)
    return (visible(text),) if with_spaces == text else (visible(text), visible(with_spaces))


def _split_clusters(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each character with the invisible characters and accents behind it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not (unicodedata.combining(text[end]) or is_invisible(text[end])):
            yield start, end
            start = end
