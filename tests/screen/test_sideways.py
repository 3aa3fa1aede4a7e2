"""A text on its side, beside upright ones, is covered or asked about as they are; real OCR reads drawn screens."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.model import Box, Redaction, TextLine
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.screen import boxes, ocr
from annotator.screen.covers import draw_redactions
from annotator.screen.load import Pixels
from annotator.screen.names.likely_names import find_likely_names
from annotator.screen.pii import find_pii
from tests.helpers.screens import BOLD

UPRIGHT = ("Lista de la clase de hoy", "Toque el botón azul", "Silencio, por favor", "Unirse a la clase")
MATCHER = Matcher(Privacy(("Ximena Bautista",)))
LEFT, RIGHT = 90, -90


def draw_beside(text: str, degrees: int, size: int = 26) -> Pixels:
    """Upright texts, and at their left one that is turned counter-clockwise by ``degrees``."""
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Regular.ttf")), size)
    strip = Image.new("RGB", (round(font.getlength(text)) + 16, 2 * size), "white")
    ImageDraw.Draw(strip).text((8, 8), text, font=font, fill="black")
    image = Image.new("RGB", (640, 700), "white")
    image.paste(strip.rotate(degrees, expand=True), (30, 60))
    for number, upright in enumerate(UPRIGHT):
        ImageDraw.Draw(image).text((130, 60 + 150 * number), upright, font=BOLD, fill="black")
    return np.array(image, dtype=np.uint8)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Ximena Bautista", LEFT),
        ("Alumna: Ximena Bautista", RIGHT),
        ("Bautista, Ximena", LEFT),
        ("familia@example.org", LEFT),
        ("Llame al 443-555-0127", RIGHT),
    ],
)
def test_what_is_private_is_covered_and_nothing_else(text: str, degrees: int) -> None:
    pixels = draw_beside(text, degrees)
    hidden = find_pii(ocr.recognize(pixels), MATCHER)
    covered = draw_redactions(pixels, [Redaction(item.box, item.kind, "Luna") for item in hidden])
    for turns in (1, -1):
        assert not [line.text for line in ocr.recognize(np.rot90(covered, turns)) if line.text in text]
    seen = {line.text for line in ocr.recognize(covered)}
    assert seen >= set(UPRIGHT)
    assert not any("Luna" in each for each in seen), "an example would be as wide as the name is high"


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [LEFT, RIGHT])
def test_a_name_that_is_on_no_list_is_asked_about(degrees: int) -> None:
    texts = ocr.recognize(draw_beside("Mateo Hernández", degrees, size=18))
    assert [(name.text, name.why) for name in find_likely_names(texts, 700)] == [("Mateo Hernández", "name")]


def test_what_can_hardly_be_read_is_asked_about_and_dots_are_not() -> None:
    texts = [
        TextLine("Mat tlmandoz", Box(30, 60, 26, 200), 0.7),
        TextLine("一", Box(600, 60, 8, 30), 0.7),
        TextLine("Comentarios", Box(620, 300, 20, 150), 0.99),
    ]
    (name,) = find_likely_names(texts, 700)
    assert (name.text, name.box, name.why) == ("Mat tlmandoz", texts[0].box, "sideways")
    assert find_pii(texts, Matcher(Privacy(("Mat tlmandoz",))))[0].box == texts[0].box
    assert boxes.is_standing(name.box)
