"""Frames of a film: how many each picture lasts, and their colours, as H.264 expects them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotator.model import FPS, Film, FilmCard, Screen, Shot, StepCard, StepNumber, Theme, TimedSection
from annotator.video.frames import card_at, frames_of, frames_per_picture, picture_inputs
from annotator.video.i420 import to_i420

CARD = StepCard("whole", StepNumber(1), 1, Screen("1"), Theme())
STILL = Shot(0.0, 2.0, CARD, None)
MOVING = Shot(2.0, 3 / FPS, FilmCard(CARD, Film("f", 9, (2, 2))), None)
# The 100 % bars of BT.709, 8 bits.
BARS = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (255, 255, 0): (219, 16, 138),
}


def section(*shots: Shot) -> TimedSection:
    return TimedSection("step-1", 0.0, sum(shot.seconds for shot in shots), "", shots, (), ())


def test_a_still_picture_lasts_the_whole_shot_and_a_moving_one_a_single_frame() -> None:
    assert frames_of(STILL) == 2 * FPS
    assert frames_per_picture(section(STILL, MOVING)) == [2 * FPS, 1, 1, 1]


def test_the_length_of_a_still_shot_shapes_no_picture_but_that_of_a_moving_one_does() -> None:
    longer = replace(STILL, seconds=5.0)
    assert picture_inputs(section(STILL)) == picture_inputs(section(longer))
    assert picture_inputs(section(MOVING)) != picture_inputs(section(replace(MOVING, seconds=4 / FPS)))


def test_a_film_goes_on_with_the_frames_of_its_shot() -> None:
    moved = card_at(MOVING, 2)
    assert isinstance(moved, FilmCard)
    assert moved.first_frame == 2
    assert card_at(STILL, 2) == CARD


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
