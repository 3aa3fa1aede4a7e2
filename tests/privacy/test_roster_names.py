"""What the lines of a roster become."""

from __future__ import annotations

from annotator.privacy import ORDINARY_WORD_NAMES, PARTICLES, SHORT_FORMS
from annotator.privacy.roster import read_names


def test_words_without_particles_which_know_their_word() -> None:
    (name,) = read_names(["Guadalupe de la Cruz"])
    assert name.words == ("guadalupe", "cruz")
    assert name.particles["cruz"] == ("de", "la")
    assert not name.odd_start


def test_an_apostrophe_and_a_hyphen_may_be_lost() -> None:
    assert {"oneal", "neal"} <= set(read_names(["Kim O'Neal"])[0].words)
    assert {"al", "sayed", "alsayed"} <= set(read_names(["Omar Al-Sayed"])[0].words)


def test_misreadings_of_accents_and_of_a_capital_i() -> None:
    (name,) = read_names(["Lucía Íñiguez"])
    assert any(pattern.fullmatch("lucla") for pattern in name.misread)
    assert not any(pattern.fullmatch("lucas") for pattern in name.misread)
    assert name.odd_start
    assert read_names(["Irma Luna"])[0].odd_start


def test_lines_without_words_are_left_out() -> None:
    assert read_names(["", "---", "de la"]) == ()


def test_the_word_lists_are_folded() -> None:
    for words in (PARTICLES, ORDINARY_WORD_NAMES, SHORT_FORMS):
        assert all(word == word.casefold().strip() for word in words)
