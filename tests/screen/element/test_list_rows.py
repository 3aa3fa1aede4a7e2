"""Rows and fields that only their neighbours or a line tell, on hand-drawn screens, where every pixel is known."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import label_values
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn


@pytest.fixture
def rows_of_a_card() -> tuple[Drawn, list[Box]]:
    """Three rows in a card, without any line between them."""
    screen = Drawn("#eeeef2")
    screen.draw.rounded_rectangle((10, 94, 389, 285), radius=24, fill="#ffffff")
    for n in range(3):
        screen.disc(26, 115 + 60 * n, 30, ("#3e7bfa", "#c5459b", "#2f9e6c")[n])
    return screen, [screen.text(word, 76, 118 + 60 * n) for n, word in enumerate(("Sonido", "Pantalla", "Batería"))]


def test_rows_without_lines_are_as_high_as_their_neighbours_are_apart(rows_of_a_card: tuple[Drawn, list[Box]]) -> None:
    screen, labels = rows_of_a_card
    for n, label in enumerate(labels):
        assert boxes.iou(screen.outline(label), Box(10, 100 + 60 * n, 380, 60)) > 0.85, n


def test_a_point_on_the_icon_or_beside_the_label_gives_the_row(rows_of_a_card: tuple[Drawn, list[Box]]) -> None:
    screen, _ = rows_of_a_card
    for x in (41, 300):
        assert boxes.iou(screen.outline(Box(x, 190, 1, 1)), Box(10, 160, 380, 60)) > 0.9, x


def test_a_point_on_the_button_before_a_title_gives_the_button() -> None:
    screen = Drawn()
    screen.disc(14, 22, 36)
    screen.text("Redactar", 70, 28)
    found = screen.outline(Box(32, 40, 1, 1))
    assert boxes.contains(found, Box(14, 22, 36, 36))
    assert found.w < 60


def test_lines_of_a_paragraph_and_a_single_icon_are_no_rows() -> None:
    screen = Drawn()
    words = [screen.text(line, 60, 200 + 28 * n) for n, line in enumerate(("No hay clases el lunes", "ni el martes"))]
    screen.disc(20, 404, 24)
    alone = screen.text("Avisos de la escuela", 60, 402)
    for box in (*words, alone):
        assert screen.outline(box).w < box.w + 30


def test_a_text_alone_is_in_no_row() -> None:
    screen = Drawn()
    text = screen.text("Ayuda", 40, 200)
    around = Surroundings.of(screen.pixels, screen.texts, text)
    assert label_values.find_row(around, text) is None
    assert label_values.find_icon_before(around, text) is None


def test_the_icon_before_a_label_and_the_ground_they_share() -> None:
    screen = Drawn()
    screen.draw.rectangle((0, 150, 399, 299), fill="#e4ecf4")
    screen.disc(40, 200, 30)
    text = screen.text("Ayuda", 90, 200)
    around = Surroundings.of(screen.pixels, screen.texts, text)
    icon = label_values.find_icon_before(around, text)
    assert icon is not None
    assert boxes.iou(icon, Box(40, 200, 30, 30)) > 0.85
    assert label_values.find_background(around, text) == Box(0, 150, 400, 150)
