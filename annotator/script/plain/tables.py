"""Keep the words of each language in data, so that a teacher can correct a rule without reading code.

``words = ["credentials?", "login details"]`` and ``say = "“your name and password”"`` below ``[[jargon]]`` in
``assets/languages/en/plain.toml`` become a `Replacement`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from annotator import assets, languages

NOTHING = "(?!)"
"""A pattern that matches nothing."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words to avoid or to explain, and the better words or the explanation.

    ``Replacement(whole_words(["credentials?", "login details"]), "“your name and password”")`` is a row of ``[[jargon]]``.

    Attributes:
        pattern: a pattern for the words.
        say: the words to say in their place; for words that frighten, a sentence to add.
        what: the subject as messages quote it ("a password", "record audio").
        begins: whether the words count only at the beginning of a sentence, opening words such as "now" aside.
        explained: for words on a screen, a pattern for an explanation in the narration; None for other words.
        about: the key of the subject, the same in all languages ("audio"), since a phone may be set to another one.
        asks: for words on a screen, a pattern for what tells that a question is about them ("hear"); None for other words.
    """

    pattern: re.Pattern[str]
    say: str
    what: str = ""
    begins: bool = False
    explained: re.Pattern[str] | None = None
    about: str = ""
    asks: re.Pattern[str] | None = None


class _Patterns(dict[str, re.Pattern[str]]):
    """Word lists by name as patterns of whole words; each is compiled when it is first asked for."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._lists = lists

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = whole_words(self._lists[name])
        return self[name]


@dataclass(frozen=True)
class Table:
    """The ``plain.toml`` of one language: ``load_table("es").patterns["actions"]`` matches "toque" and "escriba".

    Attributes:
        lang: the name of the language's folder ("es").
        data: the contents of the file, unchanged.
        patterns: a pattern of whole words for each word list, by the list's name.
    """

    lang: str
    data: Mapping[str, Any]
    patterns: Mapping[str, re.Pattern[str]]

    @cached_property
    def rows(self) -> Mapping[str, tuple[Replacement, ...]]:
        """Words to avoid or to explain, by the list of the file.

        ``jargon`` are words that families don't know, ``fear`` those that frighten, ``explain`` those on a permission dialogue
        that do unless somebody explains them; ``better`` are those for which the editor offers others: the first row that matches
        counts.
        """
        return {name: tuple(map(_read_row, self.data[name])) for name in ("jargon", "fear", "explain", "better")}

    @cached_property
    def pressing(self) -> Mapping[str, Replacement]:
        """The words for pressing a button, by ``touch`` ("tap") or ``click``, and the one to write."""
        return {gesture: _read_row(row) for gesture, row in self.data["pressing"].items()}


def _read_row(row: Mapping[str, Any]) -> Replacement:
    values: dict[str, Any] = {
        key: whole_words(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Replacement(values.pop("words"), **values)


def whole_words(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of these expressions as whole words, in any case; without expressions, nothing.

    A straight apostrophe in them also matches the typographic one, so they have it nowhere between square brackets.
    """
    ordered = sorted(alternatives, key=len, reverse=True)
    words = "|".join(ordered).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if ordered else NOTHING, re.IGNORECASE)


@cache
def load_table(lang: str) -> Table | None:
    """The table of a BCP 47 tag's language, or None if the language has no ``plain.toml``, and so isn't reviewed."""
    name = languages.find_folder(lang)
    data = assets.table("languages", name, "plain.toml") if name else None
    if name is None or data is None:
        return None
    return Table(name, data, _Patterns(data))
