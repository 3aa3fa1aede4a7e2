"""What kind of picture it is, and what a person should look at again: its clock, and a frame that somebody drew."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator.model import Box, PictureKind, TextLine
from annotator.screen import picture_kind
from annotator.screen.drawn_frames import is_framed
from annotator.screen.load import Pixels, load
from annotator.screen.status_bar import read_clock
from annotator.text.devices import device_of
from tests.helpers.screens import Drawn
from tests.helpers.shipped import TUTORIALS

PHONE, LAPTOP = (540, 1170), (1600, 900)
SHOT = TUTORIALS / "join-class-on-zoom" / "05-espere.png"


def page(size: tuple[int, int], ground: str = "#ffffff", columns: int = 1, bar: str = "#0b57d0") -> Drawn:
    """A page with a coloured bar at its top and rows of text of 20 pixels, in columns."""
    drawn = Drawn(ground, size)
    width, height = size
    drawn.draw.rectangle((0, 0, width - 1, 59), fill=bar)
    drawn.text("Mis clases", 60, 16, "#ffffff")
    for top in range(100, height - 40, 70):
        for column in range(columns):
            left = 24 + column * width // columns
            drawn.text("Entrar a la clase", left, top)
            drawn.draw.line((left, top + 50, left + width // columns - 48, top + 50), fill="#dddddd")
    return drawn


def kind_of(drawn: Drawn, device: str | None = None) -> PictureKind:
    return picture_kind.classify(drawn.pixels, drawn.texts, device)


@pytest.mark.parametrize(
    ("size", "columns", "kind"),
    [
        (PHONE, 1, PictureKind("phone", "whole")),
        ((540, 960), 1, PictureKind("phone", "whole")),
        ((540, 620), 1, PictureKind("phone", "part")),
        ((540, 300), 1, PictureKind("phone", "part")),
        ((540, 340), 1, PictureKind("phone", "part")),
        ((540, 2400), 1, PictureKind("phone", "scrolling")),
        ((1200, 1600), 2, PictureKind("tablet", "whole")),
        ((1600, 1200), 2, PictureKind("tablet", "whole")),
        (LAPTOP, 3, PictureKind("laptop", "whole")),
        ((1366, 800), 3, PictureKind("laptop", "whole")),
        ((1600, 400), 3, PictureKind("laptop", "part")),
        ((1600, 800), 3, PictureKind("laptop", "part")),
        ((1100, 500), 2, PictureKind("phone", "whole")),
        ((1300, 4000), 3, PictureKind(None, "scrolling")),
    ],
    ids=lambda value: f"{value[0]}x{value[1]}" if isinstance(value, tuple) else None,
)
def test_the_shape_and_the_size_of_texts_tell(size: tuple[int, int], columns: int, kind: PictureKind) -> None:
    assert kind_of(page(size, columns=columns)) == kind


@pytest.mark.parametrize(
    ("size", "device", "kind"),
    [
        ((1600, 900), "Android phone", PictureKind("phone", "whole")),
        ((540, 300), "iPhone", PictureKind("phone", "part")),
        ((540, 300), "Chromebook", PictureKind("laptop", "whole")),
        (PHONE, "Windows laptop", PictureKind("laptop", "part")),
        (PHONE, "iPad", PictureKind("tablet", "part")),
        (PHONE, "a fridge", PictureKind("phone", "whole")),
    ],
)
def test_the_script_has_the_last_word_on_the_device(size: tuple[int, int], device: str, kind: PictureKind) -> None:
    assert kind_of(page(size, columns=1 + 2 * (size[0] > 1000)), device) == kind


def test_a_picture_without_texts_is_known_by_its_shape() -> None:
    for size, device in (((540, 1170), "phone"), ((1600, 900), "laptop"), ((1500, 2000), "tablet")):
        assert kind_of(Drawn("#336699", size)) == PictureKind(device)


def framed(inner: Drawn, margins: tuple[int, int], ground: int = 255) -> tuple[Pixels, list[TextLine]]:
    """A screen with margins (left and right, above and below), and its texts."""
    across, down = margins
    sides = ((down, down), (across, across), (0, 0))
    pixels = np.pad(inner.pixels, sides, constant_values=ground)
    moved = [Box(line.box.x + across, line.box.y + down, line.box.w, line.box.h) for line in inner.texts]
    return pixels, [TextLine(line.text, box, 0.99) for line, box in zip(inner.texts, moved, strict=True)]


@pytest.mark.parametrize("margins", [(40, 60), (90, 0)])
def test_margins_around_a_screen_are_no_part_of_it(margins: tuple[int, int]) -> None:
    pixels, texts = framed(page(PHONE, "#eef2f8"), margins)
    screen = Box(margins[0], margins[1], *PHONE)
    assert picture_kind.classify(pixels, texts) == PictureKind("phone", "whole", screen)


def test_the_margins_of_a_page_belong_to_its_screen() -> None:
    drawn = Drawn("#ffffff", PHONE)
    drawn.text("9:41", 40, 20)
    for top in (100, 420, 740):
        drawn.draw.rounded_rectangle((24, top, 516, top + 280), 20, fill="#e8f0fe")
        drawn.text("Entrar a la clase", 60, top + 40)
    assert kind_of(drawn).screen is None
    dialog = Drawn("#808080", PHONE)
    dialog.draw.rectangle((60, 400, 480, 640), fill="#ffffff")
    assert kind_of(dialog).screen is None


def test_a_photo_of_a_screen_at_an_angle_is_one() -> None:
    drawn = page((600, 900), "#f4f4f4")
    corners = np.array([[0, 0], [600, 0], [600, 900], [0, 900]], np.float32)
    seen = np.array([[190, 160], [690, 110], [760, 1010], [150, 940]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, seen)
    desk = np.random.default_rng(1).integers(20, 70, (1200, 900, 3)).astype(np.uint8)
    photo = cv2.warpPerspective(drawn.pixels, turn, (900, 1200), dst=desk, borderMode=cv2.BORDER_TRANSPARENT)
    texts = []
    for line in drawn.texts:
        box = line.box
        sides = np.array([[[box.x, box.y]], [[box.right, box.bottom]]], np.float32)
        (x0, y0), (x1, y1) = cv2.perspectiveTransform(sides, turn)[:, 0].round().astype(int).tolist()
        texts.append(TextLine(line.text, Box(x0, y0, x1 - x0, y1 - y0), 0.9))
    assert picture_kind.classify(photo, texts, "Android phone") == PictureKind("phone", "photo")
    straight = desk.copy()
    straight[150:1050, 150:750] = drawn.pixels
    moved = [TextLine(t.text, Box(t.box.x + 150, t.box.y + 150, t.box.w, t.box.h), 0.9) for t in drawn.texts]
    assert picture_kind.classify(straight, moved).extent != "photo"


def test_a_drawn_phone_with_round_corners_is_no_photo() -> None:
    drawn = Drawn("#101010", (600, 1200))
    drawn.draw.rounded_rectangle((30, 20, 569, 1179), 90, fill="#f4f4f4")
    for top in range(160, 1000, 90):
        drawn.text("Entrar a la clase", 90, top)
    assert kind_of(drawn).extent != "photo"


@pytest.mark.parametrize("fact", [None, "Android phone", "Samsung Galaxy A15", "a fridge"])
@pytest.mark.parametrize("size", [(540, 300), (540, 340), (540, 380), (1080, 600), (1080, 700), (540, 620)])
@pytest.mark.parametrize("texts", [1, 2, 3, 6])
def test_a_part_of_a_phones_screen_is_never_a_laptop(size: tuple[int, int], fact: str | None, texts: int) -> None:
    em = size[0] // 25
    lines = [TextLine("Permitir", Box(40, 10 + row * em, 9 * em, em), 0.99) for row in range(texts)]
    kind = picture_kind.classify(Drawn("#ffffff", size).pixels, lines, fact)
    assert kind.frame in ("phone", None)


@pytest.mark.parametrize("fact", ["Android phone", "iPad", "Chromebook"])
def test_no_other_device_is_drawn_than_the_script_says(fact: str) -> None:
    told = device_of(fact)
    for size in ((540, 300), (540, 620), PHONE, (540, 2400), (1200, 1600), LAPTOP, (1600, 400), (1300, 4000)):
        assert kind_of(page(size), fact).frame in (told, None)


def line(text: str, y: int) -> TextLine:
    return TextLine(text, Box(40, y, 100, 30), 0.98)


@pytest.mark.parametrize(
    ("text", "y", "minutes"),
    [("9:32", 30, 572), ("21:05 ▲", 30, 1265), ("9:32", 500, None), ("29:32", 30, None), ("Zoom 9:32", 30, None)],
)
def test_the_clock_is_in_the_status_bar(text: str, y: int, minutes: int | None) -> None:
    assert read_clock([line("Wi-Fi", 30), line(text, y)], 2340) == minutes


def draw(shape: str, width: int, fill: str | None = None) -> Pixels:
    with Image.open(SHOT) as shot:
        picture = shot.convert("RGB")
    getattr(ImageDraw.Draw(picture), shape)((100, 800, 900, 960), outline=(255, 59, 48), width=width, fill=fill)
    return np.asarray(picture)


def test_a_drawn_frame_is_found_and_no_button_or_thin_line() -> None:
    assert is_framed(draw("rectangle", 12))
    assert is_framed(draw("ellipse", 12))
    assert not is_framed(draw("rectangle", 2)), "as apps draw it around a field with a mistake"
    assert not is_framed(draw("rectangle", 12, "red")), "a button"
    assert not is_framed(load(SHOT).pixels)
