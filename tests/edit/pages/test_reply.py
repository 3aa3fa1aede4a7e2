"""A colleague's reply falls into its texts by number or in order; what else she wrote is shown, and put nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.page_modules import Modules, page_modules

TEXTS = [
    {"number": 1, "step": 0, "field": "sentence", "said": "Tap the blue letters.", "now": "Toque aquí."},
    {"number": 2, "step": 1, "field": "sentence", "said": "Tap Join.", "now": ""},
    {"number": 3, "step": None, "field": "title", "said": "Join class", "now": ""},
]
THREE = "Toque las letras azules.\nToque Unirse.\nEntrar a la clase"
ALL = {1: "Toque las letras azules.", 2: "Toque Unirse.", 3: "Entrar a la clase"}
LONG = "Toque el nombre de su hijo o de su hija, que está en la lista,"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Modules]:
    with page_modules(tmp_path_factory.mktemp("modules")) as modules:
        yield modules


@pytest.mark.parametrize(
    ("reply", "taken", "left"),
    [
        (THREE, ALL, []),
        (f"Hola Ana:\n{THREE}\n¡Saludos!", ALL, ["Hola Ana:", "¡Saludos!"]),
        ("\n".join(f"[10:12 a. m., 24/11/2026] Rosa: {line}" for line in THREE.split("\n")), ALL, []),
        ("Toque Unirse.\nEntrar a la clase", {2: ALL[2], 3: ALL[3]}, []),
        ("Toque Unirse.", {}, ["Toque Unirse."]),
        (f"{THREE}\nLas otras dos no las entiendo", {}, [*ALL.values(), "Las otras dos no las entiendo"]),
        ("El 2 sería: Toque Unirse.", {2: ALL[2]}, []),
        ("Number 2 would be: Toque Unirse.\nel título: Entrar a la clase", {2: ALL[2], 3: ALL[3]}, []),
        ("2. Toque Unirse (creo).\n(La maestra sabe)", {2: ALL[2]}, ["(creo)", "(La maestra sabe)"]),
        ("2. Toque Unirse.\nRosa\n9. Gracias", {2: ALL[2]}, ["Rosa", "9. Gracias"]),
        ("> 1. Tap the blue letters.\n> (Toque aquí.)\nToque las letras azules.", {1: ALL[1]}, []),
        (f"2) {LONG}\nen la parte azul.", {2: f"{LONG} en la parte azul."}, []),
        ("1. ¡Está bien así!", {}, []),
        ("3. Título: Join class\nTítulo: Entrar a la clase", {3: ALL[3]}, []),
        ("3. Title: Join class\nEntrar a la clase", {3: ALL[3]}, []),
        ("Título:\nEntrar a la clase", {3: ALL[3]}, []),
    ],
)
def test_what_a_reply_says(page: Modules, reply: str, taken: dict[int, str], left: list[str]) -> None:
    lines, news = page.reply(reply, TEXTS, TEXTS[1:])
    assert {row["number"]: row["text"] for row in news} == taken
    assert [line["words"] for line in lines if not line["number"]] == left


def test_as_many_lines_as_steps_are_the_steps_in_order(page: Modules) -> None:
    lines, news = page.reply("Toque las letras azules.\nToque Unirse.", TEXTS, TEXTS)
    assert {row["number"]: row["text"] for row in news} == {1: ALL[1], 2: ALL[2]}
    assert all(line["number"] for line in lines)
