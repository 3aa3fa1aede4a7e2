"""What is around a place on a screen, and which part of it is pressed, on hand-drawn screens where every pixel is known."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.list_rows import find_background, find_icon_before, find_row
from annotator.screen.element.surroundings import EM_DP, PHONE_WIDTH_DP, Surroundings, measure_dp
from annotator.screen.element.thin_lines import find_lines
from annotator.screen.picture_kind import classify
from tests.helpers.screens import Drawn


def measured(size: tuple[int, int], em: int) -> float:
    screen = Drawn(size=size)
    for n in range(5):
        screen.text("Entrar", 20, 20 + 60 * n)
    texts = [type(line)(line.text, Box(line.box.x, line.box.y, line.box.w, em), 0.99) for line in screen.texts]
    return measure_dp(Surroundings(screen.pixels, texts, em, classify(screen.pixels, texts)))


def test_a_whole_phone_is_measured_by_its_width() -> None:
    assert measured((1080, 2340), 40) == pytest.approx(1080 / PHONE_WIDTH_DP)
    assert measured((1080, 2340), 50) == measured((1080, 2340), 40), "large print is not a larger scale"


def test_a_tablet_and_a_crop_are_measured_by_their_texts() -> None:
    assert measured((2048, 2732), 29) == pytest.approx(29 / EM_DP)
    assert measured((900, 400), 43) == pytest.approx(43 / EM_DP)
    assert measured((400, 800), 58) == pytest.approx(58 / EM_DP), "a narrow crop of a larger screen"


def test_without_texts_the_shorter_side_counts() -> None:
    blank = Drawn(size=(780, 1000))
    assert measure_dp(Surroundings(blank.pixels, [], 20.0, classify(blank.pixels, []))) == pytest.approx(2.0)


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


@pytest.fixture
def rows_of_a_card() -> tuple[Drawn, list[Box]]:
    """Three rows in a card, without any line between them."""
    screen = Drawn("#eeeef2")
    screen.draw.rounded_rectangle((10, 94, 389, 285), radius=24, fill="#ffffff")
    for n in range(3):
        screen.disc(26, 115 + 60 * n, 30, ("#3e7bfa", "#c5459b", "#2f9e6c")[n])
    return screen, [screen.text(word, 76, 118 + 60 * n) for n, word in enumerate(("Sonido", "Pantalla", "Batería"))]


def test_rows_without_lines_are_as_high_as_their_neighbours_are_apart(rows_of_a_card: tuple[Drawn, list[Box]]) -> None:
    screen, labels = rows_of_a_card
    for n, label in enumerate(labels):
        assert boxes.iou(screen.outline(label), Box(10, 100 + 60 * n, 380, 60)) > 0.85, n


def test_a_point_on_the_icon_or_beside_the_label_gives_the_row(rows_of_a_card: tuple[Drawn, list[Box]]) -> None:
    screen, _ = rows_of_a_card
    for x in (41, 300):
        assert boxes.iou(screen.outline(Box(x, 190, 1, 1)), Box(10, 160, 380, 60)) > 0.9, x


def test_a_point_on_the_button_before_a_title_gives_the_button() -> None:
    screen = Drawn()
    screen.disc(14, 22, 36)
    screen.text("Redactar", 70, 28)
    found = screen.outline(Box(32, 40, 1, 1))
    assert boxes.contains(found, Box(14, 22, 36, 36))
    assert found.w < 60


def test_lines_of_a_paragraph_and_a_single_icon_are_no_rows() -> None:
    screen = Drawn()
    words = [screen.text(line, 60, 200 + 28 * n) for n, line in enumerate(("No hay clases el lunes", "ni el martes"))]
    screen.disc(20, 404, 24)
    alone = screen.text("Avisos de la escuela", 60, 402)
    for box in (*words, alone):
        assert screen.outline(box).w < box.w + 30


def test_a_text_alone_is_in_no_row() -> None:
    screen = Drawn()
    text = screen.text("Ayuda", 40, 200)
    around = Surroundings.of(screen.pixels, screen.texts, text)
    assert find_row(around, text) is None
    assert find_icon_before(around, text) is None


def test_the_icon_before_a_label_and_the_ground_they_share() -> None:
    screen = Drawn()
    screen.draw.rectangle((0, 150, 399, 299), fill="#e4ecf4")
    screen.disc(40, 200, 30)
    text = screen.text("Ayuda", 90, 200)
    around = Surroundings.of(screen.pixels, screen.texts, text)
    icon = find_icon_before(around, text)
    assert icon is not None
    assert boxes.iou(icon, Box(40, 200, 30, 30)) > 0.85
    assert find_background(around, text) == Box(0, 150, 400, 150)


@pytest.mark.parametrize("thickness", [1, 2, 3, 5])
def test_a_line_of_any_thickness_is_one_line(thickness: int) -> None:
    screen = Drawn()
    screen.text("Ana García", 42, 200)
    screen.draw.rectangle((40, 240, 339, 239 + thickness), fill="#d06030")
    (line,) = find_lines(Surroundings(screen.pixels, screen.texts, 20.0), Box(0, 150, 400, 200))
    assert (line.x, line.w) == (40, 300)
    assert abs(line.y - 240) <= 1
    assert abs(line.h - thickness) <= 2


def test_a_bar_the_side_of_a_card_and_a_word_are_no_lines() -> None:
    screen = Drawn()
    screen.draw.rectangle((40, 100, 339, 115), fill="#d06030")
    screen.draw.rectangle((0, 200, 399, 399), fill="#e4e4ea")
    screen.text("Una oración larga sin línea", 40, 250)
    assert find_lines(Surroundings(screen.pixels, screen.texts, 20.0), Box(0, 60, 400, 280)) == []


def test_the_sides_of_a_frame_are_no_underlines() -> None:
    screen = Drawn()
    label = screen.small("Descripción", 68, 92)
    screen.draw.rounded_rectangle((40, 480, 359, 540), 6, outline="#0b5cff", width=2)
    whole = Surroundings(screen.pixels, screen.texts, float(label.h))
    assert find_lines(whole, Box(0, 440, 400, 150)) == []
