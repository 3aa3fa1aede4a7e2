"""Names of folders on a website: what is plain stays, everything else gets a name of its own."""

from __future__ import annotations

import pytest

from annotator.text.slugs import plain_name


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
