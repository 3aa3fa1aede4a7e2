"""What the cleaning of a memo does, in numbers and as a file to listen to."""

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
"""Percentiles of the levels of a recording: so loud is the voice, so loud what is heard in its pauses."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording in numbers: its length, its loudness, and how far the background lies below the voice, in dB."""

    seconds: float
    loudness_lufs: float
    background_db: float


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A recording as the phone made it, as it is used, and how loud the file came out."""

    before: Heard
    after: Heard
    heard: Loudness


def clean(path: Path, out: Path, cache: Cache, comment: str = "") -> Cleaning:
    """Write the recording into ``out`` as a video would use it, with a ``comment``, and measure it before and after.

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
    heard = export.write([(clip, 0.0)], out, comment)
    return Cleaning(
        Heard(len(raw) / SAMPLE_RATE, meter.loudness(raw, SAMPLE_RATE), _background(raw)),
        Heard(clip.seconds, meter.loudness(np.asarray(finished), SAMPLE_RATE), _background(filtered)),
        heard,
    )


def _background(samples: Samples) -> float:
    """How far the quietest twentieth of a recording lies below its loudest, in dB (negative)."""
    import numpy as np

    frame = SAMPLE_RATE // 20
    frames = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    if not len(frames):
        return 0.0
    voice, background = np.percentile(np.sqrt((frames**2).mean(axis=1)), [_VOICE, _BACKGROUND])
    if voice <= 0:
        return 0.0
    return max(_QUIETEST_DB, 20 * math.log10(background / voice)) if background > 0 else _QUIETEST_DB
