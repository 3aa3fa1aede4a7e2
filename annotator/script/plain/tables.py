"""Load the words and formulas with which a language is reviewed, from ``assets/languages/XX/plain.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from annotator import assets, languages
from annotator.script.plain.syllables import SyllableRule


@dataclass(frozen=True, slots=True)
class ReadingFormula:
    """A readability formula and its limits, as in ``[reading]`` of ``plain.toml``; ``formula`` is its name.

    score = ``constant`` + ``syllables_a_word`` × syllables per word + ``words_a_sentence`` × words per sentence

    The score is one of ease if more syllables lower it (a negative factor), else a school grade. ``hardest`` is the score
    of grade 6, ``much_too_hard`` that of two grades more. ``bands`` are lower bounds of ease with their names, the easiest first.
    Words of ``long_syllables`` or more are named as too long.
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
        """Whether a higher score means an easier text."""
        return self.syllables_a_word < 0


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words to avoid, what to say instead, and the subject that they ask about (only for fears)."""

    pattern: re.Pattern[str]
    say: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words to avoid, and the words that can be written in their place; with ``begins``, only where a sentence begins."""

    pattern: re.Pattern[str]
    say: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """Words of a phone that frighten, with the ``subject`` that messages quote, and an explanation to ``say``.

    ``explained`` finds an explanation in what is said. ``about`` is the same in all languages: a phone may speak another.
    """

    pattern: re.Pattern[str]
    explained: re.Pattern[str]
    say: str
    subject: str
    about: str


class WordPatterns(Mapping[str, re.Pattern[str]]):
    """Word lists by name as patterns of whole words; each is compiled when it is first asked for."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        if name not in self._compiled:
            self._compiled[name] = whole_words(self._lists[name])
        return self._compiled[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


@dataclass(frozen=True)
class Table:
    """The ``plain.toml`` of one language: ``data`` as it is in the file, ``patterns`` its word lists by name."""

    lang: str
    data: Mapping[str, Any]
    patterns: WordPatterns
    reading: ReadingFormula
    syllable_rule: SyllableRule | None

    @cached_property
    def jargon(self) -> tuple[Substitution, ...]:
        """Words that families don't know, and what to say instead."""
        return tuple(Substitution(whole_words(row["words"]), row["say"]) for row in self.data["jargon"])

    @cached_property
    def fears(self) -> tuple[Substitution, ...]:
        """Words that frighten, such as those about papers or money, and what to say to calm."""
        return tuple(Substitution(whole_words(row["words"]), row["say"], row["what"]) for row in self.data["fear"])

    @cached_property
    def better(self) -> tuple[Replacement, ...]:
        """What an editor can write in place of words to avoid; of several, the first that matches."""
        return tuple(
            Replacement(whole_words(row["words"]), row["say"], row.get("begins", False)) for row in self.data["better"]
        )

    @cached_property
    def pressing(self) -> Mapping[str, Substitution]:
        """How one presses a button, by ``touch`` or ``click``: the words for it, and the one to write."""
        return {way: Substitution(whole_words(row["words"]), row["say"]) for way, row in self.data["pressing"].items()}

    @cached_property
    def helps(self) -> re.Pattern[str]:
        """Words that tell that a frightening thing is not asked for."""
        return whole_words(self.data["helps"]["words"])

    @cached_property
    def screen_words(self) -> tuple[ScreenWords, ...]:
        """Words on a permission dialogue that frighten, unless somebody explains them."""
        return tuple(
            ScreenWords(whole_words(row["words"]), whole_words(row["explained"]), row["say"], row["what"], row["about"])
            for row in self.data["explain"]
        )

    @property
    def syllables(self) -> Mapping[str, int]:
        """Word in lower case that the syllable rule would count wrong → its number of syllables."""
        exceptions: Mapping[str, int] = self.data["syllables"]
        return exceptions


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
    return Table(
        lang=name,
        data=data,
        patterns=WordPatterns(
            {key: value for key, value in data.items() if isinstance(value, list) and _is_words(value)}
        ),
        reading=ReadingFormula(**data["reading"]),
        syllable_rule=_read_syllable_rule(data["syllable-rule"]) if "syllable-rule" in data else None,
    )


def _read_syllable_rule(row: Mapping[str, Any]) -> SyllableRule:
    respelled = tuple((pattern, instead) for pattern, instead in row.get("respelled", ()))
    return SyllableRule(**{**row, "respelled": respelled})


def _is_words(value: list[Any]) -> bool:
    return all(isinstance(item, str) for item in value)
