"""The lists of names are folded, and what is a name alone isn't also listed as a word."""

from __future__ import annotations

from annotator.privacy import DISTINCTIVE_SURNAMES, GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES
from annotator.text.folding import fold


def test_names_are_folded_as_texts_are() -> None:
    names = GIVEN_NAMES | GIVEN_NAMES_AND_WORDS | SURNAMES
    assert {name for name in names if fold(name) != name} == set()


def test_a_name_is_either_nothing_else_or_also_a_word() -> None:
    assert not GIVEN_NAMES & GIVEN_NAMES_AND_WORDS
    assert DISTINCTIVE_SURNAMES < SURNAMES
