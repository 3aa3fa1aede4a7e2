"""The command ``say``: write one spoken text to a file, so that staff can hear a voice before they build with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator import outputs, pace
from annotator.cache import Cache, default_root
from annotator.errors import refuse_problems
from annotator.media.audio import Loudness
from annotator.model import Clip, Progress, VoiceUsed, no_progress
from annotator.privacy.matcher import match_privacy
from annotator.script import find_school
from annotator.voice import choose


@dataclass(frozen=True, slots=True)
class SpokenFile:
    """A file with a spoken text: its path, the voice, the duration in seconds, pauses included, and the measured loudness."""

    path: Path
    voice: VoiceUsed
    seconds: float
    loudness: Loudness


def say(text: str, lang: str, voice: str, output: Path, progress: Progress = no_progress) -> SpokenFile:
    """Speak ``text`` and write it to ``output`` (.wav, .ogg, .mp3 or .m4a).

    The lexicon of the ``school.toml`` in the current folder or above it applies, and for the voice ``auto``, its voice.

    Raises:
        OutputError: ``output`` can't be written, is inside a tutorial or pack, or is another file.
        AnnotatorError: the text is empty, or the voice is unknown or doesn't speak the language.
        ProblemsError: ``school.toml`` has problems, perhaps with its list of names, and the voice is on the network.
        MissingError: the voice is not installed.
        ServiceError: the voice on the network can't be reached.
    """
    from annotator.voice import say

    cache = Cache(default_root())
    outputs.claim(output, "say", cache.root)
    speaker = _choose_speaker(lang, voice, cache)
    narration, loudness = say.say(text, lang, out=output, cache=cache, progress=progress, **speaker)
    outputs.claims.note(output, cache)
    seconds = sum(clip.seconds + pause for clip, pause in pace.with_pauses(narration.spoken[0]))
    return SpokenFile(output, narration.voices[lang], seconds, loudness)


def say_clip(text: str, lang: str, voice: str, progress: Progress = no_progress) -> Clip:
    """Speak ``text`` as a clip in the cache folder. Raises what `say` raises, except for errors about the output."""
    from annotator.voice import say

    cache = Cache(default_root())
    speaker = _choose_speaker(lang, voice, cache)
    _, parts = say.narrate_text(text, lang, cache=cache, progress=progress, **speaker)
    return say.join_clips(parts, cache)


def _choose_speaker(lang: str, voice: str, cache: Cache) -> dict[str, Any]:
    """The voice, lexicon and private words for a language as arguments of `voice.say.say`, from the nearest ``school.toml``."""
    school, problems, _ = find_school(Path.cwd(), choose.CHOICES)
    choice = choose.parse_choice(voice)
    if choice.engine == choose.AUTO:
        choice = dict(school.voices).get(lang, choice)
    # Without the list of names, a private name might be sent to the service.
    if any(engine.online for engine in choose.engines(cache) if engine.name == choice.engine):
        refuse_problems(problems)
    lexicon = dict(dict(school.lexicons).get(lang, ()))
    return {"choice": choice, "lexicon": lexicon, "matcher": match_privacy(None, school)}
