"""Mastering: bring audio to the target loudness with its peaks limited, and keep both through lossy encoding.

The limiter's effect on loudness is computed in advance. Encoders at low bit rates raise peaks by an amount that only the
finished file shows, so it is decoded, measured, and if necessary encoded once more with corrected settings.
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
from annotator.voice.limiter import (
    CELL_SAMPLES,
    FAST_WINDOW,
    LimiterSettings,
    ceiling_factor,
    db_to_factor,
    factor_to_db,
    limit,
    reduction_around,
)
from annotator.voice.meter import Powers, Samples

AUDIBLE_LUFS = -40.0
"""Louder audio must not become silent in an encoder."""
_MAX_GAIN_DB = 50.0
"""Maximum gain, for very quiet recordings."""
_MAX_SLOW_MAKEUP_DB, _MAX_FAST_MAKEUP_DB = 6.0, 20.0
"""Maximum make-up gain after the slow and the fast limiter; more would mainly raise background noise."""
_TOLERANCE_LU, _TOLERANCE_DB = 0.6, 0.3
"""Audio within these of the target loudness and peak is encoded unchanged."""
_SHORT_TOLERANCE_LU = 1.1
"""The same for a sentence between silence, which takes away up to that much from short ones."""
_WINDOW_SAMPLES = round(0.4 * SAMPLE_RATE)
"""A gating window of BS.1770."""
ACCEPTED_LU, ACCEPTED_PEAK_DBTP = 1.0, -0.7
"""A file within these is not corrected. The guaranteed range (1.5 LU, -0.5 dBTP) is wider, since decoders differ."""
_MAX_LOSS_LU = 1.3
"""Maximum loudness to give up for a lower ceiling."""
_RAISED_PEAK_DBTP = -2.8
"""If the first file has peaks that are too high, the second has less gain wherever the first exceeds this."""


class Mix:
    """Audio to be mastered: mono, ``SAMPLE_RATE``, float32 or 16-bit. The constructor measures loudness and peak."""

    def __init__(self, samples: Samples | npt.NDArray[np.int16]) -> None:
        self._samples = samples
        self._hops = len(samples) / (SAMPLE_RATE // 10)
        self._powers: list[Powers] = []
        self._peaks: list[float] = []
        for block in self._blocks():
            self._powers.append(meter.measure_powers(block, SAMPLE_RATE))
            self._peaks.append(float(meter.peak_envelope(block, float(np.abs(block).max())).max()))
        self.lufs = self._integrated(self._powers)
        self.peak_dbtp = factor_to_db(max(self._peaks, default=0.0))

    def is_mastered(self, tolerance_lu: float = _TOLERANCE_LU) -> bool:
        """Whether loudness and peak are close enough to the target already."""
        return abs(LOUDNESS_LUFS - self.lufs) <= tolerance_lu and self.peak_dbtp <= CLIP_PEAK_DBTP + _TOLERANCE_DB

    def loudness_after(self, settings: LimiterSettings) -> float:
        """The integrated loudness after limiting, in LUFS."""
        gain = db_to_factor(settings.gain_db)
        powers = []
        for number, (power, peak) in enumerate(zip(self._powers, self._peaks, strict=True)):
            reduction = reduction_around(settings, number)
            if peak * gain <= ceiling_factor(settings) and reduction is None:
                powers.append(power * gain**2)
            else:
                powers.append(meter.measure_powers(limit(self._block(number), settings, reduction), SAMPLE_RATE))
        return self._integrated(powers)

    def fit(self, lufs: float, ceiling_dbtp: float, reduction: Samples | None = None) -> tuple[LimiterSettings, float]:
        """The settings that come closest to ``lufs`` under a ceiling, and the loudness they achieve."""
        if math.isinf(self.lufs):
            return LimiterSettings(), self.lufs
        plain = LimiterSettings(min(lufs - self.lufs, _MAX_GAIN_DB), ceiling_dbtp, reduction=reduction)
        slow = self._solve(lufs, plain, plain.gain_db + _MAX_SLOW_MAKEUP_DB)
        if abs(lufs - slow[1]) <= _TOLERANCE_LU:
            return slow
        # Peaks so far above the rest are knocks and clicks, not voice, and may be limited fast.
        fast = self._solve(lufs, replace(plain, half_window=FAST_WINDOW), plain.gain_db + _MAX_FAST_MAKEUP_DB)
        return min(slow, fast, key=lambda pair: abs(lufs - pair[1]))

    def _solve(self, lufs: float, settings: LimiterSettings, max_gain_db: float) -> tuple[LimiterSettings, float]:
        """The settings, with a gain up to ``max_gain_db``, that come closest to ``lufs``, by the secant method."""
        slope = 0.6  # first guess of loudness per gain
        tried: list[tuple[LimiterSettings, float]] = []
        while len(tried) < 5:
            tried.append((settings, self.loudness_after(settings)))
            missing = lufs - tried[-1][1]
            if abs(missing) < 0.1:
                break
            if len(tried) > 1:
                (old, old_lufs), (new, new_lufs) = tried[-2:]
                slope = min(1.0, max(0.2, (new_lufs - old_lufs) / (new.gain_db - old.gain_db)))
            # After a limiter, 1 dB of gain adds less than 1 LU, and even less for a voice with high peaks.
            gain = min(max_gain_db, _MAX_GAIN_DB, settings.gain_db + missing / slope)
            if abs(gain - settings.gain_db) < 0.05:
                break
            settings = replace(settings, gain_db=gain)
        return min(tried, key=lambda pair: abs(lufs - pair[1]))

    def render(self, settings: LimiterSettings) -> Iterator[Samples]:
        """The mastered audio, block by block."""
        left = len(self._samples)
        for number in range(len(self._powers)):
            block = meter.trim_padding(
                limit(self._block(number), settings, reduction_around(settings, number)), SAMPLE_RATE
            )
            yield block[:left]
            left -= len(block)

    def _integrated(self, powers: list[Powers]) -> float:
        return meter.integrate_loudness(np.concatenate(powers), self._hops) if powers else -math.inf

    def _blocks(self) -> Iterator[Samples]:
        return meter.iter_blocks(self._samples, SAMPLE_RATE)

    def _block(self, number: int) -> Samples:
        return meter.read_block(self._samples, SAMPLE_RATE, number)


def normalize_loudness(samples: Samples) -> Samples:
    """``samples`` at the target loudness (within 0.1 LU if possible), with no true peak above ``CLIP_PEAK_DBTP``.

    Silence is returned unchanged.
    """
    mix = Mix(samples)
    if math.isinf(mix.lufs):
        return samples
    settings, _ = mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    return np.concatenate(list(mix.render(settings)))


def master(samples: npt.NDArray[np.int16]) -> tuple[Samples, float]:
    """Samples that come to the target loudness between silence, with their peaks limited; and that loudness in LUFS.

    Clips have it by themselves, and are returned unchanged, unless they are so short that silence makes them too quiet:
    windows of 0.4 s are measured. What is silent is returned unchanged, too.
    """
    mix = _mix_in_silence(samples)
    settings, lufs = _fit_between_silence(mix)
    return _render_between_silence(mix, settings), lufs


def master_again(samples: npt.NDArray[np.int16], encoded: Samples, measured: Loudness) -> Samples:
    """What `master` returns, corrected for what an encoder made of it: ``encoded``, as many samples, with its loudness.

    ``measured`` misses the target, or has too high a peak.
    """
    mix = _mix_in_silence(samples)
    settings, lufs = _fit_between_silence(mix)
    if measured.peak_dbtp > ACCEPTED_PEAK_DBTP:
        heard = np.pad(encoded, _WINDOW_SAMPLES)
        settings = _lower_peaks(mix, settings, measured, lost_lu=lufs - measured.lufs, encoded=heard)
    else:
        settings, _ = mix.fit(lufs + measured.missing_lu, CLIP_PEAK_DBTP)
    return _render_between_silence(mix, settings)


def _mix_in_silence(samples: npt.NDArray[np.int16]) -> Mix:
    silence = np.zeros(_WINDOW_SAMPLES, dtype=samples.dtype)
    return Mix(np.concatenate((silence, samples, silence)))


def _fit_between_silence(mix: Mix) -> tuple[LimiterSettings, float]:
    if mix.is_mastered(_SHORT_TOLERANCE_LU):
        return LimiterSettings(), mix.lufs
    return mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)


def _render_between_silence(mix: Mix, settings: LimiterSettings) -> Samples:
    return np.concatenate(list(mix.render(settings)))[_WINDOW_SAMPLES:-_WINDOW_SAMPLES]


@dataclass(frozen=True, slots=True)
class Codec:
    """An audio encoder and its decoder, as callables. Samples are mono at ``SAMPLE_RATE``.

    Attributes:
        write: encodes blocks of samples to a file; with the last argument true, at a bit rate half as high again.
        measure: the loudness of a file.
        decode: the samples of a file.
    """

    write: Callable[[Iterator[Samples], Path, bool], None]
    measure: Callable[[Path], Loudness]
    decode: Callable[[Path], Samples]


def encode(mix: Mix, path: Path, codec: Codec) -> Loudness:
    """Encode a mix at the target loudness to ``path``, and return the measured loudness of the file.

    If the file misses the target, a second one is encoded, as a temporary file beside ``path``, and the better of the two
    is kept. Raises OutputError if the encoder wrote silence, and what ``codec`` raises.
    """
    settings, lufs = (LimiterSettings(), mix.lufs) if mix.is_mastered() else mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    codec.write(mix.render(settings), path, False)
    measured = codec.measure(path)
    if measured.silent and lufs > AUDIBLE_LUFS:
        raise silence_error()
    if measured.silent or (abs(measured.missing_lu) <= ACCEPTED_LU and measured.peak_dbtp <= ACCEPTED_PEAK_DBTP):
        return measured
    other = path.with_name(path.name + ".2")
    try:
        too_high = measured.peak_dbtp > ACCEPTED_PEAK_DBTP
        if too_high:
            settings = _lower_peaks(mix, settings, measured, lost_lu=lufs - measured.lufs, encoded=codec.decode(path))
        else:
            settings, _ = mix.fit(lufs + measured.missing_lu, CLIP_PEAK_DBTP)
        # The more the encoder leaves out, the more it raises peaks: a higher bit rate raises them less.
        codec.write(mix.render(settings), other, too_high)
        remeasured = codec.measure(other)
        if remeasured.excess_db <= measured.excess_db:
            other.replace(path)
            measured = remeasured
    finally:
        other.unlink(missing_ok=True)
    return measured


def silence_error() -> OutputError:
    """The error for an encoder that wrote silence."""
    return OutputError(
        "ffmpeg wrote a sound in which nothing can be heard.",
        "Install it again: python -m pip install --force-reinstall imageio-ffmpeg.",
    )


def _lower_peaks(
    mix: Mix, settings: LimiterSettings, measured: Loudness, lost_lu: float, encoded: Samples
) -> LimiterSettings:
    """Settings that compensate for the peaks that an encoder raised, and for the loudness it lost.

    Args:
        mix: the audio.
        settings: those of the first file.
        measured: the loudness of the first file.
        lost_lu: how much loudness the encoder lost.
        encoded: the decoded first file.
    """
    # Coding noise raises peaks at random, so reducing the peaks of the first file is not enough; and the make-up gain for
    # a lower ceiling raises that noise. Slightly less loudness avoids much of both.
    excess = measured.peak_dbtp - ACCEPTED_PEAK_DBTP
    target = LOUDNESS_LUFS + max(0.0, lost_lu) - min(1.0, 0.5 * excess)
    highest = min(CLIP_PEAK_DBTP, mix.peak_dbtp + settings.gain_db)
    ceiling, reduction = highest - 1.2 - 0.9 * excess, _peak_reduction(encoded)
    corrected, lufs = mix.fit(target, ceiling, reduction)
    too_quiet = LOUDNESS_LUFS + max(0.0, lost_lu) - lufs - _MAX_LOSS_LU
    if too_quiet > 0:
        corrected, _ = mix.fit(target, min(highest, ceiling + 2 * too_quiet), reduction)
    return corrected


def _peak_reduction(encoded: Samples) -> Samples:
    """The factor for each cell of decoded audio that lowers its peaks to the limit; 1 where none exceeds it."""
    limit = db_to_factor(_RAISED_PEAK_DBTP)
    envelopes = (meter.peak_envelope(block, limit) for block in meter.iter_blocks(encoded, SAMPLE_RATE))
    cells = (meter.trim_padding(envelope, SAMPLE_RATE).reshape(-1, CELL_SAMPLES) for envelope in envelopes)
    peaks = np.concatenate([cell.max(axis=1) for cell in cells])
    return np.asarray(np.minimum(1.0, limit / np.maximum(peaks, 1e-9)), dtype=np.float32)
