"""Count how many frames each distinct picture of a section lasts. Pure.

A still shot has one picture, which lasts the whole shot; a moving shot has a picture for each frame.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.model import FPS, Card, FilmCard, Shot, TimedSection


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
