"""Constants of all videos (frame rate, size, sample rate), and the type of progress callbacks."""

from __future__ import annotations

from collections.abc import Callable

FPS = 15
"""Frames per second. The rate is constant, since files with a variable one get a wrong duration."""
WIDTH, HEIGHT = 720, 1280
"""Size of videos in pixels (portrait)."""
SAMPLE_RATE = 24_000
"""Samples per second of every clip: the natural voice's own rate, and a whole number (1,600) per frame."""
Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, total)``; ``what`` is a plain word for the stage: ``("voice", 3, 12)``."""


def no_progress(what: str, done: int, total: int) -> None:
    """A progress callback that does nothing."""
