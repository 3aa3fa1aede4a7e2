"""Splits a text into its sentences, as a person would read them out. Abbreviations are in ``assets/languages``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from annotator import assets, languages

_END = re.compile(r"(?:\.{3}|[.!?…])+[\"”’»)\]]*\s+|\s*\n\s*")
_LAST_WORD = re.compile(r"([^\s(¿¡\"“«‘]+)\.$")


@dataclass(frozen=True)
class _Abbreviations:
    words: frozenset[str]
    before_numbers: frozenset[str]


def split(text: str, lang: str) -> tuple[str, ...]:
    """The sentences of ``text`` in order; joined by a space they are the text again (white space aside).

    Safe are abbreviations (Sra., Dr.), times (8:30 a. m.), ordinals (2.º B), initials, addresses, numbered beginnings.
    """
    sentences, start, known = [], 0, _abbreviations(languages.folder(lang))
    for match in _END.finditer(text):
        before = text[start : match.end()].rstrip()
        after = text[match.end() :]
        if "\n" in match.group() or _ends(before, after, known):
            sentences.append(before)
            start = match.end()
    sentences.append(text[start:])
    return tuple(" ".join(sentence.split()) for sentence in sentences if sentence.strip())


def _ends(before: str, after: str, known: _Abbreviations) -> bool:
    """Whether a sentence ends between ``before``, which ends with a stop, and ``after``."""
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
    if word in known.before_numbers:
        return not first.isdigit()
    if word in known.words:
        return False
    # An initial ("J. Pérez") but not the m. of "8:30 a. m. Toque", nor a class ("2.º B. Toque").
    initial = len(word) == 1 and found.group(1).isupper()
    return not (initial and _is_name_before(before[: -len(found.group(0))], first))


@cache
def _abbreviations(name: str | None) -> _Abbreviations:
    """Those of a language; of all together for one without a list: a sentence too long is better than one cut in two."""
    tables = [assets.table("languages", name, "sentences.toml")] if name else []
    if not any(tables):
        tables = [assets.table("languages", each, "sentences.toml") for each in assets.languages()]
    words = (_words(tables, "abbreviations"), _words(tables, "before_numbers"))
    return _Abbreviations(*words)


def _words(tables: Sequence[Mapping[str, str] | None], key: str) -> frozenset[str]:
    return frozenset(word for table in tables if table for word in table[key].split())


def _is_name_before(before: str, first: str) -> bool:
    """Whether what stands before an initial is the start of a sentence, a title or a given name."""
    words = before.split()
    last = words[-1] if words else ""
    return first.isupper() and (not last or last.endswith(".") or last.istitle())
