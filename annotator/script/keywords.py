"""Know the keywords of a script in every language, and guess what a misspelt one should be.

They are in ``assets/languages/XX/script.toml``, those for actions in ``phrases.toml``. A script may mix the languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache as once
from typing import Any, get_args

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotator import assets
from annotator.model import ACTIONS, ActionKind, Direction, Sign, Source
from annotator.phrases import load_phrasebooks
from annotator.text.folding import DROPPED, fold

ACTION_WORDS: dict[str, ActionKind] = {
    word: kind
    for kind in ACTIONS
    for word in (kind, *(fold(word) for book in load_phrasebooks() for word in book.names(kind)))
}
"""Folded word → the action it means. The format's own words, which are English, come first."""


@once
def _load_tables() -> tuple[dict[str, Any], ...]:
    """The ``script.toml`` of every language that has one; English first, whose words the writer uses."""
    ordered = sorted(assets.languages(), key=lambda lang: lang != "en")
    tables = (assets.table("languages", lang, "script.toml") for lang in ordered)
    return tuple(table for table in tables if table is not None)


def collect_words(section: str, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Folded word → the name it means, from one section of all tables; only for ``names``, if there are any."""
    meanings: dict[str, Any] = {}
    for table in _load_tables():
        for name, words in table[section].items():
            if names is None or name in names:
                meanings |= dict.fromkeys(map(fold, words), name)
    return meanings


IMPLIED: dict[str, Direction] = {
    fold(word): direction for table in _load_tables() for word, direction in table["implied"].items()
}
"""Folded word for an action that includes a direction (``baje``) → that direction."""

DIRECTIONS: dict[str, Direction] = collect_words("directions")
"""Folded word → the direction it means."""

WHY: tuple[str, ...] = tuple(collect_words("lines", ("why",)))
"""Folded words that may precede the language in a ``why LANG`` line."""

IF: tuple[str, ...] = tuple(collect_words("lines", ("if",)))
"""Folded words that may precede the language in an ``if LANG`` line."""

SIGNS: dict[str, Sign] = collect_words("signs", get_args(Sign))
"""Folded word → the sign it means."""

SOURCES: dict[str, Source] = collect_words("sources", get_args(Source))
"""Folded word → the source of the words to type that it means."""

YES: tuple[str, ...] = tuple(collect_words("answers", ("yes",)))
"""Folded words for yes."""

GREETINGS: tuple[str, ...] = tuple(table["greeting"] for table in _load_tables())
"""Stems of the file in which a person greets the families: ``saludo.es.mp4``."""

MEANT: dict[str, str] = {fold(word): meant for table in _load_tables() for word, meant in table["meant"].items()}
"""Folded word that people try although it is not a keyword → the keyword to write instead."""

_MAX_COMPARED_CHARS = 80
"""Enough to tell any keyword or file name; bounds the time for a line that is all text."""
_MIN_SIMILARITY = 0.6
"""One wrong letter of three, or two of five, are a slip; more are another word."""


def fold_key(word: str) -> str:
    """What may be a keyword, folded; what is in quotes is a text of the screen and stays."""
    return word if DROPPED.intersection(word) else fold(word)


def find_nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` is probably meant to be, or None; case, accents and Markdown emphasis don't count."""
    by_folded = {fold(choice): choice for choice in choices}
    best = process.extractOne(
        fold(word[:_MAX_COMPARED_CHARS].strip("*_` ")),
        by_folded.keys(),
        scorer=OSA.normalized_similarity,
        score_cutoff=_MIN_SIMILARITY,
    )
    return by_folded[best[0]] if best else None


def join_quoted(words: Iterable[str], conjunction: str = "or") -> str:
    """``["a", "b", "c"]`` as ``"a", "b" or "c"``. Raises ValueError if there are none."""
    return join_words([f'"{word}"' for word in words], conjunction)


def join_words(words: Iterable[str], conjunction: str = "and") -> str:
    """``["1", "2", "3"]`` as ``1, 2 and 3``. Raises ValueError if there are none."""
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last
