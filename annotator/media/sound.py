"""Measure and encode sound with ffmpeg, and keep files with sound together with their loudness."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from annotator.cache import Cache
from annotator.loudness import Loudness
from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE

PCM = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1")
"""The format of all joined sound: mono, 16-bit little-endian."""
METER = "ebur128=framelog=quiet"
"""A filter that passes sound on, and writes its loudness to the log."""
METERED = ("-af", f"{METER},aformat=s16")
"""Measures `PCM` on its way to an encoder, which gets the same samples, and changes their loudness by 0.3 dB at most."""
# The coder "twoloop", noise substitution and noise shaping each raise the peaks of a voice: together by 3 to 5 dB at
# 32 kbit/s. Without them it is 1 dB, at the same size and half the time.
_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-aac_pns", "0", "-aac_tns", "0")
AAC_VIDEO = (*_AAC, "-b:a", "36k")
AAC_FILE = (*_AAC, "-b:a", "48k", "-movflags", "+faststart", "-f", "ipod")
# libopus's application "voip" raises the peaks of a voice by 3 dB more, and above level 6 its own choice of modes raises those
# of a noisy voice by up to 5 dB.
OPUS = ("-c:a", "libopus", "-application", "audio", "-compression_level", "5", "-b:a", "28k", "-f", "ogg")
NO_METADATA = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
_INTEGRATED = re.compile(r"Integrated loudness:\s+I:\s+(\S+) LUFS")


def encode(pcm: Iterable[bytes], path: Path, arguments: Sequence[str]) -> Loudness:
    """Encode ``PCM`` to ``path`` with ffmpeg's output ``arguments``; return its measured loudness.

    Raises OutputError if ffmpeg fails or writes nothing.
    """
    doing = f"writing a sound ({path.suffix})"
    output = (*METERED, *NO_METADATA, *arguments, ffmpeg.file_url(path))
    _, log = ffmpeg.run((*PCM, "-i", "pipe:0", *output), pcm, doing=doing)
    if not path.stat().st_size:
        raise ffmpeg.no_output_error(doing, log)
    return parse_loudness(log)


def make_once(
    cache: Cache, kind: str, key: str, suffix: str, make: Callable[[Path], Loudness]
) -> tuple[Path, Loudness]:
    """A file with sound from the cache, and its loudness; if it is missing, ``make`` writes it and returns that."""
    path, loudness = cache.get(kind, key, suffix), cache.get_parsed(kind, key, lambda row: Loudness(*map(float, row)))
    if path is None or loudness is None:
        measured: list[Loudness] = []
        path = cache.put(kind, key, suffix, lambda new: measured.append(make(new)))
        loudness = measured[0]
        cache.put_json(kind, key, [loudness.lufs])
    return path, loudness


def parse_loudness(log: str) -> Loudness:
    """The loudness that ``METER`` wrote to a log; minus infinity if it wrote none (no sound)."""
    integrated = _INTEGRATED.search(log)
    return Loudness(float(integrated[1]) if integrated else -math.inf)
