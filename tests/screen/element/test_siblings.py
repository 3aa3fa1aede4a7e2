"""Rows of the same make, and the parts of a switcher, are each a target of their own."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.siblings import cut_to_own
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE
from tests.helpers.screens import Drawn


def cut(screen: Drawn, text: Box, container: Box) -> Box:
    return cut_to_own(Surroundings.of(screen.pixels, screen.texts, text), text, container)


def test_the_part_of_a_switcher() -> None:
    screen = Drawn(size=PHONE)
    screen.draw.rounded_rectangle((100, 200, 299, 243), 8, fill="#d8d8de")
    screen.draw.rounded_rectangle((102, 202, 199, 241), 8, fill="#ffffff")
    day, week = screen.text("Día", 134, 208), screen.text("Mes", 232, 208)
    whole = Box(100, 200, 200, 44)
    assert cut(screen, week, whole) == Box(200, 200, 100, 44)
    assert cut(screen, day, whole) == Box(100, 200, 100, 44)


def test_a_label_and_its_value_are_one_row() -> None:
    screen = Drawn(size=PHONE)
    label = screen.text("Idioma", 70, 208)
    screen.text("Inglés", 270, 208)
    row = Box(0, 190, 400, 60)
    assert cut(screen, label, row) == row


def test_rows_that_begin_and_end_alike() -> None:
    screen = Drawn(size=PHONE)
    rows = [screen.text(words, 80, 200 + 52 * n) for n, words in enumerate(("Tren", "Camión", "Metro"))]
    for n in range(3):
        screen.text("3:51", 340, 200 + 52 * n)
    card = Box(10, 180, 380, 180)
    parts = [cut(screen, row, card) for row in rows]
    for n, part in enumerate(parts):
        assert boxes.contains(part, rows[n])
        assert not any(boxes.intersection(part, row) for row in rows if row != rows[n])
    assert parts[0].y == card.y
    assert parts[2].bottom == card.bottom


def test_the_lines_of_a_card_are_one_target() -> None:
    screen = Drawn(size=PHONE)
    first = screen.text("Reunión de padres", 30, 200)
    screen.text("Salón 4", 30, 226)
    card = Box(10, 180, 380, 90)
    assert cut(screen, first, card) == card


def test_buttons_without_sides_in_a_row() -> None:
    screen = Drawn(size=PHONE)
    buttons = [screen.text(words, x, 210, "#202020") for words, x in (("CERRAR", 30), ("BORRAR", 160), ("USAR", 300))]
    bar = Box(10, 190, 380, 64)
    for button in buttons:
        part = cut(screen, button, bar)
        assert boxes.contains(part, button)
        assert not any(boxes.intersection(part, other) for other in buttons if other != button)


def test_two_coloured_buttons_are_apart_and_a_label_with_its_value_is_not() -> None:
    screen = Drawn(size=PHONE)
    cancel, accept = screen.text("Cancelar", 60, 210, "#0b5cff"), screen.text("Aceptar", 290, 210, "#0b5cff")
    bar = Box(10, 190, 380, 64)
    assert not boxes.intersection(cut(screen, accept, bar), cancel)
    gray = Drawn(size=PHONE)
    label, _ = gray.text("Idioma", 60, 210), gray.text("Inglés", 290, 210)
    assert cut(gray, label, bar) == bar


def test_items_with_an_icon_each() -> None:
    screen = Drawn(size=PHONE)
    rows = [screen.text(words, 80, 200 + 56 * n) for n, words in enumerate(("Ajustes", "Avisos", "Ayuda"))]
    for n in range(3):
        screen.disc(34, 200 + 56 * n, 24)
    for row in rows:
        part = cut(screen, row, Box(10, 180, 380, 180))
        assert boxes.contains(part, row)
        assert not any(boxes.intersection(part, other) for other in rows if other != row)
