"""The small map is in the corner that covers least, and never on what the card is about."""

from __future__ import annotations

import numpy as np

from annotator.cards.geometry import Rect
from annotator.cards.plan.cost_map import build_cost_map
from annotator.cards.plan.small_map import SmallMap, place_map

AREA = Rect(0, 124, 720, 1052)
PART, TARGET = Rect(0, 0, 1080, 2340), Rect(300, 1100, 700, 1240)


def _map(words: list[Rect], never: list[Rect]) -> SmallMap | None:
    costs = build_cost_map(AREA, np.full((928, 720, 3), 250, np.uint8), AREA, words)
    return place_map(PART, "phone", TARGET, AREA, never, costs)


def test_it_is_in_the_first_corner_that_is_free() -> None:
    small = _map([], [])
    assert small is not None
    assert small.screen.right > 690
    assert small.screen.top < 160
    words = _map([Rect(600, 130, 720, 300), Rect(0, 130, 100, 300)], [])
    assert words is not None
    assert words.screen.right > 690
    assert words.screen.bottom > 1020


def test_the_dot_is_where_the_target_is_on_the_screen() -> None:
    small = _map([], [])
    assert small is not None
    assert abs((small.dot[0] - small.screen.left) / small.screen.width - 500 / 1080) < 0.01
    assert abs((small.dot[1] - small.screen.top) / small.screen.height - 1170 / 2340) < 0.01


def test_it_is_off_what_must_be_seen_and_left_out_where_that_is_everywhere() -> None:
    band = Rect(0, 124, 720, 900)
    below = _map([], [band])
    assert below is not None
    assert not below.body.overlaps(band)
    assert _map([], [Rect(0, 124, 720, 1000)]) is None
