"""Finds English names inside a sentence of another language: the buttons and programs of a screen that is in English.

How they look is in the language's ``lexicon.toml``, below ``[code-switching]``; a language without it has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from annotator import assets, languages

_QUOTED = re.compile(r"[“\"«‘]([^“”\"«»‘’]{1,60})[”\"»’]")
_CAPITALS = re.compile(r"(?<=[\w,;:] )((?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*))*)")


def english_names(sentence: str, lang: str) -> tuple[str, ...]:
    """The names in a sentence that look English: quoted ones by their letters, capitalised ones where it is sure.

    The sentence is as it was typed.
    """
    table = _table(languages.folder(lang))
    if table is None:
        return ()
    quoted = [name.strip(" .,;:!?") for name in _QUOTED.findall(sentence)]
    names = [name for name in quoted if _looks_english(name, "letters", table)]
    names += [name for name in _CAPITALS.findall(sentence) if _looks_english(name, "sure", table)]
    return tuple(dict.fromkeys(names))


@cache
def _table(name: str | None) -> Mapping[str, str] | None:
    lexicon = assets.table("languages", name, "lexicon.toml") if name else None
    return lexicon.get("code-switching") if lexicon else None


def _looks_english(name: str, evidence: str, table: Mapping[str, str]) -> bool:
    words = re.findall(r"[^\W\d_]+", name.lower())
    if not words or re.search(table["never"], name.lower()) or not set(words).isdisjoint(table["small_words"].split()):
        return False
    return any(re.search(table[evidence], word) for word in words)
