"""The target of an icon is the icon: never the bar, the card or the section around it."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.candidates import TOUCH_DP, find_ground, find_icon_target
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.drawn_controls import DP, PHONE, arrow, clip, dots, mic, pencil
from tests.helpers.screens import Drawn


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
