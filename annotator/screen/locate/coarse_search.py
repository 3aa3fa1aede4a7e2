"""Search for candidates of many icons at many sizes at once, since a close comparison of every place would be too slow.

For each size, the screenshot is reduced until an icon of that size is about 16 pixels large. Every window with edges in all
four halves becomes a column of one matrix, every template a row of another; their product gives the normalised cross-correlation
of all pairs. Windows are compared in cells of two pixels, but start at every pixel, so that none between two cells is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen.boxes import Detection
from annotator.screen.load import Pixels

Gray = NDArray[np.uint8]
"""(H, W)."""
Floats = NDArray[np.float32]
WINDOW_PX: Final = 16
"""Side of the window in which icons are compared, in grey; smaller icons are not enlarged."""
CELL_PX: Final = 2
"""Side of the cells of a window."""
MAX_FLAT_STEP: Final = 10
"""Maximum step of grey (0..255) across two pixels of flat background, with the noise of JPEG."""
MIN_CORRELATION: Final = 0.65
"""Minimum correlation (0..1) of a candidate; the true places of icons have 0.75 and more."""
MAX_CANDIDATES_PER_SIZE: Final = 8
"""How many candidates of an icon are kept at one size."""
_BATCH: Final = 4096
"""Windows compared at a time: 1 MB."""
_STACK: Final = 64
"""Windows in one matrix product: so small that BLAS keeps to one thread, since with several it waits by spinning."""


@dataclass
class CoarseTemplate:
    """A shape to search for.

    Attributes:
        gray: the shape in grey, (h, w).
        min_size: smallest size of its longer side on the screenshot, in pixels.
        max_size: largest size of its longer side on the screenshot, in pixels.
    """

    gray: Gray
    min_size: float
    max_size: float
    _in_cells: dict[int, tuple[Floats, Floats]] = field(default_factory=dict)

    def in_cells(self, cells: int) -> tuple[Floats, Floats]:
        """The shape in a window of ``cells`` × ``cells``, flattened.

        Returns the share of each cell that it fills (0..1), and its greys there, of mean 0 and, weighted by that share, length 1.
        """
        if cells not in self._in_cells:
            h, w = self.gray.shape
            side = max(h, w)
            top, left = (side - h) // 2, (side - w) // 2
            square, filled = np.zeros((side, side), np.float32), np.zeros((side, side), np.float32)
            square[top : top + h, left : left + w], filled[top : top + h, left : left + w] = self.gray, 1
            mask, shades = (cv2.resize(part, (cells, cells), interpolation=cv2.INTER_AREA) for part in (filled, square))
            centred = shades - mask * (shades.sum() / mask.sum())
            length = float(np.sqrt((centred**2 / np.maximum(mask, 1e-6)).sum()))
            self._in_cells[cells] = np.asarray(mask.ravel()), np.asarray(centred.ravel() / max(1e-6, length))
        return self._in_cells[cells]


def find_candidates(
    pixels: Pixels, templates: Sequence[CoarseTemplate], sizes: Sequence[float]
) -> list[list[Detection]]:
    """The candidates of each template on ``pixels`` (H, W, 3), in no order.

    ``sizes`` (pixels) are those to search at; each template is searched at those within its own range.
    """
    gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    found: list[list[Detection]] = [[] for _ in templates]
    for size in sizes:
        searched = [i for i, template in enumerate(templates) if template.min_size <= size <= template.max_size]
        if searched:
            candidates = _search_at_size(gray, [templates[index] for index in searched], size)
            for index, of_template in zip(searched, candidates, strict=True):
                found[index] += of_template
    return found


def _search_at_size(gray: Gray, templates: Sequence[CoarseTemplate], size: float) -> list[list[Detection]]:
    """The candidates of each template where its longer side is ``size`` pixels."""
    cells = round(min(WINDOW_PX, size) / CELL_PX)
    window = cells * CELL_PX
    factor = min(1.0, window / size)
    height, width = gray.shape
    reduced = (max(1, round(width * factor)), max(1, round(height * factor)))
    if min(reduced) < window:
        return [[] for _ in templates]
    level = np.asarray(cv2.resize(gray, reduced, interpolation=cv2.INTER_AREA), np.uint8)
    corners = np.argwhere(find_occupied_windows(level, window))
    corner_indices, template_indices, scores = _correlate(level, corners, templates, cells)
    found: list[list[Detection]] = []
    for index, template in enumerate(templates):
        is_of_template = template_indices == index
        peaks = _non_maximum_suppression(corners[corner_indices[is_of_template]], scores[is_of_template], window)
        found.append([Detection(_box(template, x, y, window, factor), score) for x, y, score in peaks])
    return found


def find_occupied_windows(level: Gray, window: int) -> NDArray[np.bool_]:
    """Whether the window at each pixel of ``level`` (H, W) may hold an icon: all four halves of it have edges.

    Of shape (H - window + 1, W - window + 1), indexed by the upper left corner. A window with edges in one direction
    only, such as a rule, holds no icon.
    """
    across, down = (_mark_edges(level, axis) for axis in (1, 0))
    either, half = across | down, window // 2
    height, width = level.shape[0] - window + 1, level.shape[1] - window + 1

    def any_in(edges: Gray, rows: int, columns: int, y: int = 0, x: int = 0) -> NDArray[np.bool_]:
        spread = cv2.dilate(edges, np.ones((rows, columns), np.uint8), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
        return np.asarray(spread[y : y + height, x : x + width] > 0)

    return (
        any_in(across, window, window)
        & any_in(down, window, window)
        & any_in(either, half, window)
        & any_in(either, half, window, y=half)
        & any_in(either, window, half)
        & any_in(either, window, half, x=half)
    )


def _mark_edges(level: Gray, axis: int) -> Gray:
    """1 where the grey changes along ``axis``, else 0: (H, W)."""
    padded = np.pad(level, [(1, 1) if axis == at else (0, 0) for at in (0, 1)], mode="edge").astype(np.int16)
    before, after = (padded[:-2], padded[2:]) if axis == 0 else (padded[:, :-2], padded[:, 2:])
    return np.asarray(np.abs(after - before) > MAX_FLAT_STEP, np.uint8)


def _correlate(
    level: Gray, corners: NDArray[Any], templates: Sequence[CoarseTemplate], cells: int
) -> tuple[NDArray[Any], NDArray[Any], Floats]:
    """Correlate the windows at ``corners`` (n, 2) with all templates.

    Returns, for each of the m pairs of at least MIN_CORRELATION, the index of the corner, that of the template, and the
    correlation: (m) each.
    """
    masks, shades = (np.array(rows) for rows in zip(*(template.in_cells(cells) for template in templates), strict=True))
    # Templates of one shape share a mask, and so the contrast of the window under it.
    distinct_masks, mask_index = np.unique(masks, axis=0, return_inverse=True)
    filled = distinct_masks.sum(axis=1)[:, None]
    # The mean of each cell, wherever it begins; around 0, where single precision is finest.
    means = cv2.blur(level.astype(np.float32) - 128, (CELL_PX, CELL_PX), anchor=(0, 0))
    windows = np.lib.stride_tricks.sliding_window_view(means, (CELL_PX * cells - 1,) * 2)[:, :, ::CELL_PX, ::CELL_PX]
    found = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32))]
    for begin in range(0, len(corners), _BATCH):
        batch = corners[begin : begin + _BATCH]
        y, x = np.resize(batch, (-(-len(batch) // _STACK) * _STACK, 2)).T  # padded to whole stacks
        batch_cells = windows[y, x].reshape(-1, _STACK, cells * cells).swapaxes(1, 2)
        contrast = distinct_masks @ batch_cells**2 - (distinct_masks @ batch_cells) ** 2 / filled
        correlation = (shades @ batch_cells) * (1 / np.sqrt(np.maximum(contrast, 1.0)))[:, mask_index.ravel()]
        stack, template, column = np.unravel_index(np.flatnonzero(correlation >= MIN_CORRELATION), correlation.shape)
        scores, corner = correlation[stack, template, column], begin + _STACK * stack + column
        is_real = corner < begin + len(batch)  # not of the padding
        found.append((corner[is_real], template[is_real], scores[is_real]))
    corner, template, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return corner, template, scores


def _non_maximum_suppression(corners: NDArray[Any], scores: Floats, window: int) -> Iterator[tuple[int, int, float]]:
    """The few best of ``corners`` (n, 2), more than half a window apart, as (x, y, score), best first."""
    for _ in range(MAX_CANDIDATES_PER_SIZE):
        if not len(scores):
            return
        best = int(scores.argmax())
        y, x = corners[best]
        yield int(x), int(y), float(scores[best])
        distant = (np.abs(corners - corners[best]) > window // 2).any(axis=1)
        scores, corners = scores[distant], corners[distant]


def _box(template: CoarseTemplate, x: int, y: int, window: int, factor: float) -> Box:
    """The template's box on the screenshot, where the window at (x, y) of the reduced one holds it."""
    h, w = (window * side / max(template.gray.shape) for side in template.gray.shape)
    left, top = x + (window - w) / 2, y + (window - h) / 2
    return Box(*(round(side / factor) for side in (left, top)), *(max(1, round(side / factor)) for side in (w, h)))
