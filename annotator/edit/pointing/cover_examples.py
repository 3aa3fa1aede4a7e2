"""Invent a text to draw over a private one ("Ana Ejemplo"), so that a picture looks whole and nobody's data is on it."""

from typing import Final

from annotator.edition.scan.name_questions import invent_name
from annotator.privacy.codes import find_codes
from annotator.privacy.matcher import Matcher, is_name_like

ADDRESS: Final = "luna@example.org"
"""An address that nobody can have: the domain is reserved for examples."""
PHONE: Final = "4105550199"
"""The digits of a number that nobody can have."""


def suggest_example(text: str, matcher: Matcher) -> str | None:
    """An invented text to draw over ``text``; None for a kind of text that has none, which gets a plain cover.

    ``matcher`` knows the private names, and the invented ones that are used already.
    """
    codes = list(find_codes(text, frozenset()))
    if not codes:
        return invent_name(matcher, text) if is_name_like(text) else None
    if codes[0].kind == "email":
        return ADDRESS
    return _replace_digits(text) if codes[0].kind == "phone" else None


def _replace_digits(text: str) -> str:
    """A phone number with its last ten digits replaced; a country code before them stays."""
    digit_places = [at for at, character in enumerate(text) if character.isdigit()]
    characters = list(text)
    for at, digit in zip(reversed(digit_places), reversed(PHONE), strict=False):
        characters[at] = digit
    return "".join(characters)
