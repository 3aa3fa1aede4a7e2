"""Read the names on a roster into the words, particles and misreadings by which a text is searched for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.privacy import PARTICLES
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
"""An accented letter → a pattern for the characters that OCR reads in its place."""


@dataclass(frozen=True, slots=True)
class RosterName:
    """A line of the roster, prepared for matching.

    ``Rosa de la Cruz`` has the words ``("rosa", "cruz")`` and the particles ``{"rosa": (), "cruz": ("de", "la")}``.

    Attributes:
        words: the words of the name, folded, without particles.
        misread: patterns for its words with accents as OCR may misread them (``luc[il1ft|j]a`` for "Lucía").
        particles: the particles before each word.
        odd_start: whether OCR may misread even the first letters of a word.
    """

    words: tuple[str, ...]
    misread: tuple[re.Pattern[str], ...]
    particles: Mapping[str, tuple[str, ...]]
    odd_start: bool


def read_names(lines: Iterable[str]) -> tuple[RosterName, ...]:
    """The names in the lines of a roster (``Ana García López`` or ``García López, Ana``), without lines that have no words."""
    names = []
    for typed in lines:
        line = visible(typed).text
        tokens = [match.group() for match in WORD.finditer(line)]
        # A screen may show O'Neal as ONeal and O Neal.
        tokens += [part for token in tokens for part in QUOTES.split(token)[1:] if len(part) > 1]
        # "Al-Sayed" is "AlSayed", too.
        tokens += [match.group().replace("-", "") for match in _HYPHENED.finditer(line)]
        words = dict.fromkeys(QUOTES.sub("", fold(token)) for token in tokens)
        full_words = tuple(word for word in words if word not in PARTICLES)
        if not full_words:
            continue
        has_accent = any(letter in _MISREADINGS for token in tokens for letter in token[:2].casefold())
        names.append(
            RosterName(
                words=full_words,
                misread=tuple(pattern for token in tokens if (pattern := _misreading_pattern(token))),
                particles=_particles_before(tokens),
                odd_start=has_accent or any(word[0] == "i" for word in full_words),
            )
        )
    return tuple(names)


def _particles_before(tokens: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The particles before each word, folded: ``{"cruz": ("de", "la")}`` for ``de la Cruz``."""
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
    """A pattern for a word with accents, or with a capital I, as OCR may misread it; None for other words."""
    letters = QUOTES.sub("", token).casefold()
    if letters[0] != "i" and not any(letter in _MISREADINGS for letter in letters):
        return None
    # A capital I looks like a small l.
    first = "[il1]" if letters[0] == "i" else ""
    rest = letters[1:] if first else letters
    return re.compile(first + "".join(_MISREADINGS.get(letter) or re.escape(fold_character(letter)) for letter in rest))
