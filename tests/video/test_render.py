"""A film from its timeline, with the sound of the whole."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.model import (
    FPS,
    SAMPLE_RATE,
    Clip,
    Screen,
    Section,
    StepCard,
    StepNumber,
    Theme,
    Timeline,
    TitleCard,
    Utterance,
)
from annotator.timeline import plan, plan_clip
from annotator.video.render import join_clips, write_video, write_voice_message
from tests.helpers import generated_voices as generated
from tests.helpers.films import Painter
from tests.helpers.soundtracks import MAX_PEAK_DBTP, judged, written_aac

MakeTimeline = Callable[..., Timeline]
LONG = "Toque las letras azules que le mandó la maestra, y luego espere un momento hasta que vea la clase."


@pytest.mark.skipif(os.name == "nt", reason="the fake program is a script with a first line")
def test_an_encoder_that_writes_nothing_is_an_error(
    fake_ffmpeg: Callable[[str], None], make_timeline: MakeTimeline, painter: Painter, cache: Cache, tmp_path: Path
) -> None:
    fake_ffmpeg("sys.stdin.buffer.read()")
    with pytest.raises(OutputError, match="cannot use"):
        write_video(make_timeline(), painter, tmp_path / "v.mp4", cache)
    assert not (tmp_path / "v.mp4").exists()


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def sound_of(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


@pytest.mark.slow
def test_the_format_is_what_phones_play(
    make_timeline: MakeTimeline, painter: Painter, cache: Cache, tmp_path: Path
) -> None:
    timeline = make_timeline("Toque Unirse.", LONG)
    out = tmp_path / "Mi vídeo (1).mp4"
    write_video(timeline, painter, out, cache)
    with av.open(str(out)) as container:
        (video,), (audio,) = container.streams.video, container.streams.audio
        assert len(container.streams) == 2
        assert (video.codec_context.name, video.codec_context.profile) == ("h264", "Main")
        assert (video.width, video.height, video.pix_fmt) == (720, 1280, "yuv420p")
        assert video.average_rate == video.base_rate == FPS
        assert video.frames == round(timeline.seconds * FPS)
        assert not video.codec_context.has_b_frames
        assert (audio.codec_context.name, audio.codec_context.profile) == ("aac", "LC")
        assert (audio.channels, audio.rate) == (1, 24_000)
        ends = [float(stream.duration * stream.time_base) for stream in (video, audio) if stream.duration]
        assert ends[0] == pytest.approx(timeline.seconds)
        # A little of the encoder's delay, which players skip, counts here.
        assert abs(ends[0] - ends[1]) <= 1 / FPS
        first = next(container.decode(video=0))
        assert {int(first.color_primaries), int(first.color_trc), int(first.colorspace)} == {1}
        assert first.color_range == 1  # limited
    said = out.read_bytes()
    assert said.index(b"moov") < said.index(b"mdat")
    for mark in (b"Lavf", b"Lavc", b"x264", b"VideoHandler", str(tmp_path).encode()):
        assert mark not in said


@pytest.mark.slow
def test_each_frame_shows_its_card_and_caption(
    make_timeline: MakeTimeline, painter: Painter, cache: Cache, tmp_path: Path
) -> None:
    timeline = make_timeline("Toque Unirse.", LONG)
    write_video(timeline, painter, tmp_path / "v.mp4", cache)
    frames = frames_of(tmp_path / "v.mp4")
    shots = [shot for section in timeline.sections for shot in section.shots]
    assert len(shots) > len(timeline.sections)
    for shot in shots:
        first, last = round(shot.start * FPS), round((shot.start + shot.seconds) * FPS) - 1
        expected = painter(shot.card, shot.caption)
        assert np.abs(frames[first].astype(int) - expected).max() <= 10
        assert np.array_equal(frames[first], frames[last])


@pytest.mark.slow
def test_the_sound_is_where_the_timeline_says(
    make_timeline: MakeTimeline, painter: Painter, cache: Cache, tmp_path: Path
) -> None:
    timeline = make_timeline("Toque Unirse.")
    write_video(timeline, painter, tmp_path / "v.mp4", cache)
    loud = np.abs(sound_of(tmp_path / "v.mp4")) > 0.05
    heard = np.flatnonzero(loud) / 24_000
    for sounding in (sounding for section in timeline.sections for sounding in section.sounds):
        inside = heard[(heard > sounding.start - 0.3) & (heard < sounding.start + sounding.clip.seconds + 0.3)]
        assert inside.min() == pytest.approx(sounding.start, abs=0.006)
        assert inside.max() == pytest.approx(sounding.start + sounding.clip.seconds, abs=0.006)


@pytest.mark.slow
def test_pictures_are_drawn_once_and_only_where_something_changed(
    make_timeline: MakeTimeline, cache: Cache, tmp_path: Path
) -> None:
    first, again, changed, redrawn = (Painter() for _ in range(4))
    timeline = make_timeline("Toque Unirse.", LONG)
    write_video(timeline, first, tmp_path / "1.mp4", cache)
    assert len(first.drawn) == sum(len(section.shots) for section in timeline.sections)
    write_video(timeline, again, tmp_path / "2.mp4", cache)
    assert again.drawn == []
    assert (tmp_path / "1.mp4").read_bytes() == (tmp_path / "2.mp4").read_bytes()
    write_video(make_timeline("Toque Entrar.", LONG), changed, tmp_path / "3.mp4", cache)
    assert {card.number for card, _ in changed.drawn if isinstance(card, StepCard)} == {StepNumber(1)}
    assert all(isinstance(card, StepCard) for card, _ in changed.drawn)
    assert all(caption.lines == ("Toque Entrar.",) for _, caption in changed.drawn if caption)
    write_video(timeline, redrawn, tmp_path / "4.mp4", cache, renderer_version="another hand")
    assert len(redrawn.drawn) == len(first.drawn)


@pytest.mark.slow
def test_a_step_by_itself_draws_only_what_is_said_around_it(
    make_clip: Callable[[float], Clip], cache: Cache, tmp_path: Path
) -> None:
    cards = tuple(StepCard(view, StepNumber(1), 1, Screen("1"), Theme()) for view in ("whole", "close"))
    part = Section("step-1", cards, (Utterance("Toque Unirse.", make_clip(1.5)),), chip="Unirse")
    around = [Utterance(text, make_clip(1.2)) for text in ("Paso 1 de 1.", "Ahora hágalo usted.")]
    video, clip = Painter(), Painter()
    write_video(plan([part]), video, tmp_path / "video.mp4", cache)
    write_video(plan_clip([part], around[:1], around[1:]).timeline, clip, tmp_path / "paso-1.mp4", cache)
    assert [caption.lines[0] for _, caption in clip.drawn if caption] == ["Paso 1 de 1.", "Ahora hágalo usted."]
    assert set(frames_bytes(tmp_path / "video.mp4")) < set(frames_bytes(tmp_path / "paso-1.mp4"))


def frames_bytes(path: Path) -> list[bytes]:
    return [frame.tobytes() for frame in frames_of(path)]


def test_progress_counts_sections(make_timeline: MakeTimeline, painter: Painter, cache: Cache, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_video(make_timeline(), painter, tmp_path / "v.mp4", cache, lambda *news: told.append(news), jobs=3)
    assert told == [("video", done, 3) for done in range(4)]


def test_an_error_of_the_painter_leaves_nothing_behind(
    make_timeline: MakeTimeline, cache: Cache, tmp_path: Path
) -> None:
    def broken(card: object, caption: object) -> NDArray[np.uint8]:
        raise RuntimeError("no paint")

    with pytest.raises(RuntimeError, match="no paint"):
        write_video(make_timeline(), broken, tmp_path / "v.mp4", cache)
    assert not (tmp_path / "v.mp4").exists()
    assert not list(cache.root.glob("video/**/*"))


def test_a_folder_that_is_gone_is_an_error(
    make_timeline: MakeTimeline, painter: Painter, cache: Cache, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write_video(make_timeline(), painter, tmp_path / "gone" / "v.mp4", cache)


def test_the_voice_message_is_opus_mono_without_metadata(make_timeline: MakeTimeline, tmp_path: Path) -> None:
    timeline = make_timeline("Toque Unirse.", LONG)
    write_voice_message(timeline, tmp_path / "voz.ogg")
    with av.open(str(tmp_path / "voz.ogg")) as container:
        (stream,) = container.streams
        assert (stream.codec_context.name, stream.codec_context.channels) == ("opus", 1)
        assert not container.metadata
        assert set(stream.metadata) <= {"encoder"}
        samples = sum(frame.samples for frame in container.decode(audio=0))
    assert samples / 48_000 == pytest.approx(timeline.seconds, abs=0.05)
    assert (tmp_path / "voz.ogg").stat().st_size * 8 / timeline.seconds < 34_000
    assert b"Lavf" not in (tmp_path / "voz.ogg").read_bytes()


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
    assert told.fault == ""
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
        assert told.fault == ""
        loudness, peak = judged(tmp_path / name)
        assert loudness == pytest.approx(told.lufs, abs=0.4)
        assert peak <= MAX_PEAK_DBTP
