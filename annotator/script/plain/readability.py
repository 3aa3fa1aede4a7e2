"""How hard a text is to read, by the two formulas that schools know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.script.plain import syllables
from annotator.script.plain.tables import Table

HARDEST_GRADE = 6.0
"""A text for families reads like one for this school grade or a lower one."""
EASY_SPANISH = 70.0
"""Fernández-Huerta's score for grade 6; more is easier."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SPANISH_BANDS = ((90.0, "very easy"), (80.0, "easy"), (70.0, "fairly easy"), (60.0, "normal"), (50.0, "fairly hard"))
_LONG = {"es": 5, "en": 4}


@dataclass(frozen=True, slots=True)
class Level:
    """The reading level of a text in ``lang``: Fernández-Huerta's score (es, more is easier), or the grade (en)."""

    lang: str
    score: float

    @property
    def hard(self) -> bool:
        """Whether it is harder than grade 6."""
        return self.score < EASY_SPANISH if self.lang == "es" else self.score > HARDEST_GRADE

    @property
    def much_too_hard(self) -> bool:
        """Whether it is harder by two grades more."""
        return self.score < EASY_SPANISH - 10 if self.lang == "es" else self.score > HARDEST_GRADE + 2

    def __str__(self) -> str:
        if self.lang == "es":
            band = next((name for least, name in _SPANISH_BANDS if self.score >= least), "hard")
            return f"{band} (Fernández-Huerta {self.score:.0f}, at least {EASY_SPANISH:.0f} is wanted)"
        return f"grade {max(0.0, self.score):.1f} (Flesch-Kincaid, at most {HARDEST_GRADE:.0f} is wanted)"


def words(text: str) -> list[str]:
    """The words of a text; numbers and addresses are none."""
    return _WORD.findall(text)


def count(word: str, table: Table) -> int:
    """The syllables of a word: by the table of names that are said as in another language, else by rule."""
    known = table.syllables.get(word.casefold())
    if known is not None:
        return known
    return syllables.spanish(word) if table.lang == "es" else syllables.english(word)


def fernandez_huerta(syllable_count: int, word_count: int, sentence_count: int) -> float:
    """Fernández-Huerta 1959: 206.84 − 60 × syllables a word − 1.02 × words a sentence.

    Many copies of the formula take sentences for words a sentence by mistake; this is the author's.
    """
    return 206.84 - 60 * syllable_count / word_count - 1.02 * word_count / sentence_count


def flesch_kincaid(syllable_count: int, word_count: int, sentence_count: int) -> float:
    """Kincaid et al. 1975: the US school grade, 0.39 × words a sentence + 11.8 × syllables a word − 15.59."""
    return 0.39 * word_count / sentence_count + 11.8 * syllable_count / word_count - 15.59


def level(sentences: Sequence[str], table: Table) -> Level | None:
    """The level of some sentences, or None where they hold no word."""
    found = [word for sentence in sentences for word in words(sentence)]
    if not found:
        return None
    formula = fernandez_huerta if table.lang == "es" else flesch_kincaid
    spoken = sum(count(word, table) for word in found)
    return Level(table.lang, formula(spoken, len(found), len(sentences)))


def long_words(text: str, table: Table) -> tuple[str, ...]:
    """The words of a text with the most syllables: 5 or more in Spanish, 4 or more in English."""
    return tuple(dict.fromkeys(word for word in words(text) if count(word, table) >= _LONG[table.lang]))
