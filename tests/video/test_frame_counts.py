"""How many frames each picture of a shot lasts."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import FPS, Film, FilmCard, Screen, Shot, StepCard, StepNumber, Theme, TimedSection
from annotator.video.frames import card_at, frames_of, frames_per_picture, picture_inputs

CARD = StepCard("whole", StepNumber(1), 1, Screen("1"), Theme())
STILL = Shot(0.0, 2.0, CARD, None)
MOVING = Shot(2.0, 3 / FPS, FilmCard(CARD, Film("f", 9, (2, 2))), None)


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
