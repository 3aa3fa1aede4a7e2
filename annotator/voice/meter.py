"""Measure integrated loudness and true peak as in ITU-R BS.1770-5.

All arrays are mono float32, full scale at ±1. Long recordings are measured in blocks of 4.2 seconds, each padded with the
samples around it, so that an hour takes no more memory than a minute.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache as once

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Powers = npt.NDArray[np.float64]

HOPS = 42
"""Length of a block, in hops of 0.1 s."""
LEAD_HOPS, TAIL_HOPS = 2, 1
"""Padding before and after a block, in hops: longer than the filters ring and the limiter looks ahead."""
_GATE_LUFS = -70.0
"""Absolute gate of BS.1770: quieter windows don't count."""
_K_OFFSET = 0.691
"""Offset of BS.1770 that makes a 997 Hz sine read its level."""


def iter_blocks(samples: Samples | npt.NDArray[np.int16], rate: int) -> Iterator[Samples]:
    """Split samples into padded blocks; there is silence before the first and after the last."""
    return (read_block(samples, rate, number) for number in range(math.ceil(len(samples) / (HOPS * (rate // 10)))))


def read_block(samples: Samples | npt.NDArray[np.int16], rate: int, number: int) -> Samples:
    """The padded block with an index, as float32. Long recordings can stay in memory as 16-bit integers."""
    return pad_block(samples, rate // 10, number) / np.float32(32767 if samples.dtype == np.int16 else 1)


def pad_block(values: Samples | npt.NDArray[np.int16], hop: int, number: int, outside: float = 0.0) -> Samples:
    """Cut block ``number`` with its padding out of values of which there are ``hop`` per 0.1 s.

    Beyond both ends of ``values`` the padding is ``outside``.
    """
    result = np.full((LEAD_HOPS + HOPS + TAIL_HOPS) * hop, outside, dtype=np.float32)
    first = (number * HOPS - LEAD_HOPS) * hop
    known = values[max(0, first) : first + len(result)]
    result[max(0, -first) : max(0, -first) + len(known)] = known
    return result


def trim_padding(block: Samples, rate: int) -> Samples:
    """A block without its padding."""
    hop = rate // 10
    return block[LEAD_HOPS * hop : (LEAD_HOPS + HOPS) * hop]


def measure_powers(block: Samples, rate: int) -> Powers:
    """The K-weighted power of each hop of a padded block: (HOPS,)."""
    hop = rate // 10
    weighted: Samples = np.fft.irfft(np.fft.rfft(block) * _k_weighting(len(block), rate), len(block)).astype(np.float32)
    power: Powers = np.square(trim_padding(weighted, rate)).reshape(HOPS, hop).mean(axis=1, dtype=np.float64)
    return power


def measure_hop_powers(samples: Samples, rate: int, hop: int) -> Powers:
    """The K-weighted power of each ``hop`` samples of a whole sound, with silence after it.

    Of sounds with silence between them, the sequences of powers may be joined.
    """
    hops = math.ceil(len(samples) / hop)
    length = (hops + math.ceil(rate / 10 / hop)) * hop
    spectrum = np.fft.rfft(samples, length) * _k_weighting(length, rate)
    weighted: Samples = np.fft.irfft(spectrum, length)[: hops * hop].astype(np.float32)
    power: Powers = np.square(weighted).reshape(hops, hop).mean(axis=1, dtype=np.float64)
    return power


def integrate_loudness(power: Powers, hops: float) -> float:
    """Gated integrated loudness in LUFS from the powers of all hops; minus infinity for silence.

    ``hops`` is the exact length, which may end within a hop. Audio shorter than a gating window (0.4 s) counts as one.
    """
    if hops < 4:
        windows = np.array([power.sum() / hops if hops else 0.0])
    else:
        total = np.concatenate(([0.0], np.cumsum(power[: int(hops)])))
        windows = (total[4:] - total[:-4]) / 4
    windows = windows[windows > 10 ** ((_GATE_LUFS + _K_OFFSET) / 10)]
    if windows.size == 0:
        return -math.inf
    # The relative gate is 10 LU below the mean.
    return float(10 * np.log10(windows[windows > windows.mean() / 10].mean()) - _K_OFFSET)


def measure_loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    if not len(samples):
        return -math.inf
    power = np.concatenate([measure_powers(block, rate) for block in iter_blocks(samples, rate)])
    return integrate_loudness(power, len(samples) / (rate // 10))


def measure_true_peak(samples: Samples, rate: int) -> float:
    """True peak in dBTP, measured with fourfold oversampling; minus infinity for silence."""
    if not len(samples):
        return -math.inf
    highest = max(float(samples.max()), -float(samples.min()))
    for part in iter_blocks(samples, rate):
        highest = max(highest, float(peak_envelope(part, highest).max()))
    return 20 * math.log10(highest) if highest > 0 else -math.inf


def peak_envelope(samples: Samples, above: float) -> Samples:
    """The largest absolute value up to the next sample, with fourfold oversampling, for each sample.

    Exact only where it may reach ``above``; elsewhere it is the sample itself, which is cheaper. That relies on a peak
    being at most twice its larger neighbour, which only tones close to half the sample rate violate.
    """
    highest = np.abs(samples).astype(np.float32)
    high = highest >= above / 2
    high[1:] |= high[:-1].copy()
    spots = np.flatnonzero(high)
    if not len(spots):
        return highest
    if len(spots) > len(samples) // 8:
        between = [np.abs(np.convolve(samples, taps)[11 : 11 + len(samples)]) for taps in _interpolation_filters().T]
        return np.asarray(np.maximum(highest, np.max(between, axis=0)), dtype=np.float32)
    padded = np.pad(samples, 12)
    nearby = np.lib.stride_tricks.sliding_window_view(padded, 24)[spots]
    highest[spots] = np.maximum(highest[spots], np.abs(nearby[:, ::-1] @ _interpolation_filters()).max(axis=1))
    return highest


@once
def _interpolation_filters() -> Samples:
    """Interpolation filters for the points at 1/4, 1/2 and 3/4 between two samples: (24, 3)."""
    taps = np.arange(-12, 12)
    window = np.kaiser(24, 6.0)
    filters = [np.sinc(taps + part) * window for part in (0.25, 0.5, 0.75)]
    return np.stack([values / values.sum() for values in filters], axis=1).astype(np.float32)


@once
def _k_weighting(length: int, rate: int) -> npt.NDArray[np.complex64]:
    """Frequency response of BS.1770's K-weighting (both filters), for an FFT of ``length`` samples."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(length, 1 / rate) / 48_000)
    # Coefficients of BS.1770-5, tables 1 and 2, given for 48 kHz.
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(shelf * high_pass, dtype=np.complex64)
