"""Count syllables: in Spanish by the rules of its spelling, in other languages by regular expressions.

The expressions are in ``plain.toml`` below ``[syllable-rule]``; the English file explains each.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_STRONG = frozenset("aeoáéó")
_STRESSED_WEAK = frozenset("íú")
_ES_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_ES_CONSONANT_Y = re.compile(r"y(?=[aeiouáéíóúü])")
# Speakers hear the seam between these and a word that begins with i, though the spelling would allow a diphthong
# ("re-iniciar", but "reina").
_SEAM = re.compile(
    r"^(re|pre)(?=(?:inici|intent|instal|ingres|imprim|inscri|inscrib|inclu|integr|invit|invent))"
    r"|^(anti|semi|multi)(?=[aeiouáéíóú])"
)


@dataclass(frozen=True)
class SyllableRule:
    """A language's regular expressions, applied to words in lower case. Field names are the keys in ``plain.toml``.

    Each match of ``nuclei`` (vowels said together) or ``apart`` (a seam within them) is a syllable. A match of ``silent``
    takes one away, unless ``spoken`` matches, too. A single letter counts only if it is a word (``alone``). First of all,
    ``respelled`` replaces patterns by a spelling closer to the sound.
    """

    nuclei: str
    apart: str = "(?!)"
    silent: str = "(?!)"
    spoken: str = "(?!)"
    alone: str = r"\w"
    respelled: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4096)
def count_spanish(word: str) -> int:
    """How many syllables a Spanish word has, at least 1 for anything with a letter.

    The rule of the Academy's spelling: a, e and o each carry a syllable; i and u lean on the vowel beside them
    (diphthong, triphthong), unless they bear an accent beside a, e or o (hiatus: "día"). h does not part vowels
    ("prohi-bir"), the u of "qu", "gue" and "gui" is silent, and y is a vowel at the end of a word.
    """
    parts = re.split(r"[-'’]", unicodedata.normalize("NFC", word).lower())
    return sum(_count_in_spanish_part(part) for part in parts if any(char.isalpha() for char in part))


def _count_in_spanish_part(part: str) -> int:
    prefix = _SEAM.match(part)
    if prefix:
        return _count_in_spanish_part(prefix.group()) + _count_in_spanish_part(part[prefix.end() :])
    spelled = re.sub(r"qu|gu(?=[eiéí])", "g", part).replace("h", "")
    spelled = _ES_CONSONANT_Y.sub("j", spelled).replace("y", "i")
    return max(1, sum(_count_in_vowels(run) for run in _ES_VOWELS.findall(spelled)))


def _count_in_vowels(run: str) -> int:
    """The number of syllables in a run of vowels."""
    strong = 0
    for at, vowel in enumerate(run):
        neighbours = run[max(0, at - 1) : at] + run[at + 1 : at + 2]
        if vowel in _STRONG or (vowel in _STRESSED_WEAK and any(other in _STRONG for other in neighbours)):
            strong += 1
    # Only i and u: one syllable ("ciu-dad", "muy"), except for the same one twice ("chi-i-ta").
    return strong or 1 + sum(first == second for first, second in itertools.pairwise(run))


@lru_cache(maxsize=4096)
def count_by_patterns(word: str, rule: SyllableRule) -> int:
    """About how many syllables a word has by ``rule``, at least 1."""
    parts = re.split(r"[-'’]", unicodedata.normalize("NFC", word).lower())
    return max(1, sum(_count_in_part(part, rule) for part in parts if len(part) > 1 or re.fullmatch(rule.alone, part)))


def _count_in_part(part: str, rule: SyllableRule) -> int:
    part = "".join(letter for letter in part if letter.isalpha())
    if not part:
        return 0
    for pattern, replacement in rule.respelled:
        part = re.sub(pattern, replacement, part)
    count = len(list(re.finditer(rule.nuclei, part))) + len(list(re.finditer(rule.apart, part)))
    if re.search(rule.silent, part) and not re.search(rule.spoken, part):
        count -= 1
    return max(1, count)
