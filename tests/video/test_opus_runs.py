"""Each run of speech is encoded once, at the common loudness, whatever else is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from annotator.cache import Cache, digest
from annotator.errors import OutputError
from annotator.model import SAMPLE_RATE, Clip, Section, Theme, Timeline, TitleCard, Utterance
from annotator.timeline import plan
from annotator.video import batch, ogg_opus, opus_runs, probe
from annotator.video.sound_runs import find_runs
from annotator.video.soundtrack import write_voice_message
from annotator.voice import waveform

MakeTimeline = Callable[..., Timeline]


def clip(path: Path, samples: np.ndarray) -> Clip:
    path.write_bytes(waveform.wav_bytes(samples.astype(np.float32)))
    return Clip(path, len(samples) / SAMPLE_RATE, digest(path.read_bytes()))


def bursts(seconds: float, level: float, pitch: float) -> np.ndarray:
    """Syllables of a voice-like sound with high peaks."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    voice = sum(np.sin(2 * np.pi * pitch * k * time + k * k) / k for k in range(1, 30))
    return level * voice * np.exp(-9 * (time % 0.3))


def test_a_run_is_encoded_once_for_all_timelines(
    make_timeline: MakeTimeline, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = find_runs(make_timeline("Toque Unirse.", "Espere."))
    first = opus_runs.encode_runs(runs, cache)
    monkeypatch.setattr(batch, "convert", lambda *_, **__: pytest.fail("encoded again"))
    assert opus_runs.encode_runs(runs[::-1], cache) == first[::-1]
    assert opus_runs.encode_runs([], cache) == []


def test_a_further_sentence_changes_no_packet_of_the_others(cache: Cache, tmp_path: Path) -> None:
    clips = [clip(tmp_path / f"{n}.wav", bursts(1 + 0.37 * n, 0.2, 120 + 20 * n)) for n in range(3)]

    def message(*said: Clip) -> bytes:
        out = tmp_path / "voz.ogg"
        section = Section("title", (TitleCard("Hola", Theme()),), tuple(Utterance("", each) for each in said))
        write_voice_message(plan([section]), out, cache)
        return out.read_bytes()

    _, both = ogg_opus.split_packets(message(*clips[:2]))
    _, other = ogg_opus.split_packets(message(clips[0], clips[2]))
    assert message(*clips[:2]) == message(*clips[:2])
    first = len(opus_runs.encode_runs(find_runs(plan_of(clips[0])), cache)[0].packets)
    start = next(at for at, packet in enumerate(both) if len(packet) > 10) - ogg_opus.LEAD_PACKETS
    assert both[: start + first] == other[: start + first]
    assert both != other


def plan_of(said: Clip) -> Timeline:
    return plan([Section("title", (TitleCard("Hola", Theme()),), (Utterance("", said),))])


@pytest.mark.parametrize("level", [0.9, 0.03])
def test_peaks_that_the_encoder_raises_are_lowered(cache: Cache, tmp_path: Path, level: float) -> None:
    timeline = plan_of(clip(tmp_path / "peaky.wav", bursts(4.0, level, 150)))
    out = tmp_path / "voz.ogg"
    told = write_voice_message(timeline, out, cache)
    heard = probe.measure_loudness(out)
    assert told is not None
    assert heard.lufs == pytest.approx(-16, abs=1.5)
    assert heard.peak_dbtp <= -0.5
    assert told.lufs == pytest.approx(heard.lufs, abs=0.15)
    assert told.peak_dbtp == pytest.approx(heard.peak_dbtp, abs=0.15)


def test_an_encoder_that_writes_something_else_is_noticed(
    make_timeline: MakeTimeline, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = find_runs(make_timeline("Toque Unirse."))
    with monkeypatch.context() as patch:
        patch.setattr(opus_runs, "_OPUS", (*opus_runs._OPUS[:-2], "-frame_duration", "60", "-f", "ogg"))
        with pytest.raises(OutputError, match="cannot use"):
            opus_runs.encode_runs(runs, cache)
    with monkeypatch.context() as patch:
        patch.setattr(opus_runs, "_OPUS", ("-af", "volume=0", *opus_runs._OPUS))
        with pytest.raises(OutputError, match="nothing can be heard"):
            opus_runs.encode_runs(runs, cache)
