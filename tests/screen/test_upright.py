"""A photo of a screen that lies on its side is read as well as the screen; no other picture is read more than once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from annotator.cache import Cache
from annotator.model import Box, TextLine
from annotator.screen import load, ocr
from annotator.screen.ocr import open_upright
from tests.helpers.screens import draw_buttons, draw_texts, lay_down

TEXTS = {"Reunión de la clase": 80, "Ana García López": 300, "Luz Marina Soto": 420, "Unirse": 800}


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
    again = load.load(photo).turned(picture.turn)
    assert again.digest == picture.digest != load.load(photo).digest
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
    exif[ExifTags.Base.Software] = load.TURNED_BY_HAND
    Image.open(tmp_path / "1.png").save(tmp_path / "2.jpg", exif=exif)
    assert open_upright(tmp_path / "2.jpg", cache)[0].turn == 0
