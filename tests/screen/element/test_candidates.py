"""Which rectangle around a place is an element; that of an icon is never the bar, the card or the section around it."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.candidates import find_element, is_bar
from annotator.screen.element.icon_grounds import TOUCH_DP, find_ground, find_icon_target
from annotator.screen.element.links import is_link
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import DP, PHONE, arrow, clip, dots, mic, pencil
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


def icon_target(screen: Drawn, icon: Box) -> Box:
    return find_icon_target(Surroundings.of(screen.pixels, screen.texts, icon), icon)


def assert_bare(target: Box, icon: Box, *others: Box) -> None:
    """The target holds the icon, is no larger than a platform gives it, and touches nothing else."""
    assert boxes.contains(target, icon)
    assert max(target.w, target.h) <= TOUCH_DP * DP + 2
    assert not any(boxes.intersection(target, other) for other in others), (target, others)


def test_the_microphone_in_a_message_bar_with_a_paper_clip() -> None:
    screen = Drawn(size=PHONE)
    screen.draw.rectangle((0, 790, 399, 859), fill="#f0f0f2")
    screen.draw.rounded_rectangle((12, 800, 330, 848), 24, fill="#ffffff")
    placeholder = screen.text("Mensaje", 30, 810, "#808080")
    paper_clip = clip(screen, 296, 811)
    icon = mic(screen, 358, 810)
    assert_bare(icon_target(screen, icon), icon, placeholder, paper_clip)
    assert_bare(icon_target(screen, paper_clip), paper_clip, placeholder, icon)


def test_the_three_dots_on_a_card() -> None:
    screen = Drawn("#eeeeee", PHONE)
    screen.draw.rounded_rectangle((12, 100, 387, 219), 12, fill="#ffffff")
    title = screen.text("Tarea de lectura", 28, 112)
    more = screen.small("Para el viernes", 28, 160)
    icon = dots(screen, 360, 116)
    assert_bare(icon_target(screen, icon), icon, title, more)


def test_the_pencil_of_a_section() -> None:
    screen = Drawn(size=PHONE)
    for y in (150, 260):
        screen.draw.line((0, y, 399, y), fill="#d0d0d0")
    heading = screen.small("NOMBRE", 24, 164)
    name = screen.text("Ana", 24, 208)
    icon = pencil(screen, 350, 200)
    assert_bare(icon_target(screen, icon), icon, heading, name)


def test_back_on_a_screen_with_white_margins() -> None:
    screen = Drawn(size=(460, 920))
    screen.draw.rectangle((30, 30, 429, 889), fill="#202024")
    title = screen.text("Ajustes", 110, 52, "#ffffff")
    screen.draw.rounded_rectangle((50, 110, 409, 180), 12, fill="#303036")
    row = screen.text("Sonido", 66, 130, "#ffffff")
    screen.draw.line((56, 64, 78, 64), fill="#ffffff", width=2)
    screen.draw.line((65, 55, 56, 64, 65, 73), fill="#ffffff", width=2)
    icon = Box(56, 55, 23, 19)
    assert_bare(icon_target(screen, icon), icon, title, row)


@pytest.mark.parametrize("size", [(420, 130), (1000, 700)])
def test_on_a_crop_and_beside_a_second_pane(size: tuple[int, int]) -> None:
    screen = Drawn(size=size)
    screen.draw.rectangle((0, 0, size[0], 60), fill="#3949ab")
    title = screen.text("Mensajes", 70, 18, "#ffffff")
    screen.draw.line((380, 0, 380, size[1]), fill="#c0c0c0")
    screen.text("Buenos días", 40, 80)
    icon = arrow(screen, 24, 20)
    target = icon_target(screen, icon)
    assert boxes.contains(target, icon)
    assert max(target.w, target.h) < 60
    assert not boxes.intersection(target, title)


@pytest.mark.parametrize(("size", "fill"), [(56, "#0b5cff"), (44, "#f1f1f4")])
def test_the_ground_of_an_icon_belongs_to_it(size: int, fill: str) -> None:
    screen = Drawn(size=PHONE)
    screen.text("Llamada", 150, 100)
    screen.disc(100, 600, size, fill)
    icon = arrow(screen, 100 + size // 2 - 10, 600 + size // 2 - 9)
    assert boxes.iou(icon_target(screen, icon), Box(100, 600, size, size)) > 0.9
    around = Surroundings.of(screen.pixels, screen.texts, icon)
    assert find_ground(around, icon, (), DP) == icon_target(screen, icon)


def test_a_ground_that_holds_a_text_or_another_icon_does_not() -> None:
    screen = Drawn("#ffffff", PHONE)
    screen.draw.rounded_rectangle((100, 300, 189, 349), 25, fill="#d0d0ff")
    left, right = arrow(screen, 108, 315), dots(screen, 170, 315)
    assert_bare(icon_target(screen, left), left, right)
