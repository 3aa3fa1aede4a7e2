"""What a sentence is for: a condition, an example, or neither."""

from __future__ import annotations

import pytest

from annotator.text.sentence_rules import is_condition, is_consequence, is_example


@pytest.mark.parametrize(
    ("sentence", "lang", "condition"),
    [
        ("¿Se equivocó?", "es", True),
        ("Si ve Conectado, la tableta ya tiene internet.", "es", True),
        ("¡Listo! Si ve Abrir, ya tiene Zoom.", "es", False),
        ("Toque Unirse, si lo ve.", "es", True),
        ("Su hijo sí oye a la maestra.", "es", False),
        ("Siga a la maestra.", "es", False),
        ("Cuando termine, toque Entregar.", "es-MX", True),
        ("If nothing private is in it, tap the arrow again.", "en", True),
        ("Iffy words are words.", "en", False),
        ("Se aparecer, toque em Entrar.", "pt", True),
        ("Si ve Conectado, ya.", "mix", False),
        ("¿Ndacu?", "mix", True),
    ],
)
def test_conditions_begin_a_clause_or_ask(sentence: str, lang: str, condition: bool) -> None:
    assert is_condition(sentence, lang) == condition


@pytest.mark.parametrize(
    ("sentence", "lang", "example"),
    [
        ("Por ejemplo: Luna.", "es", True),
        ("¡Por ejemplo, Luna!", "es", True),
        ("Escriba, por ejemplo: Luna.", "es", False),
        ("For example: Luna.", "en", True),
        ("Por exemplo: Luna.", "pt-BR", True),
        ("For example: Luna.", "mix", False),
    ],
)
def test_an_example_begins_as_one(sentence: str, lang: str, example: bool) -> None:
    assert is_example(sentence, lang) == example


@pytest.mark.parametrize(
    ("sentence", "lang", "consequence"),
    [
        ("Por eso dice “grabe audio”.", "es", True),
        ("“Por lo tanto”, toque Unirse.", "es-MX", True),
        ("La maestra tiene que oírlos: por eso dice “grabe audio”.", "es", False),
        ("Asígnele un nombre.", "es", False),
        ("That’s why it says “record audio”.", "en", True),
        ("So that she hears you, tap Allow.", "en", False),
        ("Por isso diz “gravar áudio”.", "pt", True),
        ("Por eso.", "mix", False),
    ],
)
def test_a_consequence_begins_as_one(sentence: str, lang: str, consequence: bool) -> None:
    assert is_consequence(sentence, lang) == consequence
