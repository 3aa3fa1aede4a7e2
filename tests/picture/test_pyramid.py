"""The pyramid: its sizes, and that nothing that is drawn lies outside its parts."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.picture.pyramid import COARSE_PX, Pyramid


def white(height: int, width: int) -> np.ndarray:
    return np.full((height, width, 3), 255, np.uint8)


def test_plain_ground_has_no_parts() -> None:
    assert Pyramid(white(300, 200)).level(1).parts == ()


@pytest.mark.parametrize(("x", "y"), [(1, 1), (198, 298), (100, 150), (47, 48), (1, 298), (198, 1)])
def test_wherever_something_is_drawn_an_icon_may_begin(x: int, y: int) -> None:
    pixels = white(300, 200)
    pixels[y, x] = 0
    parts = Pyramid(pixels).level(1).parts
    for top in range(max(0, y - COARSE_PX + 1), y + 1):
        for left in range(max(0, x - COARSE_PX + 1), x + 1):
            assert any(p.x <= left < p.right and p.y <= top < p.bottom for p in parts), (left, top)
    assert sum(p.w * p.h for p in parts) < 0.25 * 300 * 200


def test_levels_are_made_once_and_never_enlarged() -> None:
    pyramid = Pyramid(white(340, 170))
    half = pyramid.level(0.5)
    assert half is pyramid.level(0.5)
    assert half.gray.shape == (round(340 * half.factor), round(170 * half.factor))
    assert abs(half.factor - 0.5) < 0.03
    assert pyramid.level(3).factor == 1
