"""How loud everything is that can be heard: the numbers that all parts share, and what was measured of a file."""

from __future__ import annotations

import math
from dataclasses import dataclass

LOUDNESS_LUFS = -16.0
"""The common loudness of clips and finished files, integrated after ITU-R BS.1770."""
TOLERANCE_LU = 1.5
"""How far a finished file may be from it."""
PEAK_DBTP = -0.5
"""The highest true peak of a finished file."""
CLIP_PEAK_DBTP = -4.5
"""The highest true peak before encoding: AAC and Opus at low rates lift the peaks of a voice by 2 to 4 dB."""

_SILENT_LUFS = -60.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS (-70 or less for silence) and true peak in dBTP, after ITU-R BS.1770."""

    lufs: float
    peak_dbtp: float

    @property
    def missing_lu(self) -> float:
        """How much louder it would have to be for the common loudness; negative where it is too loud."""
        return LOUDNESS_LUFS - self.lufs

    @property
    def excess_db(self) -> float:
        """By how much it misses the range of a finished file, in dB; 0 within it."""
        # Told, and compared, to a tenth, as meters show it.
        loudness = round(abs(self.missing_lu) - TOLERANCE_LU, 1) if math.isfinite(self.lufs) else math.inf
        return max(0.0, loudness, round(self.peak_dbtp - PEAK_DBTP, 1))

    @property
    def silent(self) -> bool:
        """Whether nothing can be heard on a phone."""
        return self.lufs < _SILENT_LUFS

    @property
    def misses(self) -> tuple[str, ...]:
        """What is wrong with a finished file's sound, each as the end of a sentence that names the file."""
        if self.silent:
            return ("is almost silent",)
        found = []
        if round(abs(self.missing_lu), 1) > TOLERANCE_LU:
            too = "quiet" if self.missing_lu > 0 else "loud"
            measured = f"{self.lufs:.1f} LUFS in place of {LOUDNESS_LUFS:.0f}"
            found.append(f"is {abs(self.missing_lu):.1f} dB too {too} ({measured})")
        if round(self.peak_dbtp, 1) > PEAK_DBTP:
            found.append(
                f"may crackle in its loudest places (they peak at {self.peak_dbtp:.1f} dBTP, over {PEAK_DBTP})"
            )
        return tuple(found)


REMEDY = "Listen to it: a recording may be almost silent, or have a knock in it. Record that one again."
"""What to do about each of ``misses``."""
