"""Draw the frames of a timeline's section, and read those of a recording. The only module that imports moviepy.

moviepy is imported only where a film is read: it takes as long as drawing a card.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from annotator.errors import OutputError
from annotator.model import FPS, Caption, Card, TimedSection
from annotator.video.frame_counts import card_at, frames_of

if TYPE_CHECKING:
    from moviepy.video.io.VideoFileClip import VideoFileClip

Pixels = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""
DrawFrame = Callable[[Card, Caption | None], Pixels]
"""Draws a card with its caption."""


def section_frames(section: TimedSection, draw_frame: DrawFrame) -> Iterator[Pixels]:
    """The distinct pictures of a section in order: one for a still shot, every frame of a moving one."""
    for shot in section.shots:
        for number in range(frames_of(shot) if shot.moves else 1):
            yield draw_frame(card_at(shot, number), shot.caption)


@contextlib.contextmanager
def _reading_errors() -> Iterator[None]:
    """Raise OutputError if ffmpeg stops early; moviepy would only warn, and repeat the last picture to the end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            yield
    except (OSError, UserWarning) as error:
        raise OutputError(
            "ffmpeg stopped in the middle of a film.", "Run the same command again.", detail=str(error)
        ) from error


class FilmFrames:
    """Reads the frames of a prepared film, fastest in ascending order. `close` it at the end: it owns an ffmpeg.

    ``count`` is the number of frames. Raises OutputError if ffmpeg stops early.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = 0
        self._clip = self._open()
        self.count = max(1, round(self._clip.duration * FPS))

    def read_frame(self, number: int) -> Pixels:
        """Frame ``number``, counted from 0, as RGB pixels of shape (height, width, 3); past the end, the last frame."""
        if number < self._last:
            # moviepy would reopen the file itself, and leak the old reader's pipes.
            self.close()
            self._clip = self._open()
        self._last = number
        with _reading_errors():
            # The middle of the frame's time, so that rounding never picks a neighbour.
            pixels: Pixels = self._clip.get_frame((min(number, self.count - 1) + 0.5) / FPS)
        return pixels

    def _open(self) -> VideoFileClip:
        from moviepy.video.io.VideoFileClip import VideoFileClip

        with _reading_errors():
            return VideoFileClip(str(self._path), audio=False)

    def close(self) -> None:
        """Close the reader and its pipes, which moviepy leaves open."""
        process = self._clip.reader.proc if self._clip.reader else None
        self._clip.close()
        for pipe in (process.stdout, process.stderr) if process else ():
            pipe.close()
