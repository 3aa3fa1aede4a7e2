"""Encode the distinct pictures of a segment, each once, as H.264 within the limits that WhatsApp documents for Android."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.cache import Cache, code_version, key
from annotator.errors import OutputError
from annotator.media import ffmpeg
from annotator.model import FPS, HEIGHT, WIDTH
from annotator.video import h264

DEFAULT_CRF = 17
"""Keeps still pictures at VMAF 97 or more against their cards (mean 97.5, lowest 96.9; identical ones score 97.6, 97.5)."""

# One reference, no weights and no lookahead, so that a skipped picture can only repeat the one before it.
# The same quantiser for all pictures (qcomp, ipratio), so that none gets worse next to a detailed one.
_X264 = (
    "ref=1:weightp=0:mbtree=0:rc-lookahead=0:qcomp=1.0:ipratio=1.0:open-gop=0:"
    "colorprim=bt709:transfer=bt709:colormatrix=bt709:fullrange=off"
)


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encoder settings. ``crf`` is x264's quality, 0 to 51, lower is better; width and height are in pixels, both even."""

    crf: int = DEFAULT_CRF
    preset: Literal["veryfast", "medium"] = "medium"
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def frame_bytes(self) -> int:
        """The size of one I420 frame in bytes."""
        return self.width * self.height * 3 // 2

    def arguments(self) -> list[str]:
        """Arguments for ffmpeg to read raw I420 frames from standard input, and write raw H.264 to standard output."""
        return [*self._source(), *self._coding(), "pipe:1"]

    def split_arguments(self, counts: Sequence[int], outputs: Sequence[Path]) -> list[str]:
        """The same for several streams, each from an encoder of its own: ``counts[k]`` frames for ``outputs[k]``."""
        branches = "".join(f"[all{number}]" for number in range(len(counts)))
        filters, written, first = [f"[0:v]split={len(counts)}{branches}"], [], 0
        for number, (count, output) in enumerate(zip(counts, outputs, strict=True)):
            cut = f"trim=start_frame={first}:end_frame={first + count},setpts=N"
            filters.append(f"[all{number}]{cut}[part{number}]")
            written += ["-map", f"[part{number}]", *self._coding(), ffmpeg.file_url(output)]
            first += count
        return [*self._source(), "-filter_complex", ";".join(filters), *written]

    def _source(self) -> list[str]:
        source = f"-f rawvideo -pix_fmt yuv420p -video_size {self.width}x{self.height} -framerate {FPS} -i pipe:0"
        return ["-loglevel", "error", *source.split()]

    def _coding(self) -> list[str]:
        coding = (
            f"-an -threads 1 -c:v libx264 -profile:v main -preset {self.preset} -tune stillimage -crf {self.crf} "
            f"-pix_fmt yuv420p -bf 0 -g 250 -x264-params {_X264} -f h264"
        )
        return coding.split()


class Encoding:
    """Running encoders for segments that follow each other: `add` each distinct picture once, then `collect` the streams.

    One ffmpeg has all of them, since starting it takes as long as encoding a picture or two.

    Args:
        encoder: the settings.
        counts: the number of pictures of each segment, at least one.
        folder: an existing one, for files that nothing else writes until `collect`.
    """

    def __init__(self, encoder: Encoder, counts: Sequence[int], folder: Path) -> None:
        self._counts = counts
        self._files = [folder / f"{number}.h264" for number in range(len(counts))]
        self.child = ffmpeg.Child(encoder.split_arguments(counts, self._files), doing="encoding the video")

    def add(self, frame: bytes) -> None:
        """Encode one I420 frame of the encoder's size; how long it is shown is decided when segments are joined."""
        self.child.write(frame)

    def collect(self) -> list[bytes]:
        """The finished streams. Raises OutputError if an encoder crashed or its stream isn't what was asked for."""
        _, log = self.child.finish()
        return [_checked(path, count, log) for path, count in zip(self._files, self._counts, strict=True)]


def _checked(path: Path, pictures: int, log: str) -> bytes:
    """A stream with that many pictures. Raises OutputError for another one."""
    try:
        stream = h264.parse(path.read_bytes())
    except (h264.StreamError, OSError) as error:
        raise _unusable_error(f"{error}\n{log}") from error
    if len(stream.pictures) != pictures:
        raise _unusable_error(f"{len(stream.pictures)} pictures instead of {pictures}\n{log}")
    return h264.to_bytes(stream)


def repeat_pictures(segment: bytes, counts: Sequence[int], skip: h264.Stream) -> bytes:
    """The segment with picture k shown for ``counts[k]`` frames. Raises OutputError if its settings differ from ``skip``'s."""
    try:
        return h264.repeat_pictures(h264.parse(segment), counts, skip)
    except h264.StreamError as error:
        raise _unusable_error(str(error)) from error


def find_skip(encoder: Encoder, cache: Cache) -> h264.Stream:
    """The skip frame for an encoder's streams, from the cache or from encoding three flat grey frames.

    Raises OutputError if ffmpeg fails, or does not skip a picture that repeats.
    """

    def make(path: Path) -> None:
        grey = bytes([128]) * encoder.frame_bytes
        data, _ = ffmpeg.run(encoder.arguments(), [grey] * 3, doing="encoding the video")
        path.write_bytes(data)

    path = cache.get_or_make("segment", key("skip", code_version.of(__name__), encoder.arguments()), ".h264", make)
    try:
        return h264.find_skip(h264.parse(path.read_bytes()))
    except h264.StreamError as error:
        raise _unusable_error(str(error)) from error


def _unusable_error(detail: str) -> OutputError:
    return OutputError(
        "ffmpeg made a video that annotator cannot use.",
        "Install it again: python -m pip install --force-reinstall imageio-ffmpeg.",
        detail=detail,
    )
