"""Parse language tags (BCP 47), and recognise what people write instead of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator import assets
from annotator.script.bad_value import BadValueError
from annotator.script.keywords import fold_key, join_quoted
from annotator.text.folding import fold

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}"  # language, extended language
    r"(-[a-z]{4})?"  # script
    r"(-([a-z]{2}|[0-9]{3}))?"  # region
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(-x(-[a-z0-9]{1,8})+)?",  # private use
    re.IGNORECASE | re.ASCII,
)


# Languages without a folder in assets. "ok" looks like a tag but is a keyword, so it is no language.
_TAGS_BY_NAME = {
    "mixtec": "mix",
    "mixteco": "mix",
    "nahuatl": "nah",
    "zapotec": "zap",
    "zapoteco": "zap",
    "mam": "mam",
    "ok": "",
}
_TAGS_BY_NAME |= {
    fold(name): lang
    for lang in assets.languages()
    for name in (assets.table("languages", lang, "script.toml") or {"called": ()})["called"]
}
"""What people write instead of a tag, folded → the tag."""


def parse_tag(text: str) -> str | None:
    """The tag in its conventional case (``ES-mx`` → ``es-MX``, ``zh-hant`` → ``zh-Hant``), or None if it is not a tag.

    A tag-like name of a language (``eng``) is not a tag either; `guess_tag` knows it.
    """
    tag = text.strip().lower()
    if not _TAG.fullmatch(tag) or _TAGS_BY_NAME.get(tag, tag) != tag:
        return None
    language, *subtags = tag.split("-")
    parts = [language]
    for index, subtag in enumerate(subtags):
        if subtag == "x":  # all that follows is for private use
            parts += subtags[index:]
            break
        if len(subtag) == 2:
            parts.append(subtag.upper())  # region
        elif len(subtag) == 4 and subtag.isalpha():
            parts.append(subtag.title())  # script
        else:
            parts.append(subtag)
    return "-".join(parts)


def guess_tag(text: str) -> str | None:
    """The tag that somebody means by ``español``, ``eng`` or ``es_MX``, or None."""
    return _TAGS_BY_NAME.get(fold(text)) or parse_tag(text.replace("_", "-"))


def find_declared(text: str, languages: Sequence[str]) -> str | None:
    """The element of ``languages`` that equals ``text`` apart from case, or None."""
    tag = text.strip().lower()
    return next((declared for declared in languages if declared.lower() == tag), None)


@dataclass(frozen=True)
class DeclaredLanguages:
    """The languages of a script's titles; ``complete`` is False if a title can't be read, so there may be more."""

    tags: tuple[str, ...]
    complete: bool = True

    def find(self, word: str) -> str | None:
        """The declared language that ``word`` names, or None."""
        return find_declared(word, self.tags)

    def may_be_undeclared(self, word: str) -> bool:
        """Whether ``word`` may be the language of a title that can't be read; then it isn't reported as unknown."""
        return not self.complete and parse_tag(word) is not None

    def find_in(self, word: str, before: Collection[str], prefix: str) -> str | None:
        """The language of a line such as ``why LANG``, where ``before`` are the words for ``why``.

        None if it may be that of a title that can't be read. Raises BadValueError for a line without a declared language.
        """
        tag = "" if fold_key(word) in before else word.rpartition(" ")[2]
        if not tag:
            example = next(iter(self.tags), "es")
            raise BadValueError(f'"{word}:" says no language.', f'Write "- {word} {example}: …".')
        lang = self.find(tag)
        if lang is None and not self.may_be_undeclared(tag):
            raise self.undeclared_error(tag, prefix)
        return lang

    def undeclared_error(self, word: str, prefix: str = "") -> BadValueError:
        """The error for a language that no title declares; ``prefix`` precedes it in its line, such as ``why ``."""
        tag = guess_tag(word) or word
        if tag in self.tags:
            return BadValueError(f'"{word}" is not how a language is written here.', f'Write "{prefix}{tag}:".')
        use = f", or use {join_quoted(self.tags)}" if self.tags else ""
        return BadValueError(f'No title declares the language "{tag}".', f'Write a line "# {tag}: …" at the top{use}.')
