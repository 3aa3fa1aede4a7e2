"""The frames of the wide film."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.cards import palette, wide_frame
from annotator.model import Caption, Colors, EndCard, Screen, StepCard, StepNumber, Theme
from annotator.model.findings import PictureKind

NIGHT = palette.derive_palette(Colors()).night


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


def test_the_closing_is_the_portrait_card_at_the_left() -> None:
    portrait = np.full((1280, 720, 3), 90, np.uint8)
    frame = wide_frame.draw_card(EndCard("¡Listo!", (), Theme()), lambda _: portrait, lambda *_: portrait)
    assert (frame[:, :405] == 90).all()
    assert (frame[:, 405:] == NIGHT).all()
