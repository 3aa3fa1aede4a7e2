"""Measure a memo before and after cleaning, and write the cleaned one as a file to listen to."""

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
    from annotator.voice.meter import Samples

_QUIETEST_DB = -90.0
_VOICE, _BACKGROUND = 95, 5
"""Percentiles of a recording's levels that count as its voice, and as the background in its pauses."""


@dataclass(frozen=True, slots=True)
class RecordingLevels:
    """A recording's length, its loudness, and the level of its background relative to the voice, in dB (negative)."""

    seconds: float
    loudness_lufs: float
    background_db: float


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Levels as the phone recorded it and as it is used, and the loudness of the written file."""

    before: RecordingLevels
    after: RecordingLevels
    loudness: Loudness


def clean(path: Path, out: Path, cache: Cache, comment: str = "") -> Cleaning:
    """Write the recording to ``out`` as a video would use it, with a ``comment``, and measure it before and after.

    Raises ProblemsError for a recording that can't be used, AnnotatorError for the name of ``out``, OutputError.
    """
    import numpy as np

    from annotator.voice import meter, waveform

    export.check_name(out)
    clip = memo.memo_clip(path, cache)
    raw = memo.samples(path, clean=False)
    # The background is measured before the silence at both ends is cut, which is most of it.
    filtered = memo.samples(path, clean=True)
    finished = waveform.read_wav(clip.path.read_bytes()).samples
    loudness = export.write([(clip, 0.0)], out, comment)
    return Cleaning(
        RecordingLevels(len(raw) / SAMPLE_RATE, meter.loudness(raw, SAMPLE_RATE), _background(raw)),
        RecordingLevels(clip.seconds, meter.loudness(np.asarray(finished), SAMPLE_RATE), _background(filtered)),
        loudness,
    )


def _background(samples: Samples) -> float:
    """Level of the quietest twentieth of a recording relative to its loudest, in dB (negative)."""
    import numpy as np

    frame = SAMPLE_RATE // 20
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    if not len(frames):
        return 0.0
    voice, background = np.percentile(np.sqrt((frames**2).mean(axis=1)), [_VOICE, _BACKGROUND])
    if voice <= 0:
        return 0.0
    return max(_QUIETEST_DB, 20 * math.log10(background / voice)) if background > 0 else _QUIETEST_DB
