"""Which rectangle around a place is an element, and which is none."""

from __future__ import annotations

import tracemalloc

import numpy as np

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.candidates import find_element, is_bar, is_link
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn


def around(screen: Drawn, box: Box) -> Surroundings:
    return Surroundings.of(screen.pixels, screen.texts, box)


def test_of_nested_elements_the_smallest() -> None:
    screen = Drawn()
    screen.draw.rectangle((20, 80, 379, 199), fill="#e8e8ee")
    screen.draw.rectangle((60, 120, 259, 169), fill="#0e72ed")
    text = screen.text("Entrar", 120, 130, "#ffffff")
    found = find_element(around(screen, text), text)
    assert found is not None
    assert boxes.iou(found, Box(60, 120, 200, 50)) > 0.97


def test_bare_ground_has_no_element() -> None:
    screen = Drawn()
    text = screen.text("Entrar", 120, 130)
    assert find_element(around(screen, text), text) is None


def test_a_card_with_many_texts_is_not_one_thing_to_press() -> None:
    screen = Drawn()
    screen.draw.rectangle((10, 50, 389, 399), fill="#e4e4ea")
    rows = [screen.text(f"Opción {n}", 40, 60 + 40 * n) for n in range(8)]
    assert find_element(around(screen, rows[3]), rows[3]) is None


def test_around_a_text_as_large_as_a_picture_nothing_is_searched() -> None:
    pixels, text = np.full((6500, 6000, 3), 255, np.uint8), Box(100, 100, 5800, 6000)
    surroundings = Surroundings.of(pixels, [TextLine("—", text, 0.9)], text)
    tracemalloc.start()
    try:
        assert find_element(surroundings, text) is None
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_bars_are_at_the_ends_of_a_screen() -> None:
    screen = Drawn()
    place = around(screen, screen.text("Chats", 30, 20))
    assert is_bar(place, Box(0, 0, 400, 60))
    assert is_bar(place, Box(0, 540, 400, 60))
    assert not is_bar(place, Box(0, 200, 400, 60))
    assert not is_bar(place, Box(0, 0, 300, 60))


def test_a_coloured_text_among_plain_ones_is_a_link() -> None:
    screen = Drawn()
    screen.text("Toque aquí para entrar:", 40, 100)
    link = screen.text("zoom.us/j/555", 40, 140, "#0070e0")
    bubble = Box(20, 80, 360, 110)
    place = around(screen, link)
    assert is_link(place, link, bubble)
    assert not is_link(place, screen.texts[0].box, bubble)
    assert not is_link(place, link, boxes.inflated(link, 4)), "nothing plain beside it: it is a button"


def test_the_coloured_end_of_a_line_is_a_link() -> None:
    screen = Drawn()
    plain = screen.text("Todo listo.", 20, 100)
    link = screen.text("Cambiar", plain.right + 4, 100, "#1f3a8b")
    words = "Todo listo. Cambiar"
    screen.texts[:] = [TextLine(words, boxes.union(plain, link), 0.99)]
    around = Surroundings(screen.pixels, screen.texts, 20.0)
    row = Box(0, 80, 400, 60)
    assert is_link(around, link, row)
    assert not is_link(around, plain, row)
