"""The first glance: that no place where an icon is drawn is left out, plain ground and rules are, and that shapes are seen."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.locate.coarse_search import (
    WINDOW_PX,
    Candidate,
    CoarseTemplate,
    Gray,
    find_candidates,
    find_occupied_windows,
)


def white(height: int, width: int) -> Gray:
    return np.full((height, width), 255, np.uint8)


def cross(size: int, stroke: int, ink: int = 0, ground: int = 255) -> Gray:
    gray = np.full((size, size), ground, np.uint8)
    middle = (size - stroke) // 2
    gray[middle : middle + stroke] = ink
    gray[:, middle : middle + stroke] = ink
    return gray


def colored(gray: Gray) -> np.ndarray:
    return np.dstack([gray] * 3)


def best(found: list[Candidate]) -> Candidate:
    return max(found, key=lambda glance: glance.score)


def test_plain_ground_and_rules_are_no_places() -> None:
    level = white(120, 90)
    assert not find_occupied_windows(level, WINDOW_PX).any()
    level[60:62] = 0
    assert not find_occupied_windows(level, WINDOW_PX).any()
    level[:, 40] = 90
    assert find_occupied_windows(level, WINDOW_PX).any(), "where rules cross, something may be drawn"


@pytest.mark.parametrize(("x", "y"), [(0, 0), (74, 104), (30, 50), (31, 0), (0, 51)])
def test_wherever_a_shape_fills_a_window_is_a_place(x: int, y: int) -> None:
    level = white(120, 90)
    level[y : y + WINDOW_PX, x : x + WINDOW_PX] = cross(WINDOW_PX, 2)
    places = find_occupied_windows(level, WINDOW_PX)
    assert places.shape == (120 - WINDOW_PX + 1, 90 - WINDOW_PX + 1)
    assert places[y, x]
    assert places.sum() < 0.2 * places.size


@pytest.mark.parametrize("size", [10, 13, 16, 22, 37, 64, 90])
@pytest.mark.parametrize("dark", [True, False])
def test_a_bare_shape_is_seen_at_any_size_in_either_shade(size: int, dark: bool) -> None:
    ink, ground = (40, 230) if dark else (220, 30)
    gray = np.full((400, 300), ground, np.uint8)
    drawn_cross = cv2.resize(cross(200, 30, ink, ground), (size, size), interpolation=cv2.INTER_AREA)
    gray[151 : 151 + size, 83 : 83 + size] = drawn_cross
    shape = CoarseTemplate(cross(200, 30), 9, 100, any_contrast=True)
    (found,) = find_candidates(colored(gray), [shape], [9 * 1.1**n for n in range(26)])
    # The middle of a cross is a smaller cross: which size is its own shows only at a second look.
    true = Box(83, 151, size, size)
    near = [glance for glance in found if boxes.iou(glance.box, true) > 0.7]
    assert near
    assert best(near).score > 0.8


def test_a_shape_with_a_ground_of_its_own_is_not_seen_inverted() -> None:
    gray = white(200, 200)
    gray[60:92, 50:82] = 255 - cross(32, 4)
    own, inverted = (CoarseTemplate(each, 20, 40, any_contrast=False) for each in (255 - cross(64, 8), cross(64, 8)))
    seen, unseen = find_candidates(colored(gray), [own, inverted], [32.0])
    assert best(seen).box == Box(50, 60, 32, 32)
    assert all(glance.score < best(seen).score - 0.2 for glance in unseen)


def test_each_shape_is_sought_at_its_own_sizes_only() -> None:
    gray = white(200, 200)
    gray[60:92, 50:82] = cross(32, 4)
    near, far = (
        CoarseTemplate(cross(64, 8), 30, 34, any_contrast=True),
        CoarseTemplate(cross(64, 8), 60, 80, any_contrast=True),
    )
    seen, unseen = find_candidates(colored(gray), [near, far], [32.0])
    assert seen
    assert unseen == []


def test_a_long_shape_keeps_its_sides() -> None:
    gray = white(200, 200)
    bars = np.full((20, 60), 255, np.uint8)
    bars[4:8, 5:55], bars[12:16, 5:35] = 0, 0
    gray[100:120, 70:130] = bars
    place = best(find_candidates(colored(gray), [CoarseTemplate(bars, 50, 70, any_contrast=True)], [60.0])[0])
    assert (place.box.w, place.box.h) == (60, 20)
    assert abs(place.box.x - 70) <= 4 and abs(place.box.y - 100) <= 4


def test_a_screenshot_smaller_than_a_window_shows_nothing() -> None:
    assert find_candidates(colored(cross(12, 2)), [CoarseTemplate(cross(64, 8), 9, 20, any_contrast=True)], [16.0]) == [
        []
    ]
