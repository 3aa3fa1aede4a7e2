"""Read the tags of languages (``es``, ``mix``), and which of them a script declares."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotator import assets, languages
from annotator.messages import Message, join_quoted
from annotator.script.keywords import fold_key
from annotator.script.problems import BadValueError, suggest
from annotator.text.folding import fold

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
_EXTENSION = re.compile(r"-[a-z0-9]-.*")
"""The end of a tag from a subtag of one character, in which all is lower case: ``-u-co-phonebk`` (RFC 5646, 2.1.1)."""
# Languages without a folder in assets. "ok" looks like a tag but is a keyword, so it is no language.
_TAGS_BY_NAME = {
    "mixtec": "mix",
    "mixteco": "mix",
    "nahuatl": "nah",
    "zapotec": "zap",
    "zapoteco": "zap",
    "mam": "mam",
    "ok": "",
} | {
    fold(name): lang
    for lang in assets.languages()
    for name in (languages.load_table(lang, "script.toml") or {"called": ()})["called"]
}
"""A folded name that people write in place of a tag → the tag, or "" for no language: ``{"espanol": "es"}``."""


def parse_tag(text: str) -> str | None:
    """The tag in its conventional case (``ES-mx`` → ``es-MX``, ``zh-hant`` → ``zh-Hant``), or None if it is not a tag.

    A tag-like name of a language (``eng``) is not a tag either; `guess_tag` knows it.
    """
    tag = text.strip().lower()
    if not _TAG.fullmatch(tag) or _TAGS_BY_NAME.get(tag, tag) != tag:
        return None
    extension = _EXTENSION.search(tag)
    language, *subtags = _EXTENSION.sub("", tag).split("-")
    parts = [language]
    for subtag in subtags:
        if len(subtag) == 2:  # a region
            subtag = subtag.upper()
        elif len(subtag) == 4 and subtag.isalpha():  # a script
            subtag = subtag.title()
        parts.append(subtag)
    return "-".join(parts) + (extension[0] if extension else "")


def require_tag(text: str) -> str:
    """The tag in its conventional case. Raises BadValueError if it isn't one."""
    tag = parse_tag(text)
    if tag is None:
        remedy = suggest(guess_tag(text), 'Write it like "es", "en" or "mix".')
        raise BadValueError(Message('"{text}" is not how a language is written.', text=text), remedy)
    return tag


def guess_tag(text: str) -> str | None:
    """The tag for a language as people write it (``español``, ``eng``, ``es_MX``), or None."""
    return _TAGS_BY_NAME.get(fold(text)) or parse_tag(text.replace("_", "-"))


def find_declared(text: str, tags: Sequence[str]) -> str | None:
    """The element of ``tags`` that equals ``text`` apart from case and outer spaces, or None."""
    sought = text.strip().lower()
    return next((declared for declared in tags if declared.lower() == sought), None)


@dataclass(frozen=True)
class DeclaredLanguages:
    """The languages of a script's titles: ``# es: Entrar`` and ``# en: Join`` declare ``DeclaredLanguages(("es", "en"))``.

    Attributes:
        tags: the language tags, in the order of the titles.
        complete: whether every title could be read; if not, there may be more languages.
    """

    tags: tuple[str, ...]
    complete: bool = True

    def find(self, word: str) -> str | None:
        """The declared language whose tag is ``word``, in any case, or None."""
        return find_declared(word, self.tags)

    def may_be_undeclared(self, word: str) -> bool:
        """Whether ``word`` may be the language of a title that can't be read; then it isn't reported as unknown."""
        return not self.complete and parse_tag(word) is not None

    def find_in(self, word: str, keys: Collection[str], prefix: str) -> str | None:
        """The language of a line such as ``why es``; None if it may be that of a title that can't be read.

        Args:
            word: the words before the colon ("why es", "por qué es").
            keys: the folded words of such lines, without a language ("why", "por que").
            prefix: the format's own word, for messages ("why ").

        Raises BadValueError for a line without a declared language.
        """
        tag = "" if fold_key(word) in keys else word.rpartition(" ")[2]
        if not tag:
            example = next(iter(self.tags), "es")
            message = Message('"{word}:" says no language.', word=word)
            raise BadValueError(message, Message('Write "- {word} {example}: …".', word=word, example=example))
        lang = self.find(tag)
        if lang is None and not self.may_be_undeclared(tag):
            raise self.undeclared_error(tag, prefix)
        return lang

    def undeclared_error(self, word: str, prefix: str = "") -> BadValueError:
        """The error for a language that no title declares; ``prefix`` precedes it in its line, such as ``why ``."""
        tag = guess_tag(word) or word
        if tag in self.tags:
            message = Message('"{tag}" is not how a language is written here.', tag=word)
            return BadValueError(message, Message('Write "{prefix}{tag}:".', prefix=prefix, tag=tag))
        remedy = Message('Write a line "# {tag}: …" at the top.', tag=tag)
        if self.tags:
            tags = join_quoted(self.tags)
            remedy = Message('Write a line "# {tag}: …" at the top, or use {tags}.', tag=tag, tags=tags)
        return BadValueError(Message('No title declares the language "{tag}".', tag=tag), remedy)
