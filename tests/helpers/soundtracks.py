"""The sound of a timeline as a file of its own, as a player hears it in a video."""

from __future__ import annotations

from pathlib import Path

from annotator.loudness import Loudness
from annotator.media import sound
from annotator.model import Timeline
from annotator.video.render import join_clips


def written_aac(timeline: Timeline, path: Path) -> Loudness:
    """Write a video's sound to ``path`` as an M4A file, and measure it."""
    return sound.encode(join_clips(timeline), path, (*sound.AAC_VIDEO, "-f", "ipod"))
