"""Writes spoken sentences as one sound file, for pages and slides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import pace
from annotator.cache import Cache, code_version, key
from annotator.loudness import Loudness
from annotator.media.atomic_write import copy_into_place
from annotator.model import Clip, StepNumber, Utterance
from annotator.pack.products.product import Output, ProductContext

if TYPE_CHECKING:
    from annotator.pack.edition import Edition

KIND = "said"
"""Kind of cache entry: that of all spoken files."""


def make_sound(
    edition: Edition, path: str, spoken: Sequence[Utterance], context: ProductContext, step: StepNumber | None = None
) -> list[Output]:
    """Write the sound of an edition to ``path`` in the pack, and list it with its warnings; nothing if nobody speaks."""
    from annotator.pack import limits

    loudness = write_voice(spoken, context.folder / path, context.cache)
    if loudness is None:
        return []
    warnings = tuple(limits.check_loudness(edition, path, loudness, step))
    return [Output(path, voice_seconds(spoken), step, warnings, edition.lang)]


def write_voice(spoken: Sequence[Utterance], path: Path, cache: Cache) -> Loudness | None:
    """Write utterances with pauses between them to ``path``; return the measured loudness, or None if there are none.

    The sound is cached by its clips, so that the packs of several schools share it. Raises OutputError.
    """
    if not spoken:
        return None
    parts = _with_pauses(spoken)
    name = key(code_version.of(__name__), path.suffix, [(clip.digest, pause) for clip, pause in parts])
    loudness = cache.get_parsed(KIND, name, _parse_loudness)
    sound = cache.get(KIND, name, path.suffix)
    if loudness is None or sound is None:
        loudness, sound = _encode(parts, name, path.suffix, cache)
    path.parent.mkdir(parents=True, exist_ok=True)
    copy_into_place(sound, path)
    return loudness


def _encode(parts: Sequence[tuple[Clip, float]], name: str, suffix: str, cache: Cache) -> tuple[Loudness, Path]:
    """Encode a sound, and store it in the cache with its loudness."""
    from annotator.voice import export

    measured: list[Loudness] = []
    sound = cache.put(KIND, name, suffix, lambda new: measured.append(export.write_sound(parts, new)))
    (loudness,) = measured
    cache.put_json(KIND, name, [loudness.lufs, loudness.peak_dbtp])
    return loudness, sound


def _parse_loudness(value: Any) -> Loudness:
    lufs, peak = value
    return Loudness(float(lufs), float(peak))


def voice_seconds(spoken: Sequence[Utterance]) -> float:
    """How long the sound of ``spoken`` takes."""
    return sum(clip.seconds + pause for clip, pause in _with_pauses(spoken))


def _with_pauses(spoken: Sequence[Utterance]) -> list[tuple[Clip, float]]:
    """The clips, each with the seconds of silence after it."""
    pauses = [pace.pause_after(said.text, said.clip.seconds) for said in spoken[:-1]]
    return [(said.clip, pause) for said, pause in zip(spoken, (*pauses, 0.0), strict=True)] if spoken else []
