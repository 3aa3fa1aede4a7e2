"""Elements on hand-drawn screens, where every pixel is known."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from annotator.model import Box
from annotator.screen import boxes
from tests.helpers.screens import Drawn


def test_filled_and_outlined_buttons() -> None:
    screen = Drawn()
    screen.draw.rounded_rectangle((40, 100, 359, 149), radius=25, fill="#0e72ed")
    filled = screen.text("Entrar", 170, 110, "#ffffff")
    screen.draw.rounded_rectangle((40, 180, 359, 229), radius=8, outline="#909090", width=2)
    outlined = screen.text("Cancelar", 160, 190)
    assert boxes.iou(screen.outline(filled), Box(40, 100, 320, 50)) > 0.97
    assert boxes.iou(screen.outline(outlined), Box(40, 180, 320, 50)) > 0.97
    for x, y in ((60, 120), (340, 130), (175, 122)):
        assert boxes.iou(screen.outline(Box(x, y, 1, 1)), Box(40, 100, 320, 50)) > 0.97, (x, y)


def test_a_pale_field_on_white_and_a_dark_one_on_black() -> None:
    for ground, field, ink in (("#ffffff", "#f5f5f7", "#777777"), ("#000000", "#0c0c0e", "#999999")):
        screen = Drawn(ground)
        screen.draw.rectangle((30, 200, 369, 251), fill=field)
        box = screen.text("Su nombre", 44, 212, ink)
        assert boxes.iou(screen.outline(box), Box(30, 200, 340, 52)) > 0.97, ground


def test_rows_between_lines_that_start_after_the_icon() -> None:
    screen = Drawn()
    screen.draw.rounded_rectangle((16, 100, 383, 247), radius=12, fill="#ececf1")
    rows = [screen.text(word, 80, 112 + 49 * n) for n, word in enumerate(("Wi-Fi", "Bluetooth", "Datos"))]
    for n in range(3):
        screen.draw.rounded_rectangle((30, 110 + 49 * n, 58, 138 + 49 * n), radius=6, fill="#34c759")
    for y in (149, 198):
        screen.draw.line((80, y, 383, y), fill="#c6c6c8")
    for n, row in enumerate(rows):
        assert boxes.iou(screen.outline(row), Box(16, 100 + 49 * n, 368, 49)) > 0.94, n


def test_buttons_side_by_side_between_walls() -> None:
    screen = Drawn("#707070")
    screen.draw.rounded_rectangle((60, 200, 339, 319), radius=14, fill="#eeeeee")
    screen.text("Zoom quiere usar la", 100, 215)
    screen.draw.line((60, 270, 339, 270), fill="#b0b0b3")
    screen.draw.line((200, 270, 200, 319), fill="#b0b0b3")
    no, yes = screen.text("No", 115, 280, "#007aff"), screen.text("Permitir", 230, 280, "#007aff")
    assert boxes.iou(screen.outline(no), Box(60, 271, 140, 49)) > 0.94
    assert boxes.iou(screen.outline(yes), Box(201, 271, 139, 49)) > 0.94


@pytest.mark.parametrize(
    ("first", "last", "apart"),
    [("Download", "OK", True), ("Copied to the folder", "Undo", True), ("Language", "English", False)],
)
def test_two_words_of_a_bar_are_buttons_where_the_last_answers(first: str, last: str, apart: bool) -> None:
    screen, bar = Drawn("#f2f2f2"), Box(16, 500, 368, 60)
    screen.draw.rectangle((bar.x, bar.y, bar.right, bar.bottom), fill="#ffffff")
    one, other = screen.text(first, 40, 518), screen.text(last, 300, 518)
    assert (not boxes.intersection(screen.outline(other), one)) == apart
    assert boxes.contains(screen.outline(other), other)
    assert (not boxes.intersection(screen.outline(one), other)) == (first == "Download")


def test_a_field_with_its_label_in_the_border() -> None:
    screen = Drawn()
    screen.draw.rounded_rectangle((40, 200, 359, 263), radius=5, outline="#79747e", width=2)
    screen.draw.rectangle((52, 186, 130, 214), fill="#ffffff")
    screen.text("Nombre", 58, 186)
    value = screen.text("Luna", 58, 220)
    assert boxes.iou(screen.outline(value), Box(40, 200, 320, 64)) > 0.93


def test_a_button_that_changes_its_colour_on_a_photo() -> None:
    screen = Drawn()
    rng = np.random.default_rng(4)
    photo = Image.fromarray(rng.integers(0, 256, (12, 8, 3), dtype=np.uint8)).resize(
        (400, 600), Image.Resampling.BICUBIC
    )
    screen.image.paste(photo)
    ramp = np.zeros((54, 320, 3), np.uint8)
    ramp[:] = np.linspace((240, 80, 30), (180, 20, 140), 320)
    screen.image.paste(Image.fromarray(ramp), (40, 300))
    box = screen.text("Empezar", 160, 312, "#ffffff")
    assert boxes.iou(screen.outline(box), Box(40, 300, 320, 54)) > 0.9


def test_a_link_gets_its_own_margin() -> None:
    screen = Drawn()
    link = screen.text("¿Olvidó su contraseña?", 60, 300, "#0e72ed")
    found = screen.outline(link)
    assert boxes.contains(found, link, 3)
    assert found.h < 2 * link.h
    screen.draw.rounded_rectangle((20, 380, 380, 470), radius=10, fill="#eaeaea")
    screen.text("Toque aquí para entrar:", 40, 390)
    inner = screen.text("zoom.us/j/555", 40, 425, "#027eb5")
    assert screen.outline(inner).w < 1.3 * inner.w


def test_the_label_of_a_tile_means_the_tile() -> None:
    screen = Drawn("#eef1f4")
    screen.draw.rounded_rectangle((40, 100, 169, 229), radius=10, fill="#ffffff", outline="#c0c6cc")
    screen.draw.rounded_rectangle((80, 120, 129, 169), radius=8, fill="#7c3aed")
    screen.draw.polygon([(95, 150), (105, 130), (115, 150)], fill="#ffffff")
    label = screen.text("Lectura", 70, 185)
    tile = Box(40, 100, 130, 130)
    assert boxes.iou(screen.outline(label), tile) > 0.95


def test_a_label_with_its_icon_above() -> None:
    screen = Drawn("#1c1c1c")
    screen.draw.ellipse((180, 500, 219, 539), fill="#2d8cff")
    label = screen.text("Zoom", 176, 545, "#ffffff")
    found = screen.outline(label)
    assert boxes.contains(found, Box(180, 500, 40, 40), 2)
    assert boxes.contains(found, label, 2)
    assert found.w < 90


@pytest.mark.parametrize("place", [Box(0, 0, 1, 1), Box(399, 599, 1, 1), Box(200, 300, 1, 1), Box(0, 0, 400, 600)])
def test_an_empty_screen_gives_a_box_within_it(place: Box) -> None:
    found = Drawn().outline(place)
    assert boxes.contains(Box(0, 0, 400, 600), found)
    assert boxes.contains(found, place)
