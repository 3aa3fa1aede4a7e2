"""Split a text into sentences, with the abbreviations of every language's ``sentences.toml``.

A film in one language names people by the titles of another: "Mándele un mensaje de voz a Mr. Lee".
"""

from __future__ import annotations

import re
from functools import cache

from annotator import assets

_END = re.compile(r"(?:\.{3}|[.!?…])+[\"”’»)\]]*\s+|\s*\n\s*")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_LAST_WORD = re.compile(r"([^\s(¿¡\"“«‘]+)\.$")


def split_sentences(text: str) -> tuple[str, ...]:
    """Split ``text`` into sentences. Joined by spaces they are the same text, except for white space.

    Does not split after abbreviations (Sra., Dr.), times (8:30 a. m.), ordinals (2.º B), initials, or the number of a
    list item, nor within addresses.
    """
    sentences, start = [], 0
    for match in _END.finditer(text):
        before = text[start : match.end()].rstrip()
        after = text[match.end() :]
        if "\n" in match.group() or _is_sentence_end(before, after):
            sentences.append(before)
            start = match.end()
    sentences.append(text[start:])
    return tuple(" ".join(sentence.split()) for sentence in sentences if sentence.strip())


def quoted_texts(text: str) -> tuple[str, ...]:
    """What is in quotation marks in a text, without a stop or comma that ends it: ``('Zoom',)`` of ``Escriba “Zoom.”``."""
    return tuple(word for quoted in _QUOTED.findall(text) if (word := quoted.strip().rstrip(".,;:")))


def _is_sentence_end(before: str, after: str) -> bool:
    """Whether a sentence ends between ``before``, which ends with punctuation, and ``after``."""
    first = after.lstrip('"“«‘(¿¡[—-').strip()[:1]
    if first.islower():
        return False
    if not before.endswith("."):
        return True
    found = _LAST_WORD.search(before)
    if found is None or before.endswith(("...", "…")):
        return True
    word = found.group(1).casefold()
    if word.isdigit() and before == found.group(0):
        return False  # "1. Toque"
    words, before_numbers = _load_abbreviations()
    if word in before_numbers:
        return not first.isdigit()
    if word in words:
        return False
    # An initial ("J. Pérez"), but not the m. in "8:30 a. m. Toque", nor a class ("2.º B. Toque").
    initial = len(word) == 1 and found.group(1).isupper()
    return not (initial and _is_initial_of_name(before[: -len(found.group(0))], first))


@cache
def _load_abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Those of all languages, and those before numbers: a sentence that is too long is better than one that is cut in two."""
    tables = [table for each in assets.languages() if (table := assets.table("languages", each, "sentences.toml"))]
    words, before_numbers = (
        frozenset(word for table in tables for word in table[key].split())
        for key in ("abbreviations", "before_numbers")
    )
    return words, before_numbers


def _is_initial_of_name(before: str, first: str) -> bool:
    """Whether an initial after ``before`` abbreviates a name: it follows a given name or title, or starts a sentence."""
    words = before.split()
    last = words[-1] if words else ""
    return first.isupper() and (not last or last.endswith(".") or last.istitle())
