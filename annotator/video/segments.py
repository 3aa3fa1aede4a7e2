"""Encode the segments of a timeline, one for each section, unless they are cached."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version
from annotator.cache import Cache, key
from annotator.model import Caption, Card, Progress, TimedSection, Timeline
from annotator.video.encoder import Encoder, Encoding
from annotator.video.frame_counts import picture_inputs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KIND = "segment"
"""Kind of cache entry."""


def segment_key(section: TimedSection, encoder: Encoder, drawing: str) -> str:
    """The cache key of a segment: its pictures, how they are drawn and encoded. How long still ones last is not part of it."""
    return key(code_version.of(__name__), encoder.arguments(), drawing, picture_inputs(section))


def encode_segments(
    timeline: Timeline,
    keys: list[str],
    frame: Callable[[Card, Caption | None], NDArray[np.uint8]],
    encoder: Encoder,
    cache: Cache,
    progress: Progress,
    jobs: int,
) -> list[Path]:
    """Encode what is missing; return the segments' files in order.

    Pictures are drawn in this thread, one at a time; up to ``jobs`` encoders run beside it. Raises OutputError.
    """
    paths = {wanted: path for wanted in keys if (path := cache.get(KIND, wanted, ".h264"))}
    total = len(keys)
    progress("video", sum(wanted in paths for wanted in keys), total)
    running: deque[tuple[str, Encoding]] = deque()

    def collect() -> None:
        wanted, encoding = running.popleft()
        data = encoding.collect()
        paths[wanted] = cache.put(KIND, wanted, ".h264", lambda new: _write(new, data))
        progress("video", sum(done in paths for done in keys), total)

    with ExitStack() as children:
        for wanted, section in zip(keys, timeline.sections, strict=True):
            if wanted in paths or any(wanted == other for other, _ in running):
                continue
            if len(running) >= max(1, jobs):
                collect()
            encoding = Encoding(encoder)
            children.enter_context(encoding.child)
            running.append((wanted, encoding))
            _feed(encoding, section, frame)
        while running:
            collect()
    return [paths[wanted] for wanted in keys]


def _feed(
    encoding: Encoding, section: TimedSection, frame: Callable[[Card, Caption | None], NDArray[np.uint8]]
) -> None:
    # Heavy libraries are imported only if something must be drawn.
    from annotator.video.clip import section_frames
    from annotator.video.yuv import to_i420

    for pixels in section_frames(section, frame):
        encoding.add(to_i420(pixels))
    encoding.child.close_input()


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
