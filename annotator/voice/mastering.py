"""Brings sound to the common loudness without peaks over a limit, before and behind an encoder.

What a limiter takes of the loudness is measured before anything is encoded. Encoders at low rates lift peaks, by how
much only the finished file tells: it is listened to, and where it misses, made once more with what was heard.
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
"""The limiter's gain begins to dip so many samples before a peak, and is back as many after it."""
_CELL = 120
"""Samples for which one dip for the encoder's sake is kept."""
_LOUDEST_GAIN_DB = 50.0
_GENTLY_DB, _QUICKLY_DB = 6.0, 20.0
"""The most gain that is spent on what the limiter takes: beyond, it lifts the noise of the room, and little else."""
_NEAR_LU, _NEAR_DB = 0.6, 0.3
"""So near to loudness and peak, sound is encoded as it is."""
_FINE_LU, _FINE_PEAK_DBTP = 1.0, -0.7
"""Within these nothing is corrected; the promise (1.5 LU, -0.5 dBTP) is wider, for the sake of other decoders."""
_TOO_QUIET_LU = 1.3
"""What a lower ceiling may take of the loudness."""
_LIFTED_DBTP = -2.8
"""Where the encoder lifted a peak over this, and some were too high, the second file gets a dip."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is done to a sound: a gain, a ceiling for its peaks, and a factor for each cell in which the encoder lifted some."""

    gain_db: float = 0.0
    ceiling_dbtp: float = math.inf
    reach: int = _GENTLE
    dips: Samples | None = None


class Mix:
    """A sound that is to be mastered: mono, ``SAMPLE_RATE``, float32 or 16 bit; measured when it is made."""

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

    def near(self) -> bool:
        """Whether it needs no mastering, as clips don't that come at the common loudness one by one."""
        return abs(LOUDNESS_LUFS - self.lufs) <= _NEAR_LU and self.peak_dbtp <= CLIP_PEAK_DBTP + _NEAR_DB

    def loudness(self, setting: Setting) -> float:
        """What it would measure after mastering, in LUFS."""
        gain = _factor(setting.gain_db)
        powers = []
        for number, (power, peak) in enumerate(zip(self._powers, self._peaks, strict=True)):
            dips = _dips_of(setting, number)
            if peak * gain <= _ceiling(setting) and dips is None:
                powers.append(power * gain**2)
            else:
                powers.append(meter.powers(_limited(self._block(number), setting, dips), SAMPLE_RATE))
        return self._integrated(powers)

    def reach(self, lufs: float, ceiling_dbtp: float, dips: Samples | None = None) -> tuple[Setting, float]:
        """The setting that comes nearest to a loudness below a ceiling, and the loudness that it gives."""
        if math.isinf(self.lufs):
            return Setting(), self.lufs
        plain = Setting(min(lufs - self.lufs, _LOUDEST_GAIN_DB), ceiling_dbtp, dips=dips)
        gentle = self._solved(lufs, plain, plain.gain_db + _GENTLY_DB)
        if abs(lufs - gentle[1]) <= _NEAR_LU:
            return gentle
        # Peaks so far above the rest are no voice, but knocks and clicks: they may be cut short.
        quick = self._solved(lufs, replace(plain, reach=_QUICK), plain.gain_db + _QUICKLY_DB)
        return min(gentle, quick, key=lambda pair: abs(lufs - pair[1]))

    def _solved(self, lufs: float, setting: Setting, most: float) -> tuple[Setting, float]:
        """The gain between a setting's own and ``most`` dB that comes nearest to a loudness, by secants."""
        slope = 0.6
        tried: list[tuple[Setting, float]] = []
        while len(tried) < 5:
            tried.append((setting, self.loudness(setting)))
            missing = lufs - tried[-1][1]
            if abs(missing) < 0.1:
                break
            if len(tried) > 1:
                (before, was), (now, is_) = tried[-2:]
                slope = min(1.0, max(0.2, (is_ - was) / (now.gain_db - before.gain_db)))
            # Behind a limiter a decibel more of gain gives less than one of loudness, the less the peakier a voice is.
            gain = min(most, _LOUDEST_GAIN_DB, setting.gain_db + missing / slope)
            if abs(gain - setting.gain_db) < 0.05:
                break
            setting = replace(setting, gain_db=gain)
        return min(tried, key=lambda pair: abs(lufs - pair[1]))

    def rendered(self, setting: Setting) -> Iterator[Samples]:
        """The mastered sound, block by block."""
        left = len(self._samples)
        for number in range(len(self._powers)):
            block = meter.body(_limited(self._block(number), setting, _dips_of(setting, number)), SAMPLE_RATE)
            yield block[:left]
            left -= len(block)

    def _integrated(self, powers: list[Powers]) -> float:
        return meter.integrated(np.concatenate(powers), self._hops) if powers else -math.inf

    def _blocks(self) -> Iterator[Samples]:
        return meter.blocks(self._samples, SAMPLE_RATE)

    def _block(self, number: int) -> Samples:
        return meter.block(self._samples, SAMPLE_RATE, number)


def normalize(samples: Samples) -> Samples:
    """A clip at the common loudness within 0.1 LU, with no peak over ``CLIP_PEAK_DBTP``; as near as it can be brought."""
    mix = Mix(samples)
    if math.isinf(mix.lufs):
        return samples
    setting, _ = mix.reach(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    return np.concatenate(list(mix.rendered(setting)))


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoder and its decoder: writes a sound into a file, measures one, and says what it sounds like.

    Samples are at ``SAMPLE_RATE``. ``write`` is told whether to spend half as much data again.
    """

    write: Callable[[Iterator[Samples], Path, bool], None]
    measure: Callable[[Path], Loudness]
    listen: Callable[[Path], Samples]


def encode(mix: Mix, path: Path, codec: Codec) -> Loudness:
    """Write a sound at the common loudness, and give the loudness of the file.

    At most two files are made, the second one beside ``path`` for a moment, and the better one is kept. Raises
    OutputError where nothing at all can be heard in what was encoded.
    """
    setting, lufs = (Setting(), mix.lufs) if mix.near() else mix.reach(LOUDNESS_LUFS, CLIP_PEAK_DBTP)
    codec.write(mix.rendered(setting), path, False)
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
            setting = _without_peaks(mix, setting, heard, lost_lu=lufs - heard.lufs, sound=codec.listen(path))
        else:
            setting, _ = mix.reach(lufs + heard.missing_lu, CLIP_PEAK_DBTP)
        # Peaks are lifted by what the encoder leaves out.
        codec.write(mix.rendered(setting), other, heard.peak_dbtp > _FINE_PEAK_DBTP)
        again = codec.measure(other)
        if again.excess_db <= heard.excess_db:
            other.replace(path)
            heard = again
    finally:
        other.unlink(missing_ok=True)
    return heard


def _without_peaks(mix: Mix, setting: Setting, heard: Loudness, lost_lu: float, sound: Samples) -> Setting:
    """A setting that makes up for the peaks and the loudness that an encoder added or took."""
    # Its noise lifts peaks by chance, so that dips where it did are not enough. And it rises again with the gain that
    # makes up for a lower ceiling: a little less loudness spares much of both.
    excess = heard.peak_dbtp - _FINE_PEAK_DBTP
    target = LOUDNESS_LUFS + max(0.0, lost_lu) - min(1.0, 0.5 * excess)
    highest = min(CLIP_PEAK_DBTP, mix.peak_dbtp + setting.gain_db)
    ceiling, dips = highest - 1.2 - 0.9 * excess, _dips(sound)
    corrected, lufs = mix.reach(target, ceiling, dips)
    too_quiet = LOUDNESS_LUFS + max(0.0, lost_lu) - lufs - _TOO_QUIET_LU
    if too_quiet > 0:
        corrected, _ = mix.reach(target, min(highest, ceiling + 2 * too_quiet), dips)
    return corrected


def _dips(sound: Samples) -> Samples:
    """For each cell of an encoded sound, what its peaks would have to be multiplied by; 1 where nothing was lifted."""
    limit = _factor(_LIFTED_DBTP)
    bodies = (meter.body(meter.envelope(block, limit), SAMPLE_RATE) for block in meter.blocks(sound, SAMPLE_RATE))
    peaks = np.concatenate([body.reshape(-1, _CELL).max(axis=1) for body in bodies])
    return np.asarray(np.minimum(1.0, limit / np.maximum(peaks, 1e-9)), dtype=np.float32)


def _dips_of(setting: Setting, number: int) -> Samples | None:
    """The dips around a block, a factor for each sample; None where there are none."""
    if setting.dips is None:
        return None
    cells = meter.around(setting.dips, SAMPLE_RATE // 10 // _CELL, number, outside=1.0)
    return np.repeat(cells, _CELL) if float(cells.min()) < 1 else None


def _limited(block: Samples, setting: Setting, dips: Samples | None) -> Samples:
    """A block with gain, and without peaks over the ceiling: the gain dips smoothly, beginning 5 ms before a peak."""
    if setting.gain_db:
        block = block * np.float32(_factor(setting.gain_db))
    ceiling = _ceiling(setting)
    if math.isinf(ceiling):
        return block
    envelope = meter.envelope(block, ceiling)
    if float(envelope.max()) <= ceiling and dips is None:
        return block
    needed = np.minimum(1.0, ceiling / np.maximum(envelope, 1e-9)).astype(np.float32)
    if dips is not None:
        needed *= dips
    window = np.hanning(2 * setting.reach + 1).astype(np.float32)
    padded = np.pad(_rolling_minimum(needed, setting.reach), setting.reach, mode="edge")
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


def _ceiling(setting: Setting) -> float:
    # A little lower than asked for, since the dips themselves lift what lies between samples.
    return _factor(setting.ceiling_dbtp - 0.1)


def _factor(decibel: float) -> float:
    return float(10 ** (decibel / 20))


def _decibel(factor: float) -> float:
    return 20 * math.log10(factor) if factor > 0 else -math.inf
