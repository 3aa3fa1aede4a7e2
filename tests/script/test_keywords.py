"""Every action can be written, in every language, and no word means two things."""

from __future__ import annotations

from collections import defaultdict

import pytest

from annotator.model import ACTIONS
from annotator.model.actions import variants
from annotator.phrases import Phrasebook, phrasebooks
from annotator.script import keywords

BOOKS = phrasebooks()


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.lang)
def test_a_language_has_words_and_sentences_for_every_action(book: Phrasebook) -> None:
    assert list(book.table["script"]) == list(ACTIONS)
    for kind in ACTIONS:
        assert book.names(kind), f"no word for {kind}"
        assert set(variants(kind)) <= set(book.table["say"])
        assert book.table["short"][kind]
    assert set(book.table["short"]) == {*ACTIONS, "link", "none"}


def test_no_word_means_two_things() -> None:
    meanings = defaultdict(set)
    for kind in ACTIONS:
        for word in (kind, *(word for book in BOOKS for word in book.names(kind))):
            meanings[keywords.fold(word)].add(kind)
    assert {word: kinds for word, kinds in meanings.items() if len(kinds) > 1} == {}
    assert not set(keywords.ACTION_WORDS) & (set(keywords.STEP_KEYS) | set(keywords.FACT_KEYS))


def test_what_people_try_leads_to_a_word_of_the_format() -> None:
    words = {*keywords.ACTION_WORDS, *keywords.STEP_KEYS, *keywords.FACT_KEYS}
    assert {keywords.fold(word) for word in keywords.MEANT.values()} <= words
    assert not set(keywords.MEANT) & words
    assert all(ACTIONS[keywords.ACTION_WORDS[word]].takes == "direction" for word in keywords.IMPLIED)


@pytest.mark.parametrize(("name", "word"), [("tap", "toque"), ("say", "diga"), ("to", "hasta"), ("hold", "hold")])
def test_the_writer_leaves_declared_languages_alone(name: str, word: str) -> None:
    assert keywords.word_for(name, ()) == name
    assert keywords.word_for(name, ("tap", "say", "to")) == word


@pytest.mark.parametrize("kind", [kind for kind, traits in ACTIONS.items() if traits.takes != "target or nothing"])
def test_an_empty_line_of_an_action_is_told_what_belongs_there(kind: str) -> None:
    assert f'"- {kind}: ' in keywords.hint(kind)
