"""The sound of the whole: samples where they belong, and the loudness of the finished file."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model import SAMPLE_RATE, Section, Theme, Timeline, TitleCard
from annotator.timeline import plan
from annotator.video.render import join_clips, write_voice_message
from tests.helpers import generated_voices as generated
from tests.helpers.soundtracks import MAX_PEAK_DBTP, judged, written_aac

MakeTimeline = Callable[..., Timeline]


def test_clips_stand_at_their_samples_and_the_whole_is_as_long_as_the_picture(make_timeline: MakeTimeline) -> None:
    timeline = make_timeline("Toque Unirse.", "Espere a la maestra un momento.")
    samples = array("h", b"".join(join_clips(timeline)))
    assert len(samples) == round(timeline.seconds * 24_000)
    sounds = [sounding for section in timeline.sections for sounding in section.sounds]
    for sounding in sounds:
        at = round(sounding.start * 24_000)
        assert samples[at - 1] == 0
        assert samples[at + 1] != 0
        assert samples[at + round(sounding.clip.seconds * 24_000)] == 0


@pytest.mark.parametrize("kind", ["aac", "opus"])
def test_the_finished_file_has_the_common_loudness(make_timeline: MakeTimeline, tmp_path: Path, kind: str) -> None:
    write = {"aac": written_aac, "opus": write_voice_message}[kind]
    told = write(make_timeline("Toque Unirse."), tmp_path / "voz")
    assert told is not None
    assert told.misses == ()
    loudness, peak = judged(tmp_path / "voz")
    assert loudness == pytest.approx(told.lufs, abs=0.4)
    assert peak <= MAX_PEAK_DBTP


def test_nothing_said_is_silence_and_no_error(tmp_path: Path) -> None:
    timeline = plan([Section("title", (TitleCard("Hola", Theme()),), ())])
    assert write_voice_message(timeline, tmp_path / "voz.ogg") is None
    assert written_aac(timeline, tmp_path / "voz.m4a").lufs <= -70


def test_a_clip_longer_than_its_section_is_cut_off(make_timeline: MakeTimeline) -> None:
    timeline = make_timeline("Toque Unirse.")
    first, *others = timeline.sections
    short = replace(timeline, sections=(replace(first, seconds=0.5), *others))
    assert len(next(join_clips(short))) == SAMPLE_RATE


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 26])
def test_generated_voices_come_into_range(seed: int, tmp_path: Path) -> None:
    # tests/bench/video/loudness.py tries more of them.
    timeline = generated.timeline(seed, tmp_path)
    for name, write in (("voz.m4a", written_aac), ("voz.ogg", write_voice_message)):
        told = write(timeline, tmp_path / name)
        assert told is not None
        assert told.misses == ()
        loudness, peak = judged(tmp_path / name)
        assert loudness == pytest.approx(told.lufs, abs=0.4)
        assert peak <= MAX_PEAK_DBTP
