"""Limit the peaks of audio: a gain that falls smoothly before each peak, and rises again after it.

All arrays are mono float32, full scale at ±1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from annotator.model import SAMPLE_RATE
from annotator.voice import meter
from annotator.voice.meter import Samples

SLOW_WINDOW, FAST_WINDOW = round(0.005 * SAMPLE_RATE), round(0.00025 * SAMPLE_RATE)
"""Half windows of the limiter, in samples: its attack and release. Voice gets the slow one (5 ms), clicks the fast one."""
CELL_SAMPLES = 120
"""Length of the cells that have a gain reduction of their own against peaks that the encoder raised."""


@dataclass(frozen=True, slots=True)
class LimiterSettings:
    """Settings of the limiter.

    Attributes:
        gain_db: gain before the limiter.
        ceiling_dbtp: highest true peak after it.
        half_window: attack and release, in samples.
        reduction: factors (0..1) for successive cells of ``CELL_SAMPLES``, or None for no reduction.
    """

    gain_db: float = 0.0
    ceiling_dbtp: float = math.inf
    half_window: int = SLOW_WINDOW
    reduction: Samples | None = None


def limit(block: Samples, settings: LimiterSettings, reduction: Samples | None) -> Samples:
    """Apply gain to a padded block and limit its peaks; the gain falls smoothly within half a window before each peak."""
    if settings.gain_db:
        block = block * np.float32(db_to_factor(settings.gain_db))
    ceiling = ceiling_factor(settings)
    if math.isinf(ceiling):
        return block
    envelope = meter.peak_envelope(block, ceiling)
    if float(envelope.max()) <= ceiling and reduction is None:
        return block
    needed = np.minimum(1.0, ceiling / np.maximum(envelope, 1e-9)).astype(np.float32)
    if reduction is not None:
        needed *= reduction
    window = np.hanning(2 * settings.half_window + 1).astype(np.float32)
    padded = np.pad(_rolling_minimum(needed, settings.half_window), settings.half_window, mode="edge")
    return (block * np.convolve(padded, window / window.sum(), mode="valid")).astype(np.float32)


def reduction_around(settings: LimiterSettings, number: int) -> Samples | None:
    """The reduction factor for each sample of a padded block; None if all are 1."""
    if settings.reduction is None:
        return None
    cells = meter.pad_block(settings.reduction, SAMPLE_RATE // 10 // CELL_SAMPLES, number, outside=1.0)
    return np.repeat(cells, CELL_SAMPLES) if float(cells.min()) < 1 else None


def _rolling_minimum(values: Samples, reach: int) -> Samples:
    """The smallest value within ``reach`` samples on either side."""
    padded = np.pad(values, reach, mode="edge")
    width, done = 2 * reach + 1, 1
    while done < width:
        step = min(done, width - done)
        padded = np.minimum(padded[:-step], padded[step:])
        done += step
    return padded


def ceiling_factor(settings: LimiterSettings) -> float:
    """The highest value that the limiter lets through."""
    # 0.1 dB lower, since gain reduction itself raises peaks between samples.
    return db_to_factor(settings.ceiling_dbtp - 0.1)


def db_to_factor(decibel: float) -> float:
    """The factor of a gain in dB."""
    return float(10 ** (decibel / 20))


def factor_to_db(factor: float) -> float:
    """The level in dB of a factor; minus infinity for 0."""
    return 20 * math.log10(factor) if factor > 0 else -math.inf
