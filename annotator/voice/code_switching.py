"""Find English names in a sentence of another language: buttons and programs of an English screen.

The patterns are in the language's ``lexicon.toml``, below ``[code-switching]``. Nothing is found in a language without
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotator import languages

_QUOTED = re.compile(r"[“\"«‘]([^“”\"«»‘’]{1,60})[”\"»’]")
_CAPITALS = re.compile(r"(?<=[\w,;:] )((?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*))*)")


def find_english_names(sentence: str, lang: str) -> tuple[str, ...]:
    """The English names in a sentence, each once.

    Quoted text counts if it has letters that suggest English (the pattern ``letters``), unquoted capitalised words only
    if they are certainly English (``sure``). Pass the sentence as typed, before it is normalised for speech.
    """
    table = (languages.load_table(lang, "lexicon.toml") or {}).get("code-switching")
    if table is None:
        return ()
    quoted = [name.strip(" .,;:!?") for name in _QUOTED.findall(sentence)]
    names = [name for name in quoted if _looks_english(name, "letters", table)]
    names += [name for name in _CAPITALS.findall(sentence) if _looks_english(name, "sure", table)]
    return tuple(dict.fromkeys(names))


def _looks_english(name: str, pattern: str, table: Mapping[str, str]) -> bool:
    """Whether a word of ``name`` matches ``table[pattern]``, and nothing in it belongs to the sentence's language."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    if not words or re.search(table["never"], name.lower()) or not set(words).isdisjoint(table["small_words"].split()):
        return False
    return any(re.search(table[pattern], word) for word in words)
