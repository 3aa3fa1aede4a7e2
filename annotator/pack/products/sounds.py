"""Write what is spoken into the sound files of a pack: the sentences of a step, the opening, a language's name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.media import audio
from annotator.media.audio import Loudness
from annotator.media.files import copy_into_place
from annotator.model import StepNumber, Utterance
from annotator.pack import file_checks
from annotator.pack.products.product import Output, ProductContext

if TYPE_CHECKING:
    from annotator.edition.edition import Edition
KIND = "said"
"""The kind of cache entry for the sound files."""


def make_sound(
    edition: Edition, path: str, spoken: Sequence[Utterance], context: ProductContext, step: StepNumber | None = None
) -> list[Output]:
    """Write the sound of an edition to ``path`` in the pack, and list it with its warnings; nothing if nobody speaks."""
    loudness = write_voice(spoken, context.folder / path, context.cache)
    if loudness is None:
        return []
    warnings = tuple(file_checks.check_loudness(edition, path, loudness, step))
    return [Output(path, voice_seconds(spoken), step, warnings=warnings, lang=edition.lang, phone=edition.word)]


def write_voice(spoken: Sequence[Utterance], path: Path, cache: Cache) -> Loudness | None:
    """Write utterances with pauses between them to ``path``; return the measured loudness, or None if there are none.

    The sound is cached by its clips, so that the packs of several schools share it. Raises OutputError.
    """
    from annotator.voice import say

    if not spoken:
        return None
    clips = pace.with_pauses(spoken)
    name = key(code_version.of(__name__), path.suffix, [(clip.digest, pause) for clip, pause in clips])
    file, loudness = audio.make_once(cache, KIND, name, path.suffix, partial(say.write_sound, clips))
    path.parent.mkdir(parents=True, exist_ok=True)
    copy_into_place(file, path)
    return loudness


def voice_seconds(spoken: Sequence[Utterance]) -> float:
    """The duration of ``spoken`` with the pauses between, in seconds."""
    return sum(clip.seconds + pause for clip, pause in pace.with_pauses(spoken))
