"""Box arithmetic: the corner cases that the finder depends on."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen import boxes

ONE = Box(10, 10, 20, 10)


def test_shared_area() -> None:
    half = Box(20, 10, 20, 10)
    assert boxes.intersection(ONE, half) == 100
    assert boxes.overlap_coefficient(ONE, half) == 0.5
    assert boxes.iou(ONE, half) == 100 / 300
    touching = Box(30, 10, 5, 5)
    assert (
        boxes.intersection(ONE, touching) == boxes.overlap_coefficient(ONE, touching) == boxes.iou(ONE, touching) == 0
    )


def test_overlap_is_of_the_smaller_box() -> None:
    assert boxes.overlap_coefficient(Box(0, 0, 100, 100), ONE) == 1


def test_union_and_inflated() -> None:
    assert boxes.union(ONE, Box(0, 15, 5, 50)) == Box(0, 10, 30, 55)
    assert boxes.inflated(ONE, 2.4) == Box(8, 8, 24, 14)
    assert boxes.inflated(ONE, -3) == Box(13, 13, 14, 4)


def test_a_box_outside_the_picture_is_clipped_to_one_pixel_at_its_edge() -> None:
    assert boxes.clipped(Box(-5, -5, 10, 10), 100, 50) == Box(0, 0, 5, 5)
    assert boxes.clipped(Box(200, 60, 10, 10), 100, 50) == Box(99, 49, 1, 1)


def test_contains_with_a_margin() -> None:
    inner = Box(12, 12, 16, 6)
    assert boxes.contains(ONE, inner, 2)
    assert not boxes.contains(ONE, inner, 3)
    assert boxes.contains(ONE, ONE)


def test_gap_and_center() -> None:
    assert boxes.horizontal_gap(ONE, Box(35, 90, 5, 5)) == boxes.horizontal_gap(Box(35, 90, 5, 5), ONE) == 5
    assert boxes.horizontal_gap(ONE, Box(15, 90, 5, 5)) == 0
    assert boxes.center_in(ONE, Box(20, 15, 1, 1))
    assert not boxes.center_in(ONE, Box(21, 15, 9, 9))


def test_reading_order_goes_by_rows_that_need_not_be_exact() -> None:
    right, left, below = Box(100, 0, 20, 20), Box(0, 4, 20, 20), Box(0, 40, 20, 20)
    assert boxes.reading_order([below, right, left]) == [2, 1, 0]
