"""Set the target loudness of all sound, and compare measured loudness with it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.messages import Message

LOUDNESS_LUFS = -16.0
"""Target loudness of clips and finished files, integrated as in ITU-R BS.1770."""
TOLERANCE_LU = 1.5
"""How far a finished file may be from the target."""
CLIP_PEAK_DBTP = -6.0
"""The highest true peak of a clip: AAC and Opus at low bit rates lift the peaks of a voice by 1 to 4 dB, and no finished file
should peak over -0.5."""

_SILENT_LUFS = -60.0
"""Below this, nothing can be heard on a phone."""


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
    def misses(self) -> tuple[str, ...]:
        """What is wrong with the sound of a finished file; each completes a sentence that begins with the file's name."""
        if self.silent:
            return ("is almost silent",)
        if round(abs(self.missing_lu), 1) <= TOLERANCE_LU:
            return ()
        quiet = "is {missing_lu} dB too quiet ({lufs} LUFS instead of {target})"
        loud = "is {missing_lu} dB too loud ({lufs} LUFS instead of {target})"
        message = Message(
            quiet if self.missing_lu > 0 else loud,
            missing_lu=f"{abs(self.missing_lu):.1f}",
            lufs=f"{self.lufs:.1f}",
            target=f"{LOUDNESS_LUFS:.0f}",
        )
        return (message,)


RECORDED_REMEDY = "Listen to it: a recording may be almost silent, or have a knock in it. Record that one again."
"""The remedy for all of ``misses`` of a file that somebody recorded, at least in part."""
SPOKEN_REMEDY = "Listen to it. If it is hard to understand, choose another voice with --voice."
"""The remedy for a file that a synthetic voice speaks alone."""
