"""Resample, trim and fade audio, and read and write WAV files. All arrays are mono float32, full scale at ±1."""

from __future__ import annotations

import io
import math
import wave

import numpy as np
import numpy.typing as npt

from annotator.model import SAMPLE_RATE
from annotator.voice.engines.engine import Sound
from annotator.voice.mastering import Samples, normalize_loudness

_FRAME_SECONDS = 0.01
"""Levels are measured in frames of this length."""
_SPEECH_SILENCE_DB, _RECORDING_SILENCE_DB = -42.0, -34.0
"""Level relative to the loudest frame below which a frame is silence, in synthetic speech and in recordings."""
_SPEECH_LEAD_SECONDS, _SPEECH_TAIL_SECONDS = 0.09, 0.12
_RECORDING_LEAD_SECONDS, _RECORDING_TAIL_SECONDS = 0.15, 0.2
_RECORDING_NOISE_PERCENTILE, _NOISE_MARGIN_DB = 10, 8
"""Pauses make up at least a tenth of a memo; frames up to 8 dB above that percentile are background noise."""
_MIN_VOICE_BELOW_PEAK_DB = 18
"""In a noisy room the noise limit is at most this close to the loudest frames, so that quiet words are kept."""
_VOICE_WINDOW_FRAMES, _MIN_VOICE_FRAMES = 9, 4
"""A frame counts as voice if at least 4 of the 9 around it do: a tap on the phone is shorter than any word."""
_FADE_SECONDS = 0.005
_MAX_SILENCE_DBFS = -60.0
"""Audio whose loudest frame is below this is silent."""


def finish_speech(sound: Sound) -> Samples:
    """Turn an engine's audio into a clip: at ``SAMPLE_RATE``, trimmed, faded, at the target loudness. Empty if silent."""
    samples = resample(sound, SAMPLE_RATE)
    if is_silent(samples, SAMPLE_RATE):
        return samples[:0]
    return normalize_loudness(apply_fades(trim(samples, SAMPLE_RATE), SAMPLE_RATE))


def is_silent(samples: Samples, rate: int) -> bool:
    """Whether even the loudest frame is below -60 dBFS; true for an empty array."""
    levels = _frame_levels(samples, rate)
    return levels.size == 0 or float(levels.max()) < _MAX_SILENCE_DBFS


def resample(sound: Sound, rate: int) -> Samples:
    """Resample by Fourier transform, which keeps all frequencies below half the lower rate."""
    if sound.rate == rate:
        return sound.samples
    unit = sound.rate // math.gcd(sound.rate, rate)
    # The transform is circular: padding keeps the end from ringing into the start, and makes the length a whole number
    # at both rates.
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
    """Cut the silence at both ends of synthetic speech, except 0.09 s before and 0.12 s after it. Not for silent audio."""
    levels = _frame_levels(samples, rate)
    return _cut_ends(
        samples, rate, levels > levels.max() + _SPEECH_SILENCE_DB, _SPEECH_LEAD_SECONDS, _SPEECH_TAIL_SECONDS
    )


def trim_recording(samples: Samples, rate: int) -> Samples:
    """Cut the background noise at both ends of a recording, except 0.15 s before and 0.2 s after the voice."""
    levels = _frame_levels(samples, rate)
    loudest = float(np.percentile(levels, 98))
    noise = float(np.percentile(levels, _RECORDING_NOISE_PERCENTILE)) + _NOISE_MARGIN_DB
    voice = levels > max(loudest + _RECORDING_SILENCE_DB, min(noise, loudest - _MIN_VOICE_BELOW_PEAK_DB))
    sustained = voice & (np.convolve(voice, np.ones(_VOICE_WINDOW_FRAMES), mode="same") >= _MIN_VOICE_FRAMES)
    kept = sustained if bool(sustained.any()) else voice
    return _cut_ends(samples, rate, kept, _RECORDING_LEAD_SECONDS, _RECORDING_TAIL_SECONDS)


def _cut_ends(samples: Samples, rate: int, voice: npt.NDArray[np.bool_], lead: float, tail: float) -> Samples:
    """Keep from ``lead`` seconds before the first frame with voice to ``tail`` seconds after the last."""
    frames = np.flatnonzero(voice)
    frame = round(_FRAME_SECONDS * rate)
    start = max(0, int(frames[0]) * frame - round(lead * rate))
    return samples[start : min(len(samples), (int(frames[-1]) + 1) * frame + round(tail * rate))]


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


def _frame_levels(samples: Samples, rate: int) -> npt.NDArray[np.float64]:
    """The RMS level of each frame, in dBFS."""
    frame = round(_FRAME_SECONDS * rate)
    count = -(-len(samples) // frame)
    padded = np.zeros(count * frame, dtype=np.float64)
    padded[: len(samples)] = samples
    power = np.square(padded.reshape(count, frame)).mean(axis=1)
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    return levels


def apply_fades(samples: Samples, rate: int) -> Samples:
    """A copy with both ends faded over 5 ms, so that they don't click."""
    length = min(round(_FADE_SECONDS * rate), len(samples) // 2)
    result = samples.astype(np.float32, copy=True)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    result[:length] *= ramp
    result[len(result) - length :] *= ramp[::-1]
    return result
