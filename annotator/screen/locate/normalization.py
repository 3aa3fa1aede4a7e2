"""Compare wordings, tolerating typing mistakes and OCR errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

MAX_STRICT_LETTERS: Final = 7
"""Wordings with fewer letters must agree in every one, except letters that OCR confuses."""
MIN_EDITABLE_LETTERS: Final = 5
"""Minimum number of letters of a word that may differ in one; a shorter one is another word then."""
CONFUSED_SCORE: Final = 0.94
"""Similarity of wordings that differ only in letters that OCR confuses."""
_CONFUSED: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b", "’": "'"})


def split_words(folded: str) -> list[str]:
    """The words of a folded text, without the punctuation around them."""
    return [word.strip(".,:;!?()[]'\"") for word in folded.split() if any(c.isalnum() for c in word)]


def wording_similarity(wanted: Sequence[str], seen: Sequence[str]) -> float:
    """The similarity (0..1) of two texts with the same number of folded words; 0 if they are different texts.

    A word of five or more letters may differ in one letter, except its first; the whole may differ in one letter in
    seven. Numbers must be equal. Letters that OCR confuses, such as O and 0, may differ anywhere except in a number.
    """
    whole, other = " ".join(wanted), " ".join(seen)
    same_numbers = [word for word in wanted if word.isdigit()] == [word for word in seen if word.isdigit()]
    if same_numbers and whole.translate(_CONFUSED) == other.translate(_CONFUSED):
        return CONFUSED_SCORE
    if _digits(whole) != _digits(other):
        return 0.0
    letters = sum(len(word) for word in wanted)
    if letters < MAX_STRICT_LETTERS:
        return 0.0
    edits = 0
    for word, seen_word in zip(wanted, seen, strict=True):
        word, seen_word = word.translate(_CONFUSED), seen_word.translate(_CONFUSED)
        distance = OSA.distance(word, seen_word)
        editable = len(word) >= MIN_EDITABLE_LETTERS and any(c.isalpha() for c in word)
        if word[0] != seen_word[0] or distance > (1 if editable else 0):
            return 0.0
        edits += distance
    return 0.0 if edits > letters // 7 else 1 - edits / letters


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
