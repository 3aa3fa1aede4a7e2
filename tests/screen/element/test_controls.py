"""A point on an icon gives the icon, unless the icon only introduces a row or a tile."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.points import find_own_control
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE, arrow, pencil
from tests.helpers.screens import Drawn


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
