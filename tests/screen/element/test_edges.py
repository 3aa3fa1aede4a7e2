"""Straight edges: strong and weak ones, dashed ones, and the noise that is none."""

from __future__ import annotations

import numpy as np

from annotator.model import Box
from annotator.screen.element import edges
from annotator.screen.load import Pixels


def lines(step: int, height: int = 20, width: int = 60) -> Pixels:
    """Two flat halves that differ by ``step``."""
    pixels = np.full((height, width, 3), 200, np.uint8)
    pixels[height // 2 :] -= step
    return pixels


def test_an_edge_scores_at_the_two_lines_beside_it() -> None:
    scores = edges.score_edges(lines(40), 2)
    assert scores.shape == (20,)
    assert list(np.flatnonzero(scores)) == [9, 10]
    assert scores.max() == 1


def test_a_hairline_counts_where_it_has_one_direction_and_noise_does_not() -> None:
    assert edges.score_edges(lines(4), 2).max() == 1
    noise = lines(0) + np.random.default_rng(2).integers(0, 8, (20, 60, 3), np.uint8)
    assert edges.score_edges(noise, 2).max() < 0.7


def test_a_dashed_border_is_an_edge_where_its_gaps_are_closed() -> None:
    dashed = lines(0)
    dashed[10, :, :] = 0
    dashed[10, ::4, :] = 200
    assert edges.score_edges(dashed, 1).max() < 0.8
    assert edges.score_edges(dashed, 5).max() > 0.95


def test_too_few_lines_have_no_edges() -> None:
    assert not edges.score_edges(lines(40)[:2], 2).any()


def test_a_frame_of_lines_is_found_around_a_place() -> None:
    pixels = np.full((120, 200, 3), 255, np.uint8)
    pixels[30:90, 40] = pixels[30:90, 160] = pixels[30, 40:161] = pixels[89, 40:161] = 90
    found = list(edges.propose_frames(pixels, Box(80, 50, 40, 16), 16, 100))
    assert any(abs(box.x - 40) <= 2 and abs(box.right - 160) <= 2 and abs(box.y - 30) <= 2 for box in found)
    assert all(box.h <= 100 for box in found)


def test_runs() -> None:
    on = np.array([0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1], bool)
    assert edges.find_run_at(on, 4, 3) == (3, 7)
    assert edges.find_run_at(on, 8, 1) is None
    assert edges.find_longest_run(on, 1) == (11, 15)
    assert edges.find_longest_run(np.zeros(5, bool), 1) is None
