"""The sound of a timeline as a file of its own, as a player hears it in a video; and how loud any file is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from annotator.media import audio, ffmpeg
from annotator.media.audio import Loudness
from annotator.model import Timeline
from annotator.video.render import join_clips
from annotator.voice import leveling, mastering

MAX_PEAK_DBTP = -0.5
"""The highest true peak of a file that a family gets."""


def judged(path: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP) of a finished file, as ffmpeg measures them."""
    command = [ffmpeg.executable(), "-nostdin", "-i", str(path), "-vn", "-af", "ebur128=peak=true", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=True).stderr
    integrated = re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1]
    return float(integrated), float(re.findall(r"Peak:\s+(-?[\d.]+|-inf) dBFS", said)[-1])


def judged_samples(samples: leveling.Samples, folder: Path) -> tuple[float, float]:
    """The same of samples, by a file in ``folder``."""
    path = folder / "judged.wav"
    path.write_bytes(mastering.wav_bytes(samples))
    return judged(path)


def written_aac(timeline: Timeline, path: Path) -> Loudness:
    """Write a video's sound to ``path`` as an M4A file, and measure it."""
    return audio.encode(join_clips(timeline), path, (*audio.AAC_VIDEO, "-f", "ipod"))
