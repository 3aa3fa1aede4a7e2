"""Names in a line, and rows, columns and second lines of a screen."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.screen.names.name_phrases import PageLayout, find_names_in_phrases, find_speaker, is_label


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Hola, Pushpam", "Pushpam", "greeting"),
        ("Signed in as Ana", "Ana", "account"),
        ("Llamada perdida de Rosa", "Rosa", "sender"),
        ("Ana te invita a una reunión", "Ana", "sender"),
        ("Alumna: Ana Ruiz", "Ana Ruiz", "field"),
    ],
)
def test_phrases(text: str, name: str, why: str) -> None:
    assert (name, why) in [(text[form.start : form.end], reason) for form, reason in find_names_in_phrases(text)]


@pytest.mark.parametrize("text", ["Hola a todos", "Entrar a la clase de Zoom", "Guardar como borrador"])
def test_phrases_without_a_name(text: str) -> None:
    assert not list(find_names_in_phrases(text))


def test_labels_and_speakers() -> None:
    assert is_label("Nombre del alumno:")
    assert not is_label("Contraseña")
    said = find_speaker("Rosa: Nos vemos")
    assert said is not None
    assert said.end == 4
    assert find_speaker("Rosa:") is None


def line(text: str, x: int, y: int) -> TextLine:
    return TextLine(text, Box(x, y, 11 * len(text), 20), 0.9)


CHATS = PageLayout(
    [
        line("10:15", 20, 10),
        line("Chats", 40, 60),
        line("Ana Ruiz", 80, 120),
        line("Nos vemos", 80, 145),
        line("10:30", 320, 120),
        line("Mateo", 80, 220),
        line("410-555-0100", 80, 245),
    ],
    400,
    800,
)


def test_rows_and_columns() -> None:
    assert CHATS.beside(2) == [4]
    assert CHATS.next_line(2) == 3
    assert CHATS.below(2) == [3, 5, 6]
    assert list(CHATS.column(2, 2)) == [3]
    assert CHATS.header() == [1], "clock and battery are no header"


def test_what_a_row_says() -> None:
    assert CHATS.dated == {2}
    assert CHATS.has_message(2)
    assert CHATS.has_contact(5)
    assert not CHATS.has_contact(2)
    assert CHATS.is_second_line(3)
    assert not CHATS.is_second_line(2)
    assert set(CHATS.names) == {2, 5}
