"""Parse language tags (BCP 47) in scripts, file names and ``school.toml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator import assets
from annotator.script.keywords import fold, quoted

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}"  # language, extended language
    r"(-[a-z]{4})?"  # script
    r"(-([a-z]{2}|[0-9]{3}))?"  # region
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(-x(-[a-z0-9]{1,8})+)?",  # private use
    re.IGNORECASE | re.ASCII,
)


def _called(lang: str) -> Sequence[str]:
    table = assets.table("languages", lang, "script.toml")
    return table["called"] if table else ()


# Of languages without a folder. "ok" looks like a tag but is a word of the format.
_MEANT = {
    "mixtec": "mix",
    "mixteco": "mix",
    "nahuatl": "nah",
    "zapotec": "zap",
    "zapoteco": "zap",
    "mam": "mam",
    "ok": "",
}
_MEANT |= {fold(called): lang for lang in assets.languages() for called in _called(lang)}
"""What people write for a language instead of its tag."""


def language(text: str) -> str | None:
    """The tag in its conventional case (``ES-mx`` → ``es-MX``, ``zh-hant`` → ``zh-Hant``), or None if it is not a tag."""
    tag = text.strip()
    if not _TAG.fullmatch(tag) or _MEANT.get(tag.lower(), tag.lower()) != tag.lower():
        return None
    first, *rest = tag.lower().split("-")
    parts = [first]
    for index, part in enumerate(rest):
        if part == "x":
            return "-".join(parts + rest[index:])
        parts.append(part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part)
    return "-".join(parts)


def guess_tag(text: str) -> str | None:
    """The tag that somebody means by ``español``, ``eng`` or ``es_MX``, or None."""
    return _MEANT.get(fold(text)) or language(text.replace("_", "-"))


def find_declared(text: str, languages: Sequence[str]) -> str | None:
    """The one of ``languages`` that ``text`` names in any case, or None."""
    tag = text.strip().lower()
    return next((known for known in languages if known.lower() == tag), None)


@dataclass(frozen=True)
class Languages:
    """The declared languages of a script; ``complete`` is False if a title can't be read, so that there may be more."""

    tags: tuple[str, ...]
    complete: bool = True

    def find(self, word: str) -> str | None:
        """The declared language that ``word`` names, or None."""
        return find_declared(word, self.tags)

    def may_be(self, word: str) -> bool:
        """Whether ``word`` may be the language of a title that can't be read; then it isn't reported as unknown."""
        return not self.complete and language(word) is not None

    def unknown(self, word: str, before: str) -> tuple[str, str]:
        """The message and remedy for an undeclared language; ``before`` precedes it in its line, such as ``why ``."""
        other = guess_tag(word) or word
        if other in self.tags:
            return f'"{word}" is not how a language is written here.', f'Write "{before}{other}:".'
        use = f", or use {quoted(self.tags)}" if self.tags else ""
        return f'No title declares the language "{other}".', f'Write a line "# {other}: …" at the top{use}.'
