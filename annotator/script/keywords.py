"""The words of the format in every language that has phrases, and what somebody may have meant by a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from functools import lru_cache
from typing import Any, TypeVar, get_args

from rapidfuzz import process
from rapidfuzz.distance import OSA

from annotator.model import ACTIONS, ActionKind, Direction
from annotator.phrases import phrasebooks

Name = TypeVar("Name", bound=str)

_STEP_LINES = ("mark", "hide", "show", "also", "ok", "from", "to")
_TUTORIAL_LINES = ("device", "checked", "platform", "hide", "show", "ok")
_DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

_HINTS: dict[str, str] = {
    "mark": 'Write the word to mark, for instance "- mark: Mute".',
    "hide": 'Write the private text, for instance "- hide: Ana García = Luna".',
    "show": 'Write the text that stays to be seen, for instance "- show: 410-555-0100".',
    "also": 'Write the other wording, for instance "- also: Unirse ahora".',
    "ok": 'Write the reason, for instance "- ok: the family knows this word".',
    "from": 'Write the second where the part begins, for instance "- from: 2 s".',
    "to": 'Write the second where the part ends, for instance "- to: 9 s".',
    "device": 'Write what the pictures show, for instance "- device: Android phone".',
    "checked": 'Write the day when somebody tried these steps, for instance "- checked: 2026-11-24".',
    "platform": 'Write the program or website, for instance "- platform: Zoom".',
}
"""What to write in an empty line; for actions, `ACTIONS` has it."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Keywords:
    """What each word means, folded: the format's own words, which are English, and those of ``[script]`` in phrases.

    ``implied`` has actions that say their direction themselves (``baje``), ``lines`` the further lines of a step,
    ``facts`` the lines about the whole tutorial but for ``why LANG``, whose first word is one of ``why``. ``meant`` are
    words that the format doesn't have but that people try.
    """

    actions: Mapping[str, ActionKind]
    implied: Mapping[str, Direction]
    directions: Mapping[str, Direction]
    lines: Mapping[str, str]
    facts: Mapping[str, str]
    why: tuple[str, ...]
    meant: Mapping[str, str]


@once
def known() -> Keywords:
    """The words that a script may use."""
    return Keywords(
        actions=_folded("actions", ACTIONS),
        implied={fold(word): way for table in _tables() for word, way in table["implied"].items()},
        directions=_folded("directions", _DIRECTIONS),
        lines=_folded("lines", _STEP_LINES),
        facts=_folded("lines", _TUTORIAL_LINES),
        why=tuple(_folded("lines", ("why",))),
        meant={fold(word): other for table in _tables() for word, other in table["meant"].items()},
    )


def word_for(name: str, languages: tuple[str, ...]) -> str:
    """The word with which the writer begins a line: the format's own, unless that is a declared language.

    ``tap``, ``say`` and ``to`` are tags of languages, too.
    """
    words = _words("actions" if name in ACTIONS else "lines", name)
    return next(word for word in words if word not in languages)


def hint(name: str) -> str:
    """What to write in an empty line of that name."""
    return ACTIONS[name].hint if name in ACTIONS else _HINTS[name]


def _folded(part: str, names: Iterable[Name]) -> dict[str, Name]:
    return {fold(word): name for name in names for word in _words(part, name)}


def _words(part: str, name: str) -> Iterator[str]:
    """All words for something, the format's own first."""
    yield name
    for table in _tables():
        yield from table[part][name]


def _tables() -> list[dict[str, Any]]:
    return [book.table["script"] for book in phrasebooks()]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` without case, accents, invisible marks and superfluous spaces, to compare words that people typed."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` probably means, compared without case and accents, or None."""
    folded = {fold(choice): choice for choice in choices}
    best = process.extractOne(
        fold(word[:80]).strip("*_` "), folded.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.6
    )
    return folded[best[0]] if best else None


def quoted(words: Iterable[str], joint: str = "or") -> str:
    """``["a", "b", "c"]`` as ``"a", "b" or "c"``."""
    return listed([f'"{word}"' for word in words], joint)


def listed(words: Iterable[str], joint: str = "and") -> str:
    """``["1", "2", "3"]`` as ``1, 2 and 3``."""
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last
