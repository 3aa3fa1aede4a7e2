"""Clean a memo, write the result as an audio file, and report its levels before and after."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache
from annotator.loudness import Loudness
from annotator.model import SAMPLE_RATE
from annotator.voice import export, memo

if TYPE_CHECKING:
    from annotator.voice.mastering import Samples

_MIN_BACKGROUND_DB = -90.0
"""Reported for digital silence, whose level would be minus infinity."""
_VOICE_PERCENTILE, _BACKGROUND_PERCENTILE = 95, 5
"""Percentiles of a recording's levels that represent the voice, and the background in its pauses."""
_FRAMES_PER_SECOND = 20


@dataclass(frozen=True, slots=True)
class RecordingLevels:
    """Duration, loudness, and level of the background relative to the voice (in dB, at most 0)."""

    seconds: float
    loudness_lufs: float
    background_db: float


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """Levels of a recording before and after cleaning, and the loudness of the written file."""

    before: RecordingLevels
    after: RecordingLevels
    loudness: Loudness


def clean_memo(path: Path, out: Path, cache: Cache) -> CleaningReport:
    """Write the recording at ``path`` to ``out`` as a video would use it, and measure it before and after.

    Raises ProblemsError for a recording that can't be used, AnnotatorError if the suffix of ``out`` is unknown, and
    OutputError if it can't be written.
    """
    from annotator.voice import mastering, waveform

    export.check_suffix(out)
    clip = memo.memo_clip(path, cache)
    raw = memo.read_samples(path, clean=False)
    # The background is measured with the silent ends, which show it best; the finished clip has lost them.
    filtered = memo.read_samples(path, clean=True)
    finished = waveform.read_wav(clip.path.read_bytes()).samples
    loudness = export.write_sound([(clip, 0.0)], out)
    return CleaningReport(
        RecordingLevels(len(raw) / SAMPLE_RATE, mastering.measure(raw).lufs, _background(raw)),
        RecordingLevels(clip.seconds, mastering.measure(finished).lufs, _background(filtered)),
        loudness,
    )


def _background(samples: Samples) -> float:
    """Level of the background of a recording relative to its voice, in dB (at most 0)."""
    import numpy as np

    frame = SAMPLE_RATE // _FRAMES_PER_SECOND
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    if not len(frames):
        return 0.0
    voice, background = np.percentile(np.sqrt((frames**2).mean(axis=1)), [_VOICE_PERCENTILE, _BACKGROUND_PERCENTILE])
    if voice <= 0:
        return 0.0
    return max(_MIN_BACKGROUND_DB, 20 * math.log10(background / voice)) if background > 0 else _MIN_BACKGROUND_DB
