"""Give all clips one loudness, whoever speaks, so that nobody reaches for the volume between two sentences.

A finished clip of synthetic speech has at most 0.09 s of silence before the voice and 0.12 s after it, ends that don't click, and
the loudness of all others, as far as it can be reached. `finish_speech` makes it of an engine's sound; `annotator.voice.memo`
does the same with a recording, which has noise instead of silence.

This module resamples, trims, fades, reads and writes sound; `leveling` sets its loudness with ffmpeg.
"""

import io
import math
import wave
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotator.model import SAMPLE_RATE
from annotator.voice.engines.engine import Sound
from annotator.voice.leveling import Samples, normalize_loudness

_FRAME = round(0.01 * SAMPLE_RATE)
"""Length of the frames in which levels are measured, in samples."""
_MAX_SILENCE_DBFS = -60.0
"""Audio whose loudest frame is below this is silent."""
_MIN_HEARD_DBFS = -45.0
"""Frames of an engine's speech above this are heard. The loudest of each measured sentence was above -18."""
_LOUD_PERCENTILE, _NOISE_PERCENTILE, _NOISE_MARGIN_DB = 98, 10, 8
"""Pauses make up at least a tenth of a memo; frames up to 8 dB above the level of that tenth are background noise."""
_VOICE_RANGE_DB = 18
"""Frames less than this below the loudest ones are voice in any case, so that quiet words stay in a noisy room."""
_NEAR_FRAMES, _MIN_VOICE_FRAMES = 9, 4
"""A frame of voice counts if at least 4 of the 9 around it are voice: a tap on the phone is shorter than any word."""


@dataclass(frozen=True)
class _Ends:
    """How the ends of a clip are cut.

    Attributes:
        silence_db: the level, relative to the loudest frames, below which a frame is silence.
        lead_seconds: the time that is kept before the voice.
        tail_seconds: the time that is kept after it.
    """

    silence_db: float
    lead_seconds: float
    tail_seconds: float


_SPEECH = _Ends(silence_db=-42.0, lead_seconds=0.09, tail_seconds=0.12)
_RECORDING = _Ends(silence_db=-34.0, lead_seconds=0.15, tail_seconds=0.2)


def finish_speech(sound: Sound) -> Samples:
    """Turn an engine's audio into a clip: at ``SAMPLE_RATE``, trimmed, faded, at the target loudness. Empty if silent."""
    samples = resample(sound)
    if is_silent(samples):
        return samples[:0]
    return normalize_loudness(apply_fades(trim(samples)))


def is_silent(samples: Samples) -> bool:
    """Whether even the loudest frame is below -60 dBFS; true for an empty array."""
    levels = _measure_levels(samples)
    return levels.size == 0 or float(levels.max()) < _MAX_SILENCE_DBFS


def heard_seconds(sound: Sound) -> float:
    """For how long an engine's audio, at its own loudness, can be heard."""
    return float(np.count_nonzero(_measure_levels(resample(sound)) > _MIN_HEARD_DBFS)) * _FRAME / SAMPLE_RATE


def resample(sound: Sound) -> Samples:
    """Resample to ``SAMPLE_RATE`` by Fourier transform, which keeps all frequencies below half the lower rate."""
    if sound.rate == SAMPLE_RATE:
        return sound.samples
    period = sound.rate // math.gcd(sound.rate, SAMPLE_RATE)
    # The transform is circular: padding keeps the end from ringing into the start, and makes the length a whole number
    # at both rates.
    margin = period * math.ceil(0.05 * sound.rate / period)
    length = period * math.ceil(len(sound.samples) / period) + 2 * margin
    padded = np.zeros(length, dtype=np.float64)
    padded[margin : margin + len(sound.samples)] = sound.samples
    new_length = length * SAMPLE_RATE // sound.rate
    spectrum = np.fft.rfft(padded)
    resized = np.zeros(new_length // 2 + 1, dtype=np.complex128)
    kept_bins = min(len(spectrum), len(resized))
    resized[:kept_bins] = spectrum[:kept_bins]
    result = np.fft.irfft(resized, new_length) * (new_length / length)
    start = margin * SAMPLE_RATE // sound.rate
    return result[start : start + round(len(sound.samples) * SAMPLE_RATE / sound.rate)].astype(np.float32)


def trim(samples: Samples) -> Samples:
    """Cut the silence at both ends of synthetic speech, except 0.09 s before and 0.12 s after it. Not for an empty array."""
    levels = _measure_levels(samples)
    return _cut_ends(samples, levels > levels.max() + _SPEECH.silence_db, _SPEECH)


def trim_recording(samples: Samples) -> Samples:
    """Cut the background noise at both ends of a recording, except 0.15 s before and 0.2 s after the voice."""
    levels = _measure_levels(samples)
    loudest, noise = np.percentile(levels, (_LOUD_PERCENTILE, _NOISE_PERCENTILE))
    noise_limit = min(noise + _NOISE_MARGIN_DB, loudest - _VOICE_RANGE_DB)
    voice = levels > max(loudest + _RECORDING.silence_db, noise_limit)
    sustained = voice & (np.convolve(voice, np.ones(_NEAR_FRAMES), mode="same") >= _MIN_VOICE_FRAMES)
    return _cut_ends(samples, sustained if sustained.any() else voice, _RECORDING)


def _cut_ends(samples: Samples, voice: npt.NDArray[np.bool_], ends: _Ends) -> Samples:
    """The samples from the first frame with voice to the last, with the time that is kept before and after them."""
    voice_frames = np.flatnonzero(voice)
    start = int(voice_frames[0]) * _FRAME - round(ends.lead_seconds * SAMPLE_RATE)
    end = (int(voice_frames[-1]) + 1) * _FRAME + round(ends.tail_seconds * SAMPLE_RATE)
    return samples[max(0, start) : end]


def wav_bytes(samples: Samples) -> bytes:
    """The bytes of a mono 16-bit WAV file at ``SAMPLE_RATE``."""
    data = io.BytesIO()
    with wave.open(data, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(to_pcm(samples))
    return data.getvalue()


def to_pcm(samples: Samples) -> bytes:
    """Convert samples to 16-bit little-endian PCM; values beyond full scale are clipped."""
    return np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def read_wav(data: bytes) -> Sound:
    """Read the bytes of a mono 16-bit WAV file."""
    with wave.open(io.BytesIO(data)) as reader:
        frames = np.frombuffer(reader.readframes(reader.getnframes()), dtype="<i2")
        return Sound(frames.astype(np.float32) / np.float32(32767), reader.getframerate())


def _measure_levels(samples: Samples) -> npt.NDArray[np.float64]:
    """The RMS level of each frame, in dBFS."""
    count = -(-len(samples) // _FRAME)
    padded = np.zeros(count * _FRAME, dtype=np.float64)
    padded[: len(samples)] = samples
    power = np.square(padded.reshape(count, _FRAME)).mean(axis=1)
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    return levels


def apply_fades(samples: Samples) -> Samples:
    """A copy with both ends faded over 5 ms, so that they don't click."""
    length = min(round(0.005 * SAMPLE_RATE), len(samples) // 2)
    result = samples.astype(np.float32, copy=True)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    result[:length] *= ramp
    result[len(result) - length :] *= ramp[::-1]
    return result
