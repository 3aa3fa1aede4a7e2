"""Mix a timeline's clips to the sample, and encode them at the common loudness: AAC for videos, Opus for voice messages."""

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
    """An encoder. ``kilobits``: bit rates in kbit/s, the usual one, and the one used if it lifted peaks too far."""

    name: str
    suffix: str
    arguments: tuple[str, ...]
    kilobits: tuple[int, int]


_AAC = _Format("aac", ".m4a", ("-c:a", "aac", "-f", "ipod"), (32, 48))
# libopus's application "voip" lifts the peaks of a voice by 3 dB more, at the same size.
_OPUS = _Format("opus", ".ogg", ("-c:a", "libopus", "-application", "audio", "-f", "ogg"), (28, 40))
_CLEAN = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
_RAW = ("-ar", str(SAMPLE_RATE), "-ac", "1")


@dataclass(frozen=True, slots=True)
class Mastered:
    """An encoded sound and its measured loudness; None if nothing is spoken."""

    path: Path
    heard: Loudness | None


def pcm_sections(timeline: Timeline) -> Iterator[bytes]:
    """The sound of a timeline, section by section: mono, 16 bit, little-endian, ``SAMPLE_RATE``.

    Exactly as long as the picture. Raises OutputError for a clip that is not such a WAV file.
    """
    for section in timeline.sections:
        start = round(section.start * SAMPLE_RATE)
        samples = bytearray(2 * round(section.seconds * SAMPLE_RATE))
        for sounding in section.sounds:
            at = 2 * (round(sounding.start * SAMPLE_RATE) - start)
            data = _read(sounding.clip.path)
            samples[at : at + len(data)] = data[: len(samples) - at]
        yield bytes(samples)


def sound_key(timeline: Timeline) -> str:
    """The cache key of the sound: clips, their positions in samples, and the length."""
    sounds = [(s.clip.digest, round(s.start * SAMPLE_RATE)) for section in timeline.sections for s in section.sounds]
    return key(code_version.of(__name__), round(timeline.seconds * SAMPLE_RATE), sounds)


def is_silent(timeline: Timeline) -> bool:
    """Whether the timeline has no clip at all."""
    return not any(section.sounds for section in timeline.sections)


def encode_aac(timeline: Timeline, cache: Cache) -> Mastered:
    """The sound as AAC-LC in a cached M4A file. Raises OutputError."""
    return _mastered(timeline, _AAC, cache)


def write_voice_message(timeline: Timeline, out: Path, cache: Cache) -> Loudness | None:
    """Write the whole narration as a voice message: Opus, mono, without metadata. Raises OutputError.

    Returns the measured loudness; None if nothing is spoken.
    """
    made = _mastered(timeline, _OPUS, cache)
    copy_into_place(made.path, out)
    return made.heard


def _mastered(timeline: Timeline, form: _Format, cache: Cache) -> Mastered:
    """The encoded sound with its loudness, both cached."""
    wanted = key(form, sound_key(timeline))

    def make(new: Path) -> None:
        heard = _encode(timeline, form, new)
        if heard is not None:
            cache.put_json("sound", wanted, [heard.lufs, heard.peak_dbtp])

    path = cache.get_or_make("sound", wanted, form.suffix, make)
    if is_silent(timeline):
        return Mastered(path, None)
    match cache.get_json("sound", wanted):
        case [float(lufs), float(peak)]:
            return Mastered(path, Loudness(lufs, peak))
        case _:
            return Mastered(path, probe.measure_loudness(path))


def _encode(timeline: Timeline, form: _Format, path: Path) -> Loudness | None:
    """Encode the sound at the common loudness; return the measured loudness, or None for silence."""
    if is_silent(timeline):
        _write(pcm_sections(timeline), form, path)
        return None
    import numpy as np

    from annotator.voice import mastering
    from annotator.voice.waveform import to_pcm

    def write(blocks: Iterator[Samples], new: Path, richer: bool) -> None:
        _write((to_pcm(block) for block in blocks), form, new, richer)

    whole = np.frombuffer(b"".join(pcm_sections(timeline)), dtype="<i2")
    return mastering.encode(mastering.Mix(whole), path, mastering.Codec(write, probe.measure_loudness, _listen))


def _write(sound: Iterator[bytes], form: _Format, path: Path, richer: bool = False) -> None:
    source = ("-loglevel", "error", "-f", "s16le", *_RAW, "-i", "pipe:0")
    rate = ("-b:a", f"{form.kilobits[richer]}k")
    ffmpeg.run((*source, *_CLEAN, *rate, *form.arguments, ffmpeg.file_url(path)), sound, doing="encoding the sound")


def _listen(path: Path) -> Samples:
    import numpy as np

    arguments = ("-loglevel", "error", "-i", ffmpeg.file_url(path), *_RAW, "-f", "f32le", "pipe:1")
    heard, _ = ffmpeg.run(arguments, doing="listening to the sound")
    return np.frombuffer(heard, dtype="<f4")


def _read(path: Path) -> bytes:
    try:
        with wave.open(str(path), "rb") as reader:
            if (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) != (1, 2, SAMPLE_RATE):
                raise wave.Error("another format")
            return reader.readframes(reader.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise OutputError(
            f"The sound {path.name} in the cache is damaged.", "Run the same command again.", detail=str(error)
        ) from error
