"""The units of everything: frames, pixels and samples a second; and the callback for progress."""

from __future__ import annotations

from collections.abc import Callable

FPS = 15
"""Frames a second: constant, since a varying rate writes a wrong track length."""
WIDTH, HEIGHT = 720, 1280
"""Size of the video in pixels, portrait."""
SAMPLE_RATE = 24_000
"""Samples a second of every clip: the natural voice's own rate, and a whole number (1,600) for each frame."""
Progress = Callable[[str, int, int], None]
"""Called as ``progress(what, done, total)`` with a plain word for the stage, for instance ``("voice", 3, 12)``."""


def no_progress(what: str, done: int, total: int) -> None:
    """The progress callback that shows nothing."""
