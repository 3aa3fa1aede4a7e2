"""Make the sound of a timeline at the common loudness: as AAC packets for videos, as an Opus file for voice messages.

A video's sound is joined from runs (`sound_runs`) that were each encoded once, so the same sentence costs nothing in the
clip of its step. Each run begins at the border of packets that is nearest to its place, at most 512 samples (21 ms) off,
which does not add up. Opus can't be joined like this: its packets predict from those before them, across silence too
(RFC 7845, 4.6 asks for 80 ms to converge), so a voice message is encoded as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version
from annotator.cache import Cache, key
from annotator.loudness import Loudness
from annotator.media import ffmpeg
from annotator.media.atomic_write import copy_into_place
from annotator.model import SAMPLE_RATE, Timeline
from annotator.video import aac, probe
from annotator.video.run_encoder import EncodedRun, encode_runs, run_key
from annotator.video.sound_runs import Run, find_runs, pcm_sections

if TYPE_CHECKING:
    from annotator.voice.meter import Samples

_OPUS_KBPS = (28, 40)
"""The usual bit rate, and the one used where the usual one raises the peaks of a voice too far."""
# libopus's application "voip" raises the peaks of a voice by 3 dB more, at the same size.
_OPUS = ("-c:a", "libopus", "-application", "audio", "-f", "ogg")
_NO_METADATA = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
_PCM = ("-ar", str(SAMPLE_RATE), "-ac", "1")


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """The sound of a video: an ADTS stream that plays from its first packet on, and what its loudness should be.

    ``loudness`` is estimated from the runs; None if the timeline has no clip.
    """

    stream: bytes
    loudness: Loudness | None


def soundtrack_key(timeline: Timeline) -> str:
    """The cache key of a video's sound: its runs, the packets they begin at, and its length."""
    runs = find_runs(timeline)
    return key(code_version.of(__name__), _count_packets(timeline), [(_nearest_packet(run), run_key(run)) for run in runs])


def encode_aac(timeline: Timeline, cache: Cache) -> Soundtrack:
    """The sound as AAC-LC packets; the runs that are not in the cache are encoded. Raises OutputError."""
    runs = find_runs(timeline)
    encoded = encode_runs(runs, cache)
    places = [(_nearest_packet(run), done.packets) for run, done in zip(runs, encoded, strict=True)]
    stream = b"".join(aac.place(_count_packets(timeline), places))
    return Soundtrack(stream, _estimate_loudness(runs, encoded) if runs else None)


def _nearest_packet(run: Run) -> int:
    return round(run.start / aac.PACKET_SAMPLES)


def _count_packets(timeline: Timeline) -> int:
    return round(timeline.seconds * SAMPLE_RATE / aac.PACKET_SAMPLES)


def _estimate_loudness(runs: Sequence[Run], encoded: Sequence[EncodedRun]) -> Loudness:
    """The mean power of all runs by their lengths, and the highest of their peaks."""
    audible = [(run.samples, done.loudness.lufs) for run, done in zip(runs, encoded, strict=True)]
    powers = [samples * 10 ** (lufs / 10) for samples, lufs in audible if not math.isinf(lufs)]
    total = sum(samples for samples, lufs in audible if not math.isinf(lufs))
    lufs = 10 * math.log10(sum(powers) / total) if total else -math.inf
    return Loudness(lufs, max(done.loudness.peak_dbtp for done in encoded))


def has_no_clip(timeline: Timeline) -> bool:
    """Whether the timeline has no clip at all."""
    return not any(section.sounds for section in timeline.sections)


def write_voice_message(timeline: Timeline, out: Path, cache: Cache) -> Loudness | None:
    """Write the whole narration to ``out`` as a voice message: mono Opus without metadata.

    Returns the measured loudness; None if the timeline has no clip. Raises OutputError.
    """
    sounds = [sound for section in timeline.sections for sound in section.sounds]
    positions = [(sound.clip.digest, round(sound.start * SAMPLE_RATE)) for sound in sounds]
    message = key(code_version.of(__name__), _OPUS, _OPUS_KBPS, round(timeline.seconds * SAMPLE_RATE), positions)

    def encode(new: Path) -> None:
        loudness = _encode_opus(timeline, new)
        if loudness is not None:
            cache.put_json("sound", message, [loudness.lufs, loudness.peak_dbtp])

    path = cache.get_or_make("sound", message, ".ogg", encode)
    copy_into_place(path, out)
    if has_no_clip(timeline):
        return None
    match cache.get_json("sound", message):
        case [float(lufs), float(peak)]:
            return Loudness(lufs, peak)
        case _:  # lost or damaged
            return probe.measure_loudness(path)


def _encode_opus(timeline: Timeline, path: Path) -> Loudness | None:
    """Encode the sound at the common loudness; return the measured loudness, or None if there is no clip."""
    if has_no_clip(timeline):
        _write_opus(pcm_sections(timeline), path)
        return None
    # Heavy libraries are imported only if something must be encoded.
    import numpy as np

    from annotator.voice import mastering
    from annotator.voice.waveform import to_pcm

    def write(blocks: Iterator[Samples], new: Path, high_bitrate: bool) -> None:
        _write_opus((to_pcm(block) for block in blocks), new, high_bitrate=high_bitrate)

    samples = np.frombuffer(b"".join(pcm_sections(timeline)), dtype="<i2")
    return mastering.encode(mastering.Mix(samples), path, mastering.Codec(write, probe.measure_loudness, _decode))


def _write_opus(sound: Iterator[bytes], path: Path, *, high_bitrate: bool = False) -> None:
    source = ("-loglevel", "error", "-f", "s16le", *_PCM, "-i", "pipe:0")
    output = (*_NO_METADATA, "-b:a", f"{_OPUS_KBPS[high_bitrate]}k", *_OPUS, ffmpeg.file_url(path))
    ffmpeg.run((*source, *output), sound, doing="encoding the sound")


def _decode(path: Path) -> Samples:
    import numpy as np

    arguments = ("-loglevel", "error", "-i", ffmpeg.file_url(path), *_PCM, "-f", "f32le", "pipe:1")
    data, _ = ffmpeg.run(arguments, doing="listening to the sound")
    return np.frombuffer(data, dtype="<f4")
