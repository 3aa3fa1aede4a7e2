"""Texts are painted over without leaving edges, and lines are drawn through them."""

from __future__ import annotations

import numpy as np

from annotator.model import Box
from annotator.screen.element.text_removal import remove_texts

TEXT = Box(60, 40, 80, 20)


def written(ground: np.ndarray) -> np.ndarray:
    pixels = ground.astype(np.uint8)
    pixels[TEXT.y + 4 : TEXT.bottom - 4 : 3, TEXT.x + 4 : TEXT.right - 4] = 0
    return pixels


def test_on_an_even_ground_nothing_is_left() -> None:
    pixels = written(np.full((100, 200, 3), 180))
    clean = remove_texts(pixels, [TEXT], 20)
    assert (clean == 180).all()
    assert (pixels == 0).any(), "the picture itself is not changed"


def test_on_a_gradient_no_edge_is_left() -> None:
    ramp = np.broadcast_to(np.linspace(60, 220, 200)[None, :, None], (100, 200, 3))
    clean = remove_texts(written(ramp), [TEXT], 20).astype(int)
    assert np.abs(np.diff(clean[50], axis=0)).max() <= 6


def test_a_border_with_a_label_in_it_is_closed() -> None:
    pixels = np.full((100, 200, 3), 255, np.uint8)
    pixels[50, :, :] = 100
    pixels[TEXT.y : TEXT.bottom, TEXT.x - 6 : TEXT.right + 6] = 255
    clean = remove_texts(written(pixels), [TEXT], 20)
    assert (clean[50, 20:180] == 100).all()
