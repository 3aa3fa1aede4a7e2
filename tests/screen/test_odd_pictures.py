"""What a person should look at again on a picture: its clock, and a frame that somebody drew."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator.model import Box, TextLine
from annotator.screen.load import Pixels, load
from annotator.screen.picture_kind import is_framed, read_clock
from tests.helpers.shipped import TUTORIALS

SHOT = TUTORIALS / "join-class-on-zoom" / "05-espere.png"


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
