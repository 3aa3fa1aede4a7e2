"""What ``annotator say`` does: one text, or a person's recording, as it would sound in a video, in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, default_root
from annotator.errors import AnnotatorError
from annotator.loudness import REMEDY, Loudness
from annotator.model import Progress, VoiceUsed, no_progress
from annotator.script import find_school

if TYPE_CHECKING:
    from annotator.voice.memo_report import Cleaning


@dataclass(frozen=True, slots=True)
class Said:
    """A text that was spoken into a file: who spoke, for how long, and how loud the file came out."""

    used: VoiceUsed
    seconds: float
    heard: Loudness


def say(text: str, lang: str, voice: str, output: Path, progress: Progress = no_progress) -> Said:
    """Speak ``text`` into ``output`` (.wav .ogg .mp3 .m4a).

    The lexicon of a ``school.toml`` in the current folder, or above it, counts.
    """
    from annotator.voice import choose, export

    school, _, _ = find_school(Path.cwd())
    choice = choose.parse(voice)
    if choice.engine == choose.AUTO:
        choice = dict(school.voices).get(lang, choice)
    lexicon = dict(dict(school.lexicons).get(lang, ()))
    narration, heard = export.say(
        text, lang, choice, output, Cache(default_root()), lexicon=lexicon, names=school.names, progress=progress
    )
    return Said(narration.voices[lang], sum(spoken.clip.seconds for spoken in narration.spoken[0]), heard)


def clean_memo(recording: Path, output: Path) -> Cleaning:
    """Write a recording into ``output`` as a video would use it; give what the cleaning did, in numbers."""
    from annotator.voice import memo_report

    if output.resolve() == recording.resolve():
        raise AnnotatorError(f"{output} is the recording itself.", "Give the cleaned file another name with -o.")
    return memo_report.clean(recording, output, Cache(default_root()))


def as_lines(cleaning: Cleaning) -> list[str]:
    """The numbers for a person."""
    before, after = cleaning.before, cleaning.after
    return [
        f"Length: {before.seconds:.1f} s as recorded, {after.seconds:.1f} s without the silence at both ends.",
        f"Loudness: {before.loudness_lufs:.1f} LUFS as recorded, {after.loudness_lufs:.1f} like all voices.",
        f"Background: {-before.background_db:.0f} dB below the voice as recorded, {-after.background_db:.0f} dB cleaned.",
        *missed(cleaning.heard),
    ]


def missed(heard: Loudness) -> list[str]:
    """What a person should know of a file that misses the common loudness, a line each."""
    return [f"Warning: its sound {what}. {REMEDY}" for what in heard.misses]
