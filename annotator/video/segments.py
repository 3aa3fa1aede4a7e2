"""Encode the pictures of each section of a timeline as a segment, unless it is cached."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, key
from annotator.model import Caption, Card, Progress, TimedSection, Timeline
from annotator.video.encoder import Encoder, Encoding
from annotator.video.frame_counts import frames_per_picture, picture_inputs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KIND = "segment"
"""Kind of cache entry."""
_TOGETHER = 3
"""Segments for each ffmpeg. Its encoders stay in memory to its end; three take no more than starting takes."""


def segment_key(section: TimedSection, encoder: Encoder, renderer_version: str) -> str:
    """The cache key of a segment: its pictures, and how they are drawn and encoded.

    How long still pictures last is no part of it, so that a new voice needs no new encoding. ``renderer_version`` is that
    of `write_video`.
    """
    return key(code_version.of(__name__), encoder.arguments(), renderer_version, picture_inputs(section))


def encode_segments(
    timeline: Timeline,
    keys: list[str],
    draw_frame: Callable[[Card, Caption | None], NDArray[np.uint8]],
    encoder: Encoder,
    cache: Cache,
    progress: Progress,
    jobs: int,
) -> list[Path]:
    """Encode the segments that are not in the cache, and return the files of all, in order.

    Pictures are drawn in this thread, one at a time; up to ``jobs`` ffmpegs run beside it, each for a few segments.

    Args:
        timeline: its sections are encoded.
        keys: the `segment_key` of each section.
        draw_frame: draws a card with its caption as RGB pixels of the encoder's size.
        encoder: the settings that ``keys`` were made with.
        cache: receives the segments.
        progress: called with "video", the number of segments that are ready, and their total.
        jobs: the most ffmpegs that may run at once.

    Raises OutputError.
    """
    paths = {segment: path for segment in keys if (path := cache.get(KIND, segment, ".h264"))}
    missing = {
        segment: section for segment, section in zip(keys, timeline.sections, strict=True) if segment not in paths
    }
    running: deque[tuple[Sequence[str], Encoding]] = deque()

    def report() -> None:
        progress("video", sum(segment in paths for segment in keys), len(keys))

    def collect_oldest() -> None:
        segments, encoding = running.popleft()
        for segment, data in zip(segments, encoding.collect(), strict=True):
            paths[segment] = cache.put(KIND, segment, ".h264", methodcaller("write_bytes", data))
            report()

    report()
    with ExitStack() as open_until_end:
        for first in range(0, len(missing), _TOGETHER):
            if len(running) >= max(1, jobs):
                collect_oldest()
            segments = list(missing)[first : first + _TOGETHER]
            sections = [missing[segment] for segment in segments]
            folder = Path(open_until_end.enter_context(tempfile.TemporaryDirectory(dir=cache.scratch())))
            encoding = Encoding(encoder, [len(frames_per_picture(section)) for section in sections], folder)
            open_until_end.enter_context(encoding.child)
            running.append((segments, encoding))
            _feed(encoding, sections, draw_frame)
        while running:
            collect_oldest()
    return [paths[segment] for segment in keys]


def _feed(
    encoding: Encoding,
    sections: Sequence[TimedSection],
    draw_frame: Callable[[Card, Caption | None], NDArray[np.uint8]],
) -> None:
    # Heavy libraries are imported only if something must be drawn.
    from annotator.video.clip import section_frames
    from annotator.video.yuv import to_i420

    for section in sections:
        for pixels in section_frames(section, draw_frame):
            encoding.add(to_i420(pixels))
    encoding.child.close_input()
