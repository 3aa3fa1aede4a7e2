"""Loudness, peaks, trimming and resampling, judged by ffmpeg where it has an opinion; and what encoders make of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator.model import SAMPLE_RATE
from annotator.voice import leveling, mastering
from annotator.voice.engines.engine import Sound
from annotator.voice.engines.pico import Pico
from tests.helpers.soundtracks import judged_samples
from tests.helpers.voices import tone

pytestmark = pytest.mark.pico


def speech(text: str = "Tap the blue letters the teacher sent you.", level: float = 1.0) -> Sound:
    raw = Pico().synthesize(text, "en", "en-US", 0.9)
    return Sound((raw.samples * np.float32(level)).astype(np.float32), raw.rate)


@pytest.mark.parametrize("level", [0.02, 1.0, 2.0])
def test_every_clip_has_the_common_loudness_and_peak(tmp_path: Path, level: float) -> None:
    samples = mastering.finish_speech(speech(level=level))
    loudness, peak = judged_samples(samples, tmp_path)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -4.0


def test_a_short_word_has_it_too(tmp_path: Path) -> None:
    samples = mastering.finish_speech(speech("Yes!"))
    assert leveling.measure(samples).lufs == pytest.approx(-16, abs=0.5)


def test_a_click_is_limited_without_clipping(tmp_path: Path) -> None:
    loud = tone(1, 0.05, SAMPLE_RATE).samples.copy()
    loud[12_000] = 1.0
    result = leveling.normalize_loudness(loud)
    assert judged_samples(result, tmp_path)[1] <= -4.0


def test_the_hum_of_a_room_and_a_tap_on_the_phone_go() -> None:
    noise = np.random.default_rng(1).normal(0, 0.004, 3 * SAMPLE_RATE).astype(np.float32)
    noise[SAMPLE_RATE : 2 * SAMPLE_RATE] += tone(1, 0.3, SAMPLE_RATE).samples
    noise[4_000:4_100] = 0.5
    assert len(mastering.trim_recording(noise)) / SAMPLE_RATE == pytest.approx(1.35, abs=0.05)


def test_silence_at_both_ends_goes() -> None:
    silence = np.zeros(SAMPLE_RATE, dtype=np.float32)
    word = tone(0.5, 0.3, SAMPLE_RATE).samples
    trimmed = mastering.trim(np.concatenate([silence, word, silence, word, silence]))
    assert len(trimmed) / SAMPLE_RATE == pytest.approx(2.0 + 0.21, abs=0.03)
    lead = int(np.flatnonzero(np.abs(trimmed) > 0.01)[0]) / SAMPLE_RATE
    assert 0.05 < lead < 0.12


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(SAMPLE_RATE, np.float32)])
def test_silence_gives_nothing(samples: leveling.Samples) -> None:
    assert len(mastering.finish_speech(Sound(samples, SAMPLE_RATE))) == 0


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_resampling_keeps_a_tone(rate: int) -> None:
    result = mastering.resample(tone(1.0, 0.5, rate, 1_000))
    assert len(result) == SAMPLE_RATE
    middle, wanted = result[2_400:-2_400], tone(1.0, 0.5, SAMPLE_RATE, 1_000).samples[2_400:-2_400]
    assert float(np.abs(middle - wanted).max()) < 0.01


def test_wav_and_back() -> None:
    samples = tone(0.1, 0.5, SAMPLE_RATE).samples
    read = mastering.read_wav(mastering.wav_bytes(samples))
    assert read.rate == SAMPLE_RATE
    assert np.allclose(read.samples, samples, atol=1e-4)
