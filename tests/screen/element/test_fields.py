"""A label leads to its field, a placeholder to the field around it."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.fields import find_field
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import PHONE, clip, mic
from tests.helpers.screens import SMALL, Drawn

FIELD = Box(40, 230, 320, 52)


def field(screen: Drawn, text: Box) -> Box:
    return find_field(Surroundings.of(screen.pixels, screen.texts, text), text)


def frame(screen: Drawn, box: Box = FIELD, fill: str | None = None) -> None:
    screen.draw.rounded_rectangle(
        (box.x, box.y, box.right - 1, box.bottom - 1), 6, fill=fill, outline="#909090", width=2
    )


@pytest.mark.parametrize("value", ["", "ana"])
@pytest.mark.parametrize("fill", [None, "#f2f2f4"])
def test_a_field_below_its_label(value: str, fill: str | None) -> None:
    screen = Drawn(size=PHONE)
    label = screen.text("Usuario", 40, 190)
    frame(screen, fill=fill)
    if value:
        screen.text(value, 56, 242)
    screen.text("Clave", 40, 310)
    frame(screen, Box(40, 350, 320, 52))
    assert boxes.iou(field(screen, label), FIELD) > 0.9


@pytest.mark.parametrize("value", ["", "ana"])
def test_an_underlined_field_below_its_label(value: str) -> None:
    screen = Drawn(size=PHONE)
    label = screen.small("Usuario", 40, 200)
    if value:
        screen.text(value, 42, 226)
    screen.draw.line((40, 262, 359, 262), fill="#606060", width=2)
    found = field(screen, label)
    assert (found.x, found.right) == (40, 360)
    assert abs(found.bottom - 264) <= 2
    assert label.bottom <= found.y < 240


def test_an_underlined_field_with_a_value_of_three_lines() -> None:
    screen = Drawn(size=PHONE)
    label = screen.text("Mensaje", 40, 200)
    lines = [
        screen.text(words, 42, 246 + 28 * n)
        for n, words in enumerate(("Hola, necesito ayuda", "con la tarea", "por favor"))
    ]
    screen.draw.line((40, 340, 359, 340), fill="#606060", width=2)
    found = field(screen, label)
    assert all(boxes.center_in(line, found) for line in lines)
    assert found.y >= label.bottom
    assert abs(found.bottom - 342) <= 3


@pytest.mark.parametrize("value", ["", "3"])
def test_a_label_in_the_border_of_its_field(value: str) -> None:
    screen = Drawn(size=PHONE)
    frame(screen)
    screen.draw.rectangle((64, 226, 136, 236), fill="#ffffff")
    label = screen.text("Intentos", 70, 220, font=SMALL)
    if value:
        screen.text(value, 200, 244)
    assert boxes.iou(field(screen, label), FIELD) > 0.9


def test_a_field_beside_its_label() -> None:
    screen = Drawn(size=(900, 500))
    for n, words in enumerate(("Usuario", "Clave", "Grupo")):
        label = screen.text(words, 60, 112 + 70 * n)
        frame(screen, Box(200, 100 + 70 * n, 400, 48))
        assert boxes.iou(field(screen, label), Box(200, 100 + 70 * n, 400, 48)) > 0.9, words


def test_a_heading_over_a_filled_row() -> None:
    screen = Drawn("#101014", PHONE)
    for n in range(2):
        screen.draw.rectangle((0, 230 + 120 * n, 399, 282 + 120 * n), fill="#26262c")
    screen.text("8.8.8.8", 20, 242, "#ffffff")
    label = screen.small("SERVIDOR", 20, 204, "#9090a0")
    assert boxes.iou(field(screen, label), Box(0, 230, 400, 53)) > 0.85


def test_a_placeholder_in_its_field_though_another_field_follows() -> None:
    screen = Drawn("#2b6cb0", PHONE)
    placeholders = []
    for n, words in enumerate(("Usuario", "Clave")):
        screen.draw.rectangle((40, 230 + 64 * n, 359, 281 + 64 * n), fill="#ffffff")
        placeholders.append(screen.text(words, 56, 242 + 64 * n, "#909090"))
    for n, placeholder in enumerate(placeholders):
        assert boxes.iou(field(screen, placeholder), Box(40, 230 + 64 * n, 320, 52)) > 0.95


def test_a_placeholder_in_a_bar_without_the_buttons_beside_it() -> None:
    screen = Drawn(size=PHONE)
    screen.draw.rectangle((0, 790, 399, 849), fill="#ececf0")
    paper_clip, placeholder, microphone = (
        clip(screen, 16, 806),
        screen.text("Mensaje", 56, 808, "#808080"),
        mic(screen, 366, 806),
    )
    found = field(screen, placeholder)
    assert found.right > 330
    assert boxes.contains(found, placeholder)
    assert not any(boxes.intersection(found, button) for button in (paper_clip, microphone))


def test_the_placeholder_over_a_line() -> None:
    screen = Drawn(size=PHONE)
    placeholder = screen.text("Mensaje", 22, 790, "#808080")
    screen.draw.line((20, 822, 340, 822), fill="#606060", width=2)
    paper_clip = clip(screen, 366, 792)
    found = field(screen, placeholder)
    assert (found.x, found.right) == (20, 341)
    assert not boxes.intersection(found, paper_clip)


def test_a_placeholder_well_above_its_line() -> None:
    screen = Drawn(size=PHONE)
    placeholder = screen.text("Usuario", 40, 300, "#808080")
    under = placeholder.bottom + round(1.15 * placeholder.h)
    screen.draw.line((38, under, 360, under), fill="#606060", width=2)
    found = field(screen, placeholder)
    assert boxes.contains(found, placeholder)
    assert abs(found.bottom - under) <= 3


def test_a_message_field_ends_before_the_buttons_in_its_bar() -> None:
    screen = Drawn("#d8d0c8", PHONE)
    screen.draw.rounded_rectangle((10, 790, 330, 845), 27, fill="#ffffff")
    placeholder = screen.text("Mensaje", 66, 806, "#808080")
    buttons = [clip(screen, 230, 804), mic(screen, 280, 804)]
    found = field(screen, placeholder)
    assert boxes.contains(found, placeholder)
    assert not any(boxes.intersection(found, button) for button in buttons)
