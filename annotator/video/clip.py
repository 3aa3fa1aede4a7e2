"""A section of the timeline as a moviepy clip: a picture for each moment. The only module that knows moviepy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

import numpy as np
from moviepy.video.VideoClip import VideoClip
from numpy.typing import NDArray

from annotator.model import FPS, Caption, Card, TimedSection

Pixels = NDArray[np.uint8]
DrawFrame = Callable[[Card, Caption | None], Pixels]


def section_clip(section: TimedSection, frame: DrawFrame) -> VideoClip:
    """The clip of a section, without sound; time counts from its beginning. Each shot is drawn when it is first seen."""
    starts = [round((shot.start - section.start) * FPS) for shot in section.shots]
    drawn: dict[int, Pixels] = {}

    def frame_at(seconds: float) -> Pixels:
        number = bisect_right(starts, round(seconds * FPS)) - 1
        if number not in drawn:
            drawn.clear()  # only what is on the screen is kept
            shot = section.shots[number]
            drawn[number] = frame(shot.card, shot.caption)
        return drawn[number]

    clip = VideoClip(frame_function=frame_at, duration=section.seconds)
    clip.fps = FPS
    return clip


def stills(section: TimedSection, frame: DrawFrame) -> Iterator[Pixels]:
    """Each picture of a section's clip, in order; how long it stands the shot says."""
    clip = section_clip(section, frame)
    for shot in section.shots:
        yield clip.get_frame(shot.start - section.start)
