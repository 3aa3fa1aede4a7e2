"""Each run is encoded once, by itself, whatever else is encoded with it, and its peaks come under the limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE, Clip
from annotator.video import aac, run_encoder
from annotator.video.run_encoder import encode_runs
from annotator.video.sound_runs import Part, Run, run_pcm
from annotator.voice import meter
from tests.helpers import generated_voices as generated
from tests.helpers.soundtracks import decoded

MakeClip = Callable[..., Clip]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For each ffmpeg that encodes, the number of its sounds."""
    counts: list[int] = []
    run = ffmpeg.run

    def counting(arguments: Any, feed: Iterable[bytes] = (), *, doing: str) -> tuple[bytes, str]:
        if doing == "encoding the sound":
            counts.append(list(arguments).count("-i"))
        return run(arguments, feed, doing=doing)

    monkeypatch.setattr(ffmpeg, "run", counting)
    return counts


def alone(clip: Clip, start: int = 0) -> Run:
    return Run(start, (Part(0, round(clip.seconds * SAMPLE_RATE), clip),))


def test_a_run_decodes_to_its_samples(make_clip: MakeClip, cache: Cache) -> None:
    run = alone(make_clip(1.5))
    (encoded,) = encode_runs([run], cache)
    heard = decoded(b"".join(encoded.packets))[aac.PACKET_SAMPLES :]
    samples = np.frombuffer(run_pcm(run), dtype="<i2") / 32767
    assert len(heard) >= len(samples)
    assert np.corrcoef(heard[: len(samples)], samples)[0, 1] > 0.97
    assert np.abs(heard[len(samples) + aac.PACKET_SAMPLES :]).max(initial=0.0) == 0.0
    assert encoded.loudness.lufs == pytest.approx(-16, abs=1.1)


def test_a_run_is_encoded_once_and_alike_alone_and_among_others(
    make_clip: MakeClip, tmp_path: Path, done: list[int]
) -> None:
    runs = [alone(make_clip(0.5 + 0.05 * number, hertz=300.0 + number)) for number in range(18)]
    among = encode_runs([*runs, *runs], Cache(tmp_path / "many"))
    assert done == [16, 2]
    assert among[:18] == among[18:]
    for number in (0, 7, 17):
        assert encode_runs([runs[number]], Cache(tmp_path / f"one-{number}")) == [among[number]]
    done.clear()
    assert encode_runs(runs, Cache(tmp_path / "many")) == among[:18]
    assert done == []


def test_only_a_run_that_is_lost_or_damaged_is_encoded_again(
    make_clip: MakeClip, cache: Cache, done: list[int]
) -> None:
    runs = [alone(make_clip(0.6 + 0.1 * number)) for number in range(4)]
    made = encode_runs(runs, cache)
    paths = [cache.path("sound", run_encoder.run_key(run), ".json") for run in runs]
    paths[1].write_bytes(paths[1].read_bytes()[:-9])
    paths[2].unlink()
    cache.put_json("sound", run_encoder.run_key(runs[3]), [-16.0, -3.0, "AAAA"])
    done.clear()
    assert encode_runs(runs, cache) == made
    assert done == [3]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 12, 2))
def test_peaks_that_the_encoder_raised_come_under_the_limit(seed: int, cache: Cache, tmp_path: Path) -> None:
    chance = np.random.default_rng(seed)
    clips = []
    for number in range(6):
        peaky = generated.peaky(generated.VOICES["buzz"](chance), 18.0, chance)
        sound = generated.waveform.Sound(peaky, SAMPLE_RATE)
        clips.append(generated.written(generated.waveform.finish_speech(sound), tmp_path / f"{number}.wav"))
    runs = [alone(clip) for clip in clips]
    for run, encoded in zip(runs, encode_runs(runs, cache), strict=True):
        heard = decoded(b"".join(encoded.packets))
        assert meter.measure_true_peak(heard, SAMPLE_RATE) == pytest.approx(encoded.loudness.peak_dbtp, abs=0.1)
        assert encoded.loudness.peak_dbtp <= -1.1
        samples = np.frombuffer(run_pcm(run), dtype="<i2").astype(np.float32) / 32767
        lost = meter.measure_loudness(samples, SAMPLE_RATE) - meter.measure_loudness(
            heard[aac.PACKET_SAMPLES :], SAMPLE_RATE
        )
        assert lost < 1.5


def test_gain_is_lowered_only_around_a_peak(make_clip: MakeClip, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    run = alone(make_clip(2.0))
    before = encode_runs([run], cache)[0].packets
    monkeypatch.setattr(run_encoder, "_packet_peaks", loud_once(5))
    lowered = [list(before)]
    run_encoder._limit_peaks(lowered, cache.scratch())
    assert [number for number, pair in enumerate(zip(before, lowered[0], strict=True)) if pair[0] != pair[1]] == [4, 5]
    assert lowered[0][5] == aac.lower_gain(before[5], 2)


def loud_once(packet: int) -> Callable[[Any], list[float]]:
    """Levels in which one packet is 2 dB too loud when they are first read."""
    levels = [[-9.0] * packet + [1.2] + [-9.0] * 100]

    def read(samples: Any) -> list[float]:
        count = len(samples) // aac.PACKET_SAMPLES
        return levels.pop()[:count] if levels else [-9.0] * count

    return read


@pytest.mark.parametrize("broken", ["-f adts -c:a aac -ac 2", "-f wav -c:a pcm_s16le", "-f adts -c:a aac -t 0.2"])
def test_a_stream_that_is_not_what_was_asked_for_is_an_error(
    make_clip: MakeClip, cache: Cache, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(run_encoder, "_AAC", tuple(broken.split()))
    with pytest.raises(OutputError, match="cannot use"):
        encode_runs([alone(make_clip(1.0))], cache)
    assert not list(cache.root.glob("sound/**/*.json"))
