"""The texts on a picture that a sentence names."""

from __future__ import annotations

import pytest

from annotator.edition.named_texts import find_label, find_named_texts
from annotator.model import Box

BUTTON = Box(40, 900, 300, 80)
LINES = [
    ("Zoom", Box(40, 20, 100, 30)),
    ("Identity:", Box(40, 200, 120, 30)),
    ("Toque", Box(40, 240, 120, 30)),
    ("nombre", Box(40, 280, 120, 30)),
    ("¿Permitir que Zoom grabe audio?", Box(40, 400, 500, 30)),
    ("Add item", Box(40, 500, 120, 30)),
    ("Add item", Box(40, 700, 120, 30)),
    ("Unirse", Box(100, 920, 120, 40)),
    ("Unirse", Box(40, 300, 120, 40)),
]


@pytest.mark.parametrize(
    ("sentence", "tops"),
    [
        ("Escriba su correo en Identity.", [200]),
        ("Escriba su correo en “identity”.", [200]),
        ("Por eso dice “grabe audio”.", [400]),
        ("Toque Add item.", [700]),
        ("Diga: Add item, maestra.", []),
        ("Toque Unirse con su nombre.", []),
        ("Abra Zoom. Toque Unirse.", []),
        ("Identity. Toque Unirse.", []),
    ],
)
def test_a_sentence_names_a_text_as_it_is_spelt_or_in_quotation_marks(sentence: str, tops: list[int]) -> None:
    found = find_named_texts(sentence, "Entrar a la clase por Zoom", LINES, [BUTTON])
    assert [box.y for box in found] == tops


def test_the_label_of_a_field_is_right_above_its_beginning() -> None:
    assert find_label(LINES, Box(30, 245, 600, 60)) == LINES[1][1]
    assert find_label(LINES, Box(30, 1200, 600, 60)) is None
    assert find_label(LINES, Box(300, 245, 600, 60)) is None
