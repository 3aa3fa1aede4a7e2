"""Recordings are judged before anybody relies on them, in a child process; what can't be used leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import av
import numpy as np
import pytest

from annotator.edit.recordings import memo_encoding, take_judge
from annotator.edit.recordings.take_judge import BadTakeError
from annotator.edit.work.helper import ask_once
from annotator.model import SAMPLE_RATE
from tests.helpers.microphones import silence, spoken
from tests.helpers.recordings import RATE, SECRET, WAYS, encode, recording


def put(folder: Path, data: bytes) -> Path:
    path = folder / "take"
    path.write_bytes(data)
    return path


def judged(folder: Path, data: bytes) -> take_judge.Judgement:
    return take_judge.judge(put(folder, data), folder / "heard.m4a", clean=True)


@pytest.mark.parametrize("kind", WAYS)
def test_a_voice_is_fine_in_all_that_browsers_record(kind: str, tmp_path: Path) -> None:
    result = judged(tmp_path, recording(kind))
    assert result.faults == ()
    assert 1.8 < result.seconds < 2.6
    with av.open(tmp_path / "heard.m4a") as heard:
        assert heard.streams.audio[0].codec_context.name == "aac"


@pytest.mark.parametrize(("gain", "fault"), [(0.006, "quiet"), (4.0, "clipped")])
@pytest.mark.parametrize("kind", ["webm", "aac.mp4", "wav"])
def test_too_quiet_and_too_loud_are_said(kind: str, gain: float, fault: str, tmp_path: Path) -> None:
    assert judged(tmp_path, recording(kind, gain=gain)).faults == (fault,)


def noise(level: float) -> bytes:
    return encode(np.random.default_rng(1).normal(0, level, 3 * RATE).clip(-1, 1), "webm")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: recording("webm", gain=0.0), take_judge.SILENT),
        (lambda: noise(0.002), take_judge.SILENT),
        (lambda: encode(np.zeros(100), "ogg"), take_judge.EMPTY),
        (lambda: encode(np.tile(np.sin(np.arange(RATE) / 40) * 0.3, 302), "ogg"), take_judge.TOO_LONG),
        (lambda: b"no sound at all", "This recording can't be read."),
        (lambda: recording("webm")[:300], "This recording can't be read."),
        (lambda: b"#EXTM3U\nfile:///etc/passwd\n", "This recording can't be read."),
    ],
    ids=["silent", "noise", "0 s", "long", "text", "cut off", "playlist"],
)
def test_what_can_not_be_used_is_refused_and_leaves_nothing(
    data: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    with pytest.raises(BadTakeError) as refused:
        judged(tmp_path, data())
    assert refused.value.message == message
    assert refused.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["take"]


def sound(hertz: Sequence[float], on: float, off: float) -> np.ndarray:
    """Twelve seconds of tones, ``on`` seconds of every ``on + off``, in the noise of a room."""
    time = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    tones = sum(np.sin(2 * np.pi * each * time) for each in hertz) * (time % (on + off) < on) * 0.2
    return (tones + np.random.default_rng(1).normal(0, 0.01, len(time))).astype(np.float32)


@pytest.mark.parametrize(
    ("hertz", "on", "off"),
    [((1000,), 0.2, 0.3), ((440,), 0.04, 0.46), ((697, 1209), 0.2, 0.1), ((440, 480), 2, 4)],
    ids=["beeps", "clicks", "keys", "ringing"],
)
def test_twelve_seconds_of_beeps_are_no_speech(hertz: Sequence[float], on: float, off: float) -> None:
    with pytest.raises(BadTakeError) as refused:
        take_judge.refuse(sound(hertz, on, off))
    assert refused.value.message == take_judge.NO_VOICE


@pytest.mark.parametrize("text", ["Sí.", "Toque Unirse.", "Uno, dos, uno, dos.", "Uuuuuuuuu. Mmmmmmm."])
def test_speech_is_never_taken_for_beeps(text: str) -> None:
    voice = np.concatenate((silence(0.5), spoken(text)))
    noise = np.random.default_rng(1).normal(0, 1, len(voice))
    for gain in (0.1, 1.0):
        for share in (0.0, 0.1, 0.3):
            loudness = float(np.sqrt(np.mean(np.square(voice)))) * share
            take_judge.refuse(((voice + noise * loudness) * gain).astype(np.float32))


@pytest.mark.slow
def test_a_child_listens_and_its_errors_come_back(tmp_path: Path) -> None:
    take, heard = put(tmp_path, recording("opus.mp4")), tmp_path / "heard.m4a"
    result = ask_once("recordings.take_judge.judge", take, heard, True)
    assert (result.faults, heard.stat().st_size > 1000) == ((), True)
    put(tmp_path, recording("webm", gain=0.0))
    with pytest.raises(BadTakeError, match=r"Nothing is heard"):
        ask_once("recordings.take_judge.judge", take, heard, True)


@pytest.mark.parametrize(
    ("kind", "suffix", "codec"),
    [
        ("webm", ".ogg", "opus"),
        ("opus.mp4", ".ogg", "opus"),
        ("ogg", ".ogg", "opus"),
        ("aac.mp4", ".m4a", "aac"),
        ("wav", ".ogg", "opus"),
    ],
)
def test_a_memo_has_the_same_sound_and_no_metadata(kind: str, suffix: str, codec: str, tmp_path: Path) -> None:
    take = put(tmp_path, recording(kind))
    encoding = memo_encoding.choose_encoding(take)
    assert encoding.suffix == suffix
    memo = tmp_path / f"memo{suffix}"
    memo_encoding.write(take, memo, encoding)
    assert SECRET.encode() not in memo.read_bytes()
    assert SECRET.encode() in take.read_bytes()
    with av.open(memo) as kept, av.open(take) as taken:
        assert kept.streams.audio[0].codec_context.name == codec
        assert kept.duration and abs(kept.duration / 1e6 - 2.6) < 0.15, "a length, which the browser's file lacks"
        if kind != "wav":
            packets = [[bytes(packet) for packet in file.demux(audio=0) if packet.size] for file in (kept, taken)]
            assert packets[0] == packets[1]
