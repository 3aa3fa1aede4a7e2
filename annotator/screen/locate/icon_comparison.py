"""Compare an icon with one place on a screenshot, at sizes around that of the place, and find where near by it fits best.

`compare_roughly` estimates the size of a place that was found in a coarse search; `compare_closely` tells icons apart that look
alike at small sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.boxes import Detection
from annotator.screen.load import Pixels

Floats = NDArray[np.float32]
FINE_PX: Final = 48
"""Longer side to which a place is resized to be compared closely; the icon is a little smaller or larger."""
FINE_STEPS: Final = tuple(1 + 0.025 * n for n in range(-3, 4))
"""Sizes that are tried, relative to that of the place."""
ROUGH_PX: Final = 16
"""Longer side at which the size of a place is estimated first."""
ROUGH_STEPS: Final = tuple(1.07**n for n in range(-4, 5))
"""Sizes that are tried for that, relative to that of the place."""
MIN_CONTRAST: Final = 12
"""Contrast (0..255) of the icon's shape in a place under which that shows noise."""
STROKE_PX: Final = 5
"""Side of the smallest part that is compared by itself, at FINE_PX: the width of a stroke."""
WORST_WEIGHT: Final = 0.2
"""Weight of the worst part beside the whole."""


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
        """The icon ``longer`` × ``step`` pixels large, with no more detail than at ``sharpness`` × ``step`` pixels."""
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
    """How well the gradients of two pictures (h, w, c) agree in place, direction and strength (0..1), or are all opposite."""

    def gradients(picture: Floats) -> Floats:
        gray = picture.mean(axis=2)
        return np.stack([cv2.Sobel(gray, cv2.CV_32F, 1, 0), cv2.Sobel(gray, cv2.CV_32F, 0, 1)])

    of_icon, of_place = gradients(icon), gradients(place)
    strength = float(np.sqrt((of_icon**2).sum() * (of_place**2).sum()))
    return float(abs((of_icon * of_place).sum()) / max(1e-6, strength))
