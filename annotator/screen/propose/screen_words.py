"""Know what the words on screens are for, in all languages: "Join" leads on, "Cancel" leads back.

The words, and those by which a platform is recognised, are in the languages' ``screens.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache as once
from typing import Any, Final, Literal

from annotator import assets, languages
from annotator.text.folding import fold

Meaning = Literal["go", "allow", "back", "ask", "wait", "record", "done", "field", "bar"]
_SENTENCE_ENDS: Final = (".", "?", "!", ",", ":")
MAX_BUTTON_WORDS: Final = 4
"""Maximum number of words on a button; a longer text that begins with such a word is a sentence."""


def means(text: str, meaning: Meaning) -> bool:
    """Whether a text begins with one of the words for ``meaning``: "Join now" with "join" for "go"."""
    return bool(_patterns()[meaning].match(fold(text)))


def is_exactly(text: str, meaning: Meaning) -> bool:
    """Whether a text is one of the words for ``meaning``, and nothing else."""
    return bool(_patterns()[meaning].fullmatch(fold(text)))


def is_button(text: str, meaning: Meaning) -> bool:
    """Whether a text is short enough for a button, and begins with one of the words for ``meaning``."""
    short = len(text.split()) <= MAX_BUTTON_WORDS and not text.endswith(_SENTENCE_ENDS)
    return short and means(text, meaning)


@once
def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, set[str]] = {}
    for table in _tables():
        for meaning, listed in table["words"].items():
            words.setdefault(meaning, set()).update(map(fold, listed))
    return {meaning: _pattern(listed) for meaning, listed in words.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"[^\w]*(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@once
def _platforms() -> dict[str, re.Pattern[str]]:
    words: dict[str, set[str]] = {}
    for table in _tables():
        for name, platform in table["platforms"].items():
            words.setdefault(name, set()).update(map(fold, platform["words"]))
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)") for name, listed in words.items()}


def _tables() -> Iterator[dict[str, Any]]:
    tables = (languages.load_table(lang, "screens.toml") for lang in assets.languages())
    return (table for table in tables if table is not None)


def count_words(texts: Sequence[str]) -> dict[str, int]:
    """How many of ``texts`` begin with a word of each language's table: ``{"en": 3, "es": 0}``."""
    folded = [fold(text) for text in texts]
    return {lang: sum(bool(words.match(text)) for text in folded) for lang, words in _language_patterns().items()}


@once
def _language_patterns() -> dict[str, re.Pattern[str]]:
    tables = {lang: languages.load_table(lang, "screens.toml") for lang in assets.languages()}
    return {
        lang: _pattern({fold(word) for listed in table["words"].values() for word in listed})
        for lang, table in tables.items()
        if table is not None
    }


def recognise_platform(texts: Iterable[str]) -> str | None:
    """The name of the platform that most of ``texts`` mention ("zoom"), or None."""
    folded = [fold(text) for text in texts]
    counts = {name: sum(bool(words.search(text)) for text in folded) for name, words in _platforms().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None
