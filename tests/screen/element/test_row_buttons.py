"""A row and a field end before the buttons in them that do something else; what shows the row's state stays inside."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.row_buttons import exclude_buttons, exclude_buttons_in_field
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE, clip, dots, mic, pencil, switch
from tests.helpers.screens import Drawn

ROW = Box(0, 180, 400, 72)
"""The first of three rows, one below the other."""


def in_row(screen: Drawn, text: Box, row: Box = ROW) -> Box:
    return exclude_buttons(Surroundings.of(screen.pixels, screen.texts, text), text, row)


def in_field(screen: Drawn, field: Box) -> Box:
    return exclude_buttons_in_field(Surroundings.of(screen.pixels, screen.texts, field), field)


def star(screen: Drawn, x: int, y: int) -> Box:
    points = ((10, 0), (13, 7), (20, 8), (15, 13), (16, 20), (10, 16), (4, 20), (5, 13), (0, 8), (7, 7))
    screen.draw.polygon([(x + a, y + b) for a, b in points], outline="#303030")
    return Box(x, y, 21, 21)


def rows(screen: Drawn) -> list[Box]:
    return [screen.text(words, 24, 200 + ROW.h * n) for n, words in enumerate(("Ana Ruiz", "Luis Soto", "Eva Mora"))]


def test_the_three_dots_at_the_end() -> None:
    screen = Drawn(size=PHONE)
    name, value = screen.text("Ana Ruiz", 24, 200), screen.text("13:01", 300, 200)
    menu = dots(screen, 370, 206)
    found = in_row(screen, name)
    assert boxes.contains(found, boxes.union(name, value))
    assert (found.x, found.y, found.h) == (ROW.x, ROW.y, ROW.h)
    assert not boxes.intersection(found, menu)


def test_the_same_icon_in_every_row() -> None:
    screen = Drawn(size=PHONE)
    names = rows(screen)
    stars = [star(screen, 356, 203 + ROW.h * n) for n in range(3)]
    for n, name in enumerate(names):
        found = in_row(screen, name, boxes.shifted(ROW, 0, ROW.h * n))
        assert boxes.contains(found, name)
        assert not boxes.intersection(found, stars[n])


def test_the_only_icon_and_different_icons_belong_to_their_rows() -> None:
    screen = Drawn(size=PHONE)
    names = rows(screen)
    star(screen, 356, 203)
    assert in_row(screen, names[0]) == ROW
    pencil(screen, 356, 198 + ROW.h)
    assert in_row(screen, names[0]) == ROW


def test_switches_and_ticks_stay_inside() -> None:
    screen = Drawn(size=PHONE)
    names = rows(screen)
    for n in range(2):
        switch(screen, 330, 198 + ROW.h * n)
    assert in_row(screen, names[0]) == ROW
    ticked = Drawn(size=PHONE)
    names = rows(ticked)
    for n in range(2):
        ticked.draw.line(
            [(350 + a, 205 + ROW.h * n + b) for a, b in ((0, 8), (6, 14), (20, 0))], fill="#303030", width=3
        )
    assert in_row(ticked, names[0]) == ROW


def test_the_switch_before_the_dots_stays_inside() -> None:
    screen = Drawn(size=PHONE)
    name, control = screen.text("Alarma", 24, 200), switch(screen, 300, 198)
    menu = dots(screen, 376, 204)
    found = in_row(screen, name)
    assert boxes.contains(found, boxes.union(name, control))
    assert not boxes.intersection(found, menu)


def test_equal_round_buttons_at_both_ends() -> None:
    screen = Drawn(size=PHONE)
    for x in (20, 340):
        screen.disc(x, 196, 40)
        pencil(screen, x + 10, 200)
    name = screen.text("Foto", 90, 200)
    found = in_row(screen, name)
    assert boxes.contains(found, name)
    assert not any(boxes.intersection(found, Box(x, 196, 40, 40)) for x in (20, 340))


@pytest.mark.parametrize("words", ["Mensaje", ""], ids=["placeholder", "empty"])
def test_a_field_ends_before_its_buttons(words: str) -> None:
    screen = Drawn(size=PHONE)
    field = Box(10, 780, 330, 50)
    screen.draw.rounded_rectangle((10, 780, 339, 829), 25, fill="#ececf0")
    text = screen.text(words, 66, 792, "#808080") if words else Box(66, 792, 80, 26)
    buttons = [star(screen, 28, 795), clip(screen, 250, 792), mic(screen, 300, 792)]
    found = in_field(screen, field)
    assert boxes.contains(found, text)
    assert not any(boxes.intersection(found, button) for button in buttons)


def test_a_single_icon_is_a_part_of_its_field() -> None:
    screen = Drawn(size=PHONE)
    field = Box(30, 300, 340, 56)
    screen.draw.rectangle((30, 300, 369, 355), outline="#606060", width=2)
    screen.text("Clave", 80, 314, "#808080")
    star(screen, 46, 316)
    star(screen, 336, 316)
    assert in_field(screen, field) == field
