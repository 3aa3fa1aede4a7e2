"""Colours: BT.709 in limited range, and colour sampled where H.264 expects it."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.video.frames import to_i420

# The 100 % bars of BT.709, 8 bits.
BARS = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (255, 255, 0): (219, 16, 138),
}


@pytest.mark.parametrize(("rgb", "yuv"), BARS.items())
def test_flat_colours(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    frame = to_i420(np.full((4, 6, 3), rgb, dtype=np.uint8))
    assert frame == bytes([yuv[0]]) * 24 + bytes([yuv[1]]) * 6 + bytes([yuv[2]]) * 6


def test_colour_is_sampled_at_the_left_pixel_of_each_pair() -> None:
    pixels = np.zeros((2, 8, 3), dtype=np.uint8)
    pixels[:, 4:] = (0, 0, 255)
    blue = to_i420(pixels)[16:20]
    assert blue[:2] == bytes([128, 128])
    assert blue[2] == pytest.approx(128 + 112 * 0.75, abs=1)  # a quarter of it is the black pixel to its left
    assert blue[3] == 240
