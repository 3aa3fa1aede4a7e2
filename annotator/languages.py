"""The languages that annotator knows: a folder of data each, ``assets/languages/XX``, and the few algorithms that aren't data.

No language is treated as another one in silence. Whoever reads a table of a language that has none does without it, and
`lacks` names what is missing, for `annotator check` to say. The one thing that is borrowed, since a picture or page must
have some words, are the words of the tutorial's first language that has its own, else those of `USUAL`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from annotator import assets

USUAL: Final = "es"
"""The language that most families here share: its words fill in, and it is what a speaker of a language without a voice hears."""

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
"""The files of a language, each with what a language without it lacks."""


@dataclass(frozen=True, slots=True)
class Algorithms:
    """How a language works where tables of words and patterns don't tell.

    ``syllables``: how `script.plain.syllables` counts them. ``patterns`` takes those of the language's ``plain.toml``.
    ``orders``: how `script.plain.rules` tells an order from the same word elsewhere. ``words`` looks at the word before,
    by the lists in ``plain.toml``; ``clauses`` looks for the beginning of a clause, where a verb's form doesn't tell.
    """

    syllables: Literal["patterns", "spanish"] = "patterns"
    orders: Literal["words", "clauses"] = "words"


ALGORITHMS: Final[Mapping[str, Algorithms]] = MappingProxyType(
    {
        "es": Algorithms(syllables="spanish"),
        "en": Algorithms(orders="clauses"),
    }
)
"""The one place where code knows a language. A language that is not in it does with its tables, as Portuguese does."""


def base(lang: str) -> str:
    """The language of a BCP 47 tag without script and region: ``es-MX`` gives ``es``."""
    return lang.replace("_", "-").split("-")[0].lower()


def algorithms(lang: str) -> Algorithms:
    """The algorithms of a BCP 47 tag's language."""
    return ALGORITHMS.get(base(lang), Algorithms())


@cache
def folder(lang: str) -> str | None:
    """The folder in ``assets/languages`` of a BCP 47 tag: its own (``pt-PT``), else its language's (``pt``), or None."""
    known = {name.lower(): name for name in assets.languages()}
    return known.get(lang.replace("_", "-").lower()) or known.get(base(lang))


@cache
def has(lang: str, file: str) -> bool:
    """Whether a language has one of the `TABLES`."""
    name = folder(lang)
    return name is not None and assets.has("languages", name, file)


def spoken() -> tuple[str, ...]:
    """The languages that annotator has voices and sentences for, `USUAL` first."""
    complete = (one for one in assets.languages() if has(one, "voices.toml") and has(one, "phrases.toml"))
    return tuple(sorted(complete, key=lambda one: one != USUAL))


def lender(lang: str, among: Sequence[str], file: str) -> str:
    """The language whose table serves ``lang``: its own, else that of the first of ``among`` that has one, else `USUAL`'s."""
    return next((one for one in (lang, *among) if has(one, file)), USUAL)


def lacks(lang: str) -> tuple[str, ...]:
    """What annotator does not have for a language, in the words of a message; nothing for a complete one."""
    return tuple(what for file, what in TABLES.items() if not has(lang, file))
