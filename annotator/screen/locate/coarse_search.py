"""A screenshot at many sizes, and where icons may be seen on it at a glance: one pass for all icons of a call.

At each size of an icon the screenshot is reduced until the icon would be about sixteen pixels large. Every place where
enough is drawn becomes a row of a matrix, every icon a column of another: their product is how well each agrees with
each. Places are two pixels coarse inside and one apart, so that none falls between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen.load import Pixels

WINDOW_PX: Final = 16
"""Size at which icons are looked for, without colour; smaller ones are not enlarged."""
STRIDE_PX: Final = 2
"""Side of the cells of a window."""
PLAIN: Final = 10
"""Step of grey (0..255) across two pixels up to which a place is plain ground, with the noise of JPEG."""
LIKELY: Final = 0.65
"""Least agreement (0..1) of a place that is worth a second look; icons' own places have 0.75 and more."""
MOST: Final = 8
"""How many places of an icon are kept at one size."""
_AT_ONCE: Final = 4096
"""Places that are compared at a time: 1 MB."""
_STACKED: Final = 64

Gray = NDArray[np.uint8]
"""(H, W)."""
Floats = NDArray[np.float32]


class Shape:
    """What is looked for: ``gray`` (h, w), at sizes ``least`` to ``most`` of its longer side, in pixels of the screenshot.

    One that is ``bare`` may be darker or lighter than its ground.
    """

    def __init__(self, gray: Gray, least: float, most: float, *, bare: bool) -> None:
        self.gray, self.least, self.most, self.bare = gray, least, most, bare
        self._in_cells: dict[int, tuple[Floats, Floats]] = {}

    def in_cells(self, cells: int) -> tuple[Floats, Floats]:
        """Which cells of a window it fills (0..1), and its own shades there, of mean 0 and length 1: (cells * cells) each."""
        if cells not in self._in_cells:
            h, w = self.gray.shape
            side = max(h, w)
            top, left = (side - h) // 2, (side - w) // 2
            square, filled = np.zeros((side, side), np.float32), np.zeros((side, side), np.float32)
            square[top : top + h, left : left + w], filled[top : top + h, left : left + w] = self.gray, 1
            mask, shades = (cv2.resize(each, (cells, cells), interpolation=cv2.INTER_AREA) for each in (filled, square))
            part = np.maximum(mask, 1e-6)
            own = shades - mask * (shades.sum() / mask.sum())
            length = float(np.sqrt((own**2 / part).sum()))
            self._in_cells[cells] = np.asarray(mask.ravel()), np.asarray(own.ravel() / max(1e-6, length))
        return self._in_cells[cells]


@dataclass(frozen=True, slots=True)
class Glance:
    """A place that may be a shape, and how well it agrees (0..1)."""

    box: Box
    score: float


def glances(pixels: Pixels, shapes: Sequence[Shape], sizes: Sequence[float]) -> list[list[Glance]]:
    """Where each of ``shapes`` may be on ``pixels`` (H, W, 3), at those of ``sizes`` (px) that are its own; in no order."""
    gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    seen: list[list[Glance]] = [[] for _ in shapes]
    for size in sizes:
        own = [number for number, shape in enumerate(shapes) if shape.least <= size <= shape.most]
        if own:
            for number, found in zip(own, _level(gray, [shapes[number] for number in own], size), strict=True):
                seen[number] += found
    return seen


def _level(gray: Gray, shapes: Sequence[Shape], size: float) -> list[list[Glance]]:
    cells = round(min(WINDOW_PX, size) / STRIDE_PX)
    window = cells * STRIDE_PX
    factor = min(1.0, window / size)
    height, width = gray.shape
    reduced = (max(1, round(width * factor)), max(1, round(height * factor)))
    if min(reduced) < window:
        return [[] for _ in shapes]
    level = np.asarray(cv2.resize(gray, reduced, interpolation=cv2.INTER_AREA), np.uint8)
    spots = np.argwhere(drawn(level, window))
    which, kind, scores = _likely(level, spots, shapes, cells)
    found: list[list[Glance]] = []
    for number, shape in enumerate(shapes):
        own = kind == number
        peaks = _peaks(spots[which[own]], scores[own], window)
        found.append([Glance(_box(shape, x, y, window, factor), score) for x, y, score in peaks])
    return found


def drawn(level: Gray, window: int) -> NDArray[np.bool_]:
    """Whether an icon may begin at each pixel of ``level`` (H, W): something is drawn in all four halves of its window.

    Of shape (H - window + 1, W - window + 1). What has edges in one direction only, such as a rule, is no icon.
    """
    across, down = (_steps(level, axis) for axis in (1, 0))
    either, half = across | down, window // 2
    height, width = level.shape[0] - window + 1, level.shape[1] - window + 1

    def holds(edges: Gray, rows: int, columns: int, y: int = 0, x: int = 0) -> NDArray[np.bool_]:
        spread = cv2.dilate(edges, np.ones((rows, columns), np.uint8), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
        return np.asarray(spread[y : y + height, x : x + width] > 0)

    return (
        holds(across, window, window)
        & holds(down, window, window)
        & holds(either, half, window)
        & holds(either, half, window, y=half)
        & holds(either, window, half)
        & holds(either, window, half, x=half)
    )


def _steps(level: Gray, axis: int) -> Gray:
    """Where the grey changes along ``axis``: 1 or 0 for each pixel."""
    padded = np.pad(level, [(1, 1) if axis == at else (0, 0) for at in (0, 1)], mode="edge").astype(np.int16)
    before, after = (padded[:-2], padded[2:]) if axis == 0 else (padded[:, :-2], padded[:, 2:])
    return np.asarray(np.abs(after - before) > PLAIN, np.uint8)


def _likely(
    level: Gray, spots: NDArray[Any], shapes: Sequence[Shape], cells: int
) -> tuple[NDArray[Any], NDArray[Any], Floats]:
    """Which of ``spots`` (n, 2) are LIKELY to be which of ``shapes``, and how well they agree, each (m)."""
    masks, shades = (np.array(rows) for rows in zip(*(shape.in_cells(cells) for shape in shapes), strict=True))
    both_ways = np.array([shape.bare for shape in shapes])
    kinds, kind = np.unique(masks, axis=0, return_inverse=True)
    filled = kinds.sum(axis=1)[:, None]
    # The mean of each cell, wherever it begins; around 0, where single precision is finest.
    means = cv2.blur(level.astype(np.float32) - 128, (STRIDE_PX, STRIDE_PX), anchor=(0, 0))
    places = np.lib.stride_tricks.sliding_window_view(means, (STRIDE_PX * cells - 1,) * 2)[
        :, :, ::STRIDE_PX, ::STRIDE_PX
    ]
    found = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32))]
    for begin in range(0, len(spots), _AT_ONCE):
        some = spots[begin : begin + _AT_ONCE]
        # In stacks of products so small that BLAS keeps to one thread: with several it waits by spinning.
        y, x = np.resize(some, (-(-len(some) // _STACKED) * _STACKED, 2)).T
        seen = places[y, x].reshape(-1, _STACKED, cells * cells).swapaxes(1, 2)
        spread = kinds @ seen**2 - (kinds @ seen) ** 2 / filled
        agreement = (shades @ seen) * (1 / np.sqrt(np.maximum(spread, 1.0)))[:, kind.ravel()]
        stack, which, place = np.unravel_index(np.flatnonzero(np.abs(agreement) >= LIKELY), agreement.shape)
        scores, spot = agreement[stack, which, place], begin + _STACKED * stack + place
        own = ((scores > 0) | both_ways[which]) & (spot < begin + len(some))
        found.append((spot[own], which[own], np.abs(scores[own])))
    spot, which, scores = (np.concatenate(each) for each in zip(*found, strict=True))
    return spot, which, scores


def _peaks(spots: NDArray[Any], scores: Floats, window: int) -> Iterator[tuple[int, int, float]]:
    """The best of ``spots`` (n, 2), at least half a window apart: x, y, score."""
    for _ in range(MOST):
        if not len(scores):
            return
        best = int(scores.argmax())
        y, x = spots[best]
        yield int(x), int(y), float(scores[best])
        apart = (np.abs(spots - spots[best]) > window // 2).any(axis=1)
        scores, spots = scores[apart], spots[apart]


def _box(shape: Shape, x: int, y: int, window: int, factor: float) -> Box:
    h, w = (window * side / max(shape.gray.shape) for side in shape.gray.shape)
    left, top = x + (window - w) / 2, y + (window - h) / 2
    return Box(*(round(side / factor) for side in (left, top)), *(max(1, round(side / factor)) for side in (w, h)))
