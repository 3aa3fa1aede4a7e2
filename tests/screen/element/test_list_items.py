"""Items of menus and lists without lines, and elements that end where something else begins, on hand-drawn screens."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import list_items
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn

SETTINGS = (("Permisos", "Ninguno"), ("Batería", "Sin uso"), ("Pantalla", "3 horas hoy"), ("Datos", "No se usaron"))


@pytest.fixture
def settings() -> tuple[Drawn, list[tuple[Box, Box]]]:
    """What a phone's settings look like: titles, each with a smaller line, and only space between them."""
    screen = Drawn("#f0f0f4")
    pairs = [
        (screen.text(title, 24, 112 + 80 * n), screen.small(line, 24, 140 + 80 * n))
        for n, (title, line) in enumerate(SETTINGS)
    ]
    return screen, pairs


def test_a_title_with_a_smaller_line_is_pressed_as_wide_as_the_phone(
    settings: tuple[Drawn, list[tuple[Box, Box]]],
) -> None:
    screen, pairs = settings
    for n, (title, line) in enumerate(pairs):
        row = Box(0, 98 + 80 * n, 400, 80)
        assert boxes.iou(screen.outline(title), row) > 0.85, title
        assert boxes.iou(screen.outline(line), row) > 0.85, line
        assert boxes.iou(screen.outline(Box(320, 138 + 80 * n, 1, 1)), row) > 0.85, n


def test_the_items_of_a_menu_are_pressed_one_by_one() -> None:
    screen = Drawn("#cfd2d6")
    screen.draw.rectangle((150, 80, 389, 199), fill="#ffffff")
    items = [screen.text(words, 176, 93 + 60 * n) for n, words in enumerate(("Nuevo grupo", "Ajustes"))]
    for n, label in enumerate(items):
        row = Box(150, 80 + 60 * n, 240, 60)
        assert boxes.iou(screen.outline(label), row) > 0.8, n
        assert boxes.iou(screen.outline(Box(360, 110 + 60 * n, 1, 1)), row) > 0.8, n


def test_a_gleam_in_a_card_does_not_end_it() -> None:
    screen = Drawn("#e4e4e4")
    screen.draw.rectangle((60, 100, 299, 339), fill="#ffffff")
    screen.draw.rectangle((96, 230, 264, 290), fill="#f7fff7")  # a gleam that does not reach the sides
    title = screen.text("Copias", 146, 120)
    assert boxes.iou(screen.outline(title), Box(60, 100, 240, 240)) > 0.95


def test_the_buttons_of_a_dialog_whose_ground_fades_and_ends_with_the_picture() -> None:
    screen = Drawn(size=(400, 260))
    for y in range(260):
        part = y / 260
        screen.draw.line((0, y, 399, y), fill=(round(225 + 20 * part), round(235 - 8 * part), round(245 - 30 * part)))
    screen.draw.line((0, 200, 399, 200), fill="#b8b8b8")
    screen.draw.line((200, 200, 200, 259), fill="#b8b8b8")
    screen.text("¿Permitir avisos?", 120, 80)
    no, yes = screen.text("No permitir", 50, 216, "#0a7aff"), screen.text("Permitir", 264, 216, "#0a7aff")
    assert boxes.iou(screen.outline(no), Box(0, 201, 200, 59)) > 0.9
    assert boxes.iou(screen.outline(yes), Box(201, 201, 199, 59)) > 0.9


def test_the_last_row_at_the_end_of_the_picture_is_a_row_but_the_bar_above_the_list_is_none() -> None:
    screen = Drawn("#efeff4")
    back = screen.text("Cancelar", 24, 20, "#0a7aff")
    screen.text("Ajustes", 160, 20)
    for y in (60, 420, 480, 540):
        screen.draw.rectangle((0, y, 399, y + 59), fill="#ffffff")
        screen.draw.line((66 if y > 420 else 0, y, 399, y), fill="#c8c8cc")
    labels = [screen.text(words, 66, 436 + 60 * n) for n, words in enumerate(("Avisos", "General", "Pantalla"))]
    for n in range(3):
        screen.disc(20, 434 + 60 * n, 30)
        screen.text(">", 370, 436 + 60 * n, "#c0c0c4")
    assert screen.outline(back).w < back.w + 30
    for n, label in enumerate(labels):
        assert boxes.iou(screen.outline(label), Box(0, 420 + 60 * n, 400, 60)) > 0.9, n


def test_a_lone_text_is_no_item() -> None:
    screen = Drawn()
    text = screen.text("Ayuda", 40, 200)
    assert list_items.find_item(Surroundings.of(screen.pixels, screen.texts, text), text) is None
