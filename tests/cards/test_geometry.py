"""Rectangles, and the way from a screenshot to a card and back."""

from __future__ import annotations

import pytest

from annotator.cards.geometry import Rect, View, bounding_rect, rect_of
from annotator.model import Box

RECT = Rect(10, 20, 50, 40)


def test_measures() -> None:
    assert (RECT.width, RECT.height, RECT.center) == (40, 20, (30, 30))
    assert RECT.inflated(5) == Rect(5, 15, 55, 45)
    assert RECT.moved(1, -1) == Rect(11, 19, 51, 39)
    assert rect_of(Box(10, 20, 40, 20)) == RECT
    assert Rect(0.4, 0.6, 1.5, 2.5).rounded() == (0, 1, 2, 2)


def test_clipping_and_containing() -> None:
    assert RECT.clipped(Rect(0, 0, 30, 30)) == Rect(10, 20, 30, 30)
    assert RECT.clipped(Rect(60, 0, 90, 30)).width < 0
    assert RECT.contains(RECT)
    assert not RECT.contains(RECT.inflated(1))
    assert bounding_rect([RECT, Rect(0, 30, 5, 90)]) == Rect(0, 20, 50, 90)


def test_a_view_there_and_back() -> None:
    view = View(1.5, 30, -20)
    assert view.to_card(RECT) == Rect(45, 10, 105, 40)
    back = view.to_screenshot(view.to_card(RECT))
    assert (back.left, back.top, back.right, back.bottom) == pytest.approx((10, 20, 50, 40))
