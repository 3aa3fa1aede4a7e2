"""Icons: at half to twice their size, in JPEG noise, as crops and as glyphs; never one that only looks alike."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator import assets
from annotator.errors import ProblemsError
from annotator.model import Box
from annotator.picture import boxes
from annotator.picture.icon import Icon, load_icon, locate
from annotator.picture.load import Pixels

NAMES = ("mic", "camera", "chat", "settings", "share", "plus")


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


def crop(name: str, size: int) -> Icon:
    return Icon(np.array(glyph(name, size, "#303030", "#ffffff"), dtype=np.uint8), glyph=False)


@pytest.mark.parametrize("size", [20, 28, 40, 54])
def test_a_crop_is_found_at_half_to_double_size(size: int) -> None:
    pixels, places = screen(NAMES, size)
    found = locate(pixels, [crop(name, 36) for name in NAMES], 12)
    for name, sights in zip(NAMES, found, strict=True):
        assert len(sights) == 1, name
        assert boxes.iou(sights[0].box, places[name]) > 0.6, name


@pytest.mark.parametrize("dark", [False, True])
def test_the_icons_that_come_along_are_found_on_light_and_dark(dark: bool) -> None:
    pixels, places = screen(NAMES, 30, dark=dark)
    icons = [load_icon(assets.asset("icons", f"{name}.png")) for name in NAMES]
    assert all(icon.glyph for icon in icons)
    found = locate(pixels, icons, 12)
    for name, sights in zip(NAMES, found, strict=True):
        assert len(sights) == 1, name
        assert boxes.common(sights[0].box, places[name]) > 0.5 * sights[0].box.w * sights[0].box.h


def test_what_is_not_there_is_not_found() -> None:
    for absent in NAMES:
        pixels, _ = screen(tuple(name for name in NAMES if name != absent), 30)
        wanted = [crop(absent, 30), load_icon(assets.asset("icons", f"{absent}.png"))]
        assert locate(pixels, wanted, 12) == ((), ()), absent


def test_an_icon_that_stands_twice_is_seen_twice() -> None:
    pixels, _ = screen(("mic", "chat", "mic"), 30)
    assert len(locate(pixels, [crop("mic", 30)], 12)[0]) == 2


def test_files_of_icons(tmp_path: Path) -> None:
    glyph("mic", 30, "#303030", "#ffffff").save(tmp_path / "crop.png")
    assert not load_icon(tmp_path / "crop.png").glyph
    assert load_icon(tmp_path / "crop.png").size == 30
    (tmp_path / "bad.png").write_bytes(b"no")
    with pytest.raises(ProblemsError, match=r"bad\.png"):
        load_icon(tmp_path / "bad.png")


def test_an_icon_larger_than_the_screen_is_not_found() -> None:
    pixels, _ = screen(NAMES, 30)
    large = np.zeros((4000, 4000, 3), np.uint8)
    large[1000:3000, 1000:3000] = 255
    assert locate(pixels, [Icon(large, glyph=False)], 12) == ((),)
