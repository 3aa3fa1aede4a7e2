"""The frames of the wide film."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import ImageDraw

from annotator.cards import palette, wide_frame
from annotator.cards.shapes import Pixels
from annotator.model import (
    Box,
    Caption,
    Card,
    Colors,
    EndCard,
    GreetingCard,
    MarkedTarget,
    RecapItem,
    Screen,
    StepCard,
    StepNumber,
    Theme,
    TitleCard,
)
from annotator.model.findings import PictureKind

GRAY = 200
NIGHT = palette.derive_palette(Colors()).night


def source(_digest: str) -> Pixels:
    return np.full((960, 540, 3), GRAY, np.uint8)


@pytest.mark.parametrize(
    ("kind", "size", "right"),
    [(PictureKind("phone"), (1080, 2340), 600), (PictureKind("laptop"), (1366, 768), 720)],
    ids=["a phone", "a laptop, whose screen is broad"],
)
def test_the_picture_is_at_the_left_and_the_sentence_beside_it(
    kind: PictureKind, size: tuple[int, int], right: int
) -> None:
    card = StepCard("whole", StepNumber(1), 4, Screen("s", kind=kind, size=size), Theme(), "look")
    bare = wide_frame.draw_card(card, lambda _: np.full((size[1], size[0], 3), 200, np.uint8))
    assert bare.shape == (720, 1280, 3)
    assert (bare[200:, right:] == NIGHT).all()
    assert not (bare[200:, right - 1] == NIGHT).all()
    changed = (wide_frame.add_caption(bare, Caption(("Fíjese.",)), card) != bare).any(axis=(0, 2))
    assert changed[right:].any()
    assert not changed[:right].any()


MARK = MarkedTarget(Box(100, 400, 300, 80), Box(150, 420, 200, 40))
STEP = StepCard("close", StepNumber(1), 7, Screen("s"), Theme(), "tap", marks=(MARK,))
LONG = {
    "opening": (
        TitleCard("Micrófono y cámara en Zoom: usted decide", Theme(), "Escuela Primaria Los Robles", "Sra. Rosa"),
        None,
    ),
    "closing": (
        EndCard("¡Listo!", tuple(RecapItem(n, "Toque Entrar", STEP) for n in range(1, 8)), Theme()),
        "Sra. Guadalupe Hernández · 410-555-0100",
    ),
    "aside": (
        replace(STEP, number=StepNumber(1, 1), question="¿Quiere que los vean, y también su casa?"),
        None,
    ),
}


@pytest.mark.parametrize(("card", "note"), LONG.values(), ids=LONG)
@pytest.mark.parametrize("other", [None, "Allow while you are using this app"])
def test_no_text_is_smaller_than_32_pixels(
    card: Card, note: str | None, other: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes, write = {}, ImageDraw.ImageDraw.text

    def record(self: ImageDraw.ImageDraw, xy: Any, text: str, *args: Any, font: Any, **more: Any) -> None:
        sizes[text] = font.size
        write(self, xy, text, *args, font=font, **more)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", record)
    bare = wide_frame.draw_card(card, source)
    caption = Caption(("Toque donde dice: Mientras la app está en uso.",), note=note, or_says="O dice:", other=other)
    assert (wide_frame.add_caption(bare, caption, card) != bare).any()
    assert {text: size for text, size in sizes.items() if size < 32} == {}
    assert not [text for text in sizes if "…" in text or text.startswith("·")]


def test_the_greeting_is_at_the_left_as_large_as_it_fits() -> None:
    bare = wide_frame.draw_card(GreetingCard("f", Theme(), school="Los Robles"), source)
    rows, columns = np.nonzero((bare == GRAY).all(axis=2))
    assert rows.max() - rows.min() > 500
    assert columns.max() < 720
