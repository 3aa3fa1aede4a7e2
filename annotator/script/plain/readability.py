"""Measure how hard a text is to read, by the formula that schools know in its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.script.plain.tables import ReadingFormula, Table

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOTHING = "(?!)"


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """The reading level of a text. ``score`` is a school grade, or a score of ease where ``formula.ease``."""

    score: float
    formula: ReadingFormula

    @property
    def hard(self) -> bool:
        """Whether it is harder than grade 6."""
        return self._beyond(self.formula.hardest)

    @property
    def much_too_hard(self) -> bool:
        """Whether it is harder than grade 6 by more than two grades."""
        return self._beyond(self.formula.much_too_hard)

    def _beyond(self, limit: float) -> bool:
        return self.score < limit if self.formula.ease else self.score > limit

    def __str__(self) -> str:
        name, hardest = self.formula.formula, self.formula.hardest
        if not self.formula.ease:
            return f"grade {max(0.0, self.score):.1f} ({name}, should be at most {hardest:.0f})"
        band = next((band for lower_bound, band in self.formula.bands if self.score >= lower_bound), "hard")
        return f"{band} ({name} {self.score:.0f}, should be at least {hardest:.0f})"


def find_words(text: str) -> list[str]:
    """The words of a text. Numbers are not counted: the formulas were made for words."""
    return _WORD.findall(text)


def count_syllables(word: str, table: Table) -> int:
    """The number of syllables of a word, at least 1: from the language's table of exceptions, else by its patterns."""
    exception: int | None = table.data["syllables"].get(word.casefold())
    if exception is not None:
        return exception
    rule = table.data["syllable-rule"]
    parts = re.split(r"[-'’]", unicodedata.normalize("NFC", word).lower())
    counted = (part for part in parts if len(part) > 1 or re.fullmatch(rule.get("alone", r"\w"), part))
    return max(1, sum(_count_in_part(part, rule) for part in counted))


def _count_in_part(part: str, rule: Mapping[str, Any]) -> int:
    """The syllables of a part without hyphens, by a ``[syllable-rule]`` of ``plain.toml``; the English file explains it."""
    for pattern, replacement in rule.get("respelled", ()):
        part = re.sub(pattern, replacement, part)
    count = sum(len(re.findall(rule.get(name, _NOTHING), part)) for name in ("nuclei", "apart"))
    silent = re.search(rule.get("silent", _NOTHING), part) and not re.search(rule.get("spoken", _NOTHING), part)
    return max(1, count - bool(silent))


def measure_level(sentences: Sequence[str], table: Table) -> ReadingLevel | None:
    """The reading level of a text, given as its sentences; None for a text without words."""
    words = [word for sentence in sentences for word in find_words(sentence)]
    if not words:
        return None
    formula = table.reading
    words_term = formula.words_a_sentence * len(words) / len(sentences)
    syllables_term = formula.syllables_a_word * sum(count_syllables(word, table) for word in words) / len(words)
    return ReadingLevel(words_term + syllables_term + formula.constant, formula)
