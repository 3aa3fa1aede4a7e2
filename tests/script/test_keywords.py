"""Every action can be written, in every language, and no word means two things."""

from __future__ import annotations

from collections import defaultdict

import pytest

from annotator.messages import join_quoted, join_words
from annotator.model import ACTIONS
from annotator.phrases import Phrasebook, load_phrasebooks
from annotator.script import keywords
from annotator.script.keywords import ACTION_WORDS, find_nearest, fold
from annotator.script.line_kinds import FACT_KEYS, STEP_KEYS, choose_word
from tests.helpers.actions import variant_names

BOOKS = load_phrasebooks()


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.lang)
def test_a_language_has_words_and_sentences_for_every_action(book: Phrasebook) -> None:
    assert list(book.table["script"]) == list(ACTIONS)
    for kind in ACTIONS:
        assert book.action_keywords(kind), f"no word for {kind}"
        assert set(variant_names(kind)) <= set(book.table["say"])
        assert book.table["short"][kind]
    assert set(book.table["short"]) == {*ACTIONS, "lift", "together", "link", "none"}


@pytest.mark.parametrize("word", ["click", "clic", "haga clic", "clique"])
def test_a_click_is_a_tap(word: str) -> None:
    assert ACTION_WORDS[fold(word)] == "tap"


def test_no_word_means_two_things() -> None:
    meanings = defaultdict(set)
    for kind in ACTIONS:
        for word in (kind, *(word for book in BOOKS for word in book.action_keywords(kind))):
            meanings[keywords.fold(word)].add(kind)
    assert {word: kinds for word, kinds in meanings.items() if len(kinds) > 1} == {}
    assert not set(keywords.ACTION_WORDS) & (set(STEP_KEYS) | set(FACT_KEYS))


def test_what_people_try_leads_to_a_word_of_the_format() -> None:
    words = {*keywords.ACTION_WORDS, *STEP_KEYS, *FACT_KEYS}
    assert {keywords.fold(word) for word in keywords.INSTEAD.values()} <= words
    assert not set(keywords.INSTEAD) & words
    assert all(ACTIONS[keywords.ACTION_WORDS[word]].takes == "direction" for word in keywords.IMPLIED_DIRECTIONS)


@pytest.mark.parametrize(("name", "word"), [("tap", "click"), ("say", "diga"), ("to", "hasta"), ("hold", "hold")])
def test_the_writer_leaves_declared_languages_alone(name: str, word: str) -> None:
    assert choose_word(name, ()) == name
    assert choose_word(name, ("tap", "say", "to")) == word


@pytest.mark.parametrize("kind", [kind for kind, traits in ACTIONS.items() if traits.takes != "target or nothing"])
def test_an_empty_line_of_an_action_is_told_what_belongs_there(kind: str) -> None:
    assert f'"- {kind}: ' in ACTIONS[kind].hint


def test_every_keyword_is_folded_already() -> None:
    assert [word for word in (*ACTION_WORDS, *STEP_KEYS, *FACT_KEYS) if fold(word) != word] == []


@pytest.mark.parametrize("typed", ["Fíjese", "FIJESE", " fíjese\u200b", "fi\u0301jese"])
def test_case_accents_and_invisible_characters_do_not_matter(typed: str) -> None:
    assert fold(typed) == "fijese"


def test_a_misspelt_word_is_guessed_and_a_far_one_is_not() -> None:
    assert find_nearest("tpa", ACTION_WORDS) == "tap"
    assert find_nearest("**Toqe**", ACTION_WORDS) == "toque"
    assert find_nearest("zzzzzz", ACTION_WORDS) is None


def test_words_are_listed_as_a_sentence_needs_them() -> None:
    assert join_words(["1"]) == "1"
    assert join_words(["1", "2", "3"]) == "1, 2 and 3"
    assert join_quoted(["es", "en"]) == '"es" or "en"'
