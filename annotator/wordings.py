"""Put messages into the language of whoever reads them.

Messages are written in English in the code, and looked up by their template: the Spanish ``messages.toml`` has the line
``"A wording is empty." = "Faltan las palabras."``. A language without that file has the English ones.
"""

import datetime
import locale
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Literal

from annotator import assets
from annotator.languages import contract, load_table
from annotator.messages import PLACEHOLDER, Message

Reader = Literal["editor", "terminal"]
"""Where a message is read: on the editor's page, which has no line numbers, options or commands, or on the command line."""
_SYSTEM: Final = locale.getlocale()[0] or ""
"""The language of the system's settings, before espeak-ng sets another one for the whole process."""
_SEAM: Final = "\0"
"""Marks where a part begins: words are contracted there, but not within a text that somebody wrote."""
_DATES: Final = ("date", "until")
"""The parts of messages that are dates, as ``2026-11-28``."""


def has_wording(lang: str) -> bool:
    """Whether staff can read messages in a language."""
    return lang in assets.languages() and assets.folder("languages", lang, "messages.toml").exists()


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
def load_wordings(lang: str, reader: Reader) -> Mapping[str, str]:
    """The wordings of a language by English template; those of English if it has none. English needs none on the command line."""
    if not has_wording(lang):
        return load_wordings("en", reader)
    if (lang, reader) == ("en", "terminal"):
        return {}
    files = ["messages.toml"]
    rows: dict[str, Any] = {}
    if reader == "terminal":
        files.append("terminal.toml")
    else:
        rows |= (assets.table("languages", lang, "editor.toml") or {}).get("language", {})
    for file in files:
        table = assets.table("languages", lang, file) or {}
        rows |= {**table.pop("parts", {}), **table}
    return rows


def _write_date(written: str, lang: str) -> str:
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
    rows = load_wordings(lang, reader)
    template, parts = (text.template, text.parts) if isinstance(text, Message) else (text, {})

    def fill(placeholder: re.Match[str]) -> str:
        """The text for a placeholder of the wording."""
        name, is_looked_up = placeholder[1], bool(placeholder[2])
        part = parts[name]
        if isinstance(part, Message):
            return put_into_words(part, lang, reader, language_names)
        if is_looked_up and name in _DATES:
            return _write_date(str(part), lang)
        if is_looked_up and isinstance(part, str):
            return language_names().get(part) or put_into_words(part, lang, reader, language_names)
        return str(part)

    wording = rows.get(template, template)
    if not parts:
        return wording
    return contract(PLACEHOLDER.sub(lambda match: _SEAM + fill(match), wording), lang, _SEAM).replace(_SEAM, "")
