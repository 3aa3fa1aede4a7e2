"""Suggest an invented text in place of a private one: a name for a name, a number of the same shape for a number. Pure."""

from __future__ import annotations

import itertools
from typing import Final

from annotator.pack.privacy_checks import invent_name
from annotator.privacy.codes import find_codes, is_code
from annotator.privacy.matcher import Matcher, is_name_like

ADDRESS: Final = "luna@example.org"
"""Nobody can have it: the domain is kept for examples."""
PHONE: Final = "4105550199"
"""The digits of a number that nobody can have."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_DIGITS: Final = "1234567890"


def suggest_example(text: str, matcher: Matcher) -> str | None:
    """An invented text to write where ``text`` is covered; None where a plain cover says more.

    ``matcher`` knows the private names, and the invented ones that are used already.
    """
    codes = list(find_codes(text, frozenset()))
    kind = codes[0].kind if codes else None
    if kind == "email":
        return ADDRESS
    if kind == "phone":
        return _with_digits(text)
    if kind is not None or is_code(text):
        return _of_same_shape(text)
    return invent_name(matcher, text) if is_name_like(text) else None


def _with_digits(text: str) -> str:
    """A phone number with its last ten digits replaced; what precedes them is the code of a country."""
    places = [at for at, character in enumerate(text) if character.isdigit()][-len(PHONE) :]
    characters = list(text)
    for at, digit in zip(reversed(places), reversed(PHONE), strict=False):
        characters[at] = digit
    return "".join(characters)


def _of_same_shape(text: str) -> str:
    """A code with other digits and letters: "abc-defg-hij" for one of a meeting."""
    digits, letters = itertools.cycle(_DIGITS), itertools.cycle(_LETTERS)
    made = []
    for character in text:
        if character.isdigit():
            made.append(next(digits))
        elif character.isalpha():
            letter = next(letters)
            made.append(letter.upper() if character.isupper() else letter)
        else:
            made.append(character)
    return "".join(made)
