"""How a language reads out numbers, letters, signs and abbreviations, from ``assets/languages/XX/speech.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from annotator import assets, languages


@dataclass(frozen=True)
class Verbalizer:
    """One language's ``speech.toml``; its comments say what each key means."""

    data: Mapping[str, Any]

    def __getitem__(self, key: str) -> str:
        """One of the words: ``verbalizer["at"]``."""
        return str(self.data[key])

    def part(self, key: str) -> Mapping[str, Any]:
        """One of its tables: ``time``, ``date``, ``ordinals``, ``money``, ``codes``."""
        found: Mapping[str, Any] = self.data[key]
        return found

    def rows(self, key: str) -> Sequence[Sequence[str]]:
        """One of its lists of rows: ``units``, ``abbreviations``, ``rewritten``."""
        found: Sequence[Sequence[str]] = self.data[key]
        return found

    def cardinal(self, number: int) -> str:
        """A number from 0 to 99 in words, as it is counted."""
        small = self["small"].split()
        if number < len(small):
            return small[number]
        tens, ones = divmod(number, 10)
        return str(self.data["tens"][tens]) + (self["tens_joint"] + small[ones] if ones else "")

    def counted(self, number: int) -> str:
        """A number as it is said before a masculine noun; in figures from 100 on, which voices read well."""
        own = self.part("counted").get(str(number))
        return str(own) if own else self.cardinal(number) if number < 100 else str(number)

    def ordinal(self, number: int, ending: str = "") -> str | None:
        """``3`` with the ``ending`` of a word that follows as "third", or None where the table ends before."""
        words = self.part("ordinals")["words"].split()
        return str(words[number - 1]).replace("*", ending).replace("_", " ") if 1 <= number <= len(words) else None

    def digits(self, text: str) -> str:
        """The digits of ``text`` one by one: ``410`` is "cuatro uno cero"."""
        small = self["small"].split()
        return " ".join(small[int(figure)] for figure in text if figure.isdigit())

    def letters(self, code: str) -> str:
        """A code letter by letter and digit by digit, with a breath between."""
        names = [self.digits(one) if one.isdigit() else self.part("letters").get(one.lower(), "") for one in code]
        return ", ".join(name for name in names if name)

    def month(self, number: int) -> str:
        """The name of a month, counted from 1."""
        return str(self.data["months"][number - 1])


@cache
def verbalizer(lang: str) -> Verbalizer | None:
    """How a BCP 47 tag's language reads out, or None: then figures and signs are left to the voice."""
    name = languages.folder(lang)
    table = assets.table("languages", name, "speech.toml") if name else None
    return Verbalizer(table) if table else None
