"""Any clip comes to the common loudness, with headroom for the encoders; what they make of it doesn't crackle."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from annotator.media import audio
from annotator.media.audio import CLIP_PEAK_DBTP, LOUDNESS_LUFS
from annotator.model import SAMPLE_RATE
from annotator.voice import leveling, mastering
from tests.helpers import generated_voices as generated
from tests.helpers.soundtracks import MAX_PEAK_DBTP, judged, judged_samples
from tests.helpers.voices import tone

WAYS = {"video.m4a": (*audio.AAC_VIDEO, "-f", "ipod"), "file.m4a": audio.AAC_FILE, "message.ogg": audio.OPUS}


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


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("kind", ["noise", "buzz", "tone"])
def test_an_encoded_clip_keeps_its_loudness_and_headroom(tmp_path: Path, kind: str, name: str) -> None:
    chance = np.random.default_rng(5)
    raw = np.concatenate([generated.VOICES[kind](chance) for _ in range(8)])
    samples = leveling.normalize_loudness(raw)
    heard = audio.encode([mastering.to_pcm(samples)], tmp_path / name, WAYS[name])
    assert heard.fault == ""
    loudness, peak = judged(tmp_path / name)
    assert loudness == pytest.approx(heard.lufs, abs=0.4)
    assert peak <= MAX_PEAK_DBTP
    with av.open(str(tmp_path / name)) as file:
        (stream,) = file.streams
        assert stream.codec_context.channels == 1
        frames = [frame.to_ndarray()[0] for frame in file.decode(stream)]
        rate = stream.codec_context.sample_rate
    # Less than two packets of AAC more.
    assert 0 <= sum(map(len, frames)) / rate - len(samples) / SAMPLE_RATE < 0.09
