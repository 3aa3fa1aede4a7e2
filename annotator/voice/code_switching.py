"""Finds English names inside a Spanish sentence: the buttons and programs of a screen that is in English."""

from __future__ import annotations

import re

from annotator.languages import base

_QUOTED = re.compile(r"[“\"«‘]([^“”\"«»‘’]{1,60})[”\"»’]")
_CAPITALS = re.compile(r"(?<=[\w,;:] )((?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*))*)")
_SPANISH = frozenset(
    "el la los las de del en y o su sus para con por un una al que lo se mi tu sin ver ir no si es a e le les".split()  # noqa: SIM905
)
# Letters that Spanish words do not have, or do not end with.
_ENGLISH_LETTERS = re.compile(
    r"k|w|sh|th|ck|ee|oo|ph|tt|ss|ff|pp|mm|zz|gh|ing$|tion$|[bcfghjmpqtvx]$|[lnrs][dtlnk]$|[^aeiouáéíóú]y$|ll$|ue?s?t$"
)
# A capital alone may begin a person or a town ("Ruth", "Mixtepec"): only what no Spanish or Mexican name has.
_SURELY_ENGLISH = re.compile(r"sh|ck|ee|oo|wh|ght|ing$|tion$|[aeo]w|^w")


def english_names(sentence: str, lang: str) -> tuple[str, ...]:
    """The names in a Spanish sentence that look English: quoted ones by their letters, capitalised ones where it is sure.

    Other languages have none. The sentence is as it was typed.
    """
    if base(lang) != "es":
        return ()
    quoted = [name.strip(" .,;:!?") for name in _QUOTED.findall(sentence)]
    names = [name for name in quoted if _looks_english(name, _ENGLISH_LETTERS)]
    names += [name for name in _CAPITALS.findall(sentence) if _looks_english(name, _SURELY_ENGLISH)]
    return tuple(dict.fromkeys(names))


def _looks_english(name: str, letters: re.Pattern[str]) -> bool:
    words = re.findall(r"[^\W\d_]+", name.lower())
    if not words or re.search(r"[áéíóúñü¿¡@/]", name.lower()) or any(word in _SPANISH for word in words):
        return False
    return any(letters.search(word) for word in words)
