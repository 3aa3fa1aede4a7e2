"""Measure how hard a text is to read, by the formula of its language.

A formula needs the words, sentences and syllables of a text; how syllables are counted is in ``plain.toml``, too.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.messages import Message
from annotator.script.plain.tables import NOTHING, Table

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class ReadingFormula:
    """A readability formula and its limits, from ``[reading]`` of ``plain.toml``.

    score = ``constant`` + ``syllables_a_word`` × syllables per word + ``words_a_sentence`` × words per sentence

    Spanish has ``ReadingFormula(206.84, -60.0, -1.02, 70.0, 60.0, [[90.0, "very easy"], …])``: two syllables
    a word and ten words a sentence score 206.84 - 60 × 2 - 1.02 × 10 = 76.64, which is easy enough.

    Attributes:
        constant: the term that depends on no count.
        syllables_a_word: the factor of syllables per word. If it is negative, the score is one of ease, else a school grade.
        words_a_sentence: the factor of words per sentence.
        hardest: the score of grade 6.
        much_too_hard: the score of two grades more.
        bands: the lower bounds of ease with their names, the easiest first; empty for a formula of grades.
    """

    constant: float
    syllables_a_word: float
    words_a_sentence: float
    hardest: float
    much_too_hard: float
    bands: Sequence[tuple[float, str]]

    @property
    def measures_ease(self) -> bool:
        """Whether a higher score means an easier text."""
        return self.syllables_a_word < 0


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """The reading level of a text: ``ReadingLevel(83.0, formula)`` is easy by the Spanish formula.

    Attributes:
        score: a school grade (5.2), or a score of ease (83.0) if ``formula.measures_ease``.
        formula: the formula by which it was measured.
    """

    score: float
    formula: ReadingFormula

    @property
    def is_hard(self) -> bool:
        """Whether it is harder than grade 6."""
        return self._is_harder_than(self.formula.hardest)

    @property
    def is_much_too_hard(self) -> bool:
        """Whether it is harder than grade 6 by more than two grades."""
        return self._is_harder_than(self.formula.much_too_hard)

    def _is_harder_than(self, limit: float) -> bool:
        return self.score < limit if self.formula.measures_ease else self.score > limit

    @property
    def words(self) -> Message:
        """The level in words: ``easy (83 of 100, should be at least 70)``."""
        hardest = f"{self.formula.hardest:.0f}"
        if not self.formula.measures_ease:
            score = f"{max(0.0, self.score):.1f}"
            return Message("grade {score}, should be at most {hardest}", score=score, hardest=hardest)
        band = next((band for lower_bound, band in self.formula.bands if self.score >= lower_bound), "hard")
        score = f"{self.score:.0f}"
        template = "{band} ({score} of 100, should be at least {hardest})"
        return Message(template, band=band, score=score, hardest=hardest)


def find_words(text: str) -> list[str]:
    """The words of a text. Numbers are not counted: the formulas were made for words."""
    return _WORD.findall(text)


def measure_level(sentences: Sequence[str], table: Table) -> ReadingLevel | None:
    """The reading level of a text from its sentences (``("Mire.", "Toque ■.")``); None for a text without words."""
    words = [word for sentence in sentences for word in find_words(sentence)]
    if not words:
        return None
    formula = ReadingFormula(**table.data["reading"])
    words_term = formula.words_a_sentence * len(words) / len(sentences)
    syllables_term = formula.syllables_a_word * sum(count_syllables(word, table) for word in words) / len(words)
    return ReadingLevel(words_term + syllables_term + formula.constant, formula)


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
    count = sum(len(re.findall(rule.get(name, NOTHING), part)) for name in ("nuclei", "apart"))
    is_silent = re.search(rule.get("silent", NOTHING), part) and not re.search(rule.get("spoken", NOTHING), part)
    return max(1, count - bool(is_silent))
