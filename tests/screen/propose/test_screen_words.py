"""What words on screens are for, in any language."""

from __future__ import annotations

import pytest

from annotator.screen.propose.screen_words import Meaning, guess_language, is_button, means, recognise_platform


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Join now", "go"),
        ("UNIRSE", "go"),
        ("Próximo", "go"),
        ("Suivant", "go"),
        ("No permitir", "back"),
        ("Espere un momento", "wait"),
    ],
)
def test_a_text_begins_with_its_word(text: str, meaning: Meaning) -> None:
    assert means(text, meaning)


def test_a_part_of_a_word_is_no_word() -> None:
    assert not means("Joinery", "go")
    assert not means("Nextcloud", "go")


def test_a_sentence_is_no_button() -> None:
    assert not is_button("Join us on Friday at the school", "go")


def test_the_platform_is_the_one_that_most_texts_name() -> None:
    assert recognise_platform(["Zoom Workplace", "Zoom", "WhatsApp"]) == "zoom"
    assert recognise_platform(["Holiday", "Beach"]) is None


def test_the_language_of_a_screen_shows_in_its_words() -> None:
    assert guess_language(["Cancelar", "Siguiente", "Su nombre"]) == "es"
    assert guess_language(["Strand", "Sonne"]) is None
    assert guess_language(["No"]) == "en", "not Catalan, which nothing here speaks"
    assert guess_language(["Einstellungen", "Darstellung", "Über diese App"]) == "de"
    assert guess_language(["Play queue", "4.2M views", "5 months ago"]) == "en"
