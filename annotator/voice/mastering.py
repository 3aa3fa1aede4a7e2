"""Bring sound to the common loudness with its peaks below a limit, before an encoder and after it.

The loudness that the limiter costs is measured before anything is encoded. Encoders at low rates raise peaks, by how
much only the finished file shows: it is decoded and measured, and encoded once more where it misses.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from annotator.errors import OutputError
from annotator.loudness import CLIP_PEAK_DBTP, LOUDNESS_LUFS, Loudness
from annotator.model import SAMPLE_RATE
from annotator.voice import meter
from annotator.voice.meter import Powers, Samples

_GENTLE, _QUICK = round(0.005 * SAMPLE_RATE), round(0.00025 * SAMPLE_RATE)
"""Attack and release of the limiter, in samples on each side of a peak."""
_CELL = 120
"""Samples that share one value of gain reduction made for the encoder."""
_LOUDEST_GAIN_DB = 50.0
_GENTLY_DB, _QUICKLY_DB = 6.0, 20.0
"""Most make-up gain behind the limiter: more would raise the noise of the room and little else."""
_NEAR_LU, _NEAR_DB = 0.6, 0.3
"""Sound this close to loudness and peak is encoded as it is."""
_FINE_LU, _FINE_PEAK_DBTP = 1.0, -0.7
"""A file within these is not corrected; the promise (1.5 LU, -0.5 dBTP) is wider, since decoders differ."""
_TOO_QUIET_LU = 1.3
"""Most loudness that a lower ceiling may cost."""
_LIFTED_DBTP = -2.8
"""Where the encoder raised a peak above this, and some were too high, the second file has its gain reduced."""


@dataclass(frozen=True, slots=True)
class LimiterSettings:
    """Gain and peak ceiling of the limiter, half its window in samples, and a factor for each cell whose peaks were raised."""

    gain_db: float = 0.0
    ceiling_dbtp: float = math.inf
    half_window: int = _GENTLE
    reduction: Samples | None = None


class Mix:
    """Sound to be mastered: mono, ``SAMPLE_RATE``, float32 or 16 bit; measured when it is constructed."""

    def __init__(self, samples: Samples | npt.NDArray[np.int16]) -> None:
        self._samples = samples
        self._hops = len(samples) / (SAMPLE_RATE // 10)
        self._powers: list[Powers] = []
        self._peaks: list[float] = []
        for block in self._blocks():
            self._powers.append(meter.powers(block, SAMPLE_RATE))
            self._peaks.append(float(meter.envelope(block, float(np.abs(block).max())).max()))
        self.lufs = self._integrated(self._powers)
        self.peak_dbtp = _decibel(max(self._peaks, default=0.0))

    def is_mastered(self) -> bool:
        """Whether it needs no mastering, as clips that have the common loudness one by one."""
        return abs(LOUDNESS_LUFS - self.lufs) <= _NEAR_LU and self.peak_dbtp <= CLIP_PEAK_DBTP + _NEAR_DB

    def loudness_after(self, settings: LimiterSettings) -> float:
        """Its integrated loudness after limiting, in LUFS."""
        gain = _factor(settings.gain_db)
        powers = []
        for number, (power, peak) in enumerate(zip(self._powers, self._peaks, strict=True)):
            reduction = _reduction_around(settings, number)
            if peak * gain <= _ceiling(settings) and reduction is None:
                powers.append(power * gain**2)
            else:
                powers.append(meter.powers(_limit(self._block(number), settings, reduction), SAMPLE_RATE))
        return self._integrated(powers)

    def fit(self, lufs: float, ceiling_dbtp: float, reduction: Samples | None = None) -> tuple[LimiterSettings, float]:
        """The settings that come closest to a loudness below a ceiling, and the loudness they result in."""
        if math.isinf(self.lufs):
            return LimiterSettings(), self.lufs
        plain = LimiterSettings(min(lufs - self.lufs, _LOUDEST_GAIN_DB), ceiling_dbtp, reduction=reduction)
        gentle = self._solve(lufs, plain, plain.gain_db + _GENTLY_DB)
        if abs(lufs - gentle[1]) <= _NEAR_LU:
            return gentle
        # Peaks so far above the rest are knocks and clicks, not voice: they may be limited fast.
        quick = self._solve(lufs, replace(plain, half_window=_QUICK), plain.gain_db + _QUICKLY_DB)
        return min(gentle, quick, key=lambda pair: abs(lufs - pair[1]))

    def _solve(self, lufs: float, settings: LimiterSettings, most: float) -> tuple[LimiterSettings, float]:
        """The gain between that of ``settings`` and ``most`` dB that comes closest to a loudness, by secants."""
        slope = 0.6
        tried: list[tuple[LimiterSettings, float]] = []
        while len(tried) < 5:
            tried.append((settings, self.loudness_after(settings)))
            missing = lufs - tried[-1][1]
            if abs(missing) < 0.1:
                break
            if len(tried) > 1:
                (before, was), (now, is_) = tried[-2:]
                slope = min(1.0, max(0.2, (is_ - was) / (now.gain_db - before.gain_db)))
            # Behind a limiter one decibel of gain adds less than one of loudness, and less still for a peaky voice.
            gain = min(most, _LOUDEST_GAIN_DB, settings.gain_db + missing / slope)
            if abs(gain - settings.gain_db) < 0.05:
                break
            settings = replace(settings, gain_db=gain)
        return min(tried, key=lambda pair: abs(lufs - pair[1]))

    def render(self, settings: LimiterSettings) -> Iterator[Samples]:
        """The mastered sound, block by block."""
        left = len(self._samples)
        for number in range(len(self._powers)):
            block = meter.body(_limit(self._block(number), settings, _reduction_around(settings, number)), SAMPLE_RATE)
            yield block[:left]
            left -= len(block)

    def _integrated(self, powers: list[Powers]) -> float:
        return meter.integrated(np.concatenate(powers), self._hops) if powers else -math.inf

    def _blocks(self) -> Iterator[Samples]:
        return meter.blocks(self._samples, SAMPLE_RATE)

    def _block(self, number: int) -> Samples:
        return meter.block(self._samples, SAMPLE_RATE, number)


def normalize_loudness(samples: Samples) -> Samples:
    """Samples at the common loudness, within 0.1 LU if possible, with no true peak over ``CLIP_PEAK_DBTP``."""
    mix = Mix(samples)
    if math.isinf(mix.lufs):
        return samples
    settings, _ = mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    return np.concatenate(list(mix.render(settings)))


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoder with its decoder: write samples to a file, measure a file, decode it.

    Samples are at ``SAMPLE_RATE``. With its last argument true, ``write`` spends half as much data again.
    """

    write: Callable[[Iterator[Samples], Path, bool], None]
    measure: Callable[[Path], Loudness]
    listen: Callable[[Path], Samples]


def encode(mix: Mix, path: Path, codec: Codec) -> Loudness:
    """Encode at the common loudness, and return the loudness of the file.

    At most two files are encoded, the second beside ``path`` for a moment, and the better one is kept. Raises
    OutputError if the encoder made silence of sound.
    """
    settings, lufs = (LimiterSettings(), mix.lufs) if mix.is_mastered() else mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    codec.write(mix.render(settings), path, False)
    heard = codec.measure(path)
    if heard.silent and lufs > -40:
        raise OutputError(
            "ffmpeg made a sound in which nothing can be heard.",
            "Install it again: python -m pip install --force-reinstall imageio-ffmpeg.",
        )
    if heard.silent or (abs(heard.missing_lu) <= _FINE_LU and heard.peak_dbtp <= _FINE_PEAK_DBTP):
        return heard
    other = path.with_name(path.name + ".2")
    try:
        if heard.peak_dbtp > _FINE_PEAK_DBTP:
            settings = _lower_peaks(mix, settings, heard, lost_lu=lufs - heard.lufs, sound=codec.listen(path))
        else:
            settings, _ = mix.fit(lufs + heard.missing_lu, CLIP_PEAK_DBTP)
        # Peaks rise by what the encoder leaves out, so a higher rate raises them less.
        codec.write(mix.render(settings), other, heard.peak_dbtp > _FINE_PEAK_DBTP)
        again = codec.measure(other)
        if again.excess_db <= heard.excess_db:
            other.replace(path)
            heard = again
    finally:
        other.unlink(missing_ok=True)
    return heard


def _lower_peaks(
    mix: Mix, settings: LimiterSettings, heard: Loudness, lost_lu: float, sound: Samples
) -> LimiterSettings:
    """Settings that compensate for the peaks and the loudness that an encoder added or took."""
    # Its noise raises peaks at random, so that reducing those of the first file is not enough; and noise rises with the
    # gain that makes up for a lower ceiling. A little less loudness avoids much of both.
    excess = heard.peak_dbtp - _FINE_PEAK_DBTP
    target = LOUDNESS_LUFS + max(0.0, lost_lu) - min(1.0, 0.5 * excess)
    highest = min(CLIP_PEAK_DBTP, mix.peak_dbtp + settings.gain_db)
    ceiling, reduction = highest - 1.2 - 0.9 * excess, _peak_reduction(sound)
    corrected, lufs = mix.fit(target, ceiling, reduction)
    too_quiet = LOUDNESS_LUFS + max(0.0, lost_lu) - lufs - _TOO_QUIET_LU
    if too_quiet > 0:
        corrected, _ = mix.fit(target, min(highest, ceiling + 2 * too_quiet), reduction)
    return corrected


def _peak_reduction(sound: Samples) -> Samples:
    """The factor for each cell of an encoded sound that brings its peaks down; 1 where none was raised."""
    limit = _factor(_LIFTED_DBTP)
    bodies = (meter.body(meter.envelope(block, limit), SAMPLE_RATE) for block in meter.blocks(sound, SAMPLE_RATE))
    peaks = np.concatenate([body.reshape(-1, _CELL).max(axis=1) for body in bodies])
    return np.asarray(np.minimum(1.0, limit / np.maximum(peaks, 1e-9)), dtype=np.float32)


def _reduction_around(settings: LimiterSettings, number: int) -> Samples | None:
    """The factors of a block and its surroundings, one a sample; None where all are 1."""
    if settings.reduction is None:
        return None
    cells = meter.around(settings.reduction, SAMPLE_RATE // 10 // _CELL, number, outside=1.0)
    return np.repeat(cells, _CELL) if float(cells.min()) < 1 else None


def _limit(block: Samples, settings: LimiterSettings, reduction: Samples | None) -> Samples:
    """A block with gain and peaks below the ceiling: the gain falls smoothly from 5 ms before a peak."""
    if settings.gain_db:
        block = block * np.float32(_factor(settings.gain_db))
    ceiling = _ceiling(settings)
    if math.isinf(ceiling):
        return block
    envelope = meter.envelope(block, ceiling)
    if float(envelope.max()) <= ceiling and reduction is None:
        return block
    needed = np.minimum(1.0, ceiling / np.maximum(envelope, 1e-9)).astype(np.float32)
    if reduction is not None:
        needed *= reduction
    window = np.hanning(2 * settings.half_window + 1).astype(np.float32)
    padded = np.pad(_rolling_minimum(needed, settings.half_window), settings.half_window, mode="edge")
    return (block * np.convolve(padded, window / window.sum(), mode="valid")).astype(np.float32)


def _rolling_minimum(values: Samples, reach: int) -> Samples:
    """The smallest value within ``reach`` samples on either side."""
    padded = np.pad(values, reach, mode="edge")
    width, done = 2 * reach + 1, 1
    while done < width:
        step = min(done, width - done)
        padded = np.minimum(padded[:-step], padded[step:])
        done += step
    return padded


def _ceiling(settings: LimiterSettings) -> float:
    # Slightly lower than asked for, since the reduction itself raises peaks between samples.
    return _factor(settings.ceiling_dbtp - 0.1)


def _factor(decibel: float) -> float:
    return float(10 ** (decibel / 20))


def _decibel(factor: float) -> float:
    return 20 * math.log10(factor) if factor > 0 else -math.inf
