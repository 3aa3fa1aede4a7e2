"""Encode each picture of a section once, as H.264 within the limits that WhatsApp documents for Android.

A section of three captions on a still card lasts some ten seconds, but has three pictures; a *segment* is their stream, each
picture once. `annotator.video.h264` repeats them when the film is joined, so a slower voice needs no new segment.

Phones expect BT.709 in limited range of a 720p video.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from annotator.cache import Cache, code_version, key
from annotator.media import ffmpeg
from annotator.model import FPS, HEIGHT, WIDTH, Progress, TimedSection, Timeline
from annotator.video import h264
from annotator.video.frames import DrawFrame, frames_per_picture, picture_inputs, section_frames
from annotator.video.i420 import to_i420

KIND = "segment"
"""The kind of cache entry for encoded sections."""
_SEGMENTS_PER_FFMPEG = 3
"""Maximum number of segments for one ffmpeg, all of whose encoders stay in memory until it ends."""
DEFAULT_CRF = 17
"""Keeps still pictures at a VMAF of 97.5 on average, and 96.9 at worst, against their cards (identical ones: 97.6, 97.5)."""
# One reference, no weights and no lookahead, so that a skipped picture can only repeat the one before it.
# The same quantiser for all pictures (qcomp, ipratio), so that none gets worse next to a detailed one.
_X264 = (
    "ref=1:weightp=0:mbtree=0:rc-lookahead=0:qcomp=1.0:ipratio=1.0:open-gop=0:"
    "colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off"
)


def segment_key(section: TimedSection, encoder: Encoder, renderer_version: str) -> str:
    """The cache key of a segment: its pictures, and how they are drawn and encoded.

    How long still pictures last is no part of it, so that a new voice needs no new encoding. ``renderer_version`` is that
    of `write_video`.
    """
    return key(code_version.of(__name__), encoder.arguments(), renderer_version, picture_inputs(section))


def encode_segments(
    timeline: Timeline,
    keys: list[str],
    draw_frame: DrawFrame,
    encoder: Encoder,
    cache: Cache,
    progress: Progress,
    jobs: int,
) -> list[Path]:
    """Encode the segments that are not in the cache, and return the files of all, in order.

    Pictures are drawn in this thread, one at a time; up to ``jobs`` ffmpegs run beside it, each for a few segments.

    Args:
        timeline: the timeline whose sections to encode.
        keys: the `segment_key` of each section.
        draw_frame: a function that draws a card with its caption as RGB pixels of the encoder's size.
        encoder: the settings that ``keys`` were made with.
        cache: the cache that receives the segments.
        progress: called with "video", the number of segments that are ready, and their total.
        jobs: the maximum number of ffmpegs at once.

    Raises OutputError, and MissingError without ffmpeg.
    """
    cached = {segment: cache.get(KIND, segment, ".h264") for segment in keys}
    paths = {segment: path for segment, path in cached.items() if path}
    sections = dict(zip(keys, timeline.sections, strict=True))
    missing = [segment for segment in sections if segment not in paths]
    running: deque[tuple[list[str], Encoding]] = deque()

    def report() -> None:
        """Report how many segments are ready."""
        progress("video", sum(segment in paths for segment in keys), len(keys))

    def collect_oldest() -> None:
        """Wait for the ffmpeg that was started first, and put its segments into the cache."""
        segments, encoding = running.popleft()
        for segment, stream in zip(segments, encoding.collect(), strict=True):
            paths[segment] = cache.put(KIND, segment, ".h264", partial(Path.write_bytes, data=stream))
            report()

    report()
    with ExitStack() as open_until_end:
        for start in range(0, len(missing), _SEGMENTS_PER_FFMPEG):
            if len(running) >= max(1, jobs):
                collect_oldest()
            batch = missing[start : start + _SEGMENTS_PER_FFMPEG]
            folder = Path(open_until_end.enter_context(tempfile.TemporaryDirectory(dir=cache.scratch())))
            encoding = Encoding(encoder, [len(frames_per_picture(sections[segment])) for segment in batch], folder)
            open_until_end.enter_context(encoding.child)
            running.append((batch, encoding))
            encoding.feed((sections[segment] for segment in batch), draw_frame)
        while running:
            collect_oldest()
    return [paths[segment] for segment in keys]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encoder settings. ``crf`` is x264's quality, 0 to 51, lower is better; width and height are in pixels, both even."""

    crf: int = DEFAULT_CRF
    preset: Literal["veryfast", "medium"] = "medium"
    width: int = WIDTH
    height: int = HEIGHT

    def arguments(self) -> list[str]:
        """Arguments for ffmpeg to read raw I420 frames from standard input, and write raw H.264 to standard output."""
        return [*self._source_arguments(), *self._coding_arguments(), "pipe:1"]

    def split_arguments(self, counts: Sequence[int], outputs: Sequence[Path]) -> list[str]:
        """The same for several streams in files, each from an encoder of its own: ``counts[k]`` frames for ``outputs[k]``."""
        copies = "".join(f"[all{number}]" for number in range(len(counts)))
        filters = [f"[0:v]split={len(counts)}{copies}"]
        output_arguments: list[str] = []
        first_frame = 0
        for number, (count, output) in enumerate(zip(counts, outputs, strict=True)):
            cut = f"trim=start_frame={first_frame}:end_frame={first_frame + count},setpts=N"
            filters.append(f"[all{number}]{cut}[part{number}]")
            output_arguments += ["-map", f"[part{number}]", *self._coding_arguments(), ffmpeg.file_url(output)]
            first_frame += count
        return [*self._source_arguments(), "-filter_complex", ";".join(filters), *output_arguments]

    def _source_arguments(self) -> list[str]:
        """Arguments to read raw frames from standard input."""
        source = f"-f rawvideo -pix_fmt yuv420p -video_size {self.width}x{self.height} -framerate {FPS} -i pipe:0"
        return ["-loglevel", "error", *source.split()]

    def _coding_arguments(self) -> list[str]:
        """Arguments to write one stream of H.264."""
        coding = (
            f"-an -threads 1 -c:v libx264 -profile:v main -preset {self.preset} -tune stillimage -crf {self.crf} "
            f"-pix_fmt yuv420p -bf 0 -g 250 -x264-params {_X264} -f h264"
        )
        return coding.split()


class Encoding:
    """Running encoders for a few segments: `feed` their distinct pictures, then `collect` the streams.

    A picture is fed once, as an I420 frame of the encoder's size; how long it is shown is decided when segments are
    joined. One ffmpeg has all of them, since starting one takes long.

    Args:
        encoder: the settings.
        counts: the number of pictures of each segment, at least one.
        folder: an existing folder, for files that nothing else writes until `collect`.
    """

    def __init__(self, encoder: Encoder, counts: Sequence[int], folder: Path) -> None:
        """Start ffmpeg, which then waits for pictures."""
        self._counts = counts
        self._files = [folder / f"{number}.h264" for number in range(len(counts))]
        arguments = encoder.split_arguments(counts, self._files)
        self.child = ffmpeg.Child(arguments, folder / "log", doing="encoding the video")

    def feed(self, sections: Iterable[TimedSection], draw_frame: DrawFrame) -> None:
        """Draw the pictures of the sections, pass them to ffmpeg, and let it finish in the background."""
        for section in sections:
            for pixels in section_frames(section, draw_frame):
                self.child.write(to_i420(pixels))
        self.child.close_input()

    def collect(self) -> list[bytes]:
        """The finished streams. Raises OutputError if an encoder crashed or its stream has another number of pictures."""
        log = self.child.finish()
        return [_read_stream(path, count, log) for path, count in zip(self._files, self._counts, strict=True)]


def _read_stream(path: Path, picture_count: int, log: str) -> bytes:
    """A stream with that many pictures. Raises OutputError for another one, or if there is none."""
    stream = h264.parse(path.read_bytes() if path.exists() else b"")
    if len(stream.pictures) != picture_count:
        detail = f"{len(stream.pictures)} pictures instead of {picture_count}\n{log}"
        raise h264.StreamError(detail)
    return h264.to_bytes(stream)


def find_skip(encoder: Encoder, cache: Cache) -> h264.Stream:
    """The skip frame for an encoder's streams, from the cache or from encoding three flat grey frames.

    Raises OutputError if ffmpeg fails, or does not skip a picture that repeats, and MissingError without ffmpeg.
    """

    def encode_grey(path: Path) -> None:
        """Encode three flat grey frames to ``path``; the last two repeat the first."""
        grey = bytes([128]) * (encoder.width * encoder.height * 3 // 2)  # an I420 frame
        data, _ = ffmpeg.run(encoder.arguments(), [grey] * 3, doing="encoding the video")
        path.write_bytes(data)

    path = cache.get_or_make(KIND, key("skip", code_version.of(__name__), encoder.arguments()), ".h264", encode_grey)
    return h264.find_skip(h264.parse(path.read_bytes()))
