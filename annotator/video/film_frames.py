"""Read the frames of a prepared film. This loads moviepy, which is slow to load."""

from pathlib import Path

import numpy as np
from moviepy.video.io.VideoFileClip import VideoFileClip
from numpy.typing import NDArray

from annotator.model import FPS


class FilmFrames:
    """Reads the frames of a prepared film, fastest in ascending order. `close` it at the end: it owns an ffmpeg.

    ``count`` is the number of frames by the film's duration, at least 1.
    """

    def __init__(self, path: Path) -> None:
        """Open the film at ``path``."""
        self._path = path
        self._last = 0
        self._clip = self._open()
        self.count = max(1, round(self._clip.duration * FPS))

    def read_frame(self, number: int) -> NDArray[np.uint8]:
        """Frame ``number``, counted from 0, as RGB pixels of shape (height, width, 3); past the end, the last frame."""
        if number < self._last:
            # moviepy would reopen the file itself, and leak the old reader's pipes.
            self.close()
            self._clip = self._open()
        self._last = number
        # The middle of the frame's time, so that rounding never picks a neighbour.
        pixels: NDArray[np.uint8] = self._clip.get_frame((min(number, self.count - 1) + 0.5) / FPS)
        return pixels

    def _open(self) -> VideoFileClip:
        """A reader at the film's first frame."""
        return VideoFileClip(str(self._path), audio=False)

    def close(self) -> None:
        """Close the reader and its pipes, which moviepy leaves open."""
        process = self._clip.reader.proc if self._clip.reader else None
        self._clip.close()
        for pipe in (process.stdout, process.stderr) if process else ():
            pipe.close()
