"""Memos of every phone become clips; what is no recording is a problem with the file's name."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest

from annotator.cache import Cache
from annotator.errors import MissingError, ProblemsError
from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE
from annotator.voice import leveling, mastering, memo
from annotator.voice.engines.pico import Pico
from tests.helpers.soundtracks import judged
from tests.helpers.voices import tone

pytestmark = pytest.mark.pico

FORMATS = {
    "WhatsApp Audio 2026-11-24 at 10.12.34 (1).opus": ("-c:a", "libopus", "-f", "ogg"),
    "voz.ogg": ("-c:a", "libvorbis"),
    "grabación.m4a": ("-c:a", "aac"),
    "nota.amr": ("-c:a", "libopencore_amrnb", "-ar", "8000"),
    "nota.3gp": ("-c:a", "libopencore_amrnb", "-ar", "8000"),
    "nota.mp3": ("-c:a", "libmp3lame"),
    "nota.aac": ("-c:a", "aac"),
    "nota.webm": ("-c:a", "libopus"),
    "nota.flac": ("-c:a", "flac"),
    "nota.caf": ("-c:a", "pcm_s16be"),
    "nota.mp4": ("-c:a", "aac"),
    "nota.wav": ("-c:a", "pcm_s16le"),
    "-vn http:x.wav": ("-c:a", "pcm_s16le"),
}


@functools.cache
def speech() -> leveling.Samples:
    """A person's recording: a sentence, quiet, with silence around and a rumble below."""
    said = mastering.resample(Pico().synthesize("Tap the blue letters.", "en", "en-US", 0.9)) * np.float32(0.1)
    still = np.zeros(SAMPLE_RATE, dtype=np.float32)
    whole = np.concatenate([still, said, still]).astype(np.float32)
    return (whole + tone(len(whole) / SAMPLE_RATE, 0.02, SAMPLE_RATE, 30).samples[: len(whole)]).astype(np.float32)


def write(path: Path, samples: leveling.Samples, *options: str) -> Path:
    ffmpeg.run(
        ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0", *options, ffmpeg.file_url(path)),
        [samples.astype("<f4").tobytes()],
        doing="testing",
    )
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(tmp_path: Path, cache: Cache, name: str) -> None:
    samples = speech()
    path = write(tmp_path / name, samples, *FORMATS[name])
    before = path.read_bytes()
    clip = memo.memo_clip(path, cache)
    loudness, peak = judged(clip.path)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -4.0
    # The two seconds of silence are gone, the words are not.
    assert len(samples) / SAMPLE_RATE - 2.6 < clip.seconds < len(samples) / SAMPLE_RATE - 1.2
    assert path.read_bytes() == before


def test_without_cleaning_nothing_is_cut(tmp_path: Path, cache: Cache) -> None:
    samples = speech()
    path = write(tmp_path / "a.wav", samples)
    assert memo.memo_clip(path, cache, clean=False).seconds == pytest.approx(len(samples) / SAMPLE_RATE, abs=0.02)


def test_second_time_comes_from_the_cache(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.wav", speech())
    first = memo.memo_clip(path, cache)
    monkeypatch.setattr(ffmpeg, "run", lambda *given, **named: pytest.fail("decoded again"))
    assert memo.memo_clip(path, cache) == first


def problem(path: Path, cache: Cache) -> str:
    with pytest.raises(ProblemsError) as raised:
        memo.memo_clip(path, cache)
    (found,) = raised.value.problems
    assert path.name in found.message
    assert found.remedy
    assert "\n" not in str(found)
    return found.message


def test_no_recording(tmp_path: Path, cache: Cache) -> None:
    assert "cannot be read" in problem(tmp_path / "absent.ogg", cache)
    (tmp_path / "empty.ogg").write_bytes(b"")
    assert "is empty" in problem(tmp_path / "empty.ogg", cache)
    (tmp_path / "text.m4a").write_text("no sound", encoding="utf-8")
    assert "is damaged" in problem(tmp_path / "text.m4a", cache)


def test_damaged_recording(tmp_path: Path, cache: Cache) -> None:
    whole = write(tmp_path / "a.m4a", speech()).read_bytes()
    cut = tmp_path / "cut.m4a"
    cut.write_bytes(whole[: len(whole) // 2])
    assert "is damaged" in problem(cut, cache)


def test_silent_recording(tmp_path: Path, cache: Cache) -> None:
    assert "is silent" in problem(write(tmp_path / "still.ogg", np.zeros(SAMPLE_RATE, np.float32)), cache)


def test_film_without_sound(tmp_path: Path, cache: Cache) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg.run(("-f", "lavfi", "-i", "color=s=64x64:d=1", ffmpeg.file_url(path)), doing="testing")
    assert "has no sound" in problem(path, cache)


def test_too_long_and_too_large(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MAX_SECONDS", 1)
    assert "longer than 5 minutes" in problem(write(tmp_path / "long.ogg", speech()), cache)
    monkeypatch.setattr(memo, "MAX_BYTES", 1_000)
    assert "MB" in problem(write(tmp_path / "large.wav", speech()), cache)


def test_playlists_are_not_followed(tmp_path: Path, cache: Cache) -> None:
    secret = write(tmp_path / "secret.wav", speech())
    for name, text in (
        ("list.m4a", f"#EXTM3U\n#EXTINF:3,\n{secret}\n"),
        ("list.ogg", f"ffconcat version 1.0\nfile '{secret.name}'\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert "is damaged" in problem(tmp_path / name, cache)


def test_stereo_is_mixed(tmp_path: Path, cache: Cache) -> None:
    path = write(tmp_path / "a.wav", speech(), "-af", "pan=stereo|c0=c0|c1=0*c0")
    read = mastering.read_wav(memo.memo_clip(path, cache).path.read_bytes())
    assert leveling.measure(read.samples).lufs == pytest.approx(-16, abs=0.5)


def test_only_files_and_formats_of_phones_are_read(tmp_path: Path, cache: Cache) -> None:
    assert ffmpeg.SAFE_INPUT[:2] == ("-protocol_whitelist", "file,pipe")
    assert not {"hls", "concat", "sdp", "rtsp", "lavfi", "image2", "dash", "tee"} & set(ffmpeg.FORMATS)
    for text in ("v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n", "#EXTM3U\nhttp://example.org/a.ogg\n"):
        (tmp_path / "x.ogg").write_text(text, encoding="utf-8")
        assert "is damaged" in problem(tmp_path / "x.ogg", cache)


def test_numbers_that_are_none_do_not_reach_the_clip(tmp_path: Path, cache: Cache) -> None:
    samples = speech().copy()
    samples[20_000:20_010] = np.nan
    samples[30_000:30_005] = np.inf
    path = write(tmp_path / "a.wav", samples, "-c:a", "pcm_f32le")
    read = mastering.read_wav(memo.memo_clip(path, cache, clean=False).path.read_bytes())
    assert np.isfinite(read.samples).all()


def test_a_missing_ffmpeg_is_not_blamed_on_the_recording(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.wav", speech())
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "nowhere"))
    with pytest.raises(MissingError, match="ffmpeg"):
        memo.memo_clip(path, cache)
