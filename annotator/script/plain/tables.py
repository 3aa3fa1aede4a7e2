"""The words of a language that plain writing avoids, needs or is recognised by, from ``assets/languages/XX/plain.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets, languages
from annotator.script.plain.syllables import SyllableRule


@dataclass(frozen=True, slots=True)
class ReadingFormula:
    """A formula of reading level: ``constant`` + ``syllables_a_word`` × … + ``words_a_sentence`` × ….

    Its result is a score of ease where more syllables lower it, else a school grade. ``hardest`` is the last level that
    is fit for families, ``much_too_hard`` lies two grades beyond; ``bands`` name scores of ease, each from its least on.
    """

    formula: str
    constant: float
    syllables_a_word: float
    words_a_sentence: float
    hardest: float
    much_too_hard: float
    bands: Sequence[tuple[float, str]]
    long_syllables: int

    @property
    def ease(self) -> bool:
        """Whether more is easier."""
        return self.syllables_a_word < 0


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
    reading: ReadingFormula
    syllable_rule: SyllableRule | None

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
    name = languages.find_folder(lang)
    data = assets.table("languages", name, "plain.toml") if name else None
    if name is None or data is None:
        return None
    lists = {key: whole_words(value) for key, value in data.items() if isinstance(value, list) and _is_words(value)}
    return Table(
        lang=name,
        data=data,
        patterns=lists,
        jargon=tuple(Instead(whole_words(row["words"]), row["say"]) for row in data["jargon"]),
        fears=tuple(Instead(whole_words(row["words"]), row["say"], row["what"]) for row in data["fear"]),
        helps=whole_words(data["helps"]["words"]),
        reading=ReadingFormula(**data["reading"]),
        syllable_rule=_rule(data["syllable-rule"]) if "syllable-rule" in data else None,
    )


def _rule(row: Mapping[str, Any]) -> SyllableRule:
    respelled = tuple((pattern, instead) for pattern, instead in row.get("respelled", ()))
    return SyllableRule(**{**row, "respelled": respelled})


def _is_words(value: list[Any]) -> bool:
    return all(isinstance(item, str) for item in value)
