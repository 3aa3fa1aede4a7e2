"""A screenshot at many sizes, for what is looked for at one: shared by all icons of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.picture.load import Pixels

COARSE_PX: Final = 16
"""Size at which places are looked for, without colour."""
PLAIN: Final = 10
"""Step of grey (0..255) between neighbours up to which a place is plain ground, with the noise of JPEG."""
BAND: Final = 3
"""Rows of cells of a screenshot that are looked at together."""
_LEVEL: Final = 4 ** (1 / 17)

Gray = NDArray[np.uint8]
"""(H, W)."""


@dataclass(frozen=True, eq=False)
class Level:
    """A screenshot in grey, reduced by ``factor``, and the ``parts`` of it where an icon that is seen may begin."""

    gray: Gray
    factor: float
    parts: tuple[Box, ...]


class Pyramid:
    """A screenshot at many sizes, each made when it is first needed."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self._gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
        self._levels: dict[int, Level] = {}

    def level(self, factor: float) -> Level:
        """The screenshot reduced by about ``factor`` (at most 1)."""
        number = max(0, round(-np.log(min(1.0, factor)) / np.log(_LEVEL)))
        if number not in self._levels:
            exact = float(_LEVEL**-number)
            height, width = self._gray.shape
            size = (max(1, round(width * exact)), max(1, round(height * exact)))
            gray = np.asarray(cv2.resize(self._gray, size, interpolation=cv2.INTER_AREA), np.uint8)
            self._levels[number] = Level(gray, exact, _drawn(gray))
        return self._levels[number]


def _drawn(gray: Gray) -> tuple[Box, ...]:
    """The parts of a level at whose pixels the upper left corner of an icon may lie that is more than plain ground.

    Most of a screen is plain, and costs nothing then. Parts are rows of cells, each of COARSE_PX.
    """
    steps = cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > PLAIN
    rows, columns = (-(-side // COARSE_PX) for side in steps.shape)
    padded = np.zeros((rows * COARSE_PX, columns * COARSE_PX), bool)
    padded[: steps.shape[0], : steps.shape[1]] = steps
    cells = np.asarray(padded.reshape(rows, COARSE_PX, columns, COARSE_PX).any((1, 3)), np.int8)
    begins = np.zeros((rows + BAND, columns + 2), np.int8)
    for down, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
        begins[: rows - down, 1 : 1 + columns - right] |= cells[down:, right:]
    parts: list[Box] = []
    for row in range(0, rows, BAND):
        edges = np.diff(begins[row : row + BAND].max(axis=0))
        for begin, end in zip(np.flatnonzero(edges > 0), np.flatnonzero(edges < 0), strict=True):
            parts.append(Box(*(COARSE_PX * int(cell) for cell in (begin, row, end - begin, BAND))))
    return tuple(parts)
