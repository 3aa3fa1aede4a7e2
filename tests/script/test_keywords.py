"""Keywords are found without case and accents, and misspelt ones are guessed."""

from __future__ import annotations

import pytest

from annotator.script.keywords import ACTIONS, FACT_KEYS, STEP_KEYS, fold, listed, nearest, quoted


def test_every_keyword_is_folded_already() -> None:
    assert [word for word in (*ACTIONS, *STEP_KEYS, *FACT_KEYS) if fold(word) != word] == []


@pytest.mark.parametrize("typed", ["Fíjese", "FIJESE", " fíjese\u200b", "fi\u0301jese"])
def test_case_accents_and_invisible_characters_do_not_matter(typed: str) -> None:
    assert fold(typed) == "fijese"


def test_a_misspelt_word_is_guessed_and_a_far_one_is_not() -> None:
    assert nearest("tpa", ACTIONS) == "tap"
    assert nearest("**Toqe**", ACTIONS) == "toque"
    assert nearest("zzzzzz", ACTIONS) is None


def test_words_are_listed_as_a_sentence_needs_them() -> None:
    assert listed(["1"]) == "1"
    assert listed(["1", "2", "3"]) == "1, 2 and 3"
    assert quoted(["es", "en"]) == '"es" or "en"'
