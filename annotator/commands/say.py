"""What ``annotator say`` does: one text, spoken as it would be in a video, in a file of its own."""

from __future__ import annotations

from pathlib import Path

from annotator.cache import Cache, default_root
from annotator.model import Progress, VoiceUsed, no_progress
from annotator.script import find_school


def say(text: str, lang: str, voice: str, output: Path, progress: Progress = no_progress) -> tuple[VoiceUsed, float]:
    """Speak ``text`` into ``output`` (.wav .ogg .mp3 .m4a); give who spoke, and the seconds.

    The lexicon of a ``school.toml`` in the current folder, or above it, counts.
    """
    from annotator.voice import choose, export

    school, _, _ = find_school(Path.cwd())
    choice = choose.parse(voice)
    if choice.engine == choose.AUTO:
        choice = dict(school.voices).get(lang, choice)
    lexicon = dict(dict(school.lexicons).get(lang, ()))
    narration = export.say(
        text, lang, choice, output, Cache(default_root()), lexicon=lexicon, names=school.names, progress=progress
    )
    return narration.voices[lang], sum(spoken.clip.seconds for spoken in narration.spoken[0])
