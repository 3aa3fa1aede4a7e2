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
    words = book.table["script"]
    assert list(words["actions"]) == list(ACTIONS)
    for kind in ACTIONS:
        assert words["actions"][kind], f"no word for {kind}"
        assert set(variants(kind)) <= set(book.table["say"])
        assert book.table["short"][kind]
    assert set(words["directions"]) == {"up", "down", "left", "right"}
    assert set(words["lines"]) == {*keywords._STEP_LINES, *keywords._TUTORIAL_LINES, "why"}


def test_no_word_means_two_things() -> None:
    for part in ("actions", "directions", "lines"):
        meanings = defaultdict(set)
        for book in BOOKS:
            for name, words in book.table["script"][part].items():
                for word in (name, *words):
                    meanings[keywords.fold(word)].add(name)
        assert {word: names for word, names in meanings.items() if len(names) > 1} == {}
    known = keywords.known()
    assert not set(known.actions) & (set(known.lines) | set(known.facts))


def test_what_people_try_leads_to_a_word_of_the_format() -> None:
    known = keywords.known()
    words = {*known.actions, *known.lines, *known.facts}
    assert set(known.meant.values()) <= words
    assert not set(known.meant) & words
    assert all(known.actions[word] == "scroll" for word in known.implied)


@pytest.mark.parametrize(("name", "word"), [("tap", "toque"), ("say", "diga"), ("to", "hasta"), ("hold", "hold")])
def test_the_writer_leaves_declared_languages_alone(name: str, word: str) -> None:
    assert keywords.word_for(name, ()) == name
    assert keywords.word_for(name, ("tap", "say", "to")) == word


@pytest.mark.parametrize("kind", [kind for kind, traits in ACTIONS.items() if traits.takes != "target or nothing"])
def test_an_empty_line_of_an_action_is_told_what_belongs_there(kind: str) -> None:
    assert f'"- {kind}: ' in keywords.hint(kind)
