"""The portrait is of an astronaut, taken by NASA, and in the public domain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator.cache import Cache
from annotator.model import Box
from annotator.screen import boxes
from annotator.screen import faces as module
from annotator.screen.faces import detect_faces, read_faces
from annotator.screen.load import Picture, Pixels

PORTRAIT = Path(__file__).parents[1] / "fixtures" / "portrait.jpg"
FACE_IN_PORTRAIT = 0.52
"""Height of the face, in heights of the portrait."""


def screen(
    face_px: int, places: list[tuple[int, int]], size: tuple[int, int] = (1080, 1400)
) -> tuple[Pixels, list[Box]]:
    """A chat list with round portraits, whose faces are ``face_px`` high, at ``places``, and the boxes of the portraits."""
    image = Image.new("RGB", size, "#ffffff")
    draw = ImageDraw.Draw(image)
    for y in range(40, size[1], 90):
        draw.text((300, y), "Reunión de padres el viernes a las nueve", fill="#202020", font_size=30)
    side = round(face_px / FACE_IN_PORTRAIT)
    with Image.open(PORTRAIT) as opened:
        portrait = opened.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    mask = Image.new("L", (4 * side, 4 * side))
    ImageDraw.Draw(mask).ellipse((0, 0, 4 * side - 1, 4 * side - 1), fill=255)
    for x, y in places:
        image.paste(portrait, (x, y), mask.resize((side, side), Image.Resampling.LANCZOS))
    return np.array(image), [Box(x, y, side, side) for x, y in places]


@pytest.mark.slow
@pytest.mark.parametrize("face_px", [40, 420])
def test_finds_round_portraits_of_every_size(face_px: int) -> None:
    side = round(face_px / FACE_IN_PORTRAIT)
    pixels, portraits = screen(face_px, [(20, 30), (120, 1380 - side)])
    # In a large portrait a piece of it may look like a small face, too.
    found = [box for box in detect_faces(pixels) if box.h > face_px / 3]
    assert len(found) == 2
    for box, portrait in zip(found, portraits, strict=True):
        assert boxes.center_in(box, portrait)
        assert face_px < box.h < 1.9 * face_px


@pytest.mark.slow
def test_finds_the_smallest_round_pictures_of_chats() -> None:
    pixels, portraits = screen(21, [(20, 45 + 90 * n) for n in range(6)], (390, 800))
    assert {portrait.w for portrait in portraits} == {40}
    assert len(detect_faces(pixels)) == 6


@pytest.mark.slow
def test_covers_the_whole_face_and_not_much_more_than_the_portrait() -> None:
    pixels, [portrait] = screen(100, [(40, 200)])
    [box] = detect_faces(pixels)
    face = Box(portrait.x + round(0.29 * portrait.w), portrait.y + round(0.22 * portrait.h), 85, 100)
    assert boxes.contains(box, face)
    assert box.w * box.h < portrait.w * portrait.h


@pytest.mark.slow
def test_finds_a_face_once_where_pieces_overlap() -> None:
    step = module.TILE_PX - module.OVERLAP_PX
    pixels, portraits = screen(60, [(20, step - 60), (20, step + 150), (20, step + 300)], (500, 2000))
    assert len(detect_faces(pixels)) == len(portraits)


@pytest.mark.slow
def test_sees_no_face_in_texts_lines_and_patterns() -> None:
    pixels, _ = screen(60, [])
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), dtype=np.uint8)
    assert detect_faces(pixels) == detect_faces(noise) == detect_faces(np.full((900, 500, 3), 240, np.uint8)) == ()


def test_works_on_a_picture_of_one_pixel() -> None:
    assert detect_faces(np.zeros((1, 1, 3), np.uint8)) == ()


def test_looks_at_a_picture_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels, _ = screen(60, [(20, 30)], (500, 500))
    picture, cache = Picture("screen.png", pixels, "digest"), Cache(tmp_path)
    first = read_faces(picture, cache)
    monkeypatch.setattr(module, "detect_faces", None)
    assert read_faces(picture, cache) == first
    assert len(first) == 1
