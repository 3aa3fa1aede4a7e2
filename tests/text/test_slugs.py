"""Names of folders on a website, and of files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.slugs import plain_name, slugify


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Entrar a la clase por Zoom", "entrar-a-la-clase-por-zoom"),
        ("¿Cómo envío una foto? ¡Así!", "como-envio-una-foto-asi"),
        ("Ñandú / pingüino: 2.º B", "nandu-pinguino-2-o-b"),
        ("CON", "con-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 100, "a" * 60),
        (
            "una frase muy larga que no cabe en un nombre de archivo de nadie",
            "una-frase-muy-larga-que-no-cabe-en-un-nombre-de-archivo-de",
        ),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slugify(title) == expected


def test_a_title_without_latin_letters_takes_the_name_of_the_folder() -> None:
    assert slugify("老师 🎉", fallback="Unirse a Zoom") == "unirse-a-zoom"
    assert slugify("老师", fallback="老师") == "tutorial"


@given(st.text(), st.text())
def test_a_slug_is_always_safe(title: str, fallback: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(title, fallback))
    assert len(slugify(title, fallback)) <= 62


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("join-class-on-zoom", "join-class-on-zoom"),
        ("Join_Class.2", "Join_Class.2"),
        ("tarea classroom", "tarea-classroom"),
        ("Mañana: ¿qué hago?", "manana-que-hago"),
        ("100% fácil & rápido", "100-facil-rapido"),
        (".oculto", "oculto"),
        ("tutorial", "tutorial"),
        ("Con", "con-1"),
        ("aux.2", "aux-2"),
        ("Tarea.", "tarea"),
        (" Tutorial ", "tutorial"),
    ],
)
def test_a_name_is_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain
    assert plain_name(plain) == plain, "a plain name stays"


def test_names_in_another_script_stay_apart() -> None:
    arabic, russian = plain_name("الصف"), plain_name("Класс")
    assert arabic.startswith("tutorial-")
    assert russian.startswith("tutorial-")
    assert arabic != russian
    assert arabic.isascii()
