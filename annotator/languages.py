"""The languages that annotator knows: a folder of tables each (``assets/languages/XX``).

No language silently falls back on another. Code that reads a table a language doesn't have does without it, and
`missing_features` lists what is missing for `annotator check`. The one exception are the fixed words on cards and pages,
which can't be left out: `lending_language` says whose words appear instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from annotator import assets

DEFAULT_LANGUAGE: Final = "es"
"""The language most families share: it comes first in lists, and lends its words to languages without their own."""
USUAL_LANGUAGES: Final = ("es", "en")
"""The languages of a tutorial, and of a school, where nobody has chosen others."""

TABLES: Final[Mapping[str, str]] = {
    "phrases.toml": "sentences of its own",
    "pages.toml": "words for pages and hand-outs",
    "voices.toml": "voice",
    "speech.toml": "spoken figures and signs",
    "lexicon.toml": "respelled brand words",
    "sentences.toml": "list of abbreviations",
    "plain.toml": "plain-language rules",
    "script.toml": "words for tutorial.md",
}
"""The files in a language's folder, each with what a language without it is missing, in the words of a message."""


def base_language(lang: str) -> str:
    """A BCP 47 tag without script and region: ``es`` for ``es-MX``."""
    return lang.replace("_", "-").split("-")[0].lower()


@cache
def find_folder(lang: str) -> str | None:
    """The folder of a BCP 47 tag in ``assets/languages``: the tag's own (``pt-PT``), its language's (``pt``), or None."""
    known = {name.lower(): name for name in assets.languages()}
    return known.get(lang.replace("_", "-").lower()) or known.get(base_language(lang))


@cache
def load_table(lang: str, file: str) -> dict[str, Any] | None:
    """The file ``file``, one of `TABLES`, of a BCP 47 tag's language; None if it has none."""
    name = find_folder(lang)
    return assets.table("languages", name, file) if name else None


@cache
def has_table(lang: str, file: str) -> bool:
    """Whether a language has the file ``file``, one of `TABLES`."""
    name = find_folder(lang)
    return name is not None and assets.folder("languages", name, file).exists()


def narrated_languages() -> tuple[str, ...]:
    """The languages with both voices and phrases, `DEFAULT_LANGUAGE` first."""
    complete = (one for one in assets.languages() if has_table(one, "voices.toml") and has_table(one, "phrases.toml"))
    return tuple(sorted(complete, key=lambda one: one != DEFAULT_LANGUAGE))


def lending_language(lang: str, among: Sequence[str], file: str) -> str:
    """The language whose ``file`` is used for ``lang``: itself, else the first of ``among`` with one, else the default."""
    return next((one for one in (lang, *among) if has_table(one, file)), DEFAULT_LANGUAGE)


def missing_features(lang: str) -> tuple[str, ...]:
    """What annotator has no data for in a language, in the words of a message; empty for a complete one."""
    return tuple(what for file, what in TABLES.items() if not has_table(lang, file))
