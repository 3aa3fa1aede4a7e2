"""Names in a line, and rows, columns and second lines of a screen."""

from __future__ import annotations

import pytest

from annotator.screen.names.name_phrases import find_names_in_phrases, find_speaker, is_label


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
