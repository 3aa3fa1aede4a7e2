"""Texts are split where a reader would stop, and a sentence says what it is for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sentence_rules import is_condition, is_consequence, is_example, split_sentences

CASES = [
    ("es", "¡Listo! ¿Su pantalla se ve diferente? Mándenos un mensaje.", 3),
    ("es", "Hola, Sra. Rosa. Toque Join.", 2),
    ("es", "La clase es a las 8:30 a. m. en la escuela.", 1),
    ("es", "La clase es a las 8:30 a. m. Toque Join.", 2),
    ("es", "Su hijo va en 2.º B. Toque la tarea.", 2),
    ("es", "Abra zoom.us/j y espere… un poco.", 1),
    ("es", "1. Toque aquí.", 1),
    ("es", "Es el núm. 5 de la lista.", 1),
    ("es", "Vaya con el Dr. J. Luna hoy.", 1),
    ("es", "Toque “Join”. Luego espere.", 2),
    ("es", "Dice “¡Espere!” Luego toque.", 2),
    ("es", "Primera línea\nSegunda línea", 2),
    ("es", "Sin punto al final", 1),
    ("en", "Mr. Luna is here. Class is at 8:30 a.m. Tap Join.", 3),
    ("en", "Sra. Rosa will answer you. Ask Mtra. Elena or Srta. Luna.", 2),
    ("en", "See e.g. this page.", 1),
    ("en", "No. 5 is next. No. Stop.", 3),
    ("en", "Wait... then tap. Really?! Yes.", 3),
    ("en", "It is 5. Tap it.", 2),
    ("pt", "Fale com a Profa. Rosa. A aula é às 8h30.", 2),
    ("pt", "Chegue às 8:00 a. m. Traga, p. ex. um lápis, ao apto. 3.", 2),
    ("mix", "Ñá Sra. Rosa. Mr. Luna.", 2),
    ("es", "Mándele un mensaje de voz a Mr. Lee, en inglés.", 1),
    ("es", "Pregúntele a la Profa. Ana o a Ms. Lee. Toque Join.", 2),
    ("en", "Ask Lic. Luna, or Ing. Sol. Tap Join.", 2),
    ("pt", "Pergunte para Mrs. Lee. Toque em Join.", 2),
    ("en", "", 0),
    ("en", "  \n ", 0),
]


@pytest.mark.parametrize(("lang", "text", "count"), CASES)
def test_count(lang: str, text: str, count: int) -> None:
    assert len(split_sentences(text)) == count, split_sentences(text)


@given(st.text(alphabet="aA1 .!?…\n“”¿m", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    assert " ".join(split_sentences(text)).split() == text.split()


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
