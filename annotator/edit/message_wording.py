"""Put messages for staff into the words of the editor's page: another language, and no lines, signs or commands to type.

The tables ``assets/languages/XX/messages.toml`` name a message by its English template, with names in braces for
what is filled in. In a wording, ``{name!}`` stands for a part that is put into words itself, by the table ``[parts]``, too.
A message without a wording stays as it is: a page shows English rather than nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from annotator import assets

_PLACE: Final = re.compile(r"\{(\w+)(!?)\}")
_SENTENCE_END: Final = re.compile(r"(?<=[.?!:”]) ")
_MOST_CHARACTERS: Final = 700
"""More than any message but one that quotes a text without an end; bounds the time for it."""
_MOST_SENTENCES: Final = 5
_MOST_WORDS_OF_SUBJECT: Final = 12
"""How long a file's name may be before "is empty."."""
_MOST_LEVELS: Final = 4
"""How deep parts of messages may be in each other."""
_KEPT: Final = 4096
_KEPT_PARTS: Final = 1024
_NEEDS_NO_WORDS: Final = re.compile(r"[“\"«].*|\W*|[\d., ]+|\S+\.\w+", re.DOTALL)
"""A part that says itself: what is quoted, a number, a file, nothing."""


@dataclass(frozen=True)
class _Template:
    """A message with parts to fill in, and its wording."""

    texts: tuple[str, ...]
    """What stands before, between and behind the parts."""
    wording: str
    names: tuple[str, ...]
    fixed: str
    """The longest text in it that is always the same."""
    length: int
    """How many of its characters are always the same: more is more exact."""

    def match(self, text: str) -> tuple[str, ...] | None:
        """The parts of a text that is of this template, each as short as it can be; None for another text."""
        first, *middle, last = self.texts
        if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
            return None
        at, end = len(first), len(text) - len(last)
        values = []
        for fixed in middle:
            found = text.find(fixed, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(fixed)
        return (*values, text[at:end])


class _Table:
    """Wordings by what the English message begins with."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self.whole = {english: wording for english, wording in rows.items() if not _PLACE.search(english)}
        self._by_first_word: dict[str, list[_Template]] = {}
        self._others: list[_Template] = []
        for english, wording in rows.items():
            if english not in self.whole:
                begin = _PLACE.split(english, maxsplit=1)[0]
                first = begin.split(" ", 1)[0] if " " in begin else ""
                templates = self._by_first_word.setdefault(first, []) if first else self._others
                templates.append(_compile(english, wording))
        begins = (*(text.split(" ", 1)[0] for text in self.whole), *self._by_first_word)
        self.predicates = frozenset(word for word in begins if word[:1].islower())
        """The words with which the messages begin that say something of a file."""

    def candidates(self, text: str) -> Iterable[_Template]:
        """The templates that a text may be of, the most exact first."""
        own = self._by_first_word.get(text.split(" ", 1)[0], [])
        fitting = (template for template in (*own, *self._others) if template.fixed in text)
        return sorted(fitting, key=lambda template: -template.length)


class MessageWording:
    """The words of a page in one language. One without a table has the English ones of the editor."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if has_wording(lang) else "en"
        rows: dict[str, Any] = assets.table("languages", self.lang, "messages.toml") or {}
        parts = rows.pop("parts", {})
        self._messages = _Table(rows)
        self._parts = _Table({**rows, **parts})
        self._put = lru_cache(_KEPT)(self._put_lines)
        self._find = lru_cache(_KEPT_PARTS)(self._search)  # the parts of a strange text are looked for again and again

    def problem(self, message: str, remedy: str = "") -> tuple[str, str]:
        """A message and its remedy in the words of the page; each stays as it is if nothing is known for it."""
        return self._put(message), self._put(remedy)

    def _put_lines(self, text: str) -> str:
        return "\n".join(self._put_line(line) for line in text.split("\n"))

    def _put_line(self, line: str) -> str:
        bare = line.strip()
        if not bare or len(bare) > _MOST_CHARACTERS:
            return line
        begin = line[: line.find(bare)]
        found, complete = self._find(bare, self._messages, _MOST_LEVELS)
        if not complete:
            found = self._find_sentences(bare) or self._find_predicate(bare) or found
        return begin + (bare if found is None else found)

    def _search(self, text: str, table: _Table, levels: int) -> tuple[str | None, bool]:
        """The wording of a text as a whole, and whether all of its parts have theirs."""
        if not text or not levels:
            return None, False
        if (known := table.whole.get(text)) is not None:
            return known, True
        best: str | None = None
        for template in table.candidates(text):
            parts = template.match(text)
            if parts is None:
                continue
            words, complete = self._fill(template, parts, levels)
            if complete:
                return words, True
            best = words if best is None else best
        return best, False

    def _fill(self, template: _Template, parts: tuple[str, ...], levels: int) -> tuple[str, bool]:
        values = dict(zip(template.names, parts, strict=True))
        complete = True

        def fill(place: re.Match[str]) -> str:
            nonlocal complete
            value = values[place[1]]
            words = self._find_part(value, levels - 1) if place[2] else value
            if words is None:
                complete = complete and _NEEDS_NO_WORDS.fullmatch(value) is not None
                return value
            return words

        return _PLACE.sub(fill, template.wording), complete

    def _find_part(self, value: str, levels: int) -> str | None:
        """The wording of a part of a message; one that has lost the full stop at its end is found, too."""
        found, complete = self._find(value, self._parts, levels)
        if complete:
            return found
        ended, complete = self._find(f"{value}.", self._messages, levels)
        if complete and ended is not None:
            return ended.removesuffix(".")
        return (self._find_sentences(value) or self._find_predicate(value)) if levels == _MOST_LEVELS - 1 else None

    def _find_sentences(self, text: str) -> str | None:
        """The wording of several messages in a row, if each is known; English ones may stay among the editor's own."""
        ends = [match.start() for match in _SENTENCE_END.finditer(text)][:_MOST_SENTENCES]
        if not ends:
            return None
        starts, stops = [0, *(end + 1 for end in ends)], [*ends, len(text)]
        after: dict[int, list[str] | None] = {len(starts): []}  # the wordings of the sentences from one on
        known = False
        for first in reversed(range(len(starts))):
            after[first] = None
            for last in reversed(range(first, len(stops))):
                rest = after[last + 1]
                words, complete = self._find(text[starts[first] : stops[last]], self._messages, _MOST_LEVELS)
                if rest is not None and complete and words is not None:
                    after[first], known = [words, *rest], True
                    break
            rest = after[first + 1]
            if after[first] is None and self.lang == "en" and rest is not None:
                after[first] = [text[starts[first] : stops[first]], *rest]
        return " ".join(after[0]) if known and after[0] else None

    def _find_predicate(self, text: str) -> str | None:
        """The wording of what a message says of a file: "02.png is empty."."""
        for space in _first_spaces(text):
            predicate = text[space + 1 :]
            if predicate.split(" ", 1)[0] in self._messages.predicates:
                rest, complete = self._find(predicate, self._messages, _MOST_LEVELS)
                if complete:
                    return f"{text[:space]} {rest}"
        return None


@cache
def wording_in(lang: str) -> MessageWording:
    """The wording of a language, compiled once."""
    return MessageWording(lang)


def has_wording(lang: str) -> bool:
    """Whether the editor has its messages in a language."""
    return lang in assets.languages() and assets.has("languages", lang, "messages.toml")


def _compile(english: str, wording: str) -> _Template:
    names = tuple(match[1] for match in _PLACE.finditer(english))
    texts = tuple(_PLACE.sub("\0", english).split("\0"))
    return _Template(texts, wording, names, max(texts, key=len), sum(map(len, texts)))


def _first_spaces(text: str) -> Iterator[int]:
    at = text.find(" ")
    for _ in range(_MOST_WORDS_OF_SUBJECT):
        if at < 0 or at + 1 >= len(text):
            return
        yield at
        at = text.find(" ", at + 1)
