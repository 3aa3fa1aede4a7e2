"""Tells how much a place on a screenshot is like an icon, looked at closely.

Two icons that differ in one stroke (a microphone, and one that is crossed out) agree well as a whole. So besides the
shades, the edges must agree: a stroke that is missing, too much, or elsewhere shows there most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.load import Pixels

FINE_PX: Final = 48
"""Longer side at which an icon and a place are compared, whatever their own sizes."""
FINE_STEPS: Final = tuple(1 + 0.025 * n for n in range(-3, 4))
"""Sizes that are tried around the one where a place was seen."""
ROUGH_PX: Final = 16
"""Longer side at which a place's size is sought first."""
ROUGH_STEPS: Final = tuple(1.07**n for n in range(-4, 5))
FAINT: Final = 12
"""Contrast (0..255) under which a place shows noise rather than a shape."""
STROKE_PX: Final = 5
"""Side of the smallest part that is looked at by itself, at FINE_PX."""
WORST: Final = 0.2
"""How much the worst part counts beside the whole."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a place agrees with an icon (-1..1): in its shades, its edges, and its worst part."""

    box: Box
    score: float


class Template:
    """An icon (h, w, 3) to compare places with; a ``glyph`` may have any colour on any ground."""

    def __init__(self, icon: Pixels, *, glyph: bool) -> None:
        self.glyph = glyph
        self.own = max(icon.shape[:2])
        # All that follows is made of this: the picture itself may be very large.
        least = max(1.0, self.own / (2 * FINE_PX))
        reduced = tuple(max(1, round(side / least)) for side in (icon.shape[1], icon.shape[0]))
        self._icon = np.asarray(cv2.resize(_seen(icon, glyph=glyph), reduced, interpolation=cv2.INTER_AREA), np.uint8)
        self._shapes: dict[tuple[int, float, int], Pixels] = {}

    def shape(self, longer: int, step: float, sharpness: int) -> Pixels:
        """The icon ``longer`` pixels large times ``step``, with no more detail than at ``sharpness`` pixels."""
        key = longer, step, sharpness
        if key not in self._shapes:
            size = max(self._icon.shape[:2])
            h, w = (max(4, round(side * longer * step / size)) for side in self._icon.shape[:2])
            self._shapes[key] = _resized(self._icon, sharpness * step / size, (w, h))
        return self._shapes[key]


def roughly(pixels: Pixels, model: Template, place: Box) -> Score | None:
    """Where near ``place`` of ``pixels`` (H, W, 3) ``model`` fits best, up to a quarter smaller or larger, in its shades alone.

    None where the icon doesn't fit in.
    """
    fit = _fit(pixels, model, place, ROUGH_PX, ROUGH_STEPS)
    return None if fit is None else Score(fit.box, fit.agreement)


def likeness(pixels: Pixels, model: Template, place: Box) -> Score | None:
    """How the place of ``pixels`` (H, W, 3) near ``place`` is like ``model``, at the position and size that fit best.

    None where the place shows nothing, or the icon doesn't fit in.
    """
    fit = _fit(pixels, model, place, FINE_PX, FINE_STEPS)
    if fit and fit.step in (FINE_STEPS[0], FINE_STEPS[-1]):
        fit = _fit(pixels, model, fit.box, FINE_PX, FINE_STEPS)
    return None if fit is None else _judged(fit)


@dataclass(frozen=True, eq=False)
class _Fit:
    box: Box
    agreement: float
    step: float
    seen: Pixels
    """As ``shape``, which is the icon at that size."""
    shape: Pixels


def _fit(pixels: Pixels, model: Template, place: Box, longer: int, steps: Sequence[float]) -> _Fit | None:
    glyph = model.glyph
    height, width = pixels.shape[:2]
    size = max(place.w, place.h)
    # Both are seen as sharply as the less sharp of them: an icon's own blur would count as a difference of edges.
    sharpness = min(size, longer) if glyph else min(size, model.own, longer)
    reach = boxes.within(boxes.padded(place, (steps[-1] - 1) * size / 2 + 0.1 * size + 2), width, height)
    factor = longer / size
    part = _seen(pixels[reach.y : reach.bottom, reach.x : reach.right], glyph=glyph)
    seen = _resized(part, sharpness / size, (round(reach.w * factor), round(reach.h * factor)))
    best: _Fit | None = None
    for step in steps:
        shape = model.shape(longer, step, sharpness)
        h, w = shape.shape[:2]
        if h > seen.shape[0] or w > seen.shape[1]:
            continue
        agreement = cv2.matchTemplate(seen, shape, cv2.TM_CCOEFF_NORMED)
        agreement = np.where(np.isfinite(agreement) & (agreement <= 1.0001), agreement, -1.0)
        y, x = np.unravel_index(int(np.argmax(np.abs(agreement) if glyph else agreement)), agreement.shape)
        score = abs(float(agreement[y, x])) if glyph else float(agreement[y, x])
        if best is None or score > best.agreement:
            left, top = reach.x + round(x / factor), reach.y + round(y / factor)
            box = boxes.within(Box(left, top, round(w / factor), round(h / factor)), width, height)
            best = _Fit(box, score, step, seen[y : y + h, x : x + w], shape)
    return best


def _seen(pixels: Pixels, *, glyph: bool) -> NDArray[np.uint8]:
    pixels = np.ascontiguousarray(pixels)
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if glyph else pixels, np.uint8)


def _resized(pixels: Pixels, sharpness: float, size: tuple[int, int]) -> Pixels:
    """``pixels`` in another (width, height), with no more detail than at ``sharpness`` of their own size."""
    if sharpness < 1:
        smaller = tuple(max(3, round(side * sharpness)) for side in (pixels.shape[1], pixels.shape[0]))
        pixels = np.asarray(cv2.resize(pixels, smaller, interpolation=cv2.INTER_AREA), np.uint8)
    larger = size[0] >= pixels.shape[1]
    way = cv2.INTER_CUBIC if larger else cv2.INTER_AREA
    return np.asarray(cv2.resize(np.ascontiguousarray(pixels), size, interpolation=way), np.uint8)


def _layers(pixels: NDArray[Any]) -> Floats:
    return np.asarray(pixels if pixels.ndim == 3 else pixels[:, :, None], np.float32)


def _judged(fit: _Fit) -> Score | None:
    icon, place = _layers(fit.shape), _layers(fit.seen)
    shape, seen = icon - icon.mean((0, 1)), place - place.mean((0, 1))
    gain = float((shape * seen).sum() / max(1e-6, (shape * shape).sum()))
    low, high = np.percentile(icon.reshape(-1, icon.shape[2]), (2, 98), axis=0)
    contrast = abs(gain) * float(np.sqrt(np.mean((high - low) ** 2)))
    if contrast < FAINT:
        return None
    # The greatest difference in a part as small as a stroke: about 1 where a stroke is missing.
    rest = _layers(cv2.blur(seen - gain * shape, (STROKE_PX, STROKE_PX)))
    worst = float(np.sqrt(np.mean(rest**2, axis=2)).max()) / contrast
    return Score(fit.box, (fit.agreement + _edges(icon, place)) / 2 - WORST * worst)


def _edges(shape: Floats, seen: Floats) -> float:
    """How well the slopes of two pictures agree in place, direction and strength (0..1)."""
    slopes = [[cv2.Sobel(each.mean(axis=2), cv2.CV_32F, *way) for way in ((1, 0), (0, 1))] for each in (shape, seen)]
    one, other = (np.stack(pair) for pair in slopes)
    return float(abs((one * other).sum()) / max(1e-6, float(np.sqrt((one**2).sum() * (other**2).sum()))))
