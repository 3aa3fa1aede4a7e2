"""Read the names on a roster into the words, particles and misreadings by which a text is searched for them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
        words: the words of the name, folded, without particles and apostrophes; and those that screens may make of them:
            of O'Neal and Al-Sayed also "neal" and "alsayed".
        misread: patterns for words as OCR may misread them: ``luc[il1ft|j]a`` for "Lucía".
        particles: the folded particles before each of the words.
        odd_start: whether OCR may misread the first or second letter of a word.
    """

    words: tuple[str, ...]
    misread: tuple[re.Pattern[str], ...]
    particles: Mapping[str, tuple[str, ...]]
    odd_start: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name: the last of ``Rosa de Ávila`` is ``_Word("Ávila", ("de",))``, with the key "avila".

    Attributes:
        typed: the word as typed, or as a screen may show it.
        particles: the folded particles before it.
    """

    typed: str
    particles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The word folded, without apostrophes."""
        return QUOTES.sub("", fold(self.typed))


def read_names(lines: Iterable[str]) -> tuple[RosterName, ...]:
    """The names in the lines of a roster (``Ana García López`` or ``García López, Ana``), without lines that have no words."""
    names = []
    for typed in lines:
        line = visible(typed).text
        words = [*_read_words(line), *_list_other_forms(line)]
        if not words:
            continue
        first_by_key = {word.key: word for word in reversed(words)}
        has_accent = any(letter in _MISREADINGS for word in words for letter in word.typed[:2].casefold())
        names.append(
            RosterName(
                words=tuple(dict.fromkeys(word.key for word in words)),
                misread=tuple(pattern for word in words if (pattern := _misreading_pattern(word.typed))),
                particles={key: word.particles for key, word in first_by_key.items()},
                odd_start=has_accent or any(key[0] == "i" for key in first_by_key),
            )
        )
    return tuple(names)


def _read_words(line: str) -> list[_Word]:
    """The words of a name with the particles before each; "de la" of ``Cruz, Rosa de la`` are before "Cruz"."""
    words: list[_Word] = []
    particles: tuple[str, ...] = ()
    for match in WORD.finditer(line):
        word = _Word(match.group(), particles)
        if word.key in PARTICLES:
            particles = (*particles, word.key)
        else:
            words.append(word)
            particles = ()
    if words and "," in line:
        words[0] = replace(words[0], particles=(*particles, *words[0].particles))
    return words


def _list_other_forms(line: str) -> Iterator[_Word]:
    """The words that a screen may make of one with an apostrophe or hyphen."""
    # "O'Neal" is "ONeal", the key of the word itself, or "O Neal".
    parts = (part for match in WORD.finditer(line) for part in QUOTES.split(match.group())[1:] if len(part) > 1)
    # "Al-Sayed" is "AlSayed", too.
    glued = (match.group().replace("-", "") for match in _HYPHENED.finditer(line))
    yield from (word for word in map(_Word, (*parts, *glued)) if word.key not in PARTICLES)


def _misreading_pattern(token: str) -> re.Pattern[str] | None:
    """A pattern for a word with one of the letters in `_MISREADINGS`, or that begins with an i; None for other words."""
    letters = QUOTES.sub("", token).casefold()
    if letters[0] != "i" and not any(letter in _MISREADINGS for letter in letters):
        return None
    # A name begins with a capital I, which looks like a small l.
    first = "[il1]" if letters[0] == "i" else ""
    rest = letters[1:] if first else letters
    return re.compile(first + "".join(_MISREADINGS.get(letter) or re.escape(fold_character(letter)) for letter in rest))
