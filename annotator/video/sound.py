"""The sound of a video and the voice message: clips at their exact samples, at the loudness of the finished file."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator import code_version
from annotator.cache import Cache, key
from annotator.errors import OutputError
from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE, Timeline
from annotator.video import probe
from annotator.video.place import place

LOUDNESS_LUFS = -16.0
"""Of the finished file, integrated after ITU-R BS.1770."""
TOLERANCE_LU = 1.5
"""How far the finished file may be from it."""
PEAK_DBTP = -0.5
"""The highest true peak of the finished file."""
# Within these nothing is corrected; the promise (1.5 LU, -0.5 dBTP) is wider, since an encoder may add a little.
_NEAR_LU, _NEAR_PEAK = 0.7, -0.8
_ATTEMPTS = 8
_LOWEST = -12.0
"""The lowest ceiling of the limiter, in dB."""

_AAC = ("-c:a", "aac", "-b:a", "32k", "-f", "ipod")
_OPUS = ("-c:a", "libopus", "-b:a", "28k", "-application", "voip", "-f", "ogg")
_CLEAN = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")


@dataclass(frozen=True, slots=True)
class _Mastering:
    """What is done to the whole before encoding: a gain in dB, and a limiter where the encoder lifted peaks too far."""

    gain_db: float = 0.0
    ceiling_db: float | None = None

    def filters(self) -> tuple[str, ...]:
        """The arguments for ffmpeg; none where nothing is to be done."""
        parts = [f"volume={self.gain_db:.2f}dB"] if self.gain_db else []
        if self.ceiling_db is not None:
            limit = 10 ** (self.ceiling_db / 20)
            # Peaks between samples are seen at four times the rate.
            parts += [f"aresample={4 * SAMPLE_RATE}", f"alimiter=limit={limit:.4f}:level=0", f"aresample={SAMPLE_RATE}"]
        return ("-af", ",".join(parts)) if parts else ()


def soundtrack(timeline: Timeline) -> Iterator[bytes]:
    """The sound of a timeline, section by section: mono, 16 bit, little-endian, ``SAMPLE_RATE``.

    As long as the picture to the sample. Raises OutputError for a clip that is not such a WAV file.
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
    """Everything that shapes the sound."""
    sounds = [(s.clip.digest, round(s.start * SAMPLE_RATE)) for section in timeline.sections for s in section.sounds]
    return key(code_version.of(__name__), round(timeline.seconds * SAMPLE_RATE), sounds)


def is_silent(timeline: Timeline) -> bool:
    """Whether nothing at all is said."""
    return not any(section.sounds for section in timeline.sections)


def aac(timeline: Timeline, cache: Cache) -> Path:
    """The sound as AAC-LC in an M4A file of the cache."""
    return cache.made("sound", key("aac", _AAC, sound_key(timeline)), ".m4a", lambda new: _encode(timeline, _AAC, new))


def voice_message(timeline: Timeline, out: Path, cache: Cache) -> None:
    """Write the whole narration as a voice message: Opus, mono, without any metadata. Raises OutputError."""
    made = cache.made(
        "sound", key("opus", _OPUS, sound_key(timeline)), ".ogg", lambda new: _encode(timeline, _OPUS, new)
    )
    place(made, out)


def _encode(timeline: Timeline, codec: tuple[str, ...], path: Path) -> None:
    """Encode, listen to the finished file, and correct it until it is as loud as it should be."""
    mastering = _Mastering()
    for _ in range(_ATTEMPTS):
        source = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0")
        arguments = ("-loglevel", "error", *source, *mastering.filters(), *_CLEAN, *codec, ffmpeg.file(path))
        ffmpeg.run(arguments, soundtrack(timeline), doing="encoding the sound")
        if is_silent(timeline):
            return
        heard = probe.loudness(path)
        missing = LOUDNESS_LUFS - heard.lufs
        if abs(missing) <= _NEAR_LU and heard.peak_dbtp <= _NEAR_PEAK:
            return
        mastering = _corrected(mastering, missing, heard.peak_dbtp)
    if abs(missing) <= TOLERANCE_LU and heard.peak_dbtp <= PEAK_DBTP:
        return
    raise OutputError(
        f"The sound could not be brought to the common loudness (it is {heard.lufs:.1f} LUFS).",
        "Listen to the recordings: one may be almost silent, or very loud in one place.",
    )


def _corrected(mastering: _Mastering, missing: float, peak_dbtp: float) -> _Mastering:
    if mastering.ceiling_db is None:
        excess = peak_dbtp + max(missing, 0.0) - _NEAR_PEAK
        return _Mastering(mastering.gain_db + missing, None if excess <= 0 else max(_LOWEST, -1.0 - excess))
    # Behind a limiter a decibel more of gain gives less than one of loudness, the less the peakier a voice is; and the
    # peaks stay where the limiter holds them, but for what the encoder adds.
    ceiling = min(-1.0, mastering.ceiling_db + _NEAR_PEAK - peak_dbtp)
    return _Mastering(mastering.gain_db + 1.7 * missing, max(_LOWEST, ceiling))


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
