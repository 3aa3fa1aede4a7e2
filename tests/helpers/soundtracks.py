"""The sound of a timeline as a file of its own, as a player hears it in a video."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from annotator.cache import Cache
from annotator.loudness import Loudness
from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE, Timeline
from annotator.video import probe
from annotator.video.soundtrack import encode_aac

Samples = npt.NDArray[np.float32]


def written_aac(timeline: Timeline, path: Path, cache: Cache) -> Loudness:
    """Write a video's sound to ``path`` as an M4A file, and measure it."""
    sound = ["-f", "aac", "-i", "pipe:0", "-c", "copy", "-f", "ipod", str(path)]
    ffmpeg.run(sound, [encode_aac(timeline, cache).stream], doing="writing the sound")
    return probe.measure_loudness(path)


def decoded(stream: bytes) -> Samples:
    """The samples that an ADTS stream is decoded to, from its first packet on."""
    pcm = ["-f", "aac", "-i", "pipe:0", "-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1", "pipe:1"]
    return np.frombuffer(ffmpeg.run(pcm, [stream], doing="decoding")[0], dtype="<f4")
