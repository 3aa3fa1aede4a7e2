"""A place is compared with an icon closely enough to miss a single stroke."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.load import Pixels
from annotator.screen.locate.similarity import Template, compare_closely, compare_roughly


def microphone(side: int, *, crossed: bool = False, ink: str = "#000000", ground: str = "#ffffff") -> Pixels:
    image = Image.new("RGB", (256, 256), ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((96, 24, 160, 150), 32, fill=ink)
    pen.arc((64, 60, 192, 190), 0, 180, fill=ink, width=16)
    pen.line((128, 190, 128, 232), fill=ink, width=16)
    if crossed:
        pen.line((30, 30, 226, 226), fill=ink, width=20)
    return np.array(image.resize((side, side), Image.Resampling.LANCZOS))


def screen(icon: Pixels, x: int, y: int) -> Pixels:
    pixels = np.full((200, 200, 3), icon[0, 0], np.uint8)
    pixels[y : y + icon.shape[0], x : x + icon.shape[1]] = icon
    return pixels


PLACE = Box(60, 80, 40, 40)


def test_the_icon_itself_scores_high_where_it_is_and_at_its_size() -> None:
    seen = compare_closely(screen(microphone(40), 60, 80), Template(microphone(128), glyph=False), Box(57, 82, 42, 42))
    assert seen is not None
    assert seen.score > 0.9
    assert boxes.iou(seen.box, PLACE) > 0.85


def test_one_stroke_more_is_another_icon() -> None:
    template = Template(microphone(128), glyph=False)
    same = compare_closely(screen(microphone(40), 60, 80), template, PLACE)
    other = compare_closely(screen(microphone(40, crossed=True), 60, 80), template, PLACE)
    assert same is not None
    assert other is not None
    assert other.score < same.score - 0.15


def test_a_glyph_may_have_any_colour() -> None:
    inverse = screen(microphone(40, ink="#ffffff", ground="#204080"), 60, 80)
    seen = compare_closely(inverse, Template(microphone(128), glyph=True), PLACE)
    assert seen is not None
    assert seen.score > 0.85


def test_flat_ground_shows_nothing_and_a_template_must_fit_in() -> None:
    template = Template(microphone(128), glyph=False)
    assert compare_closely(np.full((200, 200, 3), 128, np.uint8), template, PLACE) is None
    assert compare_roughly(np.full((8, 60, 3), 128, np.uint8), template, Box(0, 0, 60, 60)) is None


def test_the_rough_comparison_finds_another_size() -> None:
    seen = compare_roughly(screen(microphone(48), 60, 80), Template(microphone(128), glyph=False), PLACE)
    assert seen is not None
    assert seen.box.w > 43
