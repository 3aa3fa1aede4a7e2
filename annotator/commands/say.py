"""Speak one text, or clean one recording, into a file that sounds as it would in a video (``annotator say``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import places
from annotator.cache import Cache, default_root
from annotator.errors import AnnotatorError, ProblemsError
from annotator.loudness import REMEDY, Loudness
from annotator.model import Clip, Progress, VoiceChoice, VoiceUsed, no_progress
from annotator.privacy.matcher import Matcher, collect_privacy
from annotator.script import find_school
from annotator.voice import choose

if TYPE_CHECKING:
    from annotator.voice.memo_report import CleaningReport


@dataclass(frozen=True, slots=True)
class SpokenFile:
    """A text spoken into a file: its path, who spoke, how long it is, and how loud the file came out."""

    path: Path
    voice: VoiceUsed
    seconds: float
    loudness: Loudness


def say(text: str, lang: str, voice: str, output: Path, progress: Progress = no_progress) -> SpokenFile:
    """Speak ``text`` into ``output`` (.wav .ogg .mp3 .m4a), by the ``school.toml`` of the current folder, or above it.

    Raises OutputError where ``output`` is somebody's file, or lies in a tutorial or pack; ProblemsError where
    ``school.toml`` has problems and the voice is on the network: its list of names may be what can't be read.
    """
    from annotator.voice import export

    cache = Cache(default_root())
    places.claim(output, "say", cache.root)
    speaker = _speaker(lang, voice, cache)
    narration, loudness = export.say(
        text,
        lang,
        speaker.choice,
        output,
        cache,
        lexicon=speaker.lexicon,
        matcher=speaker.matcher,
        comment=places.ownership.comment_for("say"),
        progress=progress,
    )
    seconds = sum(spoken.clip.seconds for spoken in narration.spoken[0])
    return SpokenFile(output, narration.voices[lang], seconds, loudness)


def say_clip(text: str, lang: str, voice: str, progress: Progress = no_progress) -> Clip:
    """Speak ``text`` as a clip in the cache folder. Raises what `say` raises about text and voice."""
    from annotator.voice import export

    cache = Cache(default_root())
    speaker = _speaker(lang, voice, cache)
    return export.say_clip(
        text, lang, speaker.choice, cache, lexicon=speaker.lexicon, matcher=speaker.matcher, progress=progress
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    choice: VoiceChoice
    lexicon: dict[str, str]
    matcher: Matcher


def _speaker(lang: str, voice: str, cache: Cache) -> _Speaker:
    """Who speaks a language here, and by which words, as the school of the current folder has it."""
    school, problems, _ = find_school(Path.cwd(), choose.CHOICES)
    choice = choose.parse_choice(voice)
    if choice.engine == choose.AUTO:
        choice = dict(school.voices).get(lang, choice)
    wrong = [problem for problem in problems if problem.level == "problem"]
    if wrong and any(engine.online for engine in choose.engines(cache) if engine.name == choice.engine):
        raise ProblemsError(wrong)
    return _Speaker(choice, dict(dict(school.lexicons).get(lang, ())), Matcher(collect_privacy(None, school)))


def clean_memo(recording: Path, output: Path) -> CleaningReport:
    """Write a recording to ``output`` as a video would use it; return measurements before and after."""
    from annotator.voice import memo_report

    if output.resolve() == recording.resolve():
        raise AnnotatorError(f"{output} is the recording itself.", "Give the cleaned file another name with -o.")
    cache = Cache(default_root())
    places.claim(output, "say", cache.root)
    return memo_report.clean_memo(recording, output, cache, places.ownership.comment_for("say"))


def as_lines(cleaning: CleaningReport) -> list[str]:
    """The measurements as lines for a person."""
    before, after = cleaning.before, cleaning.after
    return [
        f"Length: {before.seconds:.1f} s as recorded, {after.seconds:.1f} s without the silence at both ends.",
        f"Loudness: {before.loudness_lufs:.1f} LUFS as recorded, {after.loudness_lufs:.1f} like all voices.",
        f"Background: {-before.background_db:.0f} dB below the voice as recorded, {-after.background_db:.0f} dB cleaned.",
        *missed(cleaning.loudness),
    ]


def missed(loudness: Loudness) -> list[str]:
    """A warning for each way in which a file misses the common loudness."""
    return [f"Warning: its sound {what}. {REMEDY}" for what in loudness.misses]
