"""Speak a text without a tutorial, and write its clips into one file, as ``annotator say`` does."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.errors import AnnotatorError, writing
from annotator.media import audio, files
from annotator.media.audio import Loudness
from annotator.model import SAMPLE_RATE, Clip, Progress, VoiceChoice, no_progress
from annotator.privacy.matcher import Matcher
from annotator.voice.lexicon import Respellings
from annotator.voice.narrate import NarratedTexts, SayRequest, narrate, read_clip

_CODECS: dict[str, tuple[str, ...]] = {
    ".wav": ("-c:a", "pcm_s16le", "-f", "wav"),
    ".ogg": audio.OPUS,
    ".opus": audio.OPUS,
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "1", "-f", "mp3"),
    ".m4a": audio.AAC_FILE,
}
"""ffmpeg's arguments for each suffix."""
CLIP_SUFFIXES = (".wav", ".ogg", ".mp3", ".m4a")
"""The suffixes that error messages offer."""
_JOINED_KIND = "said"
"""The kind of cache entry for joined clips."""
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
    narration, clips = narrate_text(text, lang, choice, cache, lexicon=lexicon, matcher=matcher, progress=progress)
    return narration, write_sound(clips, out)


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


def join_clips(clips: Sequence[ClipAndPause], cache: Cache) -> Clip:
    """Clips, each with the seconds of silence after it, as one clip, stored in the cache."""
    cache_key = key("said", code_version.of(__name__), [(clip.digest, pause) for clip, pause in clips])
    return read_clip(cache.get_or_make(_JOINED_KIND, cache_key, ".wav", lambda path: _encode_joined(clips, path)))


def check_suffix(out: Path) -> None:
    """Raise AnnotatorError unless the file's suffix names a format that can be written."""
    if out.suffix.lower() not in _CODECS:
        message = "The name {name} does not say which kind of sound file to write."
        remedy = "End it with one of {suffixes}."
        raise AnnotatorError(message, remedy, name=out.name, suffixes=", ".join(CLIP_SUFFIXES))


def write_sound(clips: Sequence[ClipAndPause], out: Path) -> Loudness:
    """Join clips, each with the seconds of silence after it, into one file, which is replaced atomically.

    The file has no metadata. Returns its measured loudness, which may miss the target.

    Raises AnnotatorError for an unknown suffix, OutputError if the file can't be written, and MissingError without
    ffmpeg.
    """
    check_suffix(out)
    with writing(out, files.WRITE_ELSEWHERE), files.replacing(out) as temporary:
        return _encode_joined(clips, temporary)


def _encode_joined(clips: Sequence[ClipAndPause], path: Path) -> Loudness:
    """Encode all clips as one file."""
    from annotator.voice import mastering

    def pcm_of(clip: Clip, pause: float) -> bytes:
        """The samples of a clip and of the silence after it, two bytes each."""
        samples = mastering.read_wav(clip.path.read_bytes()).samples
        return mastering.to_pcm(samples) + bytes(2 * round(pause * SAMPLE_RATE))

    return audio.encode((pcm_of(clip, pause) for clip, pause in clips), path, _CODECS[path.suffix])
