"""Prepare the lines of a roster for matching: their words, particles, and patterns of likely OCR errors. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.privacy.name_words import PARTICLES
from annotator.text.folding import fold, fold_character, visible

WORD: Final = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*")
QUOTES: Final = re.compile(r"['’´`]")
_HYPHENED: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_MISREADINGS: Final = {
    "á": "[a4]",
    "é": "[e6]",
    "í": "[il1ft|j]",
    "ó": "[o06]",
    "ú": "[uv]",
    "ü": "(?:u|ii|il)",
    "ñ": "(?:n|fi|fl|ni|ii|fn|h)",
}
"""Patterns of what OCR may read in place of accented letters."""


@dataclass(frozen=True, slots=True)
class RosterName:
    """A line of the roster.

    Attributes:
        words: its words, folded, without particles.
        misread: patterns of what OCR may make of its words with accents.
        particles: those before each word: of "De la Cruz" the "de" and "la" of "cruz".
        odd_start: whether OCR may misread even the first letters of a word.
    """

    words: tuple[str, ...]
    misread: tuple[re.Pattern[str], ...]
    particles: Mapping[str, tuple[str, ...]]
    odd_start: bool


def read_names(lines: Iterable[str]) -> tuple[RosterName, ...]:
    """The names in the lines of a roster, as ``Ana García López`` or ``García López, Ana``; lines without words are left out."""
    names = []
    for typed in lines:
        line = visible(typed).text
        tokens = [match.group() for match in WORD.finditer(line)]
        # A screen may show O'Neal as ONeal and O Neal.
        tokens += [part for token in tokens for part in QUOTES.split(token)[1:] if len(part) > 1]
        # "Al-Sayed" is "AlSayed", too.
        tokens += [match.group().replace("-", "") for match in _HYPHENED.finditer(line)]
        words = dict.fromkeys(QUOTES.sub("", fold(token)) for token in tokens)
        own = tuple(word for word in words if word not in PARTICLES)
        if own:
            odd = any(letter in _MISREADINGS for token in tokens for letter in token[:2].casefold())
            odd = odd or any(word[0] == "i" for word in own)
            misread = tuple(pattern for token in tokens if (pattern := _misreading_pattern(token)))
            names.append(RosterName(own, misread, _particles_before(tokens), odd))
    return tuple(names)


def _particles_before(tokens: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The particles before each word."""
    before: dict[str, tuple[str, ...]] = {}
    particles: tuple[str, ...] = ()
    for word in map(fold, tokens):
        if word in PARTICLES:
            particles = (*particles, word)
        else:
            before.setdefault(word, particles)
            particles = ()
    return before


def _misreading_pattern(token: str) -> re.Pattern[str] | None:
    """A pattern of what OCR may make of a word with accents, or with a capital I; None for other words."""
    letters = QUOTES.sub("", token).casefold()
    if letters[0] != "i" and not any(letter in _MISREADINGS for letter in letters):
        return None
    # A capital I looks like a small l.
    first = "[il1]" if letters[0] == "i" else ""
    rest = letters[1:] if first else letters
    return re.compile(first + "".join(_MISREADINGS.get(letter) or re.escape(fold_character(letter)) for letter in rest))
