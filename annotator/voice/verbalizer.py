"""Say numbers, digits, codes and months in the words of a language, from its ``speech.toml``."""

from functools import cache
from typing import Any

from annotator import languages


class Verbalizer(dict[str, Any]):
    """One language's ``speech.toml``. Comments in that file explain its less obvious keys."""

    def cardinal(self, number: int) -> str:
        """The cardinal number (0 to 99) in words, as when counting."""
        small = self["small"].split()
        if number < len(small):
            return str(small[number])
        tens, ones = divmod(number, 10)
        return str(self["tens"][tens]) + (self["tens_joint"] + small[ones] if ones else "")

    def before_noun(self, number: int) -> str:
        """The number in words as before a masculine noun (Spanish *un*, not *uno*); from 100 on in digits."""
        special = self["counted"].get(str(number))
        if special:
            return str(special)
        return self.cardinal(number) if number < 100 else str(number)

    def ordinal(self, number: int, ending: str = "") -> str | None:
        """The ordinal number in words, inflected with ``ending`` (``o``, ``a``); None if the table does not reach so far."""
        words = self["ordinals"]["words"].split()
        if not 1 <= number <= len(words):
            return None
        return str(words[number - 1]).replace("*", ending).replace("_", " ")

    def digits(self, text: str) -> str:
        """The digits in ``text``, one by one in words: ``410`` becomes "cuatro uno cero"."""
        small = self["small"].split()
        return " ".join(small[int(digit)] for digit in text if digit.isdigit())

    def spelled(self, code: str) -> str:
        """A code spelled out letter by letter and digit by digit, with commas for pauses."""
        letters = self["letters"]
        names = [self.digits(char) if char.isdigit() else letters.get(char.lower(), "") for char in code]
        return ", ".join(name for name in names if name)

    def month(self, number: int) -> str:
        """The name of a month, counted from 1."""
        return str(self["months"][number - 1])


@cache
def verbalizer(lang: str) -> Verbalizer | None:
    """The verbalizer of a BCP 47 tag's language; None if it has no ``speech.toml``."""
    table = languages.load_table(lang, "speech.toml")
    return Verbalizer(table) if table else None
