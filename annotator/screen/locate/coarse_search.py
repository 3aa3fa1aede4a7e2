"""Search for icon candidates at many sizes in one pass, since a close comparison of every place would be too slow.

For each size, the screenshot is reduced until an icon of that size is about 16 pixels large. Every window with edges on all
sides becomes a column of one matrix, every template a row of another; their product gives the normalised cross-correlation
of all pairs. Windows are compared in cells of two pixels, but start at every pixel, so that none between two cells is missed.

`compare_roughly` and `compare_closely` then compare one template with one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.boxes import Detection
from annotator.screen.load import Pixels

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

Gray = NDArray[np.uint8]
"""(H, W)."""
FINE_PX: Final = 48
"""Longer side at which an icon and a place are compared closely, whatever their own sizes."""
FINE_STEPS: Final = tuple(1 + 0.025 * n for n in range(-3, 4))
"""Sizes that are tried, relative to that of the place."""
ROUGH_PX: Final = 16
"""Longer side at which the size of a place is estimated first."""
ROUGH_STEPS: Final = tuple(1.07**n for n in range(-4, 5))
MIN_CONTRAST: Final = 12
"""Contrast (0..255) under which a place shows noise rather than a shape."""
STROKE_PX: Final = 5
"""Side of the smallest part that is compared by itself, at FINE_PX: the width of a stroke."""
WORST_WEIGHT: Final = 0.2
"""Weight of the worst part beside the whole."""


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

        Returns the share of each cell that it fills (0..1), and its greys there, of mean 0 and length 1.
        """
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


def find_candidates(
    pixels: Pixels, templates: Sequence[CoarseTemplate], sizes: Sequence[float]
) -> list[list[Detection]]:
    """The candidates of each template on ``pixels`` (H, W, 3), in no order.

    ``sizes`` (pixels) are those to search at; each template is searched at those within its own range.
    """
    gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    found: list[list[Detection]] = [[] for _ in templates]
    for size in sizes:
        own = [n for n, template in enumerate(templates) if template.min_size <= size <= template.max_size]
        if own:
            for n, candidates in zip(own, _search_at_size(gray, [templates[n] for n in own], size), strict=True):
                found[n] += candidates
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
    which, kind, scores = _correlate(level, corners, templates, cells)
    found: list[list[Detection]] = []
    for number, template in enumerate(templates):
        own = kind == number
        peaks = _non_maximum_suppression(corners[which[own]], scores[own], window)
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

    Returns, for each of the m pairs above MIN_CORRELATION, the index of the corner, that of the template, and the
    correlation: (m) each.
    """
    masks, shades = (np.array(rows) for rows in zip(*(template.in_cells(cells) for template in templates), strict=True))
    # Templates of one shape share a mask, and so the contrast of the window under it.
    kinds, kind = np.unique(masks, axis=0, return_inverse=True)
    filled = kinds.sum(axis=1)[:, None]
    # The mean of each cell, wherever it begins; around 0, where single precision is finest.
    means = cv2.blur(level.astype(np.float32) - 128, (CELL_PX, CELL_PX), anchor=(0, 0))
    windows = np.lib.stride_tricks.sliding_window_view(means, (CELL_PX * cells - 1,) * 2)[:, :, ::CELL_PX, ::CELL_PX]
    found = [(np.zeros(0, int), np.zeros(0, int), np.zeros(0, np.float32))]
    for begin in range(0, len(corners), _BATCH):
        batch = corners[begin : begin + _BATCH]
        y, x = np.resize(batch, (-(-len(batch) // _STACK) * _STACK, 2)).T  # padded to whole stacks
        batch_cells = windows[y, x].reshape(-1, _STACK, cells * cells).swapaxes(1, 2)
        contrast = kinds @ batch_cells**2 - (kinds @ batch_cells) ** 2 / filled
        correlation = (shades @ batch_cells) * (1 / np.sqrt(np.maximum(contrast, 1.0)))[:, kind.ravel()]
        stack, which, place = np.unravel_index(np.flatnonzero(correlation >= MIN_CORRELATION), correlation.shape)
        scores, corner = correlation[stack, which, place], begin + _STACK * stack + place
        own = corner < begin + len(batch)
        found.append((corner[own], which[own], scores[own]))
    corner, which, scores = (np.concatenate(each) for each in zip(*found, strict=True))
    return corner, which, scores


def _non_maximum_suppression(corners: NDArray[Any], scores: Floats, window: int) -> Iterator[tuple[int, int, float]]:
    """The best of ``corners`` (n, 2), more than half a window apart, as (x, y, score), best first."""
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


Floats = NDArray[np.float32]


class Template:
    """An icon (h, w, 3) to compare places with."""

    def __init__(self, icon: Pixels) -> None:
        self.size = max(icon.shape[:2])
        """Longer side of the icon itself, in pixels."""
        # All sizes are made of this one, since the icon itself may be very large.
        factor = max(1.0, self.size / (2 * FINE_PX))
        reduced = tuple(max(1, round(side / factor)) for side in (icon.shape[1], icon.shape[0]))
        self._icon = np.asarray(cv2.resize(icon, reduced, interpolation=cv2.INTER_AREA), np.uint8)
        self._resized: dict[tuple[int, float, int], Pixels] = {}

    def resized(self, longer: int, step: float, sharpness: int) -> Pixels:
        """The icon ``longer`` × ``step`` pixels large, with no more detail than at ``sharpness`` pixels."""
        key = longer, step, sharpness
        if key not in self._resized:
            size = max(self._icon.shape[:2])
            h, w = (max(4, round(side * longer * step / size)) for side in self._icon.shape[:2])
            self._resized[key] = _resize(self._icon, sharpness * step / size, (w, h))
        return self._resized[key]


def compare_roughly(pixels: Pixels, template: Template, place: Box) -> Detection | None:
    """The best fit of ``template`` near ``place`` on ``pixels`` (H, W, 3), up to a quarter smaller or a third larger.

    Compares the shades alone. None if the template doesn't fit in.
    """
    fit = _best_fit(pixels, template, place, ROUGH_PX, ROUGH_STEPS)
    return None if fit is None else Detection(fit.box, fit.correlation)


def compare_closely(pixels: Pixels, template: Template, place: Box) -> Detection | None:
    """The similarity of ``template`` and the place near ``place`` on ``pixels`` (H, W, 3) where it fits best.

    Compares shades, edges and the worst part. None if the place shows nothing, or the template doesn't fit in.
    """
    fit = _best_fit(pixels, template, place, FINE_PX, FINE_STEPS)
    if fit and fit.step in (FINE_STEPS[0], FINE_STEPS[-1]):
        fit = _best_fit(pixels, template, fit.box, FINE_PX, FINE_STEPS)
    return None if fit is None else _score(fit)


@dataclass(frozen=True, eq=False)
class _Fit:
    """A place and a template at the same size, with their correlation.

    For a 48-pixel icon: ``_Fit(Box(24, 96, 48, 48), 0.91, 1.0, place, icon)``.

    Attributes:
        box: the place, in pixels of the screenshot.
        correlation: the correlation of the shades (-1..1).
        step: the size of the icon relative to the place, one of those tried.
        place: the pixels of the place, (h, w, 3).
        icon: the pixels of the icon, (h, w, 3).
    """

    box: Box
    correlation: float
    step: float
    place: Pixels
    icon: Pixels


def _best_fit(pixels: Pixels, template: Template, place: Box, longer: int, steps: Sequence[float]) -> _Fit | None:
    """The size (one of ``steps``) and position near ``place`` at which the shades correlate best."""
    height, width = pixels.shape[:2]
    size = max(place.w, place.h)
    # Both are as sharp as the less sharp of them: an icon's own blur would count as a difference of edges.
    sharpness = min(size, template.size, longer)
    reach = boxes.clipped(boxes.inflated(place, (steps[-1] - 1) * size / 2 + 0.1 * size + 2), width, height)
    factor = longer / size
    part = np.ascontiguousarray(pixels[reach.y : reach.bottom, reach.x : reach.right])
    resized = _resize(part, sharpness / size, (round(reach.w * factor), round(reach.h * factor)))
    best: _Fit | None = None
    for step in steps:
        icon = template.resized(longer, step, sharpness)
        h, w = icon.shape[:2]
        if h > resized.shape[0] or w > resized.shape[1]:
            continue
        correlations = cv2.matchTemplate(resized, icon, cv2.TM_CCOEFF_NORMED)
        # On flat background OpenCV divides by nothing.
        correlations = np.where(np.isfinite(correlations) & (correlations <= 1.0001), correlations, -1.0)
        y, x = np.unravel_index(int(np.argmax(correlations)), correlations.shape)
        correlation = float(correlations[y, x])
        if best is None or correlation > best.correlation:
            left, top = reach.x + round(x / factor), reach.y + round(y / factor)
            box = boxes.clipped(Box(left, top, round(w / factor), round(h / factor)), width, height)
            best = _Fit(box, correlation, step, resized[y : y + h, x : x + w], icon)
    return best


def _resize(pixels: Pixels, sharpness: float, size: tuple[int, int]) -> Pixels:
    """``pixels`` in another ``size`` (width, height), with no more detail than at ``sharpness`` times their own."""
    if sharpness < 1:
        smaller = tuple(max(3, round(side * sharpness)) for side in (pixels.shape[1], pixels.shape[0]))
        pixels = np.asarray(cv2.resize(pixels, smaller, interpolation=cv2.INTER_AREA), np.uint8)
    method = cv2.INTER_CUBIC if size[0] >= pixels.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(np.ascontiguousarray(pixels), size, interpolation=method), np.uint8)


def _score(fit: _Fit) -> Detection | None:
    """The similarity of a fit: the mean of shades and edges, less the worst part; None if the place is too faint."""
    icon, place = fit.icon.astype(np.float32), fit.place.astype(np.float32)
    shape, scene = icon - icon.mean((0, 1)), place - place.mean((0, 1))
    gain = float((shape * scene).sum() / max(1e-6, (shape * shape).sum()))
    low, high = np.percentile(icon.reshape(-1, 3), (2, 98), axis=0)
    contrast = abs(gain) * float(np.sqrt(np.mean((high - low) ** 2)))
    if contrast < MIN_CONTRAST:
        return None
    # The greatest difference in a part as small as a stroke: about 1 where a stroke is missing.
    residual = cv2.blur(scene - gain * shape, (STROKE_PX, STROKE_PX))
    worst = float(np.sqrt(np.mean(residual**2, axis=2)).max()) / contrast
    return Detection(fit.box, (fit.correlation + _edge_correlation(icon, place)) / 2 - WORST_WEIGHT * worst)


def _edge_correlation(icon: Floats, place: Floats) -> float:
    """How well the gradients of two pictures (h, w, c) agree in place, direction and strength (0..1)."""
    gradients = [[cv2.Sobel(each.mean(axis=2), cv2.CV_32F, *way) for way in ((1, 0), (0, 1))] for each in (icon, place)]
    one, other = (np.stack(pair) for pair in gradients)
    return float(abs((one * other).sum()) / max(1e-6, float(np.sqrt((one**2).sum() * (other**2).sum()))))
