"""Screens drawn on the spot: every pixel is known, and nothing but Pillow is needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.model import Box, TextLine
from annotator.screen.element.points import find_touch_target
from annotator.screen.load import Pixels

BOLD = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), 36)
REGULAR = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), 20)
SMALL = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), 15)


PHONE_SIZE, LAPTOP_SIZE = (540, 1170), (1366, 768)


def draw_texts(path: Path, texts: Mapping[str, int], size: tuple[int, int] = PHONE_SIZE) -> None:
    """Write a screen with texts, each at its height in pixels, as large as buttons have them."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for text, top in texts.items():
        pen.text((60, top), text, font=BOLD, fill="black")
    image.save(path)


def draw_buttons(path: Path, *buttons: str) -> None:
    """Write a phone's screen with blue buttons, one below the other."""
    image = Image.new("RGB", (540, 1100), "white")
    pen = ImageDraw.Draw(image)
    for number, text in enumerate(buttons):
        top = 200 + 160 * number
        pen.rounded_rectangle((60, top, 480, top + 90), 24, fill="#0B5CFF")
        pen.text((270, top + 45), text, font=BOLD, fill="white", anchor="mm")
    image.save(path)


def lay_down(path: Path, degrees: int) -> Path:
    """Write the picture at ``path`` as a photo of it: turned clockwise by ``degrees``, a JPEG of low quality."""
    photo = path.with_name(f"{path.stem}-{degrees}.jpg")
    with Image.open(path) as image:
        image.convert("RGB").rotate(-degrees, expand=True).save(photo, quality=40)
    return photo


class Drawn:
    """A screen whose texts are known without reading them."""

    def __init__(self, ground: str = "#ffffff", size: tuple[int, int] = (400, 600)) -> None:
        self.image = Image.new("RGB", size, ground)
        self.draw = ImageDraw.Draw(self.image)
        self.texts: list[TextLine] = []

    def text(self, words: str, x: int, y: int, ink: str = "#202020", font: ImageFont.FreeTypeFont = REGULAR) -> Box:
        self.draw.text((x, y), words, font=font, fill=ink)
        left, top, right, bottom = (round(value) for value in self.draw.textbbox((x, y), words, font=font))
        box = Box(left - 2, top - 2, right - left + 4, bottom - top + 4)
        self.texts.append(TextLine(words, box, 0.99))
        return box

    def small(self, words: str, x: int, y: int, ink: str = "#707070") -> Box:
        return self.text(words, x, y, ink, SMALL)

    def disc(self, x: int, y: int, size: int, ink: str = "#3e7bfa") -> None:
        self.draw.ellipse((x, y, x + size - 1, y + size - 1), fill=ink)

    @property
    def pixels(self) -> Pixels:
        return np.array(self.image, dtype=np.uint8)

    def outline(self, box: Box) -> Box:
        """The touch target that annotator finds for a box or point."""
        return find_touch_target(self.pixels, box, self.texts)
