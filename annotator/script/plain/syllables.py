"""Counts syllables: by rule in Spanish, where the spelling tells; by a language's patterns elsewhere.

The patterns are in ``plain.toml`` below ``[syllable-rule]``; the file of English says what each is for.
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
    """A language's patterns. They see words in small letters."""

    nuclei: str
    apart: str = "(?!)"
    silent: str = "(?!)"
    spoken: str = "(?!)"
    alone: str = r"\w"
    respelled: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4096)
def spanish(word: str) -> int:
    """How many syllables a Spanish word has, at least 1 for anything with a letter.

    The rule of the Academy's spelling: a, e and o each carry a syllable; i and u lean on the vowel beside them
    (diphthong, triphthong), unless they bear an accent beside a, e or o (hiatus: "día"). h does not part vowels
    ("prohi-bir"), the u of "qu", "gue" and "gui" is silent, and y is a vowel at the end of a word.
    """
    parts = re.split(r"[-'’]", unicodedata.normalize("NFC", word).lower())
    return sum(_spanish_part(part) for part in parts if any(sign.isalpha() for sign in part))


def _spanish_part(part: str) -> int:
    seam = _SEAM.match(part)
    if seam:
        return _spanish_part(seam.group()) + _spanish_part(part[seam.end() :])
    spelled = re.sub(r"qu|gu(?=[eiéí])", "g", part).replace("h", "")
    spelled = _ES_CONSONANT_Y.sub("j", spelled).replace("y", "i")
    return max(1, sum(_nuclei(run) for run in _ES_VOWELS.findall(spelled)))


def _nuclei(run: str) -> int:
    """The syllables of vowels that stand beside each other."""
    strong = 0
    for at, vowel in enumerate(run):
        beside = run[max(0, at - 1) : at] + run[at + 1 : at + 2]
        if vowel in _STRONG or (vowel in _STRESSED_WEAK and any(other in _STRONG for other in beside)):
            strong += 1
    # Only i and u: one syllable ("ciu-dad", "muy"), except for the same one twice ("chi-i-ta").
    return strong or 1 + sum(first == second for first, second in itertools.pairwise(run))


@lru_cache(maxsize=4096)
def by_patterns(word: str, rule: SyllableRule) -> int:
    """About how many syllables a word has, at least 1 for anything with a letter."""
    parts = re.split(r"[-'’]", unicodedata.normalize("NFC", word).lower())
    return max(1, sum(_part(part, rule) for part in parts if len(part) > 1 or re.fullmatch(rule.alone, part)))


def _part(part: str, rule: SyllableRule) -> int:
    part = "".join(letter for letter in part if letter.isalpha())
    if not part:
        return 0
    for pattern, instead in rule.respelled:
        part = re.sub(pattern, instead, part)
    count = sum(1 for pattern in (rule.nuclei, rule.apart) for _ in re.finditer(pattern, part))
    if re.search(rule.silent, part) and not re.search(rule.spoken, part):
        count -= 1
    return max(1, count)
