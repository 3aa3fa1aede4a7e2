"""Measure integrated loudness and true peak as in ITU-R BS.1770-5.

All arrays are mono float32, full scale at ±1. Long sound is measured in blocks of a few seconds, each with its
surroundings, so that an hour takes no more memory than a minute. Plain NumPy.
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
"""Hops of 0.1 s in a block."""
LEAD_HOPS, TAIL_HOPS = 2, 1
"""Hops around a block: longer than the filters ring, and than the limiter looks ahead."""
_GATE_LUFS = -70.0


def blocks(samples: Samples | npt.NDArray[np.int16], rate: int) -> Iterator[Samples]:
    """The sound in blocks of 4.2 s, each with 0.2 s before and 0.1 s after it; silence around the whole."""
    return (block(samples, rate, number) for number in range(math.ceil(len(samples) / (HOPS * (rate // 10)))))


def block(samples: Samples | npt.NDArray[np.int16], rate: int, number: int) -> Samples:
    """A block by its number. Samples of 16 bit become float32 here, so that the whole need not be in memory as such."""
    return around(samples, rate // 10, number) / np.float32(32767 if samples.dtype == np.int16 else 1)


def around(values: Samples | npt.NDArray[np.int16], hop: int, number: int, outside: float = 0.0) -> Samples:
    """A block and its surroundings of ``hop`` values per tenth of a second, padded with ``outside`` at both ends."""
    result = np.full((LEAD_HOPS + HOPS + TAIL_HOPS) * hop, outside, dtype=np.float32)
    first = (number * HOPS - LEAD_HOPS) * hop
    known = values[max(0, first) : first + len(result)]
    result[max(0, -first) : max(0, -first) + len(known)] = known
    return result


def body(block: Samples, rate: int) -> Samples:
    """A block without its surroundings."""
    hop = rate // 10
    return block[LEAD_HOPS * hop : (LEAD_HOPS + HOPS) * hop]


def powers(block: Samples, rate: int) -> Powers:
    """The K-weighted power of each of a block's ``HOPS`` tenths of a second."""
    hop = rate // 10
    weighted: Samples = np.fft.irfft(np.fft.rfft(block) * _weights(len(block), rate), len(block)).astype(np.float32)
    power: Powers = np.square(body(weighted, rate)).reshape(HOPS, hop).mean(axis=1, dtype=np.float64)
    return power


def integrated(power: Powers, hops: float) -> float:
    """Integrated loudness in LUFS, gated, of ``hops`` tenths of a second; minus infinity for silence.

    Sound shorter than one window of 0.4 s is measured as one window.
    """
    if hops < 4:
        windows = np.array([power.sum() / hops if hops else 0.0])
    else:
        total = np.concatenate(([0.0], np.cumsum(power[: int(hops)])))
        windows = (total[4:] - total[:-4]) / 4
    windows = windows[windows > 10 ** ((_GATE_LUFS + 0.691) / 10)]
    if windows.size == 0:
        return -math.inf
    return float(10 * np.log10(windows[windows > windows.mean() / 10].mean()) - 0.691)


def loudness(samples: Samples, rate: int) -> float:
    """Integrated loudness in LUFS; minus infinity for silence."""
    if not len(samples):
        return -math.inf
    power = np.concatenate([powers(block, rate) for block in blocks(samples, rate)])
    return integrated(power, len(samples) / (rate // 10))


def true_peak(samples: Samples, rate: int) -> float:
    """The peak between the samples in dBTP, at four times the rate; minus infinity for silence."""
    if not len(samples):
        return -math.inf
    highest = max(float(samples.max()), -float(samples.min()))
    for part in blocks(samples, rate):
        highest = max(highest, float(envelope(part, highest).max()))
    return 20 * math.log10(highest) if highest > 0 else -math.inf


def envelope(samples: Samples, above: float) -> Samples:
    """The largest absolute value around each sample, at four times the rate.

    Exact where it may reach ``above``, and cheap elsewhere: a peak is at most twice the larger of its two samples, but
    for a whistle near half of the rate.
    """
    highest = np.abs(samples).astype(np.float32)
    high = highest >= above / 2
    high[1:] |= high[:-1].copy()
    spots = np.flatnonzero(high)
    if not len(spots):
        return highest
    if len(spots) > len(samples) // 8:
        between = [np.abs(np.convolve(samples, taps)[11 : 11 + len(samples)]) for taps in _between().T]
        return np.asarray(np.maximum(highest, np.max(between, axis=0)), dtype=np.float32)
    padded = np.pad(samples, 12)
    around = np.lib.stride_tricks.sliding_window_view(padded, 24)[spots]
    highest[spots] = np.maximum(highest[spots], np.abs(around[:, ::-1] @ _between()).max(axis=1))
    return highest


@once
def _between() -> Samples:
    """Interpolation filters, one a column, for a quarter, a half and three quarters of the way between two samples."""
    taps = np.arange(-12, 12)
    window = np.kaiser(24, 6.0)
    filters = [np.sinc(taps + part) * window for part in (0.25, 0.5, 0.75)]
    return np.stack([values / values.sum() for values in filters], axis=1).astype(np.float32)


@once
def _weights(length: int, rate: int) -> npt.NDArray[np.complex64]:
    """K-weighting: the frequency response of BS.1770's two filters."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(length, 1 / rate) / 48_000)
    # Coefficients of BS.1770-5, tables 1 and 2, given for 48 kHz.
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(shelf * high_pass, dtype=np.complex64)
