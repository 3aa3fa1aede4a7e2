"""What changed from one screen to the next: a list that moved, a switch that turned, or nothing."""

from __future__ import annotations

import numpy as np
from PIL import ImageDraw

from annotator.model import Box, TextLine, TextTarget
from annotator.screen.propose.proposals import propose
from annotator.screen.propose.read_screen import ReadScreen
from annotator.screen.transitions import compare, same_text
from tests.helpers.proposed_screens import BLUE, BUTTON, GREY, LIST, first, line, proposals, screen


def test_a_list_that_moved_up_was_scrolled_down_and_one_that_moved_left_was_swiped_left() -> None:
    rows = {f"Fila numero {number}": (20, 120 + 60 * number) for number in range(9)}
    moved = {f"Fila numero {number}": (20, 120 + 60 * (number - 4)) for number in range(4, 13)}
    found = first(screen(rows), screen(moved))
    assert (found.action, found.direction, found.target) == ("scroll", "down", None)
    left, right = ({f"Fila {number}": (x, 120 + 60 * number) for number in range(9)} for x in (20, 200))
    swiped = first(screen(right), screen(left)), first(screen(left), screen(right))
    assert [(found.action, found.direction) for found in swiped] == [("swipe", "left"), ("swipe", "right")]


def test_a_list_whose_large_title_shrank_was_scrolled_down() -> None:
    large = TextLine("Ajustes", Box(20, 90, 140, 32), 0.99)
    top = screen({"Pantalla": (20, 160), "Sonido": (20, 240), "Bateria": (20, 320)})
    low = screen({"Ajustes": (150, 60), "Correo": (20, 160), "Mapas": (20, 240)})
    pages = (
        ReadScreen(np.asarray(image), (*extra, *(line(*item) for item in texts.items())))
        for (image, texts), extra in ((top, (large,)), (low, ()))
    )
    found, _ = propose(pages)
    assert (found[0].action, found[0].direction) == ("scroll", "down")


def test_a_text_that_is_cut_off_elsewhere_has_stayed() -> None:
    assert same_text("Firefox Fast & Private Brow...", "Firefox Fast & Private …")
    assert not same_text("Firefox...", "Firefox Focus")
    pages = [
        screen({title: (20, 160), "Mozilla": (20, 200)}) for title in ("Firefox rapido y pri...", "Firefox rapido...")
    ]
    here, there = (
        ReadScreen(np.asarray(image), tuple(line(*item) for item in texts.items())) for image, texts in pages
    )
    assert compare(here, there).came == ()


def test_a_switch_that_is_turned_was_pressed() -> None:
    screens = []
    for x, color in ((290, GREY), (310, BLUE)):
        image, texts = screen(LIST)
        pen = ImageDraw.Draw(image)
        pen.rounded_rectangle((290, 238, 330, 258), 10, fill=color)
        pen.ellipse((x, 239, x + 18, 257), fill="white")
        screens.append((image, texts))
    found = first(*screens)
    assert (found.action, found.target) == ("tap", TextTarget(("Sonido",)))
    assert found.reason == "It is turned or ticked on the next picture."


def test_nothing_is_proposed_where_the_same_picture_comes_again() -> None:
    welcome = screen({"Bienvenida": (20, 300), "Unirse": (150, 614)}, filled=[BUTTON])
    first_one, second = proposals(welcome, welcome)
    assert first_one == ()
    assert second[0].action in ("tap", "done")
