"""Looking at a label takes its value along, whole."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.label_values import find_labelled_value
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE
from tests.helpers.screens import BOLD, Drawn


def looked_at(screen: Drawn, label: Box, container: Box | None = None) -> Box | None:
    return find_labelled_value(Surroundings.of(screen.pixels, screen.texts, label), label, container)


def assert_around(found: Box | None, *parts: Box) -> None:
    """All parts are inside, and little else."""
    assert found is not None
    whole = boxes.union(*parts)
    assert boxes.contains(found, whole)
    assert found.w <= whole.w + 30
    assert found.h <= whole.h + 30


def test_the_number_at_the_end_of_the_row() -> None:
    screen = Drawn(size=PHONE)
    labels = [screen.text(words, 24, 200 + 60 * n) for n, words in enumerate(("Cuotas pendientes", "Faltas", "Tareas"))]
    numbers = [screen.text(words, 352, 200 + 60 * n) for n, words in enumerate(("12", "3", "40"))]
    for label, number in zip(labels, numbers, strict=True):
        assert_around(looked_at(screen, label), label, number)


def test_the_number_in_the_label_s_own_line() -> None:
    screen = Drawn(size=PHONE)
    line = screen.text("Código de la clase: 4821", 24, 200)
    assert_around(looked_at(screen, Box(line.x, line.y, line.w * 3 // 4, line.h)), line)


@pytest.mark.parametrize("above", [True, False])
def test_the_number_above_or_below_in_a_tile(above: bool) -> None:
    screen = Drawn(size=PHONE)
    number = screen.text("7", 60, 200 if above else 250, font=BOLD)
    label = screen.small("Tareas", 60, 252 if above else 226)
    screen.small("Faltas", 240, 252 if above else 226)
    assert_around(looked_at(screen, label), label, number)


def test_a_number_below_wins_over_a_word_beside() -> None:
    screen = Drawn(size=PHONE)
    label = screen.text("Teléfono", 24, 200)
    screen.text("Activado", 290, 200)
    number = screen.text("5550100", 24, 228)
    assert_around(looked_at(screen, label), label, number)


def test_without_a_value_there_is_none() -> None:
    screen = Drawn(size=PHONE)
    label = screen.text("Sala de espera", 24, 200)
    screen.text("La maestra le dejará entrar en un momento", 24, 240)
    screen.text("Editar", 320, 200, "#0b5cff")
    assert looked_at(screen, label) is None


def test_a_question_of_two_lines_is_no_label_with_a_value() -> None:
    screen = Drawn(size=PHONE)
    first, second = screen.text("¿Permitir que Zoom", 80, 200), screen.text("grabe audio?", 112, 228)
    dialog = Box(40, 150, 320, 160)
    assert looked_at(screen, boxes.union(first, second), dialog) is None


def test_the_number_before_its_label_in_one_line() -> None:
    screen = Drawn(size=PHONE)
    number = screen.text("57", 60, 200)
    label = screen.text("tareas", number.right + 8, 200)
    screen.text("69 avisos", 60, 236)
    screen.texts[:2] = [TextLine("57 tareas", boxes.union(number, label), 0.99)]
    found = looked_at(screen, label)
    assert_around(found, number, label)
    assert found is not None
    assert found.bottom < 236


def test_the_next_tab_is_no_value_but_the_word_at_the_end_of_the_row_is() -> None:
    screen = Drawn(size=PHONE)
    tabs = [screen.small(words, 24 + 90 * n, 800) for n, words in enumerate(("Audio", "Video", "Chat", "Más"))]
    assert looked_at(screen, tabs[0]) is None
    label, value = screen.text("Idioma", 24, 300), screen.text("Inglés", 318, 300)
    assert_around(looked_at(screen, label), label, value)


def test_the_number_at_the_beginning_of_the_row_that_its_label_ends() -> None:
    screen = Drawn(size=PHONE)
    numbers = [screen.text(words, 60, 200 + 70 * n) for n, words in enumerate(("1234 567 890", "Calle 12"))]
    labels = [screen.text(words, 290, 200 + 70 * n) for n, words in enumerate(("Móvil", "Casa"))]
    for label, number in zip(labels, numbers, strict=True):
        assert_around(looked_at(screen, label), label, number)


def test_words_below_their_caption() -> None:
    screen = Drawn(size=PHONE)
    label, value = screen.small("Usuario", 40, 200, "#e08000"), screen.text("AnaLuna", 42, 224)
    assert_around(looked_at(screen, label), label, value)


def test_a_smaller_line_below_a_title_is_no_value() -> None:
    screen = Drawn(size=PHONE)
    title = screen.text("Sonido", 40, 200)
    screen.small("Alarmas y timbre", 40, 226)
    assert looked_at(screen, title) is None


def test_close_rows_of_a_table_have_values_of_their_own() -> None:
    screen = Drawn(size=PHONE)
    labels = [screen.text(words, 40, 200 + 30 * n) for n, words in enumerate(("Ana", "Luis", "Eva"))]
    values = [screen.text(words, 300, 200 + 30 * n) for n, words in enumerate(("504,17", "454,17", "12,00"))]
    for label, value in zip(labels, values, strict=True):
        assert_around(looked_at(screen, label), label, value)
