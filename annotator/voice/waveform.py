"""Resample, trim and fade sound, and read and write the WAV file of a clip.

All arrays are mono float32, full scale at ±1. Plain NumPy: a sentence needs no further process.
"""

from __future__ import annotations

import io
import math
import wave

import numpy as np
import numpy.typing as npt

from annotator.model import SAMPLE_RATE
from annotator.voice.engines.engine import Sound
from annotator.voice.mastering import normalize_loudness
from annotator.voice.meter import Samples

_FRAME_SECONDS = 0.01
_SILENCE_DB, _RECORDING_SILENCE_DB = -42.0, -34.0
"""A frame this far below the loudest is silence."""
_LEAD_SECONDS, _TAIL_SECONDS = 0.09, 0.12
_RECORDING_LEAD_SECONDS, _RECORDING_TAIL_SECONDS = 0.15, 0.2
_FADE_SECONDS = 0.005
_SILENT_DBFS = -60.0


def finish(sound: Sound) -> Samples:
    """Finish raw sound: at ``SAMPLE_RATE``, trimmed, faded, at the common loudness; an empty array for silence."""
    samples = resample(sound, SAMPLE_RATE)
    if is_silent(samples, SAMPLE_RATE):
        return samples[:0]
    return normalize_loudness(apply_fades(trim(samples, SAMPLE_RATE), SAMPLE_RATE))


def is_silent(samples: Samples, rate: int) -> bool:
    """Whether even the loudest hundredth of a second is silent."""
    levels = _frame_levels(samples, rate)
    return levels.size == 0 or float(levels.max()) < _SILENT_DBFS


def resample(sound: Sound, rate: int) -> Samples:
    """Resample by Fourier transform: nothing below half of the lower rate changes."""
    if sound.rate == rate:
        return sound.samples
    unit = sound.rate // math.gcd(sound.rate, rate)
    # Padding keeps the end from ringing into the beginning, and makes the length a whole number at both rates.
    margin = unit * math.ceil(0.05 * sound.rate / unit)
    length = unit * math.ceil(len(sound.samples) / unit) + 2 * margin
    padded = np.zeros(length, dtype=np.float64)
    padded[margin : margin + len(sound.samples)] = sound.samples
    new_length = length * rate // sound.rate
    spectrum = np.fft.rfft(padded)
    resized = np.zeros(new_length // 2 + 1, dtype=np.complex128)
    shared = min(len(spectrum), len(resized))
    resized[:shared] = spectrum[:shared]
    result = np.fft.irfft(resized, new_length) * (new_length / length)
    start = margin * rate // sound.rate
    return result[start : start + round(len(sound.samples) * rate / sound.rate)].astype(np.float32)


def trim(samples: Samples, rate: int) -> Samples:
    """Cut the silence at both ends, but for 0.09 s before and 0.12 s after."""
    levels = _frame_levels(samples, rate)
    return _cut(samples, rate, levels > levels.max() + _SILENCE_DB, _LEAD_SECONDS, _TAIL_SECONDS)


def trim_recording(samples: Samples, rate: int) -> Samples:
    """Cut the ends of a recording, whose silence is the hum of a room, but for 0.15 s before and 0.2 s after."""
    levels = _frame_levels(samples, rate)
    loudest = float(np.percentile(levels, 98))
    # A tenth of a memo is pause. In a loud room the limit stays well below the voice.
    room = float(np.percentile(levels, 10)) + 8
    heard = levels > max(loudest + _RECORDING_SILENCE_DB, min(room, loudest - 18))
    # A tap on the phone is shorter than any word.
    steady = np.convolve(heard, np.ones(9), mode="same") >= 4
    heard = heard & steady if bool((heard & steady).any()) else heard
    return _cut(samples, rate, heard, _RECORDING_LEAD_SECONDS, _RECORDING_TAIL_SECONDS)


def _cut(samples: Samples, rate: int, heard: npt.NDArray[np.bool_], lead: float, tail: float) -> Samples:
    """From ``lead`` seconds before the first heard hundredth of a second to ``tail`` seconds after the last."""
    frames = np.flatnonzero(heard)
    frame = round(_FRAME_SECONDS * rate)
    start = max(0, int(frames[0]) * frame - round(lead * rate))
    return samples[start : min(len(samples), (int(frames[-1]) + 1) * frame + round(tail * rate))]


def wav_bytes(samples: Samples) -> bytes:
    """A mono 16-bit WAV file of ``SAMPLE_RATE``."""
    data = io.BytesIO()
    with wave.open(data, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(pcm(samples))
    return data.getvalue()


def pcm(samples: Samples) -> bytes:
    """Samples as 16-bit little-endian PCM."""
    return np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def read_wav(data: bytes) -> Sound:
    """A mono 16-bit WAV file as sound. Raises ValueError for anything else."""
    with wave.open(io.BytesIO(data)) as reader:
        if reader.getnchannels() != 1 or reader.getsampwidth() != 2:
            raise ValueError("not a mono 16-bit WAV")
        frames = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2")
        return Sound(frames.astype(np.float32) / np.float32(32767), reader.getframerate())


def _frame_levels(samples: Samples, rate: int) -> npt.NDArray[np.float64]:
    """The level of each hundredth of a second in dBFS (RMS)."""
    frame = round(_FRAME_SECONDS * rate)
    count = -(-len(samples) // frame)
    padded = np.zeros(count * frame, dtype=np.float64)
    padded[: len(samples)] = samples
    power = np.square(padded.reshape(count, frame)).mean(axis=1)
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    return levels


def apply_fades(samples: Samples, rate: int) -> Samples:
    """Fade both ends for 5 ms, against clicks."""
    length = min(round(_FADE_SECONDS * rate), len(samples) // 2)
    result = samples.astype(np.float32, copy=True)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    result[:length] *= ramp
    result[len(result) - length :] *= ramp[::-1]
    return result
