"""What a point on a screen means: the row or tile, or an icon that is a control of its own."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.points import FINGERTIP_SIZE, find_own_control, find_target_of_point
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE, arrow, pencil
from tests.helpers.screens import Drawn


def target(screen: Drawn, x: int, y: int) -> Box:
    point = Box(x, y, 1, 1)
    return find_target_of_point(Surroundings.of(screen.pixels, screen.texts, point), point)


def test_on_bare_ground_a_fingertip() -> None:
    screen = Drawn()
    em = screen.text("Entrar", 20, 20).h
    assert abs(target(screen, 200, 400).w - FINGERTIP_SIZE * em) <= 2


def test_on_and_beside_a_text_its_button() -> None:
    screen = Drawn()
    screen.draw.rectangle((40, 100, 359, 149), fill="#0e72ed")
    screen.text("Entrar", 170, 110, "#ffffff")
    for x, y in ((190, 122), (60, 140)):
        assert boxes.iou(target(screen, x, y), Box(40, 100, 320, 50)) > 0.97, (x, y)


def test_on_an_icon_above_its_label_the_icon() -> None:
    screen = Drawn()
    screen.disc(180, 300, 40)
    screen.text("Zoom", 176, 345)
    found = target(screen, 200, 320)
    assert boxes.contains(found, Box(180, 300, 40, 40))
    assert found.h < 60


@pytest.mark.parametrize("left", [150, 200, 330])
def test_on_the_triangle_that_opens_a_list_the_whole_button(left: int) -> None:
    screen = Drawn()
    screen.draw.rounded_rectangle((20, 100, left + 30, 145), 5, outline="#808080", width=2)
    screen.text("Ordenar", 34, 108)
    screen.draw.polygon(((left, 119), (left + 12, 119), (left + 6, 125)), fill="#202020")
    assert boxes.iou(target(screen, left + 6, 122), Box(20, 100, left + 11, 46)) > 0.9


def test_a_plus_that_was_read_with_its_word_is_in_its_target() -> None:
    screen = Drawn()
    line = screen.text("+ Add item", 40, 200)
    word = Box(line.x + 20, line.y, line.w - 20, line.h)
    assert boxes.contains(screen.outline(word), line)
    assert screen.outline(Box(line.x + 60, line.y, line.w - 60, line.h)).x > line.x + 20


def point(box: Box) -> Box:
    return Box(box.x + box.w // 2, box.y + box.h // 2, 1, 1)


def test_the_pencil_at_the_end_of_a_section() -> None:
    screen = Drawn(size=PHONE)
    for y in (150, 260):
        screen.draw.line((0, y, 399, y), fill="#d0d0d0")
    screen.small("NOMBRE", 24, 164)
    name = screen.text("Ana", 24, 208)
    icon = pencil(screen, 350, 200)
    target = screen.outline(point(icon))
    assert boxes.contains(target, icon)
    assert target.w < 60
    assert not boxes.intersection(target, name)


def test_the_eye_in_a_field() -> None:
    screen = Drawn("#e8eef8", PHONE)
    screen.draw.rectangle((40, 300, 359, 351), fill="#ffffff")
    placeholder = screen.text("Contraseña", 56, 312, "#808080")
    screen.draw.ellipse((318, 318, 342, 334), outline="#404040", width=2)
    screen.disc(326, 322, 8, "#404040")
    eye = Box(318, 318, 25, 17)
    target = screen.outline(point(eye))
    assert boxes.contains(target, eye)
    assert not boxes.intersection(target, placeholder)


def test_the_icon_before_a_text_means_the_text_s_row() -> None:
    screen = Drawn(size=PHONE)
    icon = arrow(screen, 24, 300)
    screen.text("Regresar", 60, 296)
    around = Surroundings(screen.pixels, screen.texts, 20.0)
    assert find_own_control(around, point(icon), Box(0, 280, 400, 60)) is None
    assert find_own_control(around, Box(300, 600, 1, 1), Box(0, 280, 400, 60)) is None, "nothing there"


def test_the_icons_of_a_bar_though_a_title_follows_the_first() -> None:
    screen = Drawn(size=PHONE)
    screen.draw.rectangle((0, 30, 399, 90), fill="#d8e4f0")
    title = screen.text("Tareas", 64, 48)
    back, more = arrow(screen, 20, 50), pencil(screen, 356, 46)
    for icon in (back, more):
        target = screen.outline(point(icon))
        assert boxes.contains(target, icon)
        assert target.w < 60
        assert not boxes.intersection(target, title)
