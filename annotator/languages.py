"""The languages that annotator knows, a folder of tables each (``assets/languages/XX``).

A language may lack any of its tables. Most code does without a missing one, and `missing_features` lists it for
``annotator check``. The fixed words on cards and pages can't be left out: `lending_language` says whose appear instead.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from annotator import assets

DEFAULT_LANGUAGE: Final = "es"
"""The language most families share: `default_first` puts it first, and it lends its words where no other language does."""
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
    "screens.toml": "words of screens",
}
"""The files in a language's folder that tutorials need, each with what a language without it lacks, in the words of a message.

Staff need others: ``messages.toml`` and those of the editor."""


def base_language(lang: str) -> str:
    """A BCP 47 tag without script and region: ``es`` for ``es-MX``."""
    return lang.replace("_", "-").split("-")[0].lower()


@cache
def find_folder(lang: str) -> str | None:
    """The folder of a BCP 47 tag in ``assets/languages``: the tag's own (``pt-PT``), its language's (``pt``), or None."""
    folders = {name.lower(): name for name in assets.languages()}
    return folders.get(lang.replace("_", "-").lower()) or folders.get(base_language(lang))


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


def default_first(langs: Sequence[str]) -> tuple[str, ...]:
    """Languages in their order, but with `DEFAULT_LANGUAGE` first if it is among them."""
    if DEFAULT_LANGUAGE not in langs:
        return tuple(langs)
    return (DEFAULT_LANGUAGE, *(lang for lang in langs if lang != DEFAULT_LANGUAGE))


def written_languages() -> tuple[str, ...]:
    """The languages with phrases, which the editor offers for a tutorial, `DEFAULT_LANGUAGE` first."""
    return default_first([lang for lang in assets.languages() if has_table(lang, "phrases.toml")])


def narrated_languages() -> tuple[str, ...]:
    """The languages with both phrases and voices, `DEFAULT_LANGUAGE` first."""
    return tuple(lang for lang in written_languages() if has_table(lang, "voices.toml"))


def contract(text: str, lang: str, seam: str = "") -> str:
    """The text with the language's words that run together: "a el aviso" becomes "al aviso".

    With ``seam``, only where that text follows the first word and its space.
    """
    contractions = (load_table(lang, "phrases.toml") or {}).get("contractions", {})
    for pattern, contracted in contractions.items():
        text = re.sub(rf"\b{pattern.replace(' ', ' ' + seam, 1)}", contracted, text)
    return text


def lending_language(lang: str, lenders: Sequence[str], file: str) -> str:
    """The language whose ``file`` is used for ``lang``: itself, else the first of ``lenders`` with one, else the default."""
    return next((lender for lender in (lang, *lenders) if has_table(lender, file)), DEFAULT_LANGUAGE)


def missing_features(lang: str) -> tuple[str, ...]:
    """What annotator has no data for in a language, in the words of a message; empty for a complete one."""
    return tuple(feature for file, feature in TABLES.items() if not has_table(lang, file))


def staff_languages() -> tuple[str, ...]:
    """The languages in which staff can use the editor."""
    return tuple(lang for lang in assets.languages() if assets.folder("languages", lang, "editor.toml").exists())
