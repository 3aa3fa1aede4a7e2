"""Take keywords from the languages' tables, so that a teacher writes a script in her language without a setting for it.

Each language has its words in ``assets/languages/XX/script.toml``; those for actions are in ``phrases.toml``. In Spanish::

    [implied]
    baje = "down"

makes ``- baje: Ajustes`` a line of any script, the same as ``- scroll: down Ajustes``. A script may mix languages, and a misspelt
keyword is guessed. *Folded* words are compared: in lower case, without accents (``Señal`` is ``senal``).

The first half is about the tags of languages (``es``, ``mix``) and which of them a script declares.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache as once
from typing import Any, Literal, get_args

from annotator import assets, languages
from annotator.messages import Message, join
from annotator.model import ACTIONS, ActionKind, Direction, Sign, Source
from annotator.phrases import load_phrasebooks
from annotator.script.problems import BadValueError
from annotator.text.folding import DROPPED, fold

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
# Languages without a folder in assets. "ok" looks like a tag but is a keyword, so it is no language.
_TAGS_BY_NAME = {
    "mixtec": "mix",
    "mixteco": "mix",
    "nahuatl": "nah",
    "zapotec": "zap",
    "zapoteco": "zap",
    "mam": "mam",
    "ok": "",
}
_TAGS_BY_NAME |= {
    fold(name): lang
    for lang in assets.languages()
    for name in (languages.load_table(lang, "script.toml") or {"called": ()})["called"]
}
"""A folded name that people write in place of a tag → the tag: ``{"espanol": "es"}``."""


def parse_tag(text: str) -> str | None:
    """The tag in its conventional case (``ES-mx`` → ``es-MX``, ``zh-hant`` → ``zh-Hant``), or None if it is not a tag.

    A tag-like name of a language (``eng``) is not a tag either; `guess_tag` knows it.
    """
    tag = text.strip().lower()
    if not _TAG.fullmatch(tag) or _TAGS_BY_NAME.get(tag, tag) != tag:
        return None
    known, private, rest = tag.partition("-x-")
    language, *subtags = known.split("-")
    parts = [language]
    for subtag in subtags:
        if len(subtag) == 2:  # a region
            subtag = subtag.upper()
        elif len(subtag) == 4:  # a script
            subtag = subtag.title()
        parts.append(subtag)
    return "-".join(parts) + private + rest


def guess_tag(text: str) -> str | None:
    """The tag for a language as people write it (``español``, ``eng``, ``es_MX``), or None."""
    return _TAGS_BY_NAME.get(fold(text)) or parse_tag(text.replace("_", "-"))


def find_declared(text: str, languages: Sequence[str]) -> str | None:
    """The element of ``languages`` that equals ``text`` apart from case, or None."""
    tag = text.strip().lower()
    return next((declared for declared in languages if declared.lower() == tag), None)


@dataclass(frozen=True)
class DeclaredLanguages:
    """The languages of a script's titles: ``# es: Entrar`` and ``# en: Join`` declare ``DeclaredLanguages(("es", "en"))``.

    Attributes:
        tags: the language tags, in the order of the titles.
        complete: whether every title could be read; if not, there may be more languages.
    """

    tags: tuple[str, ...]
    complete: bool = True

    def find(self, word: str) -> str | None:
        """The declared language that ``word`` names, or None."""
        return find_declared(word, self.tags)

    def may_be_undeclared(self, word: str) -> bool:
        """Whether ``word`` may be the language of a title that can't be read; then it isn't reported as unknown."""
        return not self.complete and parse_tag(word) is not None

    def find_in(self, word: str, before: Collection[str], prefix: str) -> str | None:
        """The language of a line such as ``why es``; None if it may be that of a title that can't be read.

        Args:
            word: the words before the colon ("why es", "por qué es").
            before: the folded words that may precede the language ("why", "por que").
            prefix: the format's own word, for messages ("why ").

        Raises BadValueError for a line without a declared language.
        """
        tag = "" if fold_key(word) in before else word.rpartition(" ")[2]
        if not tag:
            example = next(iter(self.tags), "es")
            raise BadValueError(
                '"{word}:" says no language.', 'Write "- {word} {example}: …".', word=word, example=example
            )
        lang = self.find(tag)
        if lang is None and not self.may_be_undeclared(tag):
            raise self.undeclared_error(tag, prefix)
        return lang

    def undeclared_error(self, word: str, prefix: str = "") -> BadValueError:
        """The error for a language that no title declares; ``prefix`` precedes it in its line, such as ``why ``."""
        tag = guess_tag(word) or word
        if tag in self.tags:
            return BadValueError(
                Message('"{tag}" is not how a language is written here.', tag=word),
                Message('Write "{prefix}{tag}:".', prefix=prefix, tag=tag),
            )
        remedy = Message('Write a line "# {tag}: …" at the top.', tag=tag)
        if self.tags:
            tags = join_quoted(self.tags)
            remedy = Message('Write a line "# {tag}: …" at the top, or use {tags}.', tag=tag, tags=tags)
        return BadValueError(
            Message('No title declares the language "{tag}".', tag=tag),
            remedy,
        )


ACTION_WORDS: dict[str, ActionKind] = {
    word: kind
    for kind in ACTIONS
    for word in (kind, *(fold(word) for book in load_phrasebooks() for word in book.names(kind)))
}
"""Folded word → the action it means: ``{"tap": "tap", "toque": "tap"}``. The format's words, which are English, come first."""


@once
def _load_tables() -> tuple[dict[str, Any], ...]:
    """The ``script.toml`` of every language that has one; English first, whose words the writer uses."""
    ordered = sorted(assets.languages(), key=lambda lang: lang != "en")
    tables = (languages.load_table(lang, "script.toml") for lang in ordered)
    return tuple(table for table in tables if table is not None)


def collect_words(section: str, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Folded word → the name it means, from one section of all tables: ``{"arriba": "up"}`` from "directions".

    Args:
        section: the name of the section in ``script.toml``.
        names: the names to collect words for; None for all.
    """
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
    """A possible keyword, folded (``Señal`` → ``senal``); words in quotes are a text on the screen, and stay as they are."""
    return word if DROPPED.intersection(word) else fold(word)


def find_nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` is probably meant to be, or None; case, accents and Markdown emphasis don't count."""
    from rapidfuzz import process  # slow to import
    from rapidfuzz.distance import OSA  # slow to import

    by_folded = {fold(choice): choice for choice in choices}
    best = process.extractOne(
        fold(word[:_MAX_COMPARED_CHARS].strip("*_` ")),
        by_folded.keys(),
        scorer=OSA.normalized_similarity,
        score_cutoff=_MIN_SIMILARITY,
    )
    return by_folded[best[0]] if best else None


def join_quoted(words: Iterable[str], conjunction: Literal["and", "or"] = "or") -> str:
    """``["a", "b", "c"]`` as ``"a", "b" or "c"``. Raises ValueError if there are none."""
    return join_words([f'"{word}"' for word in words], conjunction)


def join_words(words: Iterable[str], conjunction: Literal["and", "or"] = "and") -> str:
    """``["1", "2", "3"]`` as ``1, 2 and 3``. Raises ValueError if there are none."""
    *first, last = words
    template = {"and": "{first} and {last}", "or": "{first} or {last}"}[conjunction]
    return Message(template, first=join(*first, between=", "), last=last) if first else last
