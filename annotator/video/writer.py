"""Writes a timeline as an MP4: a segment for each section, encoded only where something changed, joined as they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, key
from annotator.loudness import Loudness
from annotator.model import FPS, HEIGHT, WIDTH, Caption, Card, Progress, TimedSection, Timeline, no_progress
from annotator.video import ffmpeg, sound
from annotator.video.encoder import DEFAULT_CRF, Encoder, Encoding, Skip, repeated, skip_for
from annotator.video.moments import counts, shown
from annotator.video.place import place
from annotator.video.sound import Mastered
from annotator.video.verify import Expected, verify

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 3
"""Counts the ways in which segments and sound become a file."""

_TICKS = FPS * 1024
# The raw stream's reader guesses times to the microsecond; these are exact: 1,024 ticks a frame.
_STEADY = (
    "-bsf:v",
    f"setts=pts=N*1024:dts=N*1024:duration=1024:time_base=1/{_TICKS}:prescale=1",
    "-video_track_timescale",
    str(_TICKS),
)
# Interleaved by time alone, however fast either of them arrives: the same file on every run.
_INTERLEAVED = ("-max_interleave_delta", "0", "-movflags", "+faststart")
_CLEAN = ("-map_metadata", "-1", "-fflags", "+bitexact", "-empty_hdlr_name", "1")


def render(
    timeline: Timeline,
    frame: Callable[[Card, Caption | None], NDArray[np.uint8]],
    out: Path,
    cache: Cache,
    progress: Progress = no_progress,
    jobs: int = 2,
    crf: int | None = None,
    drawing: str = "",
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Loudness | None:
    """Write a timeline as a video that plays everywhere, and verify the file before it gets its name.

    Args:
        timeline: what is seen and heard when; at least one section.
        frame: draws a card with a caption as RGB of that size, and is called only for what is not in the cache.
        out: the MP4's final path; its folder exists.
        cache: where segments, sound and finished videos are kept.
        progress: called with "video", sections done, and their number.
        jobs: how many encoders work at once.
        crf: x264's quality, 0..51, where less is better; None for the default.
        drawing: names the drawing code: any text that changes whenever it would draw something else.
        size: width and height in pixels, both even; a draft has half of each.

    Returns:
        How loud it came out, which may miss the common loudness; None where nothing is said.

    Raises:
        OutputError: the file could not be written, or is not what phones play.
        MissingError: ffmpeg is not installed.
    """
    encoder = Encoder(DEFAULT_CRF if crf is None else crf, width=size[0], height=size[1])
    keys = [segment_key(section, encoder, drawing) for section in timeline.sections]
    video_key = key(VERSION, keys, [counts(section) for section in timeline.sections], sound.sound_key(timeline))
    made = cache.get("video", video_key, ".mp4")
    segments = [] if made else _segments(timeline, keys, frame, encoder, cache, progress, jobs)
    mastered = sound.aac(timeline, cache)
    if made is None:
        stream = _repeated(timeline, segments, skip_for(encoder, cache))
        made = cache.put("video", video_key, ".mp4", lambda new: _join(timeline, stream, mastered, new, size))
    place(made, out)
    return mastered.heard


def segment_key(section: TimedSection, encoder: Encoder, drawing: str) -> str:
    """Everything that shapes a segment: which pictures, how they are drawn and encoded. How long still ones stand does not."""
    return key(encoder.cache_key(), drawing, shown(section))


def _segments(
    timeline: Timeline,
    keys: list[str],
    frame: Callable[[Card, Caption | None], NDArray[np.uint8]],
    encoder: Encoder,
    cache: Cache,
    progress: Progress,
    jobs: int,
) -> list[Path]:
    """The segments' files, in order. Pictures are drawn here one after the other; encoders work on beside that."""
    paths = {wanted: path for wanted in keys if (path := cache.get("segment", wanted, ".h264"))}
    total = len(keys)
    progress("video", sum(wanted in paths for wanted in keys), total)
    running: deque[tuple[str, Encoding]] = deque()

    def collect() -> None:
        wanted, encoding = running.popleft()
        data = encoding.collect()
        paths[wanted] = cache.put("segment", wanted, ".h264", lambda new: _write(new, data))
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
    # Heavy libraries come in only where something has to be drawn.
    from annotator.video.clip import pictures
    from annotator.video.color import i420

    for pixels in pictures(section, frame):
        encoding.add(i420(pixels))
    encoding.child.close_input()


def _repeated(timeline: Timeline, segments: list[Path], skip: Skip) -> Iterator[bytes]:
    """The whole stream, section by section, each picture standing for as long as the timeline says."""
    for section, path in zip(timeline.sections, segments, strict=True):
        yield repeated(path.read_bytes(), counts(section), skip)


def _join(timeline: Timeline, stream: Iterator[bytes], mastered: Mastered, path: Path, size: tuple[int, int]) -> None:
    """Put segments and sound in one file without encoding again, index first, and verify it."""
    picture = ("-f", "h264", "-framerate", str(FPS), "-i", "pipe:0")
    voice = ("-i", ffmpeg.file(mastered.path))
    both = ("-map", "0:v", "-map", "1:a", "-c", "copy", *_STEADY, *_CLEAN, *_INTERLEAVED, "-f", "mp4")
    arguments = ("-loglevel", "error", *picture, *voice, *both, ffmpeg.file(path))
    ffmpeg.run(arguments, stream, doing="joining picture and sound")
    frames = round(timeline.seconds * FPS)
    verify(path, Expected(frames, *size, heard=mastered.heard))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
