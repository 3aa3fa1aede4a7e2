"""The limiter lets no peak through, and changes nothing that is far from one."""

from __future__ import annotations

import numpy as np

from annotator.model import SAMPLE_RATE
from annotator.voice import limiter, meter
from tests.helpers.voices import tone


def test_peaks_come_under_the_ceiling_and_the_rest_stays() -> None:
    samples = tone(1, 0.2, SAMPLE_RATE).samples.copy()
    samples[12_000:12_010] += 0.7
    settings = limiter.LimiterSettings(ceiling_dbtp=-6.0)
    limited = limiter.limit(samples, settings, None)
    assert meter.measure_true_peak(limited, SAMPLE_RATE) <= -6.0
    assert np.array_equal(limited[:11_700], samples[:11_700])
    assert np.array_equal(limited[12_400:], samples[12_400:])


def test_a_reduction_holds_for_its_cells() -> None:
    samples = tone(4.5, 0.1, SAMPLE_RATE).samples
    factors = np.ones(len(samples) // limiter.CELL_SAMPLES, dtype=np.float32)
    factors[100] = 0.5
    settings = limiter.LimiterSettings(ceiling_dbtp=-1.0, reduction=factors)
    around = limiter.reduction_around(settings, 0)
    assert around is not None
    limited = meter.trim_padding(
        limiter.limit(meter.read_block(samples, SAMPLE_RATE, 0), settings, around), SAMPLE_RATE
    )
    first = 100 * limiter.CELL_SAMPLES
    gain = np.abs(limited[first : first + 120]).max() / np.abs(samples[first : first + 120]).max()
    assert gain <= 0.51
    assert np.array_equal(limited[: first - 300], samples[: first - 300])
