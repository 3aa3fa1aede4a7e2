"""The keys of ``school.toml`` as one table, for the file, the form in the editor and a district's table of schools."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from annotator.script import school_values

_BETWEEN_LANGUAGES = r"[\s,;|/]+"


@dataclass(frozen=True, slots=True)
class SchoolField:
    """A key of ``school.toml``.

    ``SchoolField(("help", "person"), "person", "text", parse_drawable)`` is ``person = "Sra. Rosa"`` below ``[help]``.

    Attributes:
        key: the path of the key: ``("help", "person")``.
        attribute: the name of the attribute of `School`, or of its `Colors`, and of the column in a district's table.
        kind: the control in a form: text, phone, url, picture, order, languages, file, choice, yes, color, called, voice or
            words.
        parse: the function from a value of TOML to that of the attribute; raises BadValueError.
        needs: a further argument of ``parse``: the folder that paths are relative to, or the names of the voice engines.
        by_language: whether the key is a table with a value for each language.
        has_column: whether a district's table has a column for it, with a value for each school.
        separator: a regular expression for the text between several values in a column; empty for a single value.
        choices: the allowed words (``("letter", "a4")``), which a column may have in any case; none if any text will do.
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
        """The name of the field in a form: ``memo-clean``."""
        return self.attribute.replace("_", "-")


def _choice(name: str, *choices: str) -> SchoolField:
    attribute, parse = name.replace("-", "_"), partial(school_values.parse_choice, choices=choices)
    return SchoolField((name,), attribute, "choice", parse, choices=choices)


def _table(
    name: str, attribute: str, kind: str, parse: Callable[..., Any], needs: Literal["", "engines"] = ""
) -> SchoolField:
    return SchoolField((name,), attribute, kind, parse, needs, by_language=True, has_column=False)


FIELDS = (
    SchoolField(("name",), "name", "text", school_values.parse_drawable),
    SchoolField(("logo",), "logo", "picture", school_values.parse_picture, "folder"),
    SchoolField(("phone",), "phone", "phone", school_values.parse_phone),
    SchoolField(("whatsapp",), "whatsapp", "phone", school_values.parse_whatsapp),
    SchoolField(("website",), "website", "url", school_values.parse_website),
    _choice("website-film", "portrait", "wide"),
    SchoolField(("order",), "order", "order", school_values.parse_order, separator=r"\s*[,;|]\s*"),
    SchoolField(("languages",), "languages", "languages", school_values.parse_languages, separator=_BETWEEN_LANGUAGES),
    SchoolField(("names",), "names", "file", school_values.parse_names, "folder"),
    _choice("pointer", "arrow", "hand"),
    _choice("paper", "letter", "a4"),
    SchoolField(("memo-clean",), "memo_clean", "yes", school_values.parse_yes_or_no, has_column=False),
    SchoolField(("help", "person"), "person", "text", school_values.parse_drawable),
    SchoolField(
        ("help", "languages"),
        "person_languages",
        "languages",
        school_values.parse_languages,
        separator=_BETWEEN_LANGUAGES,
    ),
    SchoolField(("help", "photo"), "photo", "picture", school_values.parse_picture, "folder"),
    *(SchoolField(("colors", name), name, "color", school_values.parse_color) for name in ("main", "accent", "mark")),
    _table("language-names", "language_names", "called", school_values.parse_drawable),
    _table("voices", "voices", "voice", school_values.parse_voice_entry, "engines"),
    _table("lexicon", "lexicons", "words", school_values.parse_lexicon),
)
"""All keys, in the order in which messages list them."""
