"""The formulas against examples worked by hand."""

from __future__ import annotations

import pytest

from annotator.script.plain import tables
from annotator.script.plain.tables import ReadingLevel, Table, load_table, measure_level


def known(lang: str) -> Table:
    found = load_table(lang)
    assert found is not None
    return found


def test_a_spanish_sentence_by_hand() -> None:
    # La ma-es-tra le man-dó un men-sa-je: 6 words, 11 syllables, 1 sentence.
    found = measure_level(["La maestra le mandó un mensaje."], known("es"))
    assert found is not None
    assert found.score == pytest.approx(206.84 - 60 * 11 / 6 - 1.02 * 6)


def test_an_english_text_by_hand() -> None:
    # Wait a mo-ment. The teach-er will let you in. 9 words, 11 syllables, 2 sentences.
    found = measure_level(["Wait a moment.", "The teacher will let you in."], known("en"))
    assert found is not None
    assert found.score == pytest.approx(0.39 * 9 / 2 + 11.8 * 11 / 9 - 15.59)


def test_a_portuguese_sentence_by_hand() -> None:
    # A mãe e o pai: 5 words, 5 syllables, 1 sentence.
    found = measure_level(["A mãe e o pai."], known("pt"))
    assert found is not None
    assert found.score == pytest.approx(248.835 - 84.6 - 1.015 * 5)


def test_numbers_addresses_and_buttons_are_no_words() -> None:
    assert tables.find_words("Llame al 410-555-0100, toque ■ a las 8:30.") == ["Llame", "al", "toque", "a", "las"]
    assert measure_level(["410-555-0100"], known("es")) is None


@pytest.mark.parametrize(
    ("lang", "points", "hard", "much", "text"),
    [
        ("es", 95, False, False, "very easy (95 of 100, should be at least 70)"),
        ("es", 70, False, False, "fairly easy (70 of 100, should be at least 70)"),
        ("es", 69, True, False, "normal (69 of 100, should be at least 70)"),
        ("es", 12, True, True, "hard (12 of 100, should be at least 70)"),
        ("en", 6.0, False, False, "grade 6.0, should be at most 6"),
        ("en", 8.5, True, True, "grade 8.5, should be at most 6"),
        ("en", -1.0, False, False, "grade 0.0, should be at most 6"),
    ],
)
def test_levels_in_words(lang: str, points: float, hard: bool, much: bool, text: str) -> None:
    found = ReadingLevel(points, known(lang).reading)
    assert (found.hard, found.much_too_hard, found.words) == (hard, much, text)
