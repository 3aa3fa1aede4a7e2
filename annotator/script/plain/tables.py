"""The words of a language that plain writing avoids, needs or is recognised by, from ``assets/plain``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets
from annotator.languages import base

LANGUAGES = ("es", "en")
"""The languages whose sentences are reviewed."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Words to avoid, what they are about, and what to write instead."""

    pattern: re.Pattern[str]
    say: str
    what: str = ""


@dataclass(frozen=True)
class Table:
    """One language's words as patterns; ``data`` holds the plain strings of its file."""

    lang: str
    data: Mapping[str, Any]
    patterns: Mapping[str, re.Pattern[str]]
    jargon: tuple[Instead, ...]
    fears: tuple[Instead, ...]
    helps: re.Pattern[str]

    @property
    def syllables(self) -> Mapping[str, int]:
        """Words that the syllable rule would count wrong, in lower case."""
        known: Mapping[str, int] = self.data["syllables"]
        return known


def whole_words(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these as whole words, the longest first; one that matches nothing if there are none."""
    ordered = sorted(alternatives, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)" if ordered else r"(?!)", re.IGNORECASE)


@cache
def table(lang: str) -> Table | None:
    """The table for a language tag, or None for a language that is not reviewed."""
    name = base(lang)
    if name not in LANGUAGES:
        return None
    data = tomllib.loads(assets.asset("plain", f"{name}.toml").read_text(encoding="utf-8"))
    lists = {key: whole_words(value) for key, value in data.items() if isinstance(value, list) and _is_words(value)}
    return Table(
        lang=name,
        data=data,
        patterns=lists,
        jargon=tuple(Instead(whole_words(row["words"]), row["say"]) for row in data["jargon"]),
        fears=tuple(Instead(whole_words(row["words"]), row["say"], row["what"]) for row in data["fear"]),
        helps=whole_words(data["helps"]["words"]),
    )


def _is_words(value: list[Any]) -> bool:
    return all(isinstance(item, str) for item in value)
