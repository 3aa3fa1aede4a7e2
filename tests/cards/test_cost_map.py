"""Masks that are cached are never handed out to be changed."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.cards import pointers, shapes
from annotator.cards.geometry import Rect
from annotator.cards.plan.cost_map import CostMap


def test_arrays_are_read_only() -> None:
    for array in (
        shapes.pictogram_mask("hand", 40),
        pointers.footprint("arrow"),
        CostMap(Rect(0, 0, 8, 8), np.zeros((2, 2))).costs,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
