"""Counts syllables: by rule in Spanish, where the spelling tells; by a rule of thumb in English, where it doesn't."""

from __future__ import annotations

import itertools
import re
import unicodedata
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

_EN_VOWELS = re.compile(r"[aeiouy]+")
_EN_SILENT = re.compile(
    r"(?<![aeiouy])e$|(?<=[aeiouy][^aeiouy])ely$|(?<=[aeiouy][bcdfgkmnprtvwz])es$|(?<![td])(?<=[^aeiouy])ed$"
)
_EN_SPOKEN_END = re.compile(r"[^aeiouylr]le$|(?:[sxzc]|ch|sh|[dg])es$")
# Vowels beside each other that are said apart: "vid-e-o", "stu-di-o", "cre-ate", "qui-et", "be-ing".
_EN_APART = re.compile(r"(?<![tscgq])i[ao](?!n)|iano|eo(?!ple)|(?<!q)uou|cre(?=at)|iet|[aeiouy]ing$|(?<![gqo])ual")


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
def english(word: str) -> int:
    """About how many syllables an English word has, at least 1 for anything with a letter."""
    parts = re.split(r"[-'’]", word.lower())
    return max(1, sum(_english_part(part) for part in parts if len(part) > 1 or part in "aio"))


def _english_part(part: str) -> int:
    part = re.sub(r"[^a-z]", "", part)
    if not part:
        return 0
    count = len(_EN_VOWELS.findall(part)) + len(_EN_APART.findall(part))
    if _EN_SILENT.search(part) and not _EN_SPOKEN_END.search(part):
        count -= 1
    return max(1, count)
