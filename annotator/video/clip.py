"""Timeline sections and recordings as moviepy clips. The only module that imports moviepy."""

from __future__ import annotations

import contextlib
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from moviepy.video.io.VideoFileClip import VideoFileClip
from moviepy.video.VideoClip import VideoClip
from numpy.typing import NDArray

from annotator.errors import OutputError
from annotator.model import FPS, Caption, Card, TimedSection
from annotator.video.frame_counts import card_at, frames_of

Pixels = NDArray[np.uint8]
DrawFrame = Callable[[Card, Caption | None], Pixels]


def section_clip(section: TimedSection, frame: DrawFrame) -> VideoClip:
    """A section as a silent clip; time starts at 0. Each picture is drawn when it is first asked for."""
    starts = [round((shot.start - section.start) * FPS) for shot in section.shots]
    drawn: dict[tuple[int, int], Pixels] = {}

    def frame_at(seconds: float) -> Pixels:
        now = round(seconds * FPS)
        number = bisect_right(starts, now) - 1
        shot = section.shots[number]
        seen = (number, now - starts[number] if shot.moves else 0)
        if seen not in drawn:
            drawn.clear()  # one frame is 2.8 MB, and time only moves forward
            drawn[seen] = frame(card_at(shot, seen[1]), shot.caption)
        return drawn[seen]

    clip = VideoClip(frame_function=frame_at, duration=section.seconds)
    clip.fps = FPS
    return clip


def section_frames(section: TimedSection, frame: DrawFrame) -> Iterator[Pixels]:
    """The distinct pictures of a section in order: one for a still shot, every frame of a moving one."""
    clip = section_clip(section, frame)
    for shot in section.shots:
        for number in range(frames_of(shot) if shot.moves else 1):
            yield clip.get_frame(shot.start - section.start + number / FPS)


@contextlib.contextmanager
def _reading_errors() -> Iterator[None]:
    """Raise OutputError if ffmpeg breaks off; moviepy would only warn and repeat the last picture to the end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            yield
    except (OSError, UserWarning) as error:
        raise OutputError(
            "ffmpeg broke off while reading a film.", "Run the same command again.", detail=str(error)
        ) from error


class FilmFrames:
    """Reads the frames of a prepared film in order. Use it in a ``with`` block: the reader is a child process.

    Raises OutputError if ffmpeg breaks off.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = 0
        self._clip = self._opened()
        self.count = max(1, round(self._clip.duration * FPS))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def frame(self, number: int) -> Pixels:
        """Frame ``number`` as RGB pixels (H, W, 3); past the end, the last frame."""
        if number < self._last:
            # moviepy would reopen the file itself, and leak the old reader's pipes.
            self.close()
            self._clip = self._opened()
        self._last = number
        with _reading_errors():
            # The middle of the frame's time, so that rounding never picks a neighbour.
            pixels: Pixels = self._clip.get_frame((min(number, self.count - 1) + 0.5) / FPS)
        return pixels

    def _opened(self) -> VideoFileClip:
        with _reading_errors():
            return VideoFileClip(str(self._path), audio=False)

    def close(self) -> None:
        """Close the reader and its pipes, which moviepy leaves open."""
        process = self._clip.reader.proc if self._clip.reader else None
        self._clip.close()
        for pipe in (process.stdout, process.stderr) if process else ():
            pipe.close()
