"""What somebody drew on a screenshot: a ring, an arrow, and what only looks like one."""

from __future__ import annotations

import pytest
from PIL import ImageDraw

from annotator.model import Box, PointTarget, TextTarget
from tests.helpers.proposed_screens import BLUE, LIST, RED, SOUND, first, proposals, screen

PINK = (240, 20, 150)


def test_what_somebody_ringed_is_pressed() -> None:
    image, texts = screen(LIST)
    ImageDraw.Draw(image).ellipse((8, 300, 110, 356), outline=RED, width=4)
    found = first((image, texts), screen(SOUND))
    assert (found.target, found.reason) == (TextTarget(("Bateria",)), "Somebody drew a ring around it.")


def test_a_ring_is_stronger_than_an_empty_field() -> None:
    field = Box(20, 200, 320, 50)
    before = {"Clase de 2.B": (120, 60), "Su nombre": (30, 216), "Ayuda con esto": (20, 400)}
    image, texts = screen(before, framed=[field])
    ImageDraw.Draw(image).rectangle((4, 376, 170, 440), outline=RED, width=4)
    after = {text: at for text, at in before.items() if text != "Su nombre"} | {"Luna": (30, 216)}
    assert first((image, texts), screen(after, framed=[field])).target == TextTarget(("Ayuda con esto",))


def test_what_an_arrow_points_at_is_pressed() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.line((240, 170, 110, 170), fill=RED, width=5)
    pen.polygon(((90, 170), (118, 154), (118, 186)), fill=RED)
    found = first((image, texts), screen(SOUND))
    assert (found.target, found.reason) == (TextTarget(("Pantalla",)), "Somebody drew an arrow to it.")


@pytest.mark.parametrize("also", ["a ring that it touches", "a word of its author", "a number beside it"])
def test_what_else_belongs_to_an_arrow_does_not_hide_it(also: str) -> None:
    image, texts = screen({"Ajustes": (20, 60), "Pantalla": (130, 160)})
    pen = ImageDraw.Draw(image)
    if also == "a ring that it touches":
        pen.rectangle((120, 150, 260, 190), outline=RED, width=4)
    elif also == "a number beside it":
        pen.ellipse((10, 158, 34, 182), fill=RED)
    else:
        pen.rectangle((20, 192, 92, 208), fill=RED)
        texts = {**texts, "CLIC AQUI": (20, 192)}
    pen.line((40, 170, 100, 170), fill=RED, width=5)
    pen.polygon(((122, 170), (94, 154), (94, 186)), fill=RED)
    found = first((image, texts))
    assert found.is_drawn
    assert found.target == TextTarget(("Pantalla",))


def test_an_arrow_that_begins_at_a_disc_with_a_number_points_with_its_other_end() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.line((240, 170, 110, 170), fill=RED, width=5)
    pen.polygon(((90, 170), (112, 160), (112, 180)), fill=RED)
    pen.ellipse((228, 154, 260, 186), fill=RED)
    pen.text((240, 162), "1", fill="white")
    found = first((image, texts), screen(SOUND))
    assert (found.target, found.reason) == (TextTarget(("Pantalla",)), "Somebody drew an arrow to it.")


def test_an_arrow_to_a_picture_does_not_point_at_a_text_far_behind_it() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.line((300, 170, 184, 170), fill=RED, width=5)
    pen.polygon(((164, 170), (192, 154), (192, 186)), fill=RED)
    found = first((image, texts))
    assert found.is_drawn
    assert isinstance(found.target, PointTarget)


def test_the_grain_of_a_wooden_table_is_no_stroke() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    for y in (400, 440, 480, 520, 560):
        pen.line((240, y, 110, y), fill=RED, width=5)
        pen.polygon(((90, y), (118, y - 16), (118, y + 16)), fill=RED)
    found = first((image, texts), screen(SOUND))
    assert not found.is_drawn
    assert found.target == TextTarget(("Sonido",))


def test_a_ring_around_a_part_of_a_line_points_at_that_part() -> None:
    image, texts = screen({"Sin cuenta? Crear una": (20, 160)})
    ImageDraw.Draw(image).rectangle((118, 150, 190, 190), outline=RED, width=3)
    assert first((image, texts)).target == TextTarget(("Crear una",))


def test_a_mark_around_a_picture_without_words_is_a_point() -> None:
    image, texts = screen(LIST)
    ImageDraw.Draw(image).ellipse((230, 500, 330, 570), outline=RED, width=4)
    found = first((image, texts), screen(SOUND))
    assert isinstance(found.target, PointTarget)
    assert abs(found.target.x - 100 * 280 / 360) < 2


@pytest.mark.parametrize(
    "mark",
    [
        "an open ring",
        "a box around one line",
        "a recorded touch",
        "a green box",
        "a box around a button",
        "a thick box",
        "a blurred box",
        "a wide hollow arrow",
    ],
)
def test_marks_of_other_tools_are_seen(mark: str) -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    if mark == "an open ring":
        pen.arc((4, 146, 104, 190), 20, 320, fill=RED, width=4)
    elif mark == "a recorded touch":
        pen.ellipse((36, 152, 68, 184), fill=(205, 118, 112))
    elif mark == "a blurred box":
        for inset, shade in enumerate((150, 90, 30)):
            pen.rectangle((8 + inset, 150 + inset, 96 - inset, 186 - inset), outline=(255, shade, shade))
    elif mark == "a thick box":
        pen.rectangle((4, 153, 100, 183), outline=RED, width=6)
    elif mark == "a wide hollow arrow":
        tip = ((90, 170), (120, 140), (120, 155), (150, 155), (150, 185), (120, 185), (120, 200))
        pen.polygon(tip, outline=RED, width=3)
    else:
        fill = BLUE if "button" in mark else None
        pen.rectangle((12, 154, 92, 182), fill, (20, 170, 60) if "green" in mark else RED, width=3)
    found = first((image, texts), screen(SOUND))
    assert found.is_drawn
    assert found.target == TextTarget(("Pantalla",))


@pytest.mark.parametrize("color", [RED, BLUE])
@pytest.mark.parametrize("own", ["an icon inside", "buttons elsewhere"])
def test_a_frame_in_the_colour_of_the_app_is_no_mark(own: str, color: tuple[int, int, int]) -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.rectangle((12, 146, 340, 190), outline=color, width=3)
    pen.rectangle((300, 158, 320, 178) if own == "an icon inside" else (12, 400, 340, 640), fill=color)
    assert not first((image, texts), screen(SOUND)).is_drawn


@pytest.mark.parametrize("own", ["a letter", "two colours", "a field", "a dark field", "a field in use"])
def test_logos_and_fields_of_the_app_are_no_marks(own: str) -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    if own == "a letter":
        pen.line(((250, 340), (210, 410)), fill=PINK, width=20)
        pen.line(((210, 410), (196, 432), (240, 430)), fill=PINK, width=24)
    elif own == "a field in use":
        pen.rounded_rectangle((12, 146, 340, 190), 6, outline=(50, 110, 150), width=4)
    elif own.endswith("field"):
        pen.rectangle((0, 120, 360, 220), fill=(36, 36, 36))
        pen.rectangle((12, 146, 340, 190), outline=RED, width=3, fill="black" if "dark" in own else "white")
    else:
        pen.rectangle((110, 172, 240, 184), fill=(250, 200, 20))
        pen.line((240, 170, 110, 170), fill=RED, width=5)
        pen.polygon(((90, 170), (118, 154), (118, 186)), fill=RED)
    assert not first((image, texts), screen(SOUND)).is_drawn


def test_a_bar_across_the_screen_is_no_arrow() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 359, 12), fill=BLUE)
    pen.rectangle((0, 0, 18, 26), fill=BLUE)
    assert proposals((image, texts)) == [()]


def test_an_arrow_that_no_other_picture_has_weighs_less_than_a_title() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.line((240, 330, 110, 330), fill=RED, width=5)
    pen.polygon(((90, 330), (118, 314), (118, 346)), fill=RED)
    assert first((image, texts), screen(SOUND)).target == TextTarget(("Sonido",))
    again = image.copy()
    again.putpixel((1, 1), RED)
    assert first((image, texts), (again, texts)).target == TextTarget(("Bateria",))
