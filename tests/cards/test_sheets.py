"""The preview of candidates: all are framed, and the picture given is not changed."""

from __future__ import annotations

import numpy as np

from annotator.cards.sheets import draw_preview
from annotator.model import Box, Found, TextTarget


def test_every_candidate_is_framed_and_numbered() -> None:
    pixels = np.full((400, 600, 3), 240, np.uint8)
    before = pixels.copy()
    places = [Box(60, 40, 80, 20), Box(300, 200, 80, 20), Box(0, 390, 30, 10)]
    found = Found(TextTarget(("Join",)), places[0], Box(40, 30, 200, 40), others=tuple(places[1:]))
    drawn = draw_preview(pixels, [found, Found(TextTarget(("Absent",)))])
    assert np.array_equal(pixels, before)
    assert drawn.shape == pixels.shape
    for box in places:
        inside = drawn[box.y + 2 : box.bottom - 2, box.x + 2 : box.right - 2]
        if box.x:
            assert (inside == 240).all(), "what is framed stays legible"
            left = drawn[box.y : box.bottom, box.x - 40 : box.x - 6].astype(int)
            assert (left[:, :, 0] - left[:, :, 1] > 150).any(), "its number stands beside it"
    assert (draw_preview(pixels, []) == pixels).all()
