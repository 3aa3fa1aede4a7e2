"""Load the words and formulas with which a language is reviewed, from ``assets/languages/XX/plain.toml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from annotator import assets, languages
from annotator.messages import Message

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

    @property
    def words(self) -> Message:
        """The level in words: ``easy (Fernández Huerta 83, should be at least 70)``."""
        name, hardest = self.formula.formula, f"{self.formula.hardest:.0f}"
        if not self.formula.ease:
            score = f"{max(0.0, self.score):.1f}"
            return Message(
                "grade {score} ({name}, should be at most {hardest})", score=score, name=name, hardest=hardest
            )
        band = next((band for lower_bound, band in self.formula.bands if self.score >= lower_bound), "hard")
        score = f"{self.score:.0f}"
        template = "{band} ({name} {score}, should be at least {hardest})"
        return Message(template, band=band, name=name, score=score, hardest=hardest)


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


@dataclass(frozen=True, slots=True)
class ReadingFormula:
    """A readability formula and its limits, as in ``[reading]`` of ``plain.toml``; ``formula`` is its name.

    score = ``constant`` + ``syllables_a_word`` × syllables per word + ``words_a_sentence`` × words per sentence

    The score is one of ease if more syllables lower it (a negative factor), else a school grade. ``hardest`` is the score
    of grade 6, ``much_too_hard`` that of two grades more. ``bands`` are lower bounds of ease with their names, the easiest first.
    """

    formula: str
    constant: float
    syllables_a_word: float
    words_a_sentence: float
    hardest: float
    much_too_hard: float
    bands: Sequence[tuple[float, str]]

    @property
    def ease(self) -> bool:
        """Whether a higher score means an easier text."""
        return self.syllables_a_word < 0


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words to avoid or to explain, and what to say in their place or about them.

    Attributes:
        pattern: the words.
        say: in their place; for words that frighten, besides.
        what: the subject that they are about, as messages quote it.
        begins: whether they count only where a sentence begins.
        explained: for words on a screen: finds an explanation in what is said.
        about: the same as ``what`` in all languages: a phone may speak another.
    """

    pattern: re.Pattern[str]
    say: str
    what: str = ""
    begins: bool = False
    explained: re.Pattern[str] | None = None
    about: str = ""


class _Patterns(dict[str, re.Pattern[str]]):
    """Word lists by name as patterns of whole words; each is compiled when it is first asked for."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._lists = lists

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = whole_words(self._lists[name])
        return self[name]


@dataclass(frozen=True)
class Table:
    """The ``plain.toml`` of one language: ``data`` as it is in the file, ``patterns`` its word lists by name."""

    lang: str
    data: Mapping[str, Any]
    patterns: Mapping[str, re.Pattern[str]]
    reading: ReadingFormula

    @cached_property
    def rows(self) -> Mapping[str, tuple[Replacement, ...]]:
        """Words to avoid or to explain, by the list of the file.

        ``jargon`` are words that families don't know, ``fear`` those that frighten, ``explain`` those on a permission dialogue
        that do unless somebody explains them; ``better`` is what an editor can write, of which the first that matches counts.
        """
        return {name: tuple(map(_read_row, self.data[name])) for name in ("jargon", "fear", "explain", "better")}

    @cached_property
    def pressing(self) -> Mapping[str, Replacement]:
        """How one presses a button, by ``touch`` or ``click``: the words for it, and the one to write."""
        return {way: _read_row(row) for way, row in self.data["pressing"].items()}


def _read_row(row: Mapping[str, Any]) -> Replacement:
    values: dict[str, Any] = {
        key: whole_words(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Replacement(values.pop("words"), **values)


def whole_words(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of these expressions as whole words, in any case; without expressions, nothing.

    A straight apostrophe in them also matches the typographic one, so they have it nowhere between square brackets.
    """
    ordered = sorted(alternatives, key=len, reverse=True)
    words = "|".join(ordered).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if ordered else r"(?!)", re.IGNORECASE)


@cache
def load_table(lang: str) -> Table | None:
    """The table of a BCP 47 tag's language, or None if the language has no ``plain.toml``, and so isn't reviewed."""
    name = languages.find_folder(lang)
    data = assets.table("languages", name, "plain.toml") if name else None
    if name is None or data is None:
        return None
    return Table(name, data, _Patterns(data), ReadingFormula(**data["reading"]))
