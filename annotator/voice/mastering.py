"""Mastering: bring audio to the target loudness with its peaks limited, and keep both through lossy encoding.

The limiter's effect on loudness is computed in advance. Encoders at low bit rates raise peaks by an amount that only the
finished file shows, so it is decoded, measured, and if necessary encoded once more with corrected settings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from annotator.errors import OutputError
from annotator.loudness import CLIP_PEAK_DBTP, LOUDNESS_LUFS, Loudness
from annotator.model import SAMPLE_RATE
from annotator.voice import meter
from annotator.voice.meter import Powers, Samples

_SLOW_WINDOW, _FAST_WINDOW = round(0.005 * SAMPLE_RATE), round(0.00025 * SAMPLE_RATE)
"""Half windows of the limiter, in samples: its attack and release. Voice gets the slow one (5 ms), clicks the fast one."""
AUDIBLE_LUFS = -40.0
"""Louder audio must not become silent in an encoder."""
_AROUND_SAMPLES = round(0.4 * SAMPLE_RATE)
"""Silence around a clip when its loudness is measured: as long as a gating window of BS.1770."""
_CELL_SAMPLES = 120
"""Length of the cells that have a gain reduction of their own against peaks that the encoder raised."""
_MAX_GAIN_DB = 50.0
"""Maximum gain, for very quiet recordings."""
_MAX_SLOW_MAKEUP_DB, _MAX_FAST_MAKEUP_DB = 6.0, 20.0
"""Maximum make-up gain after the slow and the fast limiter; more would mainly raise background noise."""
_TOLERANCE_LU, _TOLERANCE_DB = 0.6, 0.3
"""Audio within these of the target loudness and peak is encoded unchanged."""
_ACCEPTED_LU, _ACCEPTED_PEAK_DBTP = 1.0, -0.7
"""A file within these is not corrected. The guaranteed range (1.5 LU, -0.5 dBTP) is wider, since decoders differ."""
_MAX_LOSS_LU = 1.3
"""Maximum loudness to give up for a lower ceiling."""
_RAISED_PEAK_DBTP = -2.8
"""If the first file has peaks that are too high, the second has less gain wherever the first exceeds this."""


@dataclass(frozen=True, slots=True)
class LimiterSettings:
    """Settings of the limiter.

    Attributes:
        gain_db: gain before the limiter.
        ceiling_dbtp: highest true peak after it.
        half_window: attack and release, in samples.
        reduction: factors (0..1) for successive cells of ``_CELL_SAMPLES``, or None for no reduction.
    """

    gain_db: float = 0.0
    ceiling_dbtp: float = math.inf
    half_window: int = _SLOW_WINDOW
    reduction: Samples | None = None


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
        self.peak_dbtp = _factor_to_db(max(self._peaks, default=0.0))

    def is_mastered(self) -> bool:
        """Whether loudness and peak are close enough to the target already."""
        return abs(LOUDNESS_LUFS - self.lufs) <= _TOLERANCE_LU and self.peak_dbtp <= CLIP_PEAK_DBTP + _TOLERANCE_DB

    def loudness_after(self, settings: LimiterSettings) -> float:
        """The integrated loudness after limiting, in LUFS."""
        gain = _db_to_factor(settings.gain_db)
        powers = []
        for number, (power, peak) in enumerate(zip(self._powers, self._peaks, strict=True)):
            reduction = _reduction_around(settings, number)
            if peak * gain <= _ceiling(settings) and reduction is None:
                powers.append(power * gain**2)
            else:
                powers.append(meter.measure_powers(_limit(self._block(number), settings, reduction), SAMPLE_RATE))
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
        fast = self._solve(lufs, replace(plain, half_window=_FAST_WINDOW), plain.gain_db + _MAX_FAST_MAKEUP_DB)
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
                _limit(self._block(number), settings, _reduction_around(settings, number)), SAMPLE_RATE
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

    The loudness is that of the samples between silence, as films and messages have them. Silence is returned unchanged.
    """
    mix = _mix_in_silence(samples)
    if math.isinf(mix.lufs):
        return samples
    settings, _ = mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    return _render_in_silence(mix, settings)


def master(samples: npt.NDArray[np.int16]) -> tuple[Samples, float]:
    """Samples at the target loudness, with their peaks limited, and their loudness between silence, in LUFS.

    Samples that are close enough to it are returned unchanged, as are those that are silent.
    """
    mix = _mix_in_silence(samples)
    if mix.is_mastered() or math.isinf(mix.lufs):
        return _render_in_silence(mix, LimiterSettings()), mix.lufs
    settings, lufs = mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    return _render_in_silence(mix, settings), lufs


def master_again(samples: npt.NDArray[np.int16], encoded: Samples, peak_dbtp: float) -> tuple[Samples, float]:
    """Like `master`, but with lower peaks, after an encoder raised them to ``peak_dbtp``.

    ``encoded`` are the decoded samples of what `master` returned: as many, at the same places.
    """
    mix = _mix_in_silence(samples)
    settings, lufs = (LimiterSettings(), mix.lufs) if mix.is_mastered() else mix.fit(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    heard: Samples = np.pad(encoded, _AROUND_SAMPLES)
    measured = Loudness(meter.measure_loudness(heard, SAMPLE_RATE), peak_dbtp)
    corrected = _lower_peaks(mix, settings, measured, lost_lu=lufs - measured.lufs, encoded=heard)
    return _render_in_silence(mix, corrected), mix.loudness_after(corrected)


def _mix_in_silence(samples: Samples | npt.NDArray[np.int16]) -> Mix:
    padded: Any = np.pad(samples, _AROUND_SAMPLES)
    return Mix(padded)


def _render_in_silence(mix: Mix, settings: LimiterSettings) -> Samples:
    """The mastered samples of `_mix_in_silence`, without the silence."""
    return np.concatenate(list(mix.render(settings)))[_AROUND_SAMPLES:-_AROUND_SAMPLES]


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
    if measured.silent or (abs(measured.missing_lu) <= _ACCEPTED_LU and measured.peak_dbtp <= _ACCEPTED_PEAK_DBTP):
        return measured
    other = path.with_name(path.name + ".2")
    try:
        too_high = measured.peak_dbtp > _ACCEPTED_PEAK_DBTP
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
    excess = measured.peak_dbtp - _ACCEPTED_PEAK_DBTP
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
    limit = _db_to_factor(_RAISED_PEAK_DBTP)
    envelopes = (meter.peak_envelope(block, limit) for block in meter.iter_blocks(encoded, SAMPLE_RATE))
    cells = (meter.trim_padding(envelope, SAMPLE_RATE).reshape(-1, _CELL_SAMPLES) for envelope in envelopes)
    peaks = np.concatenate([cell.max(axis=1) for cell in cells])
    return np.asarray(np.minimum(1.0, limit / np.maximum(peaks, 1e-9)), dtype=np.float32)


def _reduction_around(settings: LimiterSettings, number: int) -> Samples | None:
    """The reduction factor for each sample of a padded block; None if all are 1."""
    if settings.reduction is None:
        return None
    cells = meter.pad_block(settings.reduction, SAMPLE_RATE // 10 // _CELL_SAMPLES, number, outside=1.0)
    return np.repeat(cells, _CELL_SAMPLES) if float(cells.min()) < 1 else None


def _limit(block: Samples, settings: LimiterSettings, reduction: Samples | None) -> Samples:
    """Apply gain to a padded block and limit its peaks; the gain falls smoothly within half a window before each peak."""
    if settings.gain_db:
        block = block * np.float32(_db_to_factor(settings.gain_db))
    ceiling = _ceiling(settings)
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
    # 0.1 dB lower, since gain reduction itself raises peaks between samples.
    return _db_to_factor(settings.ceiling_dbtp - 0.1)


def _db_to_factor(decibel: float) -> float:
    return float(10 ** (decibel / 20))


def _factor_to_db(factor: float) -> float:
    return 20 * math.log10(factor) if factor > 0 else -math.inf
