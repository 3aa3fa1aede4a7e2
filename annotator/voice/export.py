"""Finished clips as one sound file to listen to or to send: WAV, Ogg (Opus), MP3 or M4A, by the file's name."""

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
from annotator.voice.lexicon import Words
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
"""How each is encoded, with the kilobits a second as a rule, and where the encoder lifted peaks too far."""
SUFFIXES = (".wav", ".ogg", ".mp3", ".m4a")
_KIND = "said"

_Part = tuple[Clip, float]
"""A clip, and the seconds of silence after it."""


def say(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    out: Path,
    cache: Cache,
    *,
    lexicon: Words | None = None,
    matcher: Matcher | None = None,
    comment: str = "",
    progress: Progress = no_progress,
) -> tuple[NarratedTexts, Loudness]:
    """Speak one text into ``out``, as ``write`` does: who spoke, and how loud the file came out.

    Raises AnnotatorError as ``narrate`` and ``write`` do, and for an empty text.
    """
    check_name(out)
    narration, parts = _narrated(text, lang, choice, cache, lexicon, matcher, progress)
    return narration, write(parts, out, comment)


def say_clip(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    cache: Cache,
    *,
    lexicon: Words | None = None,
    matcher: Matcher | None = None,
    progress: Progress = no_progress,
) -> Clip:
    """Speak one text as one clip, which stays in the cache folder. Raises what ``say`` raises."""
    _, parts = _narrated(text, lang, choice, cache, lexicon, matcher, progress)
    name = key("said", code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])
    return clip_files.clip_of(cache.get_or_make(_KIND, name, ".wav", lambda path: _write_wav(parts, path)))


def _narrated(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    cache: Cache,
    lexicon: Words | None,
    matcher: Matcher | None,
    progress: Progress,
) -> tuple[NarratedTexts, list[_Part]]:
    """Who spoke a text, and its sentences with the pauses between them."""
    lexicons: Mapping[str, Words] = {lang: lexicon} if lexicon else {}
    narration = narrate(
        [SayRequest(lang, text)], {lang: choice}, cache, lexicons=lexicons, matcher=matcher, progress=progress
    )
    spoken = narration.spoken[0]
    if not spoken:
        raise AnnotatorError("There is nothing to say.", "Write the sentence in quotes after the command.")
    pauses = [pace.pause_after(sentence.text, sentence.clip.seconds) for sentence in spoken[:-1]]
    return narration, [(sentence.clip, pause) for sentence, pause in zip(spoken, (*pauses, 0.0), strict=True)]


def _write_wav(parts: Sequence[_Part], path: Path) -> None:
    _encoded(parts, path, "")


def check_name(out: Path) -> None:
    """Raise AnnotatorError if the file's name does not tell a format that can be written."""
    if out.suffix.lower() not in _CODECS:
        raise AnnotatorError(
            f"The name {out.name} does not say which kind of sound file to write.",
            f"End it with one of {', '.join(SUFFIXES)}.",
        )


def write(parts: Sequence[_Part], out: Path, comment: str = "") -> Loudness:
    """Join clips, each with the seconds of silence after it, into one file; whole or not at all.

    It has no metadata but the ``comment``. Returns how loud it came out, which may miss the common loudness.
    Raises OutputError, and MissingError where ffmpeg is not there.
    """
    check_name(out)
    try:
        with replacing(out) as temporary:
            heard = _encoded(parts, temporary, comment)
    except OSError as error:
        raise OutputError(
            f"{out} could not be written: {error.strerror or error}.", "Choose another folder with -o."
        ) from error
    return heard


def _encoded(parts: Sequence[_Part], path: Path, comment: str) -> Loudness:
    """Encode all parts as one sound at the common loudness: with pauses, clips measure lower than each alone."""
    import numpy as np

    from annotator.voice import mastering, meter, waveform

    raw = ("-ar", str(SAMPLE_RATE), "-ac", "1")
    clean = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")

    told = ("-metadata", f"comment={comment}") if comment else ()
    codec, kilobits = _CODECS[path.suffix]

    def write(blocks: Iterator[Samples], new: Path, richer: bool) -> None:
        source = ("-loglevel", "error", "-f", "s16le", *raw, "-i", "pipe:0")
        rate = ("-b:a", f"{kilobits[richer]}k") if any(kilobits) else ()
        doing = f"writing a sound ({new.suffix})"
        output = (*clean, *told, *rate, *codec, ffmpeg.file_url(new))
        _, said = ffmpeg.run((*source, *output), map(waveform.pcm, blocks), doing=doing)
        if not new.stat().st_size:
            raise ffmpeg.no_output_error(doing, said)

    def measure(new: Path) -> Loudness:
        # Opus is decoded at this rate, and peaks between the samples of another hide.
        samples, rate = listen(new, 48_000), 48_000
        return Loudness(meter.loudness(samples, rate), meter.true_peak(samples, rate))

    def listen(new: Path, rate: int = SAMPLE_RATE) -> Samples:
        form = ("-ar", str(rate), "-ac", "1", "-f", "f32le", "pipe:1")
        heard, _ = ffmpeg.run(("-loglevel", "error", "-i", ffmpeg.file_url(new), *form), doing="listening to a sound")
        return np.frombuffer(heard, dtype="<f4")

    pieces = []
    for clip, pause in parts:
        pieces += [waveform.read_wav(clip.path.read_bytes()).samples, np.zeros(round(pause * SAMPLE_RATE), np.float32)]
    return mastering.encode(mastering.Mix(np.concatenate(pieces)), path, mastering.Codec(write, measure, listen))
