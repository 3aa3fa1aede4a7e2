"""No two actions look the same, on a photocopy or to somebody who can't tell red from green."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from annotator.cards import card as cards
from annotator.cards import marked_screen, palette
from annotator.model import ACTIONS, Box, Colors, MarkedTarget, Screen, StepCard, StepNumber, Theme

TARGET = MarkedTarget(Box(60, 700, 600, 110), Box(300, 730, 120, 50))
MIN_DIFFERENT_PX = 250
"""A quarter of a badge on a phone; what compression changes by so much are single pixels."""
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
"""What somebody without green cones sees, in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1)."""


def _screenshot(digest: str) -> np.ndarray:
    picture = np.full((1560, 720, 3), 245, np.uint8)
    picture[700:810, 60:660] = (210, 220, 235)
    picture[200:240, 60:400] = 40
    return picture


@cache
def _on_a_phone(kind: str) -> np.ndarray:
    """The card of an action as on a phone 360 pixels wide: (640, 360, 3)."""
    direction = "left" if ACTIONS[kind].takes == "direction" else None
    card = StepCard("close", StepNumber(2), 5, Screen("s"), Theme(), kind, direction, (TARGET,))
    drawn = cards.draw_card(card, _screenshot).astype(float)
    return drawn.reshape(640, 2, 360, 2, 3).mean(axis=(1, 3))


def _gray(pixels: np.ndarray) -> np.ndarray:
    return pixels @ np.array([0.299, 0.587, 0.114])


def _without_green_cones(pixels: np.ndarray) -> np.ndarray:
    share = pixels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    seen = (linear @ DEUTERANOPIA.T).clip(0, 1)
    return 255 * np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)


PAIRS = list(itertools.combinations(ACTIONS, 2))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_actions_differ_in_form(one: str, other: str) -> None:
    first, second = (_gray(_on_a_phone(kind)) for kind in (one, other))
    assert (np.abs(first - second) > 60).sum() > MIN_DIFFERENT_PX


# What fingers do to a button and to a field is told apart by the header, and by where the words come from.
@pytest.mark.parametrize(("one", "other"), [pair for pair in PAIRS if pair != ("tap", "type")])
def test_their_marks_differ_in_form_without_the_header(one: str, other: str) -> None:
    first, second = (_gray(_without_green_cones(_on_a_phone(kind)[62:])) for kind in (one, other))
    assert (np.abs(first - second) > 60).sum() > MIN_DIFFERENT_PX


def test_only_what_is_done_is_not_dimmed() -> None:
    corner = {kind: _on_a_phone(kind)[500, 350].max() for kind in ACTIONS}
    assert {kind for kind, value in corner.items() if value > 240} == {"done"}


def test_only_fingers_have_the_schools_colour() -> None:
    mark = np.array(palette.parse_rgb(Colors().mark))
    red = {kind for kind in ACTIONS if (np.abs(_on_a_phone(kind)[62:] - mark).max(axis=2) < 20).sum() > 300}
    assert red == {"tap", "hold", "type", "swipe", "scroll"}


def test_the_colours_of_outlines_stand_out_on_white() -> None:
    colors = palette.derive_palette(Colors())
    for ink in (colors.ink_of(color) for color in ("notice", "wait", "done")):
        assert palette.contrast_ratio(ink.color, palette.WHITE) >= palette.MIN_MARK_CONTRAST
        assert palette.contrast_ratio(ink.edge, palette.WHITE) >= 12
        lumas = [float(_gray(np.array(color, float))) for color in (ink.color, colors.mark)]
        assert abs(lumas[0] - lumas[1]) < 60, "the tests above compare forms, not colours"


@pytest.mark.parametrize("size", [(720, 1560), (1440, 3120)])
def test_a_screenshot_that_is_marked_in_its_own_size_has_the_same_look(size: tuple[int, int]) -> None:
    factor = size[0] // 720
    box = Box(60 * factor, 700 * factor, 600 * factor, 110 * factor)
    card = StepCard("whole", StepNumber(1), 1, Screen("s"), Theme(), "look", None, (MarkedTarget(box, box),))
    plain = np.full((size[1], size[0], 3), 245, np.uint8)
    marked = np.asarray(marked_screen.mark_screenshot(card, plain))
    blue = (marked == np.array(palette.NOTICE_COLORS["notice"])).all(axis=2).sum() / factor**2
    assert blue > 4_000, "the sign"
    assert marked[5, 5].max() < 245, "dimmed"
    assert marked[755 * factor, 360 * factor].min() > 245, "lit"
    done = np.asarray(marked_screen.mark_screenshot(replace(card, action="done"), plain))
    assert done[5, 5].tolist() == [245, 245, 245]
