"""What the encoder makes; each segment once, and again only if something in its pictures changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.media import ffmpeg
from annotator.model import Timeline
from annotator.video import encoder as encoding
from annotator.video import h264
from annotator.video.encoder import Encoder, segment_key
from annotator.video.frames import picture_inputs
from annotator.video.i420 import to_i420

SMALL = encoding.Encoder(width=96, height=64)
FAST = Encoder(crf=40, preset="veryfast")


def noisy(seed: int) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (64, 96, 3), dtype=np.uint8)
    return to_i420(np.ascontiguousarray(pixels))


def encode(frames: Sequence[bytes], counts: Sequence[int], cache: Cache) -> bytes:
    (segment,) = encode_segments([frames], cache.scratch())
    return h264.repeat_pictures(segment, counts, encoding.find_skip(SMALL, cache))


def encode_segments(segments: Sequence[Sequence[bytes]], folder: Path) -> list[bytes]:
    running = encoding.Encoding(SMALL, [len(frames) for frames in segments], folder)
    with running.child:
        for frames in segments:
            for frame in frames:
                running.child.write(frame)
        return running.collect()


def decoded(data: bytes) -> list[bytes]:
    with av.open(io.BytesIO(data), format="h264") as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]


def test_pictures_stand_for_as_many_frames_as_asked_bit_for_bit(cache: Cache) -> None:
    # More than 16 in a row: frame numbers have four bits and begin again.
    counts = [20, 1, 37, 2]
    frames = decoded(encode([noisy(seed) for seed in range(4)], counts, cache))
    assert len(frames) == sum(counts)
    at = 0
    for count in counts:
        assert len(set(frames[at : at + count])) == 1
        at += count
    assert len(set(frames)) == 4


def test_a_segment_is_the_same_to_the_byte_alone_and_among_others(tmp_path: Path) -> None:
    segments = [[noisy(10 * number + seed) for seed in range(count)] for number, count in enumerate((3, 1, 20, 2))]
    together = encode_segments(segments, tmp_path)
    assert [encode_segments([frames], tmp_path)[0] for frames in segments] == together
    assert encode_segments(segments[1:3], tmp_path) == together[1:3]


def test_a_repeated_frame_costs_next_to_nothing(cache: Cache) -> None:
    short, long = (len(encode([noisy(1)], [count], cache)) for count in (2, 202))
    assert (long - short) / 200 < 30


def test_a_stream_says_nothing_about_its_encoder(cache: Cache) -> None:
    data = encode([noisy(1)], [3], cache)
    assert b"x264" not in data
    assert len(h264.parse(data).pictures) == 3


def test_an_emulated_start_code_survives_another_frame_number() -> None:
    # P slice, frame_num in four bits after three Exp-Golomb numbers; then bytes that need an escape.
    unit = bytes([0x41, 0b10011010, 0b00001111]) + b"\x00\x00\x03\x01\x00\x00\x03\x00\x80"
    for number in range(16):
        new = h264._renumber(unit, number, 4)
        assert h264._renumber(new, 0, 4) == h264._renumber(unit, 0, 4)
        assert new.endswith(b"\x00\x00\x03\x01\x00\x00\x03\x00\x80")


def test_another_profile_or_order_is_refused() -> None:
    size = f"-f rawvideo -pix_fmt yuv420p -video_size {SMALL.width}x{SMALL.height} -framerate 15 -i pipe:0"
    for settings in ("-profile:v high -bf 0", "-profile:v main -bf 2", "-profile:v main -bf 0 -refs 3"):
        arguments = ["-loglevel", "error", *size.split(), "-c:v", "libx264", *settings.split(), "-f", "h264", "pipe:1"]
        data, _ = ffmpeg.run(arguments, [noisy(seed) for seed in range(6)], doing="testing")
        with pytest.raises(h264.StreamError):
            h264.parse(data)


def test_a_lost_picture_is_an_error(tmp_path: Path) -> None:
    running = encoding.Encoding(SMALL, [2], tmp_path)
    with running.child:
        running.child.write(noisy(1))
        with pytest.raises(OutputError) as caught:
            running.collect()
    assert "1 pictures instead of 2" in caught.value.detail


def test_what_is_no_stream_is_refused() -> None:
    units = b"\x00\x00\x01".join((b"", b"\x67", b"\x68\x80", b"\x65\x80"))  # parameters of no bytes
    for data in (b"", b"not a stream", b"\x00\x00\x01", b"\x00\x00\x01\x67", units):
        with pytest.raises(h264.StreamError):
            h264.parse(data)


def encode_film(timeline: Timeline, painter: Any, cache: Cache, told: list[tuple[str, int, int]]) -> list[Path]:
    keys = [segment_key(section, FAST, "") for section in timeline.sections]
    return encoding.encode_segments(timeline, keys, painter, FAST, cache, lambda *news: told.append(news), jobs=2)


def test_a_segment_has_each_distinct_picture_once_and_is_encoded_once(
    make_timeline: Callable[..., Timeline], painter: Any, cache: Cache
) -> None:
    timeline = make_timeline()
    told: list[tuple[str, int, int]] = []
    paths = encode_film(timeline, painter, cache, told)
    assert [len(h264.parse(path.read_bytes()).pictures) for path in paths] == [
        len(picture_inputs(section)) for section in timeline.sections
    ]
    assert told[0] == ("video", 0, 3)
    assert told[-1] == ("video", 3, 3)
    drawn = len(painter.drawn)
    assert encode_film(timeline, painter, cache, told) == paths
    assert len(painter.drawn) == drawn


def test_how_long_a_still_picture_lasts_is_not_in_its_key_but_how_it_is_drawn_is(
    make_timeline: Callable[..., Timeline],
) -> None:
    section = make_timeline().sections[0]
    longer = replace(section, shots=tuple(replace(shot, seconds=shot.seconds + 1) for shot in section.shots))
    assert segment_key(section, FAST, "") == segment_key(longer, FAST, "")
    assert segment_key(section, FAST, "") != segment_key(section, FAST, "drawn anew")
    assert segment_key(section, FAST, "") != segment_key(section, Encoder(), "")
