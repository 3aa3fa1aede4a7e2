"""Spoken texts as files to listen to, judged by another decoder."""

from __future__ import annotations

import io
import os
from importlib.util import find_spec
from pathlib import Path

import av
import numpy as np
import pytest

from annotator.cache import Cache
from annotator.errors import AnnotatorError, OutputError
from annotator.model import SAMPLE_RATE, Clip
from annotator.voice import choose, mastering, say
from tests.helpers.voices import Fake

SMALL = "pico" if find_spec("py_nanotts") else "espeak"
"""The small voice of this computer."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.wav", "pcm_s16le"), ("b ñ.ogg", "opus"), ("c.mp3", "mp3"), ("d.M4A", "aac"), ("http:e.ogg", "opus")],
)
def test_formats(tmp_path: Path, cache: Cache, name: str, codec: str) -> None:
    out = tmp_path / name
    narration, heard = say.say("Tap Join. Then wait for the teacher.", "en", SMALL, out, cache)
    spoken = sum(sentence.clip.seconds for sentence in narration.spoken[0])
    with av.open(io.BytesIO(out.read_bytes())) as file:
        (stream,) = file.streams
        assert codec in stream.codec_context.name
        assert stream.codec_context.channels == 1
        samples = sum(frame.samples / frame.sample_rate for frame in file.decode(stream))
        assert not {"title", "creation_time", "encoder_name"} & set(file.metadata)
    assert spoken + 0.3 < samples < spoken + 3
    assert heard.fault == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([cache.root.name, name])


def test_an_unknown_format_is_told_before_anything_is_spoken(tmp_path: Path, cache: Cache) -> None:
    with pytest.raises(AnnotatorError, match=r"\.ogg"):
        say.say("Hola.", "es", "no such voice", tmp_path / "a.txt", cache)


def test_nothing_to_say(tmp_path: Path, cache: Cache) -> None:
    with pytest.raises(AnnotatorError, match="no text to speak"):
        say.say(" ", "es", SMALL, tmp_path / "a.wav", cache)


def test_a_folder_that_is_not_there(tmp_path: Path, cache: Cache) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        say.say("Hola.", "es", SMALL, tmp_path / "none" / "a.wav", cache)


@pytest.mark.skipif(not hasattr(os, "umask") or os.name == "nt", reason="Windows has no such rights")
def test_the_file_is_readable_by_others(tmp_path: Path, cache: Cache) -> None:
    old = os.umask(0o022)
    try:
        say.say("Hola.", "es", SMALL, tmp_path / "a.wav", cache)
    finally:
        os.umask(old)
    assert (tmp_path / "a.wav").stat().st_mode & 0o777 == 0o644


def test_the_older_file_stays_where_speaking_fails(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.wav"
    out.write_bytes(b"older")
    broken = Fake(SMALL, fail=lambda text: AnnotatorError("It broke."))
    monkeypatch.setattr(choose, "engines", lambda cache: (broken,))
    with pytest.raises(AnnotatorError, match="It broke"):
        say.say("Hola.", "es", SMALL, out, cache)
    assert out.read_bytes() == b"older"


@pytest.mark.parametrize("name", ["a.wav", "a.ogg"])
def test_a_file_that_misses_the_common_loudness_is_made_and_told(tmp_path: Path, name: str) -> None:
    click = np.zeros(SAMPLE_RATE, dtype=np.float32)
    click[12_000] = 0.9
    clip = tmp_path / "clip.wav"
    clip.write_bytes(mastering.wav_bytes(click))
    heard = say.write_sound([(Clip(clip, 1.0, ""), 0.0)], tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0
    (line,) = heard.warnings(recorded=False)
    assert line.startswith("Warning: its sound is")
    assert "too quiet" in line
    assert "ecord" not in line
    assert "Record that one again" in heard.warnings(recorded=True)[0]
