"""Reading texts: what is read on drawn screens, in full pixels, once; and of a photo that lies on its side."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageDraw, ImageFont

from annotator import assets
from annotator.cache import Cache
from annotator.model import Box, Query, TextLine, TextTarget
from annotator.screen import boxes, ink, ocr
from annotator.screen.load import TURNED_BY_HAND, Picture, load
from annotator.screen.locate.targets import find
from annotator.screen.ocr import open_upright
from tests.helpers.screens import draw_buttons, draw_texts, lay_down

SCREENS = Path(__file__).parents[1] / "fixtures" / "screens"
LABELS = json.loads((SCREENS / "labels.json").read_text(encoding="utf-8"))
TEXTS = {"Reunión de la clase": 80, "Ana García López": 300, "Luz Marina Soto": 420, "Unirse": 800}


def written(lines: list[tuple[str, int, int]], size: tuple[int, int], letters: int = 20) -> Picture:
    image = Image.new("RGB", size, "white")
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), letters)
    for text, x, y in lines:
        ImageDraw.Draw(image).text((x, y), text, font=font, fill="#202020")
    pixels = np.array(image, dtype=np.uint8)
    return Picture("drawn.png", pixels, f"drawn {lines} {size}")


@pytest.mark.slow
def test_texts_of_a_screen_are_where_they_stand(cache: Cache) -> None:
    label = next(label for label in LABELS if label["file"].startswith("zoom-meeting"))
    texts = ocr.read_texts(load(SCREENS / label["file"]), cache)
    for item in label["texts"]:
        line = next(line for line in texts if line.text == item["text"])
        assert boxes.iou(line.box, Box(*item["box"])) > 0.6, item


@pytest.mark.slow
def test_the_second_reading_does_not_even_load_the_reader(cache: Cache) -> None:
    path = SCREENS / "whatsapp-es-dark.jpg"
    first = ocr.read_texts(load(path), cache)
    code = (
        "import sys; from pathlib import Path; from annotator.cache import Cache;"
        "from annotator.screen import ocr; from annotator.screen.load import load;"
        f"texts = ocr.read_texts(load(Path({str(path)!r})), Cache(Path({str(cache.root)!r})));"
        "assert not {'rapidocr', 'onnxruntime'} & set(sys.modules); print(len(texts))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(first) > 5
    assert ocr.read_texts(load(path), cache) == first


def test_characters_know_their_columns(cache: Cache) -> None:
    (line,) = ocr.read_texts(written([("Toque aquí para entrar", 40, 30)], (500, 120)), cache)
    assert line.text == "Toque aquí para entrar"
    assert len(line.columns) == len(line.text) + 1
    assert list(line.columns) == sorted(line.columns)
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), 20)
    for word in ("aquí", "entrar"):
        start = line.text.index(word)
        assert abs(line.columns[start] - 40 - font.getlength(line.text[:start])) < 8


def test_neighbours_are_read_apart(cache: Cache) -> None:
    texts = ocr.read_texts(written([("Mute", 40, 30), ("Stop", 130, 30), ("Share", 225, 30)], (400, 120)), cache)
    assert [line.text for line in texts] == ["Mute", "Stop", "Share"]


@pytest.mark.slow
def test_a_long_picture_is_read_to_its_end_and_once(cache: Cache) -> None:
    lines = [(f"Renglón número {n}", 30, 40 + 97 * n) for n in range(40)]
    texts = ocr.read_texts(written(lines, (400, 4000)), cache)
    assert [line.text for line in texts] == [text for text, _, _ in lines]
    assert abs(texts[-1].box.y - lines[-1][2]) < 12


def test_no_text_is_no_error(cache: Cache) -> None:
    assert ocr.read_texts(written([], (300, 200)), cache) == ()


def test_a_box_is_drawn_in_to_the_letters_and_leaves_frames_out() -> None:
    pixels = np.full((60, 200, 3), 255, np.uint8)
    pixels[20:40, 50:60] = 0
    pixels[25:40, 70:90] = 0
    pixels[:8] = 90
    assert ink.tighten_box(pixels, Box(30, 4, 100, 52)) == Box(48, 18, 44, 24)
    flat = np.full((60, 200, 3), 255, np.uint8)
    assert ink.tighten_box(flat, Box(30, 5, 100, 50)) == Box(30, 5, 100, 50)


def test_a_text_as_large_as_a_picture_costs_no_memory() -> None:
    pixels = np.full((6000, 6500, 3), 255, np.uint8)
    pixels[1000:5000, 1000:5000] = 0
    box = Box(100, 100, 6000, 5800)
    tracemalloc.start()
    try:
        assert ink.tighten_box(pixels, box) == box
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def large_buttons(top: int, height: int, letters: int, color: str) -> tuple[Picture, list[Box]]:
    """A page of 540 x 960 pixels with two large buttons "Entrar", and the boxes of the letters on them."""
    image = Image.new("RGB", (540, 960), "#f2f2f2")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(
        str(assets.asset("fonts", "Andika-Bold.ttf" if letters < 28 else "Andika-Regular.ttf")), letters
    )
    words = []
    for y in (top, top + (378 if height < 200 else 405)):
        pen.rounded_rectangle((100, y, 440, y + height), 24, fill=color)
        pen.text((270, y + height / 2), "Entrar", font=font, fill="white", anchor="mm")
        left, upper, right, lower = pen.textbbox((270, y + height / 2), "Entrar", font=font, anchor="mm")
        words.append(Box(round(left), round(upper), round(right - left), round(lower - upper)))
    return Picture("buttons.png", np.array(image, dtype=np.uint8), f"buttons {top}"), words


def test_both_of_two_large_buttons_on_a_small_picture_are_read(cache: Cache) -> None:
    picture, words = large_buttons(344, 150, 24, "#0b57d0")
    texts = ocr.read_texts(picture, cache)
    assert [line.text for line in texts] == ["Entrar", "Entrar"]
    for line, word in zip(texts, words, strict=True):
        assert boxes.iou(line.box, word) > 0.5
        assert abs(line.columns[0] - word.x) <= 4
        assert abs(line.columns[-1] - word.right) <= 4
    either, second = find(
        picture, texts, [Query(TextTarget(("Entrar",))), Query(TextTarget(("Entrar",), 2))], lambda _: None
    )
    assert either.others == (texts[1].box,)
    assert second.box == texts[1].box
    assert second.outline is not None
    assert boxes.contains(second.outline, texts[1].box)


@pytest.mark.parametrize(
    ("size", "scale"),
    [((540, 960), 640 / 540), ((480, 1040), 1280 / 1040), ((1080, 2400), 1.0), ((1440, 5200), 0.5), ((60, 40), 2.0)],
)
def test_only_small_pictures_are_enlarged(size: tuple[int, int], scale: float) -> None:
    assert ocr.scale_to_read(*size) == pytest.approx(scale)


@pytest.mark.slow
def test_a_picture_on_its_side_is_read_as_the_upright_one(tmp_path: Path, cache: Cache) -> None:
    draw_texts(tmp_path / "1.png", TEXTS)
    photo = lay_down(tmp_path / "1.png", 270)
    before = photo.read_bytes()
    picture, lines = open_upright(photo, cache)
    assert (picture.turn, picture.unsure) == (90, False)
    assert (picture.width, picture.height) == (540, 1170)
    assert [line.text for line in lines] == list(TEXTS)
    assert ocr.read_texts(picture, cache) == lines
    assert photo.read_bytes() == before
    again = load(photo).turned(picture.turn)
    assert again.digest == picture.digest != load(photo).digest
    assert np.array_equal(again.pixels, picture.pixels)


def test_what_is_read_well_or_has_no_text_is_read_once(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[object] = []
    real = ocr.recognize
    monkeypatch.setattr(ocr, "recognize", lambda pixels: readings.append(pixels) or real(pixels))
    draw_buttons(tmp_path / "1.png", "Unirse", "Cancelar")
    Image.new("RGB", (300, 300), "green").save(tmp_path / "2.png")
    for name in ("1.png", "2.png"):
        picture, _ = open_upright(tmp_path / name, cache)
        assert (picture.turn, picture.unsure) == (0, False)
    assert len(readings) == 2


def lines(letters: int, score: float = 0.99, *, tall: bool = False) -> tuple[TextLine, ...]:
    box = Box(5, 5, 40, 10)
    return (TextLine("a" * letters, Box(5, 5, box.h, box.w) if tall else box, score),) if letters else ()


@pytest.mark.parametrize(
    ("read", "turn", "unsure"),
    [
        ({90: lines(80), 0: lines(70, tall=True)}, 90, False),
        ({180: lines(80), 0: lines(70, 0.6) + lines(7)}, 180, False),
        ({0: lines(4), 180: lines(4)}, 0, False),
        ({0: lines(80) + lines(60, 0.7), 90: lines(9)}, 0, False),
        ({0: lines(3, 0.6), 270: lines(3)}, 0, False),
        ({0: lines(40) + lines(40, 0.6), 90: lines(40) + lines(40, tall=True)}, 0, True),
        ({0: lines(6, tall=True), 90: lines(6), 270: lines(6, 0.6)}, 90, False),
        ({0: lines(6, tall=True), 90: lines(6) + lines(9, 0.6)}, 0, True),
        ({0: lines(4) + lines(9, 0.6), 180: lines(4) + lines(9, 0.6)}, 0, True),
    ],
    ids=[
        "sideways",
        "upside down",
        "few words",
        "blurred",
        "a photo",
        "both ways",
        "one word sideways",
        "little sideways",
        "little both ways",
    ],
)
def test_it_is_turned_if_that_is_clear_and_asked_about_if_not(
    tmp_path: Path,
    cache: Cache,
    monkeypatch: pytest.MonkeyPatch,
    read: dict[int, tuple[TextLine, ...]],
    turn: int,
    unsure: bool,
) -> None:
    monkeypatch.setattr(ocr, "read_texts", lambda picture, _: read.get(picture.turn, ()))
    draw_buttons(tmp_path / "1.png", "Unirse")
    picture, _ = open_upright(tmp_path / "1.png", cache)
    assert (picture.turn, picture.unsure) == (turn, unsure)


def test_what_a_person_turned_is_left_so(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_texts", lambda picture, _: lines(80) if picture.turn == 90 else lines(9, 0.6))
    draw_buttons(tmp_path / "1.png", "Unirse")
    assert open_upright(tmp_path / "1.png", cache)[0].turn == 90
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = TURNED_BY_HAND
    Image.open(tmp_path / "1.png").save(tmp_path / "2.jpg", exif=exif)
    assert open_upright(tmp_path / "2.jpg", cache)[0].turn == 0
