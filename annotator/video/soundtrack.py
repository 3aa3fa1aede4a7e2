"""Encode the sound of a timeline at the common loudness: as AAC for videos, as Opus for voice messages."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version
from annotator.cache import Cache, key
from annotator.errors import OutputError
from annotator.loudness import Loudness
from annotator.media import ffmpeg
from annotator.media.atomic_write import copy_into_place
from annotator.model import SAMPLE_RATE, Timeline
from annotator.video import probe

if TYPE_CHECKING:
    from annotator.voice.meter import Samples


@dataclass(frozen=True, slots=True)
class _Format:
    """A file format, and ffmpeg's arguments for it.

    ``high_bitrate_kbps`` is used where the usual bit rate raises the peaks of a voice too far.
    """

    name: str
    suffix: str
    arguments: tuple[str, ...]
    bitrate_kbps: int
    high_bitrate_kbps: int


_AAC = _Format("aac", ".m4a", ("-c:a", "aac", "-f", "ipod"), 32, 48)
# libopus's application "voip" raises the peaks of a voice by 3 dB more, at the same size.
_OPUS = _Format("opus", ".ogg", ("-c:a", "libopus", "-application", "audio", "-f", "ogg"), 28, 40)
_NO_METADATA = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
_PCM = ("-ar", str(SAMPLE_RATE), "-ac", "1")


@dataclass(frozen=True, slots=True)
class Mastered:
    """An encoded file and its measured loudness; None if the timeline has no clip."""

    path: Path
    loudness: Loudness | None


def pcm_sections(timeline: Timeline) -> Iterator[bytes]:
    """The sound of a timeline, section by section, as mono 16-bit little-endian PCM at ``SAMPLE_RATE``.

    Each clip is put at its sample; where two overlapped, the later one would replace the other. A section's sound is as
    long as its pictures, and what a clip has beyond that is cut off.

    Raises OutputError for a clip that is not a WAV file of that format.
    """
    for section in timeline.sections:
        section_start = round(section.start * SAMPLE_RATE)
        pcm_bytes = bytearray(2 * round(section.seconds * SAMPLE_RATE))
        for scheduled in section.sounds:
            offset = 2 * (round(scheduled.start * SAMPLE_RATE) - section_start)
            data = _read_wav(scheduled.clip.path)
            pcm_bytes[offset : offset + len(data)] = data[: len(pcm_bytes) - offset]
        yield bytes(pcm_bytes)


def sound_key(timeline: Timeline) -> str:
    """The cache key of the sound: its clips, their positions in samples, and its length."""
    sounds = [sound for section in timeline.sections for sound in section.sounds]
    positions = [(sound.clip.digest, round(sound.start * SAMPLE_RATE)) for sound in sounds]
    return key(code_version.of(__name__), round(timeline.seconds * SAMPLE_RATE), positions)


def has_no_clip(timeline: Timeline) -> bool:
    """Whether the timeline has no clip at all."""
    return not any(section.sounds for section in timeline.sections)


def encode_aac(timeline: Timeline, cache: Cache) -> Mastered:
    """Encode the sound as AAC-LC in an M4A file in the cache. Raises OutputError."""
    return _encode_cached(timeline, _AAC, cache)


def write_voice_message(timeline: Timeline, out: Path, cache: Cache) -> Loudness | None:
    """Write the whole narration to ``out`` as a voice message: mono Opus without metadata.

    Returns the measured loudness; None if the timeline has no clip. Raises OutputError.
    """
    encoded = _encode_cached(timeline, _OPUS, cache)
    copy_into_place(encoded.path, out)
    return encoded.loudness


def _encode_cached(timeline: Timeline, audio_format: _Format, cache: Cache) -> Mastered:
    """The encoded sound with its loudness; both are cached."""
    sound = key(audio_format, sound_key(timeline))

    def encode(new: Path) -> None:
        loudness = _encode(timeline, audio_format, new)
        if loudness is not None:
            cache.put_json("sound", sound, [loudness.lufs, loudness.peak_dbtp])

    path = cache.get_or_make("sound", sound, audio_format.suffix, encode)
    if has_no_clip(timeline):
        return Mastered(path, None)
    match cache.get_json("sound", sound):
        case [float(lufs), float(peak)]:
            return Mastered(path, Loudness(lufs, peak))
        case _:  # lost or damaged
            return Mastered(path, probe.measure_loudness(path))


def _encode(timeline: Timeline, audio_format: _Format, path: Path) -> Loudness | None:
    """Encode the sound at the common loudness; return the measured loudness, or None if there is no clip."""
    if has_no_clip(timeline):
        _write(pcm_sections(timeline), audio_format, path)
        return None
    # Heavy libraries are imported only if something must be encoded.
    import numpy as np

    from annotator.voice import mastering
    from annotator.voice.waveform import to_pcm

    def write(blocks: Iterator[Samples], new: Path, high_bitrate: bool) -> None:
        _write((to_pcm(block) for block in blocks), audio_format, new, high_bitrate=high_bitrate)

    samples = np.frombuffer(b"".join(pcm_sections(timeline)), dtype="<i2")
    return mastering.encode(mastering.Mix(samples), path, mastering.Codec(write, probe.measure_loudness, _decode))


def _write(sound: Iterator[bytes], audio_format: _Format, path: Path, *, high_bitrate: bool = False) -> None:
    bitrate_kbps = audio_format.high_bitrate_kbps if high_bitrate else audio_format.bitrate_kbps
    source = ("-loglevel", "error", "-f", "s16le", *_PCM, "-i", "pipe:0")
    output = (*_NO_METADATA, "-b:a", f"{bitrate_kbps}k", *audio_format.arguments, ffmpeg.file_url(path))
    ffmpeg.run((*source, *output), sound, doing="encoding the sound")


def _decode(path: Path) -> Samples:
    import numpy as np

    arguments = ("-loglevel", "error", "-i", ffmpeg.file_url(path), *_PCM, "-f", "f32le", "pipe:1")
    data, _ = ffmpeg.run(arguments, doing="listening to the sound")
    return np.frombuffer(data, dtype="<f4")


def _read_wav(path: Path) -> bytes:
    """The samples of a clip. Raises OutputError for another format than that of `pcm_sections`."""
    try:
        with wave.open(str(path), "rb") as reader:
            if (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) != (1, 2, SAMPLE_RATE):
                raise wave.Error("another format")
            return reader.readframes(reader.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise OutputError(
            f"The sound {path.name} in the cache is damaged.", "Run the same command again.", detail=str(error)
        ) from error
