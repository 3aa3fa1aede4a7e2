"""The wordings of messages in the languages of staff, and which language a command speaks.

The tables ``assets/languages/XX/messages.toml`` (the editor's page) and ``terminal.toml`` (the command line, where its words
differ) name a message by its English template. A message without a wording stays as it is: English rather than nothing.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from annotator import assets
from annotator.messages import PLACE, Message

Reader = Literal["editor", "terminal"]
"""Where a message is read: on the editor's page, which knows no lines, signs or commands, or on the command line."""


def has_wording(lang: str) -> bool:
    """Whether staff can read messages in a language."""
    return lang in assets.languages() and assets.folder("languages", lang, "messages.toml").exists()


def staff_languages() -> tuple[str, ...]:
    """The languages in which staff can use the editor."""
    return tuple(lang for lang in assets.languages() if assets.folder("languages", lang, "editor.toml").exists())


def spoken_language() -> str:
    """The language of the command line: that of the variable ``ANNOTATOR_LANG``, else that of the system; English otherwise."""
    wished = os.environ.get("ANNOTATOR_LANG") or locale.getlocale()[0] or ""
    # Windows writes Spanish_Mexico, other systems es_MX.
    lang = "es" if wished.lower().startswith("spanish") else re.split("[-_.]", wished.lower())[0]
    return lang if has_wording(lang) else "en"


@cache
def wordings(lang: str, reader: Reader) -> Mapping[str, str]:
    """The wordings of a language by English template; none for one without a table, and for English on the command line."""
    if not has_wording(lang):
        return wordings("en", reader)
    names = {"editor": ("messages.toml",), "terminal": ("messages.toml", "terminal.toml")}[reader]
    rows: dict[str, Any] = {}
    for name in names if (lang, reader) != ("en", "terminal") else ():
        table = assets.table("languages", lang, name) or {}
        rows |= {**table.pop("parts", {}), **table}
    return rows


def put_into_words(text: str, lang: str, reader: Reader) -> str:
    """A message in the words of its reader. ``{name!}`` in a wording is a part that is looked up itself."""
    rows = wordings(lang, reader)
    template, parts = (text.template, text.parts) if isinstance(text, Message) else (text, {})

    def fill(place: re.Match[str]) -> str:
        part = parts[place[1]]
        if isinstance(part, Message) or (place[2] and isinstance(part, str)):
            return put_into_words(part, lang, reader)
        return str(part)

    wording = rows.get(template, template)
    return PLACE.sub(fill, wording) if parts else wording
