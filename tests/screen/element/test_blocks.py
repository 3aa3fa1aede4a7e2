"""What contains a text: the element, a field in a card, a row, or nothing."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.blocks import find_container, find_target_of_content
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn


def around(screen: Drawn, box: Box) -> Surroundings:
    return Surroundings.of(screen.pixels, screen.texts, box)


def test_a_button_contains_its_text() -> None:
    screen = Drawn()
    screen.draw.rectangle((40, 100, 359, 149), fill="#0e72ed")
    text = screen.text("Entrar", 170, 110, "#ffffff")
    found = find_container(around(screen, text), text)
    assert found is not None
    assert boxes.iou(found, Box(40, 100, 320, 50)) > 0.97


def test_a_free_standing_text_is_contained_by_nothing_and_padded() -> None:
    screen = Drawn()
    text = screen.text("Ayuda", 40, 200)
    assert find_container(around(screen, text), text) is None
    assert boxes.contains(find_target_of_content(around(screen, text), text), text, 5)


def test_a_target_never_leaves_the_picture() -> None:
    screen = Drawn()
    text = screen.text("Ayuda", 0, 0)
    assert boxes.contains(Box(0, 0, 400, 600), find_target_of_content(around(screen, text), text))
