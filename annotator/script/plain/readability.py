"""How hard a text is to read, by the formula that schools know in its language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from annotator import languages
from annotator.script.plain import syllables
from annotator.script.plain.tables import ReadingFormula, Table

_IN_CODE: Mapping[str, Callable[[str], int]] = MappingProxyType({"spanish": syllables.spanish})
"""The rules that `languages.ALGORITHMS` names."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Level:
    """The reading level of a text: a score of ease or a school grade, as the language's ``formula`` says."""

    score: float
    formula: ReadingFormula

    @property
    def hard(self) -> bool:
        """Whether it is harder than grade 6."""
        return self._beyond(self.formula.hardest)

    @property
    def much_too_hard(self) -> bool:
        """Whether it is harder by two grades more."""
        return self._beyond(self.formula.much_too_hard)

    def _beyond(self, limit: float) -> bool:
        return self.score < limit if self.formula.ease else self.score > limit

    def __str__(self) -> str:
        name, hardest = self.formula.formula, self.formula.hardest
        if not self.formula.ease:
            return f"grade {max(0.0, self.score):.1f} ({name}, at most {hardest:.0f} is wanted)"
        band = next((name for least, name in self.formula.bands if self.score >= least), "hard")
        return f"{band} ({name} {self.score:.0f}, at least {hardest:.0f} is wanted)"


def words(text: str) -> list[str]:
    """The words of a text; numbers and addresses are none."""
    return _WORD.findall(text)


def count(word: str, table: Table) -> int:
    """The syllables of a word: by the table of names that are said as in another language, else by rule."""
    known = table.syllables.get(word.casefold())
    if known is not None:
        return known
    if table.syllable_rule is None:
        return _IN_CODE[languages.algorithms_of(table.lang).syllables](word)
    return syllables.by_patterns(word, table.syllable_rule)


def score(syllable_count: int, word_count: int, sentence_count: int, formula: ReadingFormula) -> float:
    """The result of a formula for a text with so many syllables, words and sentences."""
    by_length = formula.words_a_sentence * word_count / sentence_count
    return by_length + formula.syllables_a_word * syllable_count / word_count + formula.constant


def level(sentences: Sequence[str], table: Table) -> Level | None:
    """The level of some sentences, or None where they hold no word."""
    found = [word for sentence in sentences for word in words(sentence)]
    if not found:
        return None
    spoken = sum(count(word, table) for word in found)
    return Level(score(spoken, len(found), len(sentences), table.reading), table.reading)


def long_words(text: str, table: Table) -> tuple[str, ...]:
    """The words of a text with the most syllables, as the language counts them."""
    least = table.reading.long_syllables
    return tuple(dict.fromkeys(word for word in words(text) if count(word, table) >= least))
