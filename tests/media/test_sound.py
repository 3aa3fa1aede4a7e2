"""What encoders make of a clip at the common loudness: as long, as loud, and with peaks that don't crackle."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE
from annotator.voice import leveling, mastering
from tests.helpers import generated_voices as generated
from tests.helpers.soundtracks import MAX_PEAK_DBTP, judged

WAYS = {"video.m4a": (*ffmpeg.AAC_VIDEO, "-f", "ipod"), "file.m4a": ffmpeg.AAC_FILE, "message.ogg": ffmpeg.OPUS}


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("kind", ["noise", "buzz", "tone"])
def test_an_encoded_clip_keeps_its_loudness_and_headroom(tmp_path: Path, kind: str, name: str) -> None:
    chance = np.random.default_rng(5)
    raw = np.concatenate([generated.VOICES[kind](chance) for _ in range(8)])
    samples = leveling.normalize_loudness(raw)
    heard = ffmpeg.encode([mastering.to_pcm(samples)], tmp_path / name, WAYS[name])
    assert heard.misses == ()
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
