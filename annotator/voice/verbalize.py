"""Numbers, letters, symbols and abbreviations in words, from a language's ``assets/languages/XX/speech.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import languages


@dataclass(frozen=True)
class Verbalizer:
    """One language's ``speech.toml``. Comments in that file explain each key."""

    data: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        """A single word: ``verbalizer["at"]``."""
        return str(self.data[key])

    def table(self, key: str) -> Mapping[str, Any]:
        """A table: ``time``, ``date``, ``ordinals``, ``money``, ``codes``."""
        table: Mapping[str, Any] = self.data[key]
        return table

    def rows(self, key: str) -> Sequence[Sequence[str]]:
        """A list of rows: ``units``, ``abbreviations``, ``rewritten``."""
        rows: Sequence[Sequence[str]] = self.data[key]
        return rows

    def cardinal(self, number: int) -> str:
        """The cardinal number (0 to 99) in words, as when counting."""
        small = self["small"].split()
        if number < len(small):
            return small[number]
        tens, ones = divmod(number, 10)
        return str(self.data["tens"][tens]) + (self["tens_joint"] + small[ones] if ones else "")

    def before_noun(self, number: int) -> str:
        """The number in words as before a masculine noun (Spanish *un*, not *uno*); digits from 100 on, read well by voices."""
        special = self.table("counted").get(str(number))
        return str(special) if special else self.cardinal(number) if number < 100 else str(number)

    def ordinal(self, number: int, ending: str = "") -> str | None:
        """The ordinal number in words, inflected with ``ending`` (``o``, ``a``); None if the table does not reach so far."""
        words = self.table("ordinals")["words"].split()
        return str(words[number - 1]).replace("*", ending).replace("_", " ") if 1 <= number <= len(words) else None

    def digits(self, text: str) -> str:
        """The digits in ``text``, one by one in words: ``410`` becomes "cuatro uno cero"."""
        small = self["small"].split()
        return " ".join(small[int(digit)] for digit in text if digit.isdigit())

    def spelled(self, code: str) -> str:
        """A code spelled out letter by letter and digit by digit, with commas for pauses."""
        letters = self.table("letters")
        names = [self.digits(each) if each.isdigit() else letters.get(each.lower(), "") for each in code]
        return ", ".join(name for name in names if name)

    def month(self, number: int) -> str:
        """The name of a month, counted from 1."""
        return str(self.data["months"][number - 1])


@cache
def verbalizer(lang: str) -> Verbalizer | None:
    """The verbalizer of a BCP 47 tag's language; None if it has no ``speech.toml``."""
    table = languages.load_table(lang, "speech.toml")
    return Verbalizer(table) if table else None
