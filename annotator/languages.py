"""Look up what annotator has for a language: its tables in ``assets/languages/XX``, and its algorithms in code.

No language is silently treated as another one. Callers do without a table that a language lacks, and `list_missing` names
it, for `annotator check` to report. Only words are borrowed, since a picture or page must have some: those of the
tutorial's first language that has its own, else those of `DEFAULT_LANGUAGE`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from annotator import assets

DEFAULT_LANGUAGE: Final = "es"
"""The language that most families share. Its words fill in for missing ones, and recording kits speak it by default."""

TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "phrases.toml": "sentences of its own",
        "pages.toml": "words for pages and hand-outs",
        "voices.toml": "voice",
        "speech.toml": "spoken figures and signs",
        "lexicon.toml": "respelled brand words",
        "sentences.toml": "list of abbreviations",
        "plain.toml": "plain-language rules",
        "script.toml": "words for tutorial.md",
    }
)
"""File of a language → what a language without it lacks, as messages call it."""


@dataclass(frozen=True, slots=True)
class Algorithms:
    """The algorithms of a language, for what tables can't express.

    ``syllables``: how `script.plain.readability` counts them: by the ``patterns`` in ``plain.toml``, or in code.
    ``orders``: how `script.plain.rules` tells an order from the same word elsewhere: by the ``words`` before it, as listed
    in ``plain.toml``, or, where a verb's form doesn't tell, by whether it begins one of the ``clauses``.
    """

    syllables: Literal["patterns", "spanish"] = "patterns"
    orders: Literal["words", "clauses"] = "words"


ALGORITHMS: Final[Mapping[str, Algorithms]] = MappingProxyType(
    {
        "es": Algorithms(syllables="spanish"),
        "en": Algorithms(orders="clauses"),
    }
)
"""The only place where code names languages. All others, such as Portuguese, have the default algorithms."""


def base(lang: str) -> str:
    """The language of a BCP 47 tag without script and region: ``es-MX`` → ``es``."""
    return lang.replace("_", "-").split("-")[0].lower()


def algorithms(lang: str) -> Algorithms:
    """The algorithms of a BCP 47 tag's language."""
    return ALGORITHMS.get(base(lang), Algorithms())


@cache
def folder(lang: str) -> str | None:
    """The folder in ``assets/languages`` of a BCP 47 tag: its own (``pt-PT``), else its language's (``pt``), or None."""
    folders = {name.lower(): name for name in assets.languages()}
    return folders.get(lang.replace("_", "-").lower()) or folders.get(base(lang))


@cache
def has(lang: str, file: str) -> bool:
    """Whether a language has one of the `TABLES`."""
    name = folder(lang)
    return name is not None and assets.has("languages", name, file)


def list_spoken() -> tuple[str, ...]:
    """The languages that annotator has voices and sentences for, `DEFAULT_LANGUAGE` first."""
    speaking = (lang for lang in assets.languages() if has(lang, "voices.toml") and has(lang, "phrases.toml"))
    return tuple(sorted(speaking, key=lambda lang: lang != DEFAULT_LANGUAGE))


def choose_lender(lang: str, among: Sequence[str], file: str) -> str:
    """The language whose table ``file`` serves ``lang``: itself, or the first of ``among`` that has it, or `DEFAULT_LANGUAGE`."""
    return next((candidate for candidate in (lang, *among) if has(candidate, file)), DEFAULT_LANGUAGE)


def list_missing(lang: str) -> tuple[str, ...]:
    """What annotator lacks for a language, as messages call it; empty for a complete one."""
    return tuple(what for file, what in TABLES.items() if not has(lang, file))
