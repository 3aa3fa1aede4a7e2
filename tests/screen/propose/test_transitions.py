"""What changed from one screen to the next: a list that moved, a switch that turned, or nothing."""

from __future__ import annotations

from PIL import ImageDraw

from annotator.model import TextTarget
from tests.helpers.proposed_screens import BLUE, BUTTON, GREY, LIST, first, proposals, screen


def test_a_list_that_moved_up_was_scrolled_down_and_one_that_moved_left_was_swiped_left() -> None:
    rows = {f"Fila numero {number}": (20, 120 + 60 * number) for number in range(9)}
    moved = {f"Fila numero {number}": (20, 120 + 60 * (number - 4)) for number in range(4, 13)}
    found = first(screen(rows), screen(moved))
    assert (found.action, found.direction, found.target) == ("scroll", "down", None)
    left, right = ({f"Fila {number}": (x, 120 + 60 * number) for number in range(9)} for x in (20, 200))
    swiped = first(screen(right), screen(left)), first(screen(left), screen(right))
    assert [(found.action, found.direction) for found in swiped] == [("swipe", "left"), ("swipe", "right")]


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
