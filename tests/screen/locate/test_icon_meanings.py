"""Icons by what they mean: drawings that nobody trained on, on screens drawn here."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from annotator import assets
from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.boxes import Detection
from annotator.screen.locate.icon_meanings import locate_meanings, may_be_ground
from tests.helpers import icon_drawings as draw
from tests.helpers.icon_drawings import Drawing, put
from tests.helpers.screens import Drawn

FONT = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), 30)
EM = 36
CASES: list[tuple[str, Drawing]] = [
    ("video-call", draw.old_camcorder), ("camera", draw.old_camcorder), ("video-call", draw.thin_camera),
    ("settings", draw.cogwheel), ("back", draw.long_arrow), ("back", draw.angle), ("chat", draw.bubble_with_dots),
    ("chat", draw.thin_bubble), ("lock", draw.padlock), ("search", draw.magnifier), ("plus", draw.plus),
    ("close", draw.cross), ("more", draw.dots), ("more-horizontal", draw.dots_in_a_row), ("menu", draw.bars),
    ("camera-off", draw.camera_off), ("mic", draw.microphone),
]  # fmt: skip


def phone(ground: str = "#ffffff", ink: str = "#202124") -> Drawn:
    """A phone screen with three lines of text."""
    screen = Drawn(ground, (720, 1280))
    for row, words in enumerate(("Clase de tercer grado", "Lista de asistencia", "Mañana no hay clase")):
        screen.text(words, 60, 400 + 120 * row, ink, FONT)
    return screen


def locate(screen: Drawn, *names: str) -> tuple[tuple[Detection, ...], ...]:
    return locate_meanings(screen.pixels, names, EM, screen.texts)


@pytest.mark.parametrize(("name", "drawing"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_an_icon_is_found_by_its_meaning(name: str, drawing: Drawing) -> None:
    screen = phone()
    drawn = put(screen, drawing, 600, 60, 36, "#202124", "#ffffff")
    (found,) = locate(screen, name)
    assert len(found) == 1
    assert boxes.iou(found[0].box, drawn) > 0.7


@pytest.mark.parametrize(
    ("asked", "drawing"),
    [
        ("back", draw.angle_right), ("more", draw.dots_in_a_row), ("more-horizontal", draw.dots), ("menu", draw.dots),
        ("plus", draw.cross), ("close", draw.plus), ("camera", draw.camera_off), ("camera-off", draw.old_camcorder),
        ("mic-off", draw.microphone), ("more-horizontal", draw.bubble_with_dots), ("phone", draw.long_arrow),
        ("plus", draw.calendar_with_plus),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)  # fmt: skip
def test_what_looks_like_it_is_not_it(asked: str, drawing: Drawing) -> None:
    screen = phone()
    put(screen, drawing, 600, 60, 56, "#202124", "#ffffff")
    assert locate(screen, asked) == ((),)


def test_the_plus_of_a_phone_number_is_no_icon() -> None:
    screen = phone()
    screen.text("+52 951 555 0134", 60, 900, font=FONT)
    screen.text("+1 619 555 0177", 60, 980, font=FONT)
    assert locate(screen, "plus") == ((),)
    drawn = put(screen, draw.plus, 620, 1160, 56, "#202124", "#ffffff")
    ((found,),) = locate(screen, "plus")
    assert boxes.iou(found.box, drawn) > 0.7


def test_the_characters_of_texts_are_no_icons() -> None:
    screen = phone()
    for row, words in enumerate(("Subject A+", "3 × 4 = 12", "Cargando...", "< Volver a la lista")):
        screen.text(words, 60, 760 + 90 * row, font=FONT)
    assert locate(screen, "plus", "close", "more-horizontal", "back", "search") == ((), (), (), (), ())


def test_an_icon_on_two_places_is_found_on_both() -> None:
    screen = phone()
    drawn = [put(screen, draw.dots, 640, y, 56, "#202124", "#ffffff") for y in (60, 400, 520)]
    (found,) = locate(screen, "more")
    places = sorted((each.box for each in found), key=lambda box: box.y)
    assert len(places) == 3
    assert all(boxes.iou(place, box) > 0.7 for place, box in zip(places, drawn, strict=True))


def test_the_ink_is_the_box_and_the_disc_its_ground() -> None:
    screen = phone("#101010", "#f0f0f0")
    screen.disc(300, 1000, 140, ink="#5a5a5a")
    drawn = put(screen, draw.microphone, 340, 1040, 60, "#ffffff", "#5a5a5a")
    ((found,),) = locate(screen, "mic")
    assert boxes.iou(found.box, drawn) > 0.7


@pytest.mark.parametrize("color", ["#5a5a5a", "#1565c0"])
@pytest.mark.parametrize("drawing", [draw.cogwheel, draw.microphone, draw.old_camcorder, draw.plus])
def test_an_icon_on_a_tile_is_found(drawing: Drawing, color: str) -> None:
    name = {draw.cogwheel: "settings", draw.microphone: "mic", draw.old_camcorder: "camera", draw.plus: "plus"}[drawing]
    screen = phone("#f0f0f0")
    screen.draw.rounded_rectangle((300, 1000, 420, 1120), 24, fill=color)
    drawn = put(screen, drawing, 334, 1034, 52, "#ffffff", color)
    ((found,),) = locate(screen, name)
    assert boxes.iou(found.box, drawn) > 0.7


@pytest.mark.parametrize(
    ("outer", "inner", "is_one"),
    [
        (Box(0, 0, 100, 100), Box(25, 25, 50, 50), True),
        (Box(0, 0, 100, 100), Box(0, 25, 50, 50), False),  # at its edge
        (Box(0, 0, 100, 40), Box(30, 5, 40, 30), False),  # a bar
        (Box(0, 0, 300, 300), Box(140, 140, 20, 20), False),  # a card
    ],
)
def test_a_ground_is_centred_and_not_much_larger(outer: Box, inner: Box, is_one: bool) -> None:
    assert may_be_ground(outer, inner) == is_one
