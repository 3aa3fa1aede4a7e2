"""Chromium with a microphone that hears a WAV file, and the WAV files."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from annotator.model import SAMPLE_RATE
from annotator.voice import mastering
from annotator.voice.engines.pico import Pico
from tests.helpers.chromium import running_chromium

Samples = npt.NDArray[np.float32]


@contextmanager
def hearing_chromium(need: Callable[[str], str], sound: Path) -> Iterator[Any]:
    """Chromium that may use the microphone, which hears ``sound`` again and again, from its beginning at each use."""
    device = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={sound}")
    with running_chromium(need, *device, "--use-fake-ui-for-media-stream") as program:
        yield program


def spoken(text: str, lang: str = "es") -> Samples:
    """A sentence as pico says it, and a pause."""
    voice = Pico()
    sound = voice.synthesize(text, lang, voice.voices(lang)[0], 1.0)
    return np.concatenate([mastering.resample(sound), silence(0.7)])


def silence(seconds: float) -> Samples:
    """Nothing, as a muted microphone hears it."""
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def clipped(samples: Samples) -> Samples:
    """The same, far too loud."""
    return np.clip(samples * 12, -1, 1).astype(np.float32)


def wav(samples: Samples) -> bytes:
    """A WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()
