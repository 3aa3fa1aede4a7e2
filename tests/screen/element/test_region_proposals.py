"""Rectangles proposed around a text, and how visible their sides are."""

from __future__ import annotations

import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.region_proposals import Strip, color_difference
from tests.helpers.screens import Drawn

BUTTON = Box(40, 100, 320, 50)


def strip(screen: Drawn) -> Strip:
    return Strip(screen.pixels, [line.box for line in screen.texts], 24, at_picture_end=True)


def button(fill: str = "#0e72ed") -> tuple[Strip, Box]:
    screen = Drawn()
    screen.draw.rectangle((40, 100, 359, 149), fill=fill)
    text = screen.text("Entrar", 170, 110, "#ffffff")
    return strip(screen), text


def test_a_filled_button_is_proposed_by_most_tolerances() -> None:
    found, text = button()
    areas = list(found.propose_areas(text))
    assert sum(boxes.iou(area, BUTTON) > 0.97 for area in areas) >= 5


def test_frames_find_the_button_whatever_its_colour() -> None:
    found, text = button()
    assert any(boxes.iou(frame, BUTTON) > 0.97 for frame in found.propose_frames(text))


def test_only_a_gradient_is_proposed_as_one() -> None:
    flat, text = button()
    assert not list(flat.propose_gradients(text))
    screen = Drawn()
    ramp = np.linspace((240, 80, 30), (180, 20, 140), 320).astype(np.uint8)
    pixels = screen.pixels
    pixels[100:150, 40:360] = ramp
    box = Box(170, 110, 60, 28)
    sloped = Strip(pixels, [box], 24)
    assert any(boxes.iou(area, BUTTON) > 0.95 for area in sloped.propose_gradients(box))


def test_support_is_whole_on_the_sides_and_low_off_them() -> None:
    found, _ = button()
    assert found.measure_support(BUTTON, 0.3) > 0.95
    assert found.measure_support(boxes.inflated(BUTTON, 15), 0.3) < 0.1
    assert found.measure_support(Box(40, 100, 320, 90), 0.3) < 0.5, "a side that is hardly there costs half"


def test_the_side_of_a_narrower_field_is_foreign() -> None:
    screen = Drawn()
    screen.draw.rectangle((80, 200, 319, 249), outline="#808080", width=2)
    found = strip(screen)
    assert found.has_foreign_side(Box(20, 120, 360, 81))
    assert not found.has_foreign_side(Box(80, 200, 240, 50))


def test_difference_is_the_largest_of_any_channel() -> None:
    pixels = np.array([[[10, 20, 30], [12, 90, 30]]], np.uint8)
    assert color_difference(pixels, np.array([10, 20, 33], np.int16)).tolist() == [[3, 70]]
