"""Export speech as one audio file: WAV, Ogg (Opus), MP3 or M4A, chosen by the file's suffix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.errors import AnnotatorError, OutputError
from annotator.loudness import Loudness
from annotator.media import sound
from annotator.media.files import WRITE_ELSEWHERE, replacing
from annotator.model import SAMPLE_RATE, Clip, Progress, VoiceChoice, no_progress
from annotator.privacy.matcher import Matcher
from annotator.voice.lexicon import Respellings
from annotator.voice.narrate import NarratedTexts, SayRequest, narrate, read_clip

_CODECS: dict[str, tuple[str, ...]] = {
    ".wav": ("-c:a", "pcm_s16le", "-f", "wav"),
    ".ogg": sound.OPUS,
    ".opus": sound.OPUS,
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "1", "-f", "mp3"),
    ".m4a": sound.AAC_FILE,
}
"""ffmpeg's arguments for each suffix."""
SUFFIXES = (".wav", ".ogg", ".mp3", ".m4a")
"""The suffixes that error messages offer."""
_KIND = "said"
"""The kind of cache entry."""

ClipAndPause = tuple[Clip, float]
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
    narration, parts = narrate_text(text, lang, choice, cache, lexicon=lexicon, matcher=matcher, progress=progress)
    return narration, write_sound(parts, out)


def narrate_text(
    text: str,
    lang: str,
    choice: VoiceChoice | str,
    cache: Cache,
    *,
    lexicon: Respellings | None = None,
    matcher: Matcher | None = None,
    progress: Progress = no_progress,
) -> tuple[NarratedTexts, list[ClipAndPause]]:
    """Speak a text. Returns the narration, and its sentences with the pauses after them (0 after the last).

    Raises what ``narrate`` raises, and AnnotatorError for an empty text.
    """
    lexicons: Mapping[str, Respellings] = {lang: lexicon} if lexicon else {}
    narration = narrate(
        [SayRequest(lang, text)], {lang: choice}, cache, lexicons=lexicons, matcher=matcher, progress=progress
    )
    spoken = narration.spoken[0]
    if not spoken:
        raise AnnotatorError("There is no text to speak.", "Write the sentence in quotes after the command.")
    return narration, pace.with_pauses(spoken)


def join_clips(parts: Sequence[ClipAndPause], cache: Cache) -> Clip:
    """Clips, each with the seconds of silence after it, as one clip, stored in the cache."""
    name = key("said", code_version.of(__name__), [(clip.digest, pause) for clip, pause in parts])
    return read_clip(cache.get_or_make(_KIND, name, ".wav", lambda path: _encode(parts, path)))


def check_suffix(out: Path) -> None:
    """Raise AnnotatorError unless the file's suffix names a format that can be written."""
    if out.suffix.lower() not in _CODECS:
        raise AnnotatorError(
            "The name {name} does not say which kind of sound file to write.",
            "End it with one of {suffixes}.",
            name=out.name,
            suffixes=", ".join(SUFFIXES),
        )


def write_sound(parts: Sequence[ClipAndPause], out: Path) -> Loudness:
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
        raise OutputError.not_written(out, error, WRITE_ELSEWHERE) from error


def _encode(parts: Sequence[ClipAndPause], path: Path) -> Loudness:
    """Encode all clips as one file."""
    from annotator.voice import mastering

    pcm = (
        mastering.to_pcm(mastering.read_wav(clip.path.read_bytes()).samples) + bytes(2 * round(pause * SAMPLE_RATE))
        for clip, pause in parts
    )
    return sound.encode(pcm, path, _CODECS[path.suffix])
