"""Icons: what is one, what the network as it ships says of it, and dots within a text, which are none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.boxes import Detection
from annotator.screen.load import Pixels
from annotator.screen.locate.icon_meanings import OTHER_ICON, load_classifier, meaning_of
from annotator.screen.locate.icons import locate_icons, select_unambiguous
from annotator.screen.locate.ink_marks import MARK_PX, normalise_marks
from annotator.screen.locate.punctuation import Punctuation
from tests.helpers import icon_drawings as draw
from tests.helpers.icon_drawings import Drawing, put
from tests.helpers.screens import Drawn

NAMES = ("mic", "camera", "chat", "settings", "share", "plus")
SIBLINGS = (("camera-off", "camera"), ("camera", "camera-off"), ("mic-off", "mic"), ("mic", "mic-off"))
SHIPPED = sorted(path.stem for path in assets.folder("icons").glob("*.png"))
LETTERS = Box(110, 56, 150, 26)


def glyph(name: str, size: int, ink: str, ground: str) -> Image.Image:
    shape = Image.open(assets.asset("icons", f"{name}.png")).convert("RGBA").getchannel("A")
    shape = shape.resize((size, size), Image.Resampling.LANCZOS)
    image = Image.new("RGB", (size, size), ground)
    image.paste(Image.new("RGB", (size, size), ink), (0, 0), shape)
    return image


def screen(
    names: tuple[str, ...], size: int, *, dark: bool = False, quality: int = 60
) -> tuple[Pixels, dict[str, Box]]:
    """A toolbar with icons, and lines as of text; as a phone's chat would send it."""
    ground, ink = ("#1c1c1e", "#f0f0f0") if dark else ("#ffffff", "#303030")
    image = Image.new("RGB", (400, 700), ground)
    draw = ImageDraw.Draw(image)
    for row in range(12):
        for word in range(5):
            draw.rectangle(
                (20 + 70 * word, 40 + 30 * row, 60 + 70 * word - 9 * (row % 3), 50 + 30 * row), fill="#888888"
            )
    places = {}
    for number, name in enumerate(names):
        x, y = 20 + 62 * number, 600 + 7 * (number % 3)
        image.paste(glyph(name, size, ink, ground), (x, y))
        places[name] = Box(x, y, size, size)
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return np.array(Image.open(buffer).convert("RGB"), dtype=np.uint8), places


def crop(name: str, size: int) -> Pixels:
    return np.array(glyph(name, size, "#303030", "#ffffff"), dtype=np.uint8)


@pytest.mark.slow
@pytest.mark.parametrize("size", [20, 54])
def test_a_crop_is_found_at_half_to_double_size(size: int) -> None:
    pixels, places = screen(NAMES, size)
    found = locate_icons(pixels, [crop(name, 36) for name in NAMES])
    for name, sights in zip(NAMES, found, strict=True):
        assert len(sights) == 1, name
        assert boxes.iou(sights[0].box, places[name]) > 0.6, name


@pytest.mark.slow
def test_what_is_not_there_is_not_found() -> None:
    for absent in NAMES:
        pixels, _ = screen(tuple(name for name in NAMES if name != absent), 30)
        assert locate_icons(pixels, [crop(absent, 30)]) == ((),), absent


def test_an_icon_that_stands_twice_is_seen_twice() -> None:
    pixels, _ = screen(("mic", "chat", "mic"), 30)
    assert len(locate_icons(pixels, [crop("mic", 30)])[0]) == 2


def test_an_icon_larger_than_the_screen_is_not_found() -> None:
    pixels, _ = screen(NAMES, 30)
    large = np.zeros((4000, 4000, 3), np.uint8)
    large[1000:3000, 1000:3000] = 255
    assert locate_icons(pixels, [large]) == ((),)


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "drawn"), SIBLINGS)
def test_a_crossed_out_icon_is_not_its_sibling(asked: str, drawn: str) -> None:
    pixels, _ = screen((drawn, "chat"), 22)
    assert locate_icons(pixels, [crop(asked, 36)]) == ((),)
    assert len(locate_icons(pixels, [crop(drawn, 36)])[0]) == 1


@pytest.mark.parametrize(("text", "sign"), [("Loading…", "…"), ("Lectura+ciencias", "+"), ("B+", "+")])
def test_a_sign_in_a_text_is_no_icon(text: str, sign: str) -> None:
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), 40)
    image = Image.new("RGB", (600, 400), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.text((40, 200), text, fill="#202020", font=font)
    x0, y0, x1, y1 = (round(value) for value in draw.textbbox((40, 200), text, font=font))
    before = draw.textlength(text[: text.index(sign)], font=font)
    line = TextLine(text, Box(x0 - 3, y0 - 4, x1 - x0 + 6, y1 - y0 + 8), 1.0)
    at = Box(*(round(value) for value in (40 + before, y0, draw.textlength(sign, font=font), y1 - y0)))
    assert Punctuation(np.array(image), [line]).contains(at)


def test_an_icon_beside_a_text_is_no_sign_of_it() -> None:
    pixels, places = screen(("plus",), 40)
    place = places["plus"]
    pixels = pixels.copy()
    pixels[place.y + 10 : place.y + 30, place.right + 8 : place.right + 200 : 12] = 40
    swallowed = TextLine("+ New class", Box(place.x + 8, place.y + 6, 230, 28), 1.0)
    assert len(locate_icons(pixels, [crop("plus", 40)], [swallowed])[0]) == 1


def test_an_icon_that_was_read_as_a_letter_is_found() -> None:
    pixels, places = screen(("chat",), 34)
    place = places["chat"]
    read = TextLine("目", Box(place.x - 2, place.y + 2, place.w + 4, place.h - 4), 0.6)
    assert len(locate_icons(pixels, [crop("chat", 34)], [read])[0]) == 1


def test_what_has_too_few_pixels_is_not_found() -> None:
    pixels, _ = screen(("settings",), 9)
    assert locate_icons(pixels, [crop("settings", 16)]) == ((),)


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ((0.95, 0.9, 0.7), (0.95, 0.9)),
        ((0.97, 0.87), (0.97,)),
        ((0.95, 0.87, 0.84), (0.95,)),
        ((0.85, 0.79), (0.85,)),
        ((0.85, 0.82), ()),
        ((0.82,), ()),
    ],
)
def test_a_place_counts_only_if_it_is_clearly_better_than_what_is_not_the_icon(
    scores: tuple[float, ...], kept: tuple[float, ...]
) -> None:
    sights = [Detection(Box(40 * number, 0, 20, 20), score) for number, score in enumerate(scores)]
    assert tuple(sight.score for sight in select_unambiguous(sights)) == kept


def most_probable(drawing: Drawing) -> str:
    screen = Drawn("#ffffff", (200, 200))
    box = put(screen, drawing, 60, 60, 64, "#202124", "#ffffff")
    marks, _ = normalise_marks(screen.pixels, np.array([[box.x, box.y, box.w, box.h]], np.int32))
    classifier = load_classifier()
    return classifier.classes[int(classifier.classify(marks)[0].argmax())]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_icon_that_ships_has_a_class(name: str) -> None:
    assert load_classifier().class_indices(name)


def test_a_camera_is_either_camera_and_a_video_call_is_the_video_camera() -> None:
    classifier = load_classifier()
    assert [classifier.classes[n] for n in classifier.class_indices("camera")] == ["camera", "photo-camera"]
    assert [classifier.classes[n] for n in classifier.class_indices("video-call")] == ["camera"]
    assert classifier.class_indices("unknown") == []


@pytest.mark.parametrize(
    ("drawing", "name"),
    [
        (draw.padlock, "lock"),
        (draw.old_camcorder, "camera"),
        (draw.magnifier, "search"),
        (draw.angle_right, OTHER_ICON),
    ],
)
def test_drawings_of_ours_get_their_class(drawing: Drawing, name: str) -> None:
    assert most_probable(drawing) == name


def test_probabilities_of_many_marks_and_of_none() -> None:
    classifier = load_classifier()
    chances = classifier.classify(np.zeros((600, MARK_PX, MARK_PX), np.uint8))
    assert chances.shape == (600, len(classifier.classes))
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-3)
    assert classifier.classify(np.zeros((0, MARK_PX, MARK_PX), np.uint8)).shape == (0, len(classifier.classes))


def test_only_annotators_own_icons_have_a_meaning(tmp_path: Path) -> None:
    assert meaning_of(assets.asset("icons", "mic.png")) == "mic"
    assert meaning_of(tmp_path / "mic.png") is None


def test_the_network_is_small() -> None:
    assert sum(path.stat().st_size for path in assets.folder("icons", "classifier").iterdir()) < 3_000_000


def punctuation(text: str, *strokes: Box) -> Punctuation:
    """A text at (100, 50), 200×40, whose ink is only the strokes."""
    pixels = np.full((140, 500, 3), 255, np.uint8)
    for stroke in strokes:
        pixels[stroke.y : stroke.bottom, stroke.x : stroke.right] = 0
    return Punctuation(pixels, [TextLine(text, Box(100, 50, 200, 40), 0.9)])


def test_a_dot_on_the_line_is_punctuation_and_one_at_half_height_is_not() -> None:
    low, middle = Box(288, 78, 6, 6), Box(320, 67, 6, 6)
    found = punctuation("Entrar a clase.", LETTERS, low, middle)
    assert found.contains(low)
    assert not found.contains(middle)


def test_a_plus_close_to_a_letter_is_punctuation_and_one_apart_is_not() -> None:
    close, apart = Box(268, 58, 16, 20), Box(310, 58, 16, 20)
    found = punctuation("Entrar +", LETTERS, close)
    assert found.contains(close)
    assert not punctuation("Entrar", LETTERS, apart).contains(apart)


def test_a_single_letter_may_be_an_icon_and_has_no_punctuation() -> None:
    assert not punctuation("Q", LETTERS, Box(268, 58, 16, 20)).contains(Box(268, 58, 16, 20))


def test_what_is_taller_than_the_text_is_no_punctuation() -> None:
    tall = Box(264, 40, 20, 60)
    assert not punctuation("Entrar a clase", LETTERS, tall).contains(tall)
