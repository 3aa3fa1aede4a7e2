"""Which controls look like another one."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator.model import WHOLE_PHONE, Box, Found, TextLine, TextTarget
from annotator.screen.element.alike import find_alike

BLUE, GREEN, GRAY = (216, 226, 250), (30, 140, 70), (120, 120, 120)
HEIGHT, TOPS = 140, (600, 780, 960)


@pytest.mark.parametrize(
    ("grounds", "letters", "alike"),
    [
        ((BLUE, BLUE, BLUE), (GRAY, GRAY, GRAY), [780, 960]),
        ((BLUE, BLUE, GREEN), (GRAY, GRAY, GRAY), [780]),
        ((GREEN, BLUE, BLUE), (GRAY, GRAY, GRAY), []),
        ((BLUE, BLUE, BLUE), (GREEN, GRAY, GREEN), [960]),
    ],
)
def test_size_and_colours_tell(grounds: tuple[object, ...], letters: tuple[object, ...], alike: list[int]) -> None:
    image = Image.new("RGB", (1080, 2400), "white")
    draw, texts = ImageDraw.Draw(image), []
    for top, ground, letter in zip(TOPS, grounds, letters, strict=True):
        draw.rounded_rectangle((120, top, 960, top + HEIGHT), 30, fill=ground)  # type: ignore[arg-type]
        box = Box(400, top + 48, 280, 44)
        for x in range(box.x, box.right, 24):
            draw.rectangle((x, box.y + 6, x + 10, box.bottom - 6), fill=letter)  # type: ignore[arg-type]
        texts.append(TextLine("Permitir", box, 0.99))
    own = Found(TextTarget(("Permitir",)), texts[0].box, Box(120, TOPS[0], 840, HEIGHT), "Permitir", 1.0)
    found = find_alike(np.asarray(image), texts, own, WHOLE_PHONE)
    assert [min(TOPS, key=lambda top: abs(top - box.y)) for box in found] == alike
