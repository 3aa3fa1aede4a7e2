"""Compares wordings letter by letter: folded, so that case and accents don't count, and for likeness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

STRICT_LETTERS: Final = 7
"""Wordings shorter than this have to agree in every letter (but for letters that a reader confuses)."""
_CONFUSED: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b", "’": "'"})


def words(folded: str) -> list[str]:
    """The words of a folded text, without the signs around them."""
    return [word.strip(".,:;!?()[]'\"") for word in folded.split() if any(c.isalnum() for c in word)]


def likeness(wanted: Sequence[str], seen: Sequence[str]) -> float:
    """0, or how alike two texts of as many words are (0..1).

    Each word may differ by one letter, not its first, if it has five or more; a text by one letter in seven; numbers
    have to agree.
    Letters that a reader takes for others, such as O and 0, may differ anywhere but in a number.
    """
    whole, other = " ".join(wanted), " ".join(seen)
    same_numbers = [word for word in wanted if word.isdigit()] == [word for word in seen if word.isdigit()]
    if same_numbers and whole.translate(_CONFUSED) == other.translate(_CONFUSED):
        return 0.94
    if _digits(whole) != _digits(other):
        return 0.0
    letters = sum(len(word) for word in wanted)
    if letters < STRICT_LETTERS:
        return 0.0
    edits = 0
    for word, seen_word in zip(wanted, seen, strict=True):
        word, seen_word = word.translate(_CONFUSED), seen_word.translate(_CONFUSED)
        distance = OSA.distance(word, seen_word)
        if word[0] != seen_word[0] or distance > (1 if len(word) >= 5 and any(c.isalpha() for c in word) else 0):
            return 0.0
        edits += distance
    return 0.0 if edits > letters // 7 else 1 - edits / letters


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
