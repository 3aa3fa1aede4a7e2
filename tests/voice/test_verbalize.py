"""Numbers, letters and ordinals in words, by each language's table."""

from __future__ import annotations

import pytest

from annotator import assets
from annotator.voice.speech_text import Verbalizer, verbalizer


def known(lang: str) -> Verbalizer:
    found = verbalizer(lang)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("es", 0, "cero"),
        ("es", 29, "veintinueve"),
        ("es", 31, "treinta y uno"),
        ("es", 90, "noventa"),
        ("en", 21, "twenty-one"),
        ("en", 99, "ninety-nine"),
        ("pt", 16, "dezesseis"),
        ("pt", 44, "quarenta e quatro"),
    ],
)
def test_numbers(lang: str, number: int, said: str) -> None:
    assert known(lang).cardinal(number) == said


@pytest.mark.parametrize("lang", [lang for lang in assets.languages() if verbalizer(lang)])
def test_every_number_and_letter_has_a_word_of_its_own(lang: str) -> None:
    spoken = known(lang)
    assert len({spoken.cardinal(number) for number in range(100)}) == 100
    assert all(spoken.spelled(letter) for letter in "abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len({spoken.ordinal(number, "o") for number in range(1, 13)}) == 12


def test_before_a_noun() -> None:
    assert [known("es").before_noun(number) for number in (1, 21, 31, 250)] == [
        "un",
        "veintiún",
        "treinta y uno",
        "250",
    ]
    assert known("pt").before_noun(21) == "vinte e um"


def test_ordinals_take_their_ending_and_end_with_the_table() -> None:
    assert known("es").ordinal(3, "a") == "tercera"
    assert known("en").ordinal(22) == "twenty-second"
    assert known("pt").ordinal(12, "a") == "décima segunda"
    assert known("es").ordinal(13, "o") is known("es").ordinal(0, "o") is None


def test_codes_have_a_breath_between() -> None:
    assert known("pt").spelled("A7-?") == "a, sete, traço"
    assert known("es").digits("4-10") == "cuatro uno cero"


def test_a_language_without_a_table_reads_nothing_out() -> None:
    assert verbalizer("mix") is None
