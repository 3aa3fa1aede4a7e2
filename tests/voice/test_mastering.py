"""Any clip comes to the common loudness, with headroom for the encoders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator.media.ffmpeg import CLIP_PEAK_DBTP, LOUDNESS_LUFS
from annotator.model import SAMPLE_RATE
from annotator.voice import leveling
from tests.helpers.soundtracks import judged_samples
from tests.helpers.voices import tone


def bursts(level: float = 0.05) -> leveling.Samples:
    """A tone that comes and goes as syllables do, with a knock in it."""
    samples = tone(6, level, SAMPLE_RATE).samples.copy()
    samples *= (np.arange(len(samples)) // 4800 % 2).astype(np.float32)
    samples[30_000:30_003] = 0.8
    return samples


@pytest.mark.parametrize("level", [0.02, 0.05, 0.6])
def test_a_clip_comes_to_the_common_loudness_below_the_peak(tmp_path: Path, level: float) -> None:
    samples = leveling.normalize_loudness(bursts(level))
    assert len(samples) == 6 * SAMPLE_RATE
    loudness, peak = judged_samples(samples, tmp_path)
    assert loudness == pytest.approx(LOUDNESS_LUFS, abs=0.5)
    assert peak <= CLIP_PEAK_DBTP + 0.5


def test_limiting_moves_nothing() -> None:
    loud = np.zeros(2 * SAMPLE_RATE, np.float32)
    loud[SAMPLE_RATE:] = tone(1, 0.9, SAMPLE_RATE).samples
    mastered = leveling.normalize_loudness(loud)
    assert np.flatnonzero(np.abs(mastered) > 0.02)[0] == pytest.approx(SAMPLE_RATE, abs=6)


def test_silence_stays_silence() -> None:
    nothing = np.zeros(SAMPLE_RATE, np.float32)
    assert not leveling.normalize_loudness(nothing).any()
    assert len(leveling.normalize_loudness(nothing[:0])) == 0


def test_a_knock_does_not_make_the_voice_quiet_nor_the_room_loud() -> None:
    chance = np.random.default_rng(4)
    room = 0.0005 * chance.standard_normal(4 * SAMPLE_RATE)
    voice = room.copy()
    voice[: 2 * SAMPLE_RATE] += 0.03 * np.sin(2 * np.pi * 220 * np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)
    needed = leveling.measure(voice.astype(np.float32)).missing_lu
    voice[SAMPLE_RATE : SAMPLE_RATE + 100] += 0.9
    mastered = leveling.normalize_loudness(voice.astype(np.float32))
    gain = 20 * np.log10(np.std(mastered[-SAMPLE_RATE:]) / np.std(room[-SAMPLE_RATE:]))
    # What the voice alone would have needed, and no more.
    assert gain == pytest.approx(needed, abs=0.7)
