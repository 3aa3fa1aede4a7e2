"""Opus packets are joined in an Ogg file that an independent reader plays, sample for sample as each stream alone."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE
from annotator.video import ogg_opus
from annotator.video.ogg_opus import LEAD_PACKETS, StreamError, join, ogg_file, split_packets
from tests.helpers.voices import tone

Samples = npt.NDArray[np.float32]
PACKET = 480
"""Samples of a packet at 24 kHz; 960 at 48 kHz, at which Opus is decoded."""


def encode(samples: Samples, *more: str) -> bytes:
    """An Ogg Opus file of ffmpeg's."""
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    source = ("-loglevel", "error", "-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0")
    command = [ffmpeg.executable(), *source, "-c:a", "libopus", "-b:a", "28k", *more, "-f", "ogg", "pipe:1"]
    return subprocess.run(command, input=pcm, capture_output=True, check=True).stdout


def stream(seconds: float, level: float) -> tuple[int, list[bytes]]:
    """What a player skips, and the packets of a tone after the silence that joined streams begin with."""
    samples = np.pad(tone(seconds, level=level, rate=SAMPLE_RATE).samples, (LEAD_PACKETS * PACKET, 2 * PACKET))
    return split_packets(encode(samples))


def decode(packets: Sequence[bytes], skipped: int) -> Samples:
    with av.open(io.BytesIO(ogg_file(packets, skipped, SAMPLE_RATE))) as file:
        frames = [frame.to_ndarray().reshape(-1) for frame in file.decode(audio=0)]
    return np.concatenate(frames).astype(np.float32)


def test_streams_sound_the_same_wherever_they_are_joined() -> None:
    skipped, long = stream(1.3, 0.5)
    _, short = stream(0.4, 0.1)
    for order in ((long, short, long), (short, short, long)):
        places = []
        number = LEAD_PACKETS
        for packets in order:
            places.append((number, packets))
            number += len(packets) + 9
        joined = decode(join(number, places), skipped)
        for at, packets in places:
            alone = decode(packets, skipped)
            heard = joined[(at - LEAD_PACKETS) * 960 :][: len(alone)]
            assert np.abs(alone).max() > 0.05
            assert np.abs(heard - alone)[960:].max() < 1e-4, "but for what a player skips at the start"
    assert np.abs(joined[-9 * 960 + 500 :]).max() < 1e-3, "silent where nothing was put"


def test_the_file_is_as_long_as_it_says_and_has_no_metadata() -> None:
    skipped, packets = stream(2.5, 0.4)
    data = ogg_file(join(200, [(20, packets)]), skipped, SAMPLE_RATE)
    with av.open(io.BytesIO(data)) as file:
        (track,) = file.streams
        assert (track.codec_context.name, track.codec_context.channels) == ("opus", 1)
        assert not file.metadata
        assert not track.metadata
        assert float(track.duration * track.time_base) == pytest.approx(4.0, abs=0.01)
        times = [packet.pts * float(packet.time_base) for packet in file.demux(track) if packet.pts is not None]
    assert len(times) == 200
    assert np.allclose(np.diff(times), 0.02, atol=1e-6)
    assert split_packets(data) == (skipped, join(200, [(20, packets)])), "and every checksum and page can be read again"


def test_the_pages_are_those_of_an_independent_writer() -> None:
    data = encode(tone(3.0, level=0.4, rate=SAMPLE_RATE).samples, "-fflags", "+bitexact", "-flags:a", "+bitexact")
    pages = data.split(b"OggS")[1:]
    for page in pages:
        whole = b"OggS" + page
        assert int.from_bytes(whole[22:26], "little") == ogg_opus._checksum(whole[:22] + bytes(4) + whole[26:])


def test_streams_that_come_too_soon_follow_at_once_and_nothing_is_lost() -> None:
    _, packets = stream(0.2, 0.3)
    joined = join(0, [(0, packets), (1, packets)])
    assert joined == [*packets, *packets]
    assert join(3, []) == [ogg_opus._SILENCE] * 3
    assert len(ogg_file(join(2000, []), 312, SAMPLE_RATE)) < 20_000, "forty seconds of silence"


def test_large_packets_are_spread_over_pages() -> None:
    large = [bytes([0xF8]) + bytes(1200)] * 90
    data = ogg_file(large, 312, SAMPLE_RATE)
    assert split_packets(data) == (312, large)
    exact = [bytes([0xF8]) + bytes(254)] * 3
    assert split_packets(ogg_file(exact, 312, SAMPLE_RATE)) == (312, exact), "lengths that are a multiple of 255"


@pytest.mark.parametrize("damage", ["stereo", "long frames", "cut off", "no Ogg", "nothing"])
def test_another_stream_is_refused(damage: str, tmp_path: Path) -> None:
    sound = tone(0.5, level=0.4, rate=SAMPLE_RATE).samples
    data = {
        "stereo": lambda: encode(sound, "-ac", "2"),
        "long frames": lambda: encode(sound, "-frame_duration", "60"),
        "cut off": lambda: encode(sound)[:-20],
        "no Ogg": lambda: b"RIFF" + bytes(50),
        "nothing": lambda: b"",
    }[damage]()
    with pytest.raises(StreamError):
        split_packets(data)
