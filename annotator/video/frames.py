"""List the distinct pictures of a section: one of a still shot, and every frame of a moving one."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from annotator.model import FPS, Caption, Card, FilmCard, Shot, TimedSection

Pixels = NDArray[np.uint8]
"""RGB pixels of shape (height, width, 3)."""
DrawFrame = Callable[[Card, Caption | None], Pixels]
"""A function that draws a card with its caption."""


def section_frames(section: TimedSection, draw_frame: DrawFrame) -> Iterator[Pixels]:
    """Draw the distinct pictures of a section, in order."""
    for shot in section.shots:
        for number in range(frames_of(shot) if shot.moves else 1):
            yield draw_frame(card_at(shot, number), shot.caption)


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


def frames_of(shot: Shot) -> int:
    """The length of a shot in frames."""
    return round(shot.seconds * FPS)
