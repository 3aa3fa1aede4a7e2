"""Masks that are cached are never handed out to be changed."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.cards import marks, shapes
from annotator.cards.geometry import Rect
from annotator.cards.plan.cost_map import CostMap


def test_a_mask_is_a_copy() -> None:
    mask = shapes.rounded_rectangle_mask(40, 30, 8)
    mask.paste(0, (0, 0, 40, 30))
    again = np.array(shapes.rounded_rectangle_mask(40, 30, 8))
    assert again[15, 20] == 255
    assert again[0, 0] == 0


def test_arrays_are_read_only() -> None:
    for array in (
        shapes.pictogram_mask("hand", 40),
        marks.footprint("arrow"),
        CostMap(Rect(0, 0, 8, 8), np.zeros((2, 2))).costs,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
