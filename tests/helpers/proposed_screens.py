"""Small drawn screens whose texts are given, without OCR, and what is proposed for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from annotator.model import Box, TextLine
from annotator.screen.propose.proposals import Proposal, propose
from annotator.screen.propose.read_screen import ReadScreen

SIZE = (360, 720)
BLUE, RED, GREY = (20, 80, 230), (230, 20, 30), (150, 150, 150)
Texts = dict[str, tuple[int, int]]
"""A text and where it begins."""
LIST = {"Ajustes": (20, 60), "Pantalla": (20, 160), "Sonido": (20, 240), "Bateria": (20, 320)}
SOUND = {"Sonido": (120, 60), "Volumen": (20, 160), "Tono": (20, 240), "Vibrar": (20, 320)}
BUTTON = Box(20, 600, 320, 44)


def line(text: str, at: tuple[int, int]) -> TextLine:
    """A text as OCR would give it."""
    return TextLine(text, Box(*at, 8 * len(text), 16), 0.99)


def screen(texts: Texts, *, filled: Sequence[Box] = (), framed: Sequence[Box] = ()) -> tuple[Image.Image, Texts]:
    """A drawn screen, and its texts."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    for box in filled:
        pen.rectangle((box.x, box.y, box.right, box.bottom), fill=BLUE)
    for box in framed:
        pen.rectangle((box.x, box.y, box.right, box.bottom), outline=GREY)
    for text, (x, y) in texts.items():
        for number in range(len(text)):  # letters, as far as anything here sees them
            pen.rectangle((x + 8 * number, y + 3, x + 8 * number + 4, y + 13), fill="black")
    return image, texts


def proposals(*screens: tuple[Image.Image, Texts]) -> list[tuple[Proposal, ...]]:
    """What is proposed for each of these screens."""
    read = (ReadScreen(np.asarray(image), tuple(line(*item) for item in texts.items())) for image, texts in screens)
    return list(propose(read))


def first(*screens: tuple[Image.Image, Texts]) -> Proposal:
    """What is proposed first for the first of them."""
    return proposals(*screens)[0][0]
