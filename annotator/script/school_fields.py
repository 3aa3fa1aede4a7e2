"""The keys of ``school.toml``: one table, which its reader, the editor's form and the columns of a district's table walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from annotator.script.school_values import (
    parse_choice,
    parse_color,
    parse_drawable,
    parse_languages,
    parse_lexicon,
    parse_names,
    parse_order,
    parse_phone,
    parse_picture,
    parse_voice_entry,
    parse_website,
    parse_whatsapp,
    parse_yes_or_no,
)

_LANGUAGES = r"[\s,;|/]+"


@dataclass(frozen=True, slots=True)
class SchoolField:
    """A key of ``school.toml``.

    Attributes:
        key: its path: ``("help", "person")``.
        attribute: where `School`, or its `Colors`, has the value. A column of a district's table is called so, too.
        kind: how a form fills it in: text, phone, url, picture, order, languages, file, choice, yes, color, called, voice or
            words.
        parse: the value from what TOML holds; raises BadValueError.
        needs: what ``parse`` takes besides: the folder that paths are relative to, or the names of the voice engines.
        by_language: whether it is a table with a value for each language.
        has_column: whether each school of a district has its own.
        separator: a regular expression for what is between several values in a column.
        choices: the words that it may be, which a column may have in any case.
    """

    key: tuple[str, ...]
    attribute: str
    kind: str
    parse: Callable[..., Any]
    needs: Literal["", "folder", "engines"] = ""
    by_language: bool = False
    has_column: bool = True
    separator: str = ""
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a form calls it: ``memo-clean``."""
        return self.attribute.replace("_", "-")


def _choice(name: str, *choices: str) -> SchoolField:
    return SchoolField((name,), name, "choice", partial(parse_choice, choices=choices), choices=choices)


def _table(
    name: str, attribute: str, kind: str, parse: Callable[..., Any], needs: Literal["", "engines"] = ""
) -> SchoolField:
    return SchoolField((name,), attribute, kind, parse, needs, by_language=True, has_column=False)


FIELDS = (
    SchoolField(("name",), "name", "text", parse_drawable),
    SchoolField(("logo",), "logo", "picture", parse_picture, "folder"),
    SchoolField(("phone",), "phone", "phone", parse_phone),
    SchoolField(("whatsapp",), "whatsapp", "phone", parse_whatsapp),
    SchoolField(("website",), "website", "url", parse_website),
    SchoolField(("order",), "order", "order", parse_order, separator=r"\s*[,;|]\s*"),
    SchoolField(("languages",), "languages", "languages", parse_languages, separator=_LANGUAGES),
    SchoolField(("names",), "names", "file", parse_names, "folder"),
    _choice("pointer", "arrow", "hand"),
    _choice("paper", "letter", "a4"),
    SchoolField(("memo-clean",), "memo_clean", "yes", parse_yes_or_no, has_column=False),
    SchoolField(("help", "person"), "person", "text", parse_drawable),
    SchoolField(("help", "languages"), "person_languages", "languages", parse_languages, separator=_LANGUAGES),
    SchoolField(("help", "photo"), "photo", "picture", parse_picture, "folder"),
    *(SchoolField(("colors", name), name, "color", parse_color) for name in ("main", "accent", "mark")),
    _table("language-names", "language_names", "called", parse_drawable),
    _table("voices", "voices", "voice", parse_voice_entry, "engines"),
    _table("lexicon", "lexicons", "words", parse_lexicon),
)
"""All keys, in the order in which messages list them."""
