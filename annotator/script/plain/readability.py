"""Measure how hard a text is to read, by the formula that schools know in its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from annotator import languages
from annotator.script.plain import syllables
from annotator.script.plain.tables import ReadingFormula, Table

_COUNTERS: Mapping[str, Callable[[str], int]] = MappingProxyType({"spanish": syllables.count_spanish})
"""Algorithm named in `languages.ALGORITHMS` → the function that counts the syllables of a word."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


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
    """The number of syllables of a word: from the language's table of exceptions, else by its rule."""
    exception = table.syllables.get(word.casefold())
    if exception is not None:
        return exception
    if table.syllable_rule is None:
        return _COUNTERS[languages.algorithms_of(table.lang).syllables](word)
    return syllables.count_by_patterns(word, table.syllable_rule)


def compute_score(syllable_count: int, word_count: int, sentence_count: int, formula: ReadingFormula) -> float:
    """The result of a formula for a text with these counts, none of them 0."""
    words_term = formula.words_a_sentence * word_count / sentence_count
    syllables_term = formula.syllables_a_word * syllable_count / word_count
    return words_term + syllables_term + formula.constant


def measure_level(sentences: Sequence[str], table: Table) -> ReadingLevel | None:
    """The reading level of a text, given as its sentences; None for a text without words."""
    words = [word for sentence in sentences for word in find_words(sentence)]
    if not words:
        return None
    syllable_count = sum(count_syllables(word, table) for word in words)
    return ReadingLevel(compute_score(syllable_count, len(words), len(sentences), table.reading), table.reading)


def find_long_words(text: str, table: Table) -> tuple[str, ...]:
    """The words of a text that count as long in its language, in order, each once."""
    limit = table.reading.long_syllables
    return tuple(dict.fromkeys(word for word in find_words(text) if count_syllables(word, table) >= limit))
