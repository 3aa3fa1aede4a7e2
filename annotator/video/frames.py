"""Prepare the pictures to encode: frame counts, film frames, I420."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from annotator.model import FPS, Caption, Card, FilmCard, Shot, TimedSection

if TYPE_CHECKING:
    from moviepy.video.io.VideoFileClip import VideoFileClip


def frames_of(shot: Shot) -> int:
    """The length of a shot in frames."""
    return round(shot.seconds * FPS)


def frames_per_picture(section: TimedSection) -> list[int]:
    """The number of frames that each distinct picture of a section lasts, in order."""
    counts: list[int] = []
    for shot in section.shots:
        counts += [1] * frames_of(shot) if shot.moves else [frames_of(shot)]
    return counts


def picture_inputs(section: TimedSection) -> list[object]:
    """Everything that shapes a section's pictures, for a cache key: cards, captions, and the length of moving shots."""
    return [(shot.card, shot.caption, frames_of(shot) if shot.moves else 0) for shot in section.shots]


def card_at(shot: Shot, frames: int) -> Card:
    """The shot's card as it is ``frames`` after the shot begins; only a film changes."""
    card = shot.card
    return replace(card, first_frame=card.first_frame + frames) if shot.moves and isinstance(card, FilmCard) else card


Pixels = NDArray[np.uint8]
"""RGB pixels of shape (height, width, 3)."""
DrawFrame = Callable[[Card, Caption | None], Pixels]
"""A function that draws a card with its caption."""


def section_frames(section: TimedSection, draw_frame: DrawFrame) -> Iterator[Pixels]:
    """The distinct pictures of a section in order: one for a still shot, every frame of a moving one."""
    for shot in section.shots:
        for number in range(frames_of(shot) if shot.moves else 1):
            yield draw_frame(card_at(shot, number), shot.caption)


class FilmFrames:
    """Reads the frames of a prepared film, fastest in ascending order. `close` it at the end: it owns an ffmpeg.

    ``count`` is the number of frames.
    """

    def __init__(self, path: Path) -> None:
        """Open the film at ``path``."""
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
        # The middle of the frame's time, so that rounding never picks a neighbour.
        pixels: Pixels = self._clip.get_frame((min(number, self.count - 1) + 0.5) / FPS)
        return pixels

    def _open(self) -> VideoFileClip:
        """A reader at the film's first frame."""
        from moviepy.video.io.VideoFileClip import VideoFileClip  # slow to load, and only for films

        return VideoFileClip(str(self._path), audio=False)

    def close(self) -> None:
        """Close the reader and its pipes, which moviepy leaves open."""
        process = self._clip.reader.proc if self._clip.reader else None
        self._clip.close()
        for pipe in (process.stdout, process.stderr) if process else ():
            pipe.close()


# ITU-R BT.709: luma weights, and the scale of the colour differences; limited range has 219 and 224 steps.
_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB]) * (219 / 255)
_BLUE = np.array([-_KR, -(1 - _KR - _KB), 1 - _KB]) * (224 / 255 / 2 / (1 - _KB))
_RED = np.array([1 - _KR, -(1 - _KR - _KB), -_KB]) * (224 / 255 / 2 / (1 - _KR))
_TO_LUMA = np.array([[*_LUMA, 16]], dtype=np.float32)
_TO_CHROMA = np.array([[*_BLUE / 8, 128], [*_RED / 8, 128]], dtype=np.float32)
"""From the sum of two rows with weights of 1, 2 and 1 across."""
_ACROSS, _DOWN = np.array([1, 2, 1], dtype=np.float32), np.array([1], dtype=np.float32)


def to_i420(rgb: Pixels) -> bytes:
    """A picture as an I420 frame in BT.709, limited range, which phones expect: the planes Y, U and V, 1.5 bytes a pixel.

    Not done by ffmpeg, since each distinct picture is converted once however long it lasts; and not by
    ``cv2.COLOR_RGB2YUV_I420``, which is BT.601. Chroma is sited where H.264 expects it by default: on the left pixel of
    each pair, between the two rows.
    """
    import cv2  # slow to load; cached segments need no picture

    # OpenCV rounds to the nearest whole number, and computes in 32-bit floats.
    luma = cv2.transform(rgb, _TO_LUMA)
    rows = cv2.add(rgb[0::2], rgb[1::2], dtype=cv2.CV_16S)
    sums = cv2.sepFilter2D(rows, cv2.CV_16S, _ACROSS, _DOWN, borderType=cv2.BORDER_REPLICATE)
    chroma = cv2.split(cv2.transform(np.ascontiguousarray(sums[:, 0::2]), _TO_CHROMA))
    return b"".join((luma.tobytes(), *(plane.astype(np.uint8).tobytes() for plane in chroma)))
