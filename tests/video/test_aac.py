"""AAC packets: split, placed in silence, and made quieter, as a decoder hears them."""

from __future__ import annotations

import numpy as np
import pytest

from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE
from annotator.video import aac
from tests.helpers.soundtracks import Samples, decoded


def encoded(samples: Samples) -> list[bytes]:
    pcm = np.rint(32767 * samples).astype("<i2").tobytes()
    source = ["-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0"]
    output = ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "aac", "-b:a", "48k"]
    # Without the noise that decoders fill in at random.
    output += ["-aac_pns", "0", "-f", "adts", "pipe:1"]
    return aac.split_packets(ffmpeg.run([*source, *output], [pcm], doing="encoding")[0])


def tone(samples: int, hertz: float = 300.0, level: float = 0.25) -> Samples:
    return (level * np.sin(2 * np.pi * hertz * np.arange(samples) / SAMPLE_RATE)).astype(np.float32)


def test_a_silent_packet_is_the_one_that_ffmpeg_writes() -> None:
    assert set(encoded(np.zeros(SAMPLE_RATE, np.float32))) == {aac.silent_packet()}


def test_sounds_joined_in_silence_are_heard_as_each_by_itself() -> None:
    sounds = [tone(10_000), tone(7_000, 500)]
    streams = [encoded(sound) for sound in sounds]
    joined = decoded(b"".join(aac.place(60, [(5, streams[0]), (30, streams[1])])))
    assert len(joined) == 60 * aac.PACKET_SAMPLES
    for place, sound, stream in zip((5, 30), sounds, streams, strict=True):
        alone = decoded(b"".join(stream))[aac.PACKET_SAMPLES :]
        heard = joined[place * aac.PACKET_SAMPLES :][: len(alone)]
        assert np.array_equal(heard, alone)
        assert np.corrcoef(heard[: len(sound)], sound)[0, 1] > 0.99
    # Nothing before, between and after them but digital silence; the first packet of each codes what comes before it.
    assert not joined[: 4 * aac.PACKET_SAMPLES].any()
    assert not joined[(5 + len(streams[0])) * aac.PACKET_SAMPLES : 29 * aac.PACKET_SAMPLES].any()
    assert not joined[(30 + len(streams[1])) * aac.PACKET_SAMPLES :].any()


def test_a_sound_that_begins_at_once_is_moved_by_one_packet() -> None:
    stream = encoded(tone(5_000))
    assert aac.place(20, [(0, stream)]) == aac.place(20, [(1, stream)])
    assert aac.place(20, [(0, stream)])[: len(stream)] == stream


def test_a_stream_is_as_long_as_its_last_sound_needs_and_sounds_never_overlap() -> None:
    stream = encoded(tone(5_000))
    assert len(aac.place(3, [(4, stream)])) == 3 + len(stream)
    aac.place(30, [(4, stream), (4 + len(stream), stream)])
    with pytest.raises(aac.StreamError, match="overlap"):
        aac.place(30, [(4, stream), (3 + len(stream), stream)])


@pytest.mark.parametrize("steps", [1, 4])
def test_a_packet_with_less_gain_is_quieter_and_no_other(steps: int) -> None:
    stream = encoded(tone(20_000))
    quieter = [aac.lower_gain(packet, steps) if 8 <= number < 12 else packet for number, packet in enumerate(stream)]
    before, after = (decoded(b"".join(packets)).reshape(-1, aac.PACKET_SAMPLES) for packets in (stream, quieter))
    gain = 20 * np.log10(after.std(axis=1)[9:12] / before.std(axis=1)[9:12])
    assert gain == pytest.approx(-steps * aac.GAIN_STEP_DB, abs=0.2)
    assert np.array_equal(after[:8], before[:8])
    assert np.array_equal(after[13:], before[13:])


def test_what_is_no_such_stream_is_refused() -> None:
    stream = encoded(tone(5_000))
    whole = b"".join(stream)
    for broken in (whole[:-3], whole[3:], whole + b"\xff\xf1", b"RIFF" + bytes(20), stream[0][:3] + bytes(20)):
        with pytest.raises(aac.StreamError):
            aac.split_packets(broken)
    with pytest.raises(aac.StreamError, match="gain"):
        aac.lower_gain(aac.silent_packet(), 200)
