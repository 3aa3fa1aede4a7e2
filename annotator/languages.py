"""The languages that annotator knows, a folder of tables each (``assets/languages/XX``), and the words of messages in them.

A language may lack any of its tables. Most code does without a missing one, and `missing_features` lists it for
``annotator check``. The fixed words on cards and pages can't be left out: `lending_language` says whose appear instead.

Messages are written in English in the code, and looked up in the language of their reader: the Spanish ``messages.toml`` has
the line ``"A wording is empty." = "Faltan las palabras."``. A language without that file has the English ones.
"""

import datetime
import locale
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal

from annotator import assets
from annotator.messages import PLACE, Message

DEFAULT_LANGUAGE: Final = "es"
"""The language most families share: it comes first in lists, and lends its words to languages without their own."""
USUAL_LANGUAGES: Final = ("es", "en")
"""The languages of a tutorial, and of a school, where nobody has chosen others."""

_SYSTEM: Final = locale.getlocale()[0] or ""
"""The language of the system's settings, before espeak-ng sets another one for the whole process."""

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
_SEAM: Final = "\0"
"""Marks where a part begins: words are contracted there, but not within a text that somebody wrote."""
_DATES: Final = ("date", "until")
"""The parts of messages that are dates, as ``2026-11-28``."""


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


Reader = Literal["editor", "terminal"]
"""Where a message is read: on the editor's page, which has no line numbers, options or commands, or on the command line."""


def has_wording(lang: str) -> bool:
    """Whether staff can read messages in a language."""
    return lang in assets.languages() and assets.folder("languages", lang, "messages.toml").exists()


def staff_languages() -> tuple[str, ...]:
    """The languages in which staff can use the editor."""
    return tuple(lang for lang in assets.languages() if assets.folder("languages", lang, "editor.toml").exists())


def spoken_language() -> str:
    """The language of the command line: that of the variable ``ANNOTATOR_LANG``, else that of the system; English otherwise."""
    # Python knows no Spanish locale where the system has no data for it, as in a container; the variables name it all the same.
    variables = ("ANNOTATOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    settings = [os.environ[variable] for variable in variables if os.environ.get(variable)]
    setting = settings[0] if settings else _SYSTEM
    # Windows writes Spanish_Mexico, other systems es_MX.
    lang = "es" if setting.lower().startswith("spanish") else re.split("[-_.]", setting.lower())[0]
    return lang if has_wording(lang) else "en"


@cache
def wordings(lang: str, reader: Reader) -> Mapping[str, str]:
    """The wordings of a language by English template; those of English if it has none, which the command line doesn't need."""
    if not has_wording(lang):
        return wordings("en", reader)
    if (lang, reader) == ("en", "terminal"):
        return {}
    files = ("messages.toml",) if reader == "editor" else ("messages.toml", "terminal.toml")
    rows: dict[str, Any] = {}
    if reader == "editor":
        rows |= (assets.table("languages", lang, "editor.toml") or {}).get("language", {})
    for file in files:
        table = assets.table("languages", lang, file) or {}
        rows |= {**table.pop("parts", {}), **table}
    return rows


def _say_date(written: str, lang: str) -> str:
    """A date as a language writes it: ``28 de noviembre de 2026`` for ``2026-11-28``; itself in one without words for pages."""
    table, day = load_table(lang, "pages.toml"), datetime.date.fromisoformat(written)
    if table is None:
        return written
    return str(table["date"]).format(day=day.day, month=table["months"][day.month - 1], year=day.year)


def put_into_words(text: str, lang: str, reader: Reader, language_names: Callable[[], Mapping[str, str]] = dict) -> str:
    """A message in the words of its reader. Parts that are messages, or have a ``!`` in the wording, are looked up, too.

    A part with a ``!`` may also be the tag of a language or, by its name, a date.

    ``language_names`` returns what a school calls languages, by tag: ``{"mix": "Mixteco de San Juan"}``.
    """
    rows = wordings(lang, reader)
    template, parts = (text.template, text.parts) if isinstance(text, Message) else (text, {})

    def fill(place: re.Match[str]) -> str:
        """The text for a placeholder of the wording."""
        part = parts[place[1]]
        if place[2] and place[1] in _DATES:
            return _say_date(str(part), lang)
        if isinstance(part, Message) or (place[2] and isinstance(part, str)):
            called = None if isinstance(part, Message) else language_names().get(part)
            return called or put_into_words(part, lang, reader, language_names)
        return str(part)

    wording = rows.get(template, template)
    if not parts:
        return wording
    return contract(PLACE.sub(lambda place: _SEAM + fill(place), wording), lang, _SEAM).replace(_SEAM, "")
