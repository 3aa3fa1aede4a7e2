"""The words of the format, from ``assets/languages/XX/script.toml``, and what somebody may have meant by a misspelt one.

A script may mix the languages: a word means the same in each that has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache as once
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotator import assets
from annotator.model import ACTIONS, ActionKind, Direction
from annotator.phrases import load_phrasebooks

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` without case, accents, invisible marks and superfluous spaces, to compare words that people typed."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


ACTION_WORDS: dict[str, ActionKind] = {
    word: kind
    for kind in ACTIONS
    for word in (kind, *(fold(word) for book in load_phrasebooks() for word in book.names(kind)))
}
"""Words for actions, folded: the format's own, which are English, and those of each language's phrases."""


@once
def _tables() -> tuple[dict[str, Any], ...]:
    """The ``script.toml`` of every language that has one; English, the language of the writer, first."""
    ordered = sorted(assets.languages(), key=lambda lang: lang != "en")
    tables = (assets.table("languages", lang, "script.toml") for lang in ordered)
    return tuple(table for table in tables if table is not None)


def _words(part: str, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Every language's words for ``names`` (else for all) in a part of the tables, folded, each with what it means."""
    return {
        fold(word): name
        for table in _tables()
        for name, words in table[part].items()
        for word in words
        if names is None or name in names
    }


IMPLIED: dict[str, Direction] = {fold(word): way for table in _tables() for word, way in table["implied"].items()}
"""Actions that have their direction in themselves: ``baje``."""

DIRECTIONS: dict[str, Direction] = _words("directions")

STEP_KEYS: dict[str, str] = _words("lines", ("mark", "hide", "show", "also", "ok", "from", "to"))
"""Words for the further lines of a step, folded."""

FACT_KEYS: dict[str, str] = _words("lines", ("device", "checked", "platform", "hide", "show", "ok"))
"""Words for the lines about the whole tutorial, folded; ``why LANG`` is read apart."""

WHY: tuple[str, ...] = tuple(_words("lines", ("why",)))
"""Words before the language of a ``why LANG`` line, folded."""

GREETINGS: tuple[str, ...] = tuple(table["greeting"] for table in _tables())
"""Names of the recording in which a person greets the families."""

MEANT: dict[str, str] = {fold(word): meant for table in _tables() for word, meant in table["meant"].items()}
"""Words that the format doesn't have but that people try, and the ones that it has."""

_HINTS: dict[str, str] = {
    "mark": 'Write the word to mark, for instance "- mark: Mute".',
    "hide": 'Write the private text, for instance "- hide: Ana García = Luna".',
    "show": 'Write the text that stays to be seen, for instance "- show: 410-555-0100".',
    "also": 'Write the other wording, for instance "- also: Unirse ahora".',
    "ok": 'Write the reason, for instance "- ok: the family knows this word".',
    "from": 'Write the second where the part begins, for instance "- from: 2 s".',
    "to": 'Write the second where the part ends, for instance "- to: 9 s".',
    "device": 'Write what the pictures show, for instance "- device: Android phone".',
    "checked": 'Write the day when somebody tried these steps, for instance "- checked: 2026-11-24".',
    "platform": 'Write the program or website, for instance "- platform: Zoom".',
}
"""What to write in an empty line; for actions, `ACTIONS` has it."""


def word_for(name: str, languages: tuple[str, ...]) -> str:
    """The word with which the writer begins a line: the format's own, unless that is a declared language.

    ``tap``, ``say`` and ``to`` are tags of languages, too.
    """
    words = ACTION_WORDS if name in ACTIONS else STEP_KEYS
    return next(word for word, meaning in words.items() if meaning == name and word not in languages)


def hint(name: str) -> str:
    """What to write in an empty line of that name."""
    return ACTIONS[name].hint if name in ACTIONS else _HINTS[name]


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` probably means, compared without case and accents, or None."""
    folded = {fold(choice): choice for choice in choices}
    best = process.extractOne(
        fold(word[:80]).strip("*_` "), folded.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.6
    )
    return folded[best[0]] if best else None


def quoted(words: Iterable[str], joint: str = "or") -> str:
    """``["a", "b", "c"]`` as ``"a", "b" or "c"``."""
    return listed([f'"{word}"' for word in words], joint)


def listed(words: Iterable[str], joint: str = "and") -> str:
    """``["1", "2", "3"]`` as ``1, 2 and 3``."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last
