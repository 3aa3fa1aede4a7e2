"""Export speech as one audio file: WAV, Ogg (Opus), MP3 or M4A, chosen by the file's suffix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version, pace
from annotator.cache import Cache, key
from annotator.errors import AnnotatorError, OutputError
from annotator.loudness import Loudness
from annotator.media import ffmpeg
from annotator.media.atomic_write import replacing
from annotator.model import SAMPLE_RATE, Clip, Progress, VoiceChoice, no_progress
from annotator.privacy.matcher import Matcher
from annotator.voice import clip_files
from annotator.voice.lexicon import Respellings
from annotator.voice.narrate import NarratedTexts, SayRequest, narrate

if TYPE_CHECKING:
    from annotator.voice.meter import Samples

_OPUS = ("-c:a", "libopus", "-application", "audio", "-f", "ogg")
_CODECS: dict[str, tuple[tuple[str, ...], tuple[int, int]]] = {
    ".wav": (("-c:a", "pcm_s16le", "-f", "wav"), (0, 0)),
    ".ogg": (_OPUS, (24, 36)),
    ".opus": (_OPUS, (24, 36)),
    ".mp3": (("-c:a", "libmp3lame", "-write_xing", "1", "-f", "mp3"), (64, 96)),
    ".m4a": (("-c:a", "aac", "-movflags", "+faststart", "-f", "ipod"), (48, 72)),
}
"""For each suffix ffmpeg's arguments, and two bit rates in kbit/s: the usual one, and a higher one for a second attempt.

A higher rate distorts less, so the encoder raises peaks less. WAV has no bit rate (0).
"""
SUFFIXES = (".wav", ".ogg", ".mp3", ".m4a")
"""The suffixes that error messages offer."""
_KIND = "said"
"""The kind of cache entry."""
_OPUS_RATE = 48_000
"""The sample rate at which Opus is decoded: measured at a lower one, peaks between samples would be missed."""

_ClipAndPause = tuple[Clip, float]
"""A clip, and the seconds of silence after it."""


def say(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    out: Path,
    cache: Cache,
    *,
    lexicon: Respellings | None = None,
    matcher: Matcher | None = None,
    progress: Progress = no_progress,
) -> tuple[NarratedTexts, Loudness]:
    """Speak a text and write it to the file ``out``. Returns the narration, and the loudness of the file.

    Raises what ``narrate`` and ``write_sound`` raise, and AnnotatorError for an empty text.
    """
    check_suffix(out)
    narration, parts = _narrate_text(text, lang, choice, cache, lexicon, matcher, progress)
    return narration, write_sound(parts, out)


def say_clip(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    cache: Cache,
    *,
    lexicon: Respellings | None = None,
    matcher: Matcher | None = None,
    progress: Progress = no_progress,
) -> Clip:
    """Speak a text as one clip, stored in the cache. Raises what ``say`` raises."""
    _, parts = _narrate_text(text, lang, choice, cache, lexicon, matcher, progress)
    name = key("said", code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])
    return clip_files.read_clip(cache.get_or_make(_KIND, name, ".wav", lambda path: _write_wav(parts, path)))


def _narrate_text(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    cache: Cache,
    lexicon: Respellings | None,
    matcher: Matcher | None,
    progress: Progress,
) -> tuple[NarratedTexts, list[_ClipAndPause]]:
    """Speak a text. Returns the narration, and its sentences with the pauses after them (0 after the last)."""
    lexicons: Mapping[str, Respellings] = {lang: lexicon} if lexicon else {}
    narration = narrate(
        [SayRequest(lang, text)], {lang: choice}, cache, lexicons=lexicons, matcher=matcher, progress=progress
    )
    spoken = narration.spoken[0]
    if not spoken:
        raise AnnotatorError("There is no text to speak.", "Write the sentence in quotes after the command.")
    pauses = [pace.pause_after(sentence.text, sentence.clip.seconds) for sentence in spoken[:-1]]
    return narration, [(sentence.clip, pause) for sentence, pause in zip(spoken, (*pauses, 0.0), strict=True)]


def _write_wav(parts: Sequence[_ClipAndPause], path: Path) -> None:
    _encode(parts, path)


def check_suffix(out: Path) -> None:
    """Raise AnnotatorError unless the file's suffix names a format that can be written."""
    if out.suffix.lower() not in _CODECS:
        raise AnnotatorError(
            f"The name {out.name} does not say which kind of sound file to write.",
            f"End it with one of {', '.join(SUFFIXES)}.",
        )


def write_sound(parts: Sequence[_ClipAndPause], out: Path) -> Loudness:
    """Join clips, each with the seconds of silence after it, into one file, which is replaced atomically.

    The file has no metadata. Returns its measured loudness, which may miss the target.

    Raises AnnotatorError for an unknown suffix, OutputError if the file can't be written, and MissingError without
    ffmpeg.
    """
    check_suffix(out)
    try:
        with replacing(out) as temporary:
            return _encode(parts, temporary)
    except OSError as error:
        raise OutputError(
            f"{out} could not be written: {error.strerror or error}.", "Choose another folder with -o."
        ) from error


def _encode(parts: Sequence[_ClipAndPause], path: Path) -> Loudness:
    """Encode all clips as one file at the target loudness.

    Each clip has that loudness already, but joined with pauses they measure lower.
    """
    import numpy as np

    from annotator.voice import mastering, meter, waveform

    no_metadata = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
    codec, bit_rates = _CODECS[path.suffix]

    def write(blocks: Iterator[Samples], new: Path, high_rate: bool) -> None:
        source = ("-loglevel", "error", "-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0")
        rate = ("-b:a", f"{bit_rates[high_rate]}k") if any(bit_rates) else ()
        doing = f"writing a sound ({new.suffix})"
        output = (*no_metadata, *rate, *codec, ffmpeg.file_url(new))
        _, log = ffmpeg.run((*source, *output), map(waveform.to_pcm, blocks), doing=doing)
        if not new.stat().st_size:
            raise ffmpeg.no_output_error(doing, log)

    def measure(new: Path) -> Loudness:
        samples = decode(new, _OPUS_RATE)
        return Loudness(meter.measure_loudness(samples, _OPUS_RATE), meter.measure_true_peak(samples, _OPUS_RATE))

    def decode(new: Path, rate: int = SAMPLE_RATE) -> Samples:
        output = ("-ar", str(rate), "-ac", "1", "-f", "f32le", "pipe:1")
        data, _ = ffmpeg.run(("-loglevel", "error", "-i", ffmpeg.file_url(new), *output), doing="decoding a sound")
        return np.frombuffer(data, dtype="<f4")

    pieces = []
    for clip, pause in parts:
        pieces += [waveform.read_wav(clip.path.read_bytes()).samples, np.zeros(round(pause * SAMPLE_RATE), np.float32)]
    return mastering.encode(mastering.Mix(np.concatenate(pieces)), path, mastering.Codec(write, measure, decode))
