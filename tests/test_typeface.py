"""Which letters the typeface has, judged by what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from annotator import typeface

BOX = "\U0001f680"
"""A character that no font of ours has: it is drawn as the font's box."""
LAYOUTS = [ImageFont.Layout.BASIC, *([ImageFont.Layout.RAQM] if features.check("raqm") else [])]


def drawn(text: str, layout: ImageFont.Layout = ImageFont.Layout.BASIC, *, bold: bool = True) -> bytes:
    image = Image.new("L", (400, 160))
    font = ImageFont.truetype(str(typeface.path(bold)), 64, layout_engine=layout)
    ImageDraw.Draw(image).text((80, 30), text, font=font, fill=255)
    return image.tobytes()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("你好 Zoom 世界", ("你好", "世界")),
        ("مرحبا", ("مرحبا",)),
        ("शामिल हों", ("शामिल", "हों")),
        ("שלום", ("שלום",)),
        ("Toque 참여.", ("참여",)),
        ("加入 加入", ("加入",)),
    ],
)
def test_letters_that_are_drawn_as_boxes_are_named(text: str, letters: tuple[str, ...]) -> None:
    assert typeface.undrawable(text) == letters
    for run in letters:
        assert drawn(run[0]) == drawn(BOX), "it is no letter of the font's"


@pytest.mark.parametrize(
    "text",
    [
        "¿Ñandú, pingüino? ¡Sí! «áéíóú» 1.º ½ € ™ · • … – — “ ” ‘ ’",
        "ñuꞌu ʼ ' ɨ ɨ̱ ṉ̃ a̱ e̱ i̱ o̱ u̱ á à ā ka̱ni̱ ki̱xí Ñuu Savi",
        "Xin chào, Việt Nam ệ ữ",
        "Нажмите кнопку",
    ],
)
def test_letters_of_families_languages_are_drawn(text: str) -> None:
    assert typeface.undrawable(text) == typeface.symbols(text) == ()
    assert typeface.drawable_text(text) == text
    for letter in typeface.drawable_text(text):
        for bold in (True, False):
            assert letter == " " or drawn(letter, bold=bold) != drawn(BOX, bold=bold)


def test_both_weights_have_the_same_letters() -> None:
    assert typeface.code_points(typeface.path()) == typeface.code_points(typeface.path(bold=False))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("letter", ["n\u0331\u0303", "\u1e49\u0303", "a\u0331", "\u0268\u0331", "i\u0331", "u\u0331"])
def test_a_mark_that_combines_is_seen_with_every_layout(letter: str, layout: ImageFont.Layout) -> None:
    def ink(text: str) -> np.ndarray:
        return np.frombuffer(drawn(text, layout), np.uint8).reshape(160, 400) > 128

    plain, marked = ink(letter[0].replace("\u1e49", "n")), ink(typeface.drawable_text(letter))
    columns = np.flatnonzero(plain.any(axis=0))
    below = marked[np.flatnonzero(plain.any(axis=1)).max() + 1 :]
    assert below.sum() > 20, "the line under the letter"
    middle = np.flatnonzero(below.any(axis=0)).mean()
    assert columns.min() - 14 <= middle <= columns.max() + 14, "it is near its letter"


def test_emoji_are_symbols_and_what_joins_them_goes_with_them() -> None:
    assert typeface.symbols("Toque 👍🏽 aquí 👨‍👩‍👧 🇲🇽 👍🏽") == ("👍🏽", "👨\u200d👩\u200d👧", "🇲🇽")
    assert typeface.undrawable("Toque 👍🏽 aquí 👨‍👩‍👧") == ()
    assert typeface.drawable_text("Toque 👍🏽 aquí") == "Toque aquí"


def test_what_has_a_like_or_says_nothing_is_no_gap() -> None:
    for text, shown in (("✔ ➡ ①", "✓ → 1"), ("1️⃣", "1"), ("a\u200b\ufe0fb", "ab"), ("ａ", "a")):
        assert typeface.undrawable(text) == typeface.symbols(text) == ()
        assert typeface.drawable_text(text) == shown


def test_what_could_be_drawn_in_part_is_named_whole() -> None:
    assert typeface.symbols("㋀") == ("㋀",), "1月: the digit alone would say something else"
    assert typeface.undrawable("ﷺ") == ("ﷺ",)
