"""Join the clips of a timeline as PCM, and write it as a voice message."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

from annotator.loudness import Loudness
from annotator.media import sound
from annotator.media.atomic_write import replacing, unwritable_error
from annotator.model import SAMPLE_RATE, Timeline


def sound_inputs(timeline: Timeline) -> list[tuple[int, float, list[tuple[int, str]]]]:
    """Everything that shapes a timeline's sound, for a cache key: the sections, and the first sample of each clip."""
    return [
        (
            _first_sample(section.start),
            section.seconds,
            [(_first_sample(scheduled.start), scheduled.clip.digest) for scheduled in section.sounds],
        )
        for section in timeline.sections
    ]


def join_clips(timeline: Timeline) -> Iterator[bytes]:
    """The sound of a timeline in the format `sound.PCM`, section by section; each clip begins at its sample.

    What a clip has beyond its section is cut off; where clips overlap, the later one is heard.
    """
    for section in timeline.sections:
        section_start = _first_sample(section.start)
        pcm = bytearray(2 * (_first_sample(section.start + section.seconds) - section_start))
        for scheduled in section.sounds:
            offset = 2 * (_first_sample(scheduled.start) - section_start)
            with wave.open(str(scheduled.clip.path), "rb") as reader:
                data = reader.readframes(reader.getnframes())[: max(0, len(pcm) - offset)]
            pcm[offset : offset + len(data)] = data
        yield bytes(pcm)


def has_no_clip(timeline: Timeline) -> bool:
    """Whether the timeline has no clip at all."""
    return not any(section.sounds for section in timeline.sections)


def write_voice_message(timeline: Timeline, out: Path) -> Loudness | None:
    """Write the whole narration to ``out`` as a voice message: mono Opus without metadata.

    Returns its measured loudness; None if the timeline has no clip. Raises OutputError.
    """
    try:
        with replacing(out) as temporary:
            loudness = sound.encode(join_clips(timeline), temporary, sound.OPUS)
    except OSError as error:
        raise unwritable_error(out, error) from error
    return None if has_no_clip(timeline) else loudness


def _first_sample(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)
