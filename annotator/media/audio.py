"""Encode the sound of clips and finished files, and measure its loudness, whose target is the same for all of them."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import Cache
from annotator.media import ffmpeg
from annotator.messages import Message
from annotator.model import SAMPLE_RATE

PCM = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1")
"""The format of joined sound: mono, 16-bit little-endian."""
METER = "ebur128=framelog=quiet"
"""A filter that passes sound on, and writes its loudness to the log (`parse_loudness`)."""
METERED = ("-af", f"{METER},aformat=s16")
"""Measures `PCM` on its way to an encoder, which changes the loudness by 0.3 dB at most."""
NO_METADATA = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")

# The coder "twoloop", noise substitution and noise shaping each raise the peaks of a voice: together by 3 to 5 dB at
# 32 kbit/s. Without them it is 1 dB, at the same size and half the time.
_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-aac_pns", "0", "-aac_tns", "0")
AAC_VIDEO = (*_AAC, "-b:a", "36k")
AAC_FILE = (*_AAC, "-b:a", "48k", "-movflags", "+faststart", "-f", "ipod")
# libopus's application "voip" raises the peaks of a voice by 3 dB more, and above level 6 its own choice of modes raises those
# of a noisy voice by up to 5 dB. Unconstrained, harsh voices take a third more bytes than requested, and peak 1 dB higher.
_OPUS = ("-c:a", "libopus", "-application", "audio", "-compression_level", "5", "-vbr", "constrained")
OPUS = (*_OPUS, "-b:a", "28k", "-f", "ogg")
TELEPHONE = ("-c:a", "pcm_s16le", "-ar", "8000", "-f", "wav")

LOUDNESS_LUFS = -16.0
"""Target loudness of clips and finished files, integrated as in ITU-R BS.1770."""
TOLERANCE_LU = 1.5
"""How far a finished file may be from the target."""
CLIP_PEAK_DBTP = -6.0
"""The highest true peak of a clip: AAC and Opus at low bit rates lift the peaks of a voice by 1 to 4 dB, and no finished file
should peak over -0.5."""
_SILENT_LUFS = -60.0
"""Below this, nothing can be heard on a phone."""
_INTEGRATED = re.compile(r"Integrated loudness:\s+I:\s+(\S+) LUFS")

RECORDED_REMEDY = "Listen to it: a recording may be almost silent, or have a knock in it. Record that one again."
"""The remedy for the fault of a file that somebody recorded, at least in part."""
SPOKEN_REMEDY = "Listen to it. If it is hard to understand, choose another voice with --voice."
"""The remedy for a file that a synthetic voice speaks alone."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS (-70 or less for silence), as in ITU-R BS.1770."""

    lufs: float

    @property
    def missing_lu(self) -> float:
        """The gain in LU that would reach the target; negative if it is too loud."""
        return LOUDNESS_LUFS - self.lufs

    @property
    def silent(self) -> bool:
        """Whether nothing can be heard on a phone."""
        return self.lufs < _SILENT_LUFS

    @property
    def fault(self) -> str:
        """The fault in the sound of a finished file: the end of a sentence whose subject is that sound. Empty without a fault."""
        if self.silent:
            return "is almost silent"
        if round(abs(self.missing_lu), 1) <= TOLERANCE_LU:
            return ""
        quiet = "is {missing_lu} dB too quiet ({lufs} LUFS instead of {target})"
        loud = "is {missing_lu} dB too loud ({lufs} LUFS instead of {target})"
        return Message(
            quiet if self.missing_lu > 0 else loud,
            missing_lu=f"{abs(self.missing_lu):.1f}",
            lufs=f"{self.lufs:.1f}",
            target=f"{LOUDNESS_LUFS:.0f}",
        )

    def warnings(self, *, recorded: bool) -> list[str]:
        """The warning about a `fault`, if there is one; ``recorded``: whether a person speaks in the file."""
        remedy = RECORDED_REMEDY if recorded else SPOKEN_REMEDY
        return [Message("Warning: its sound {miss}. {remedy}", miss=self.fault, remedy=remedy)] if self.fault else []


def encode(pcm: Iterable[bytes], path: Path, arguments: Sequence[str]) -> Loudness:
    """Encode `PCM` to ``path`` with ffmpeg's output ``arguments``; return its measured loudness.

    Raises OutputError if ffmpeg fails or writes nothing, and MissingError if it can't be started.
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
    """A file with sound from the cache, and its loudness; if either is missing, ``make`` writes and measures the file."""
    path = cache.get(kind, key, suffix)
    loudness = cache.get_parsed(kind, key, lambda row: Loudness(*map(float, row)))
    if path is None or loudness is None:
        measured: list[Loudness] = []
        path = cache.put(kind, key, suffix, lambda new: measured.append(make(new)))
        loudness = measured[0]
        cache.put_json(kind, key, [loudness.lufs])
    return path, loudness


def parse_loudness(log: str) -> Loudness:
    """The loudness that `METER` wrote to a log; minus infinity if it wrote none (no sound)."""
    integrated = _INTEGRATED.search(log)
    return Loudness(float(integrated[1]) if integrated else -math.inf)
