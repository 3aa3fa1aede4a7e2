"""How many frames each picture of a shot lasts: a still one the whole shot, a moving one a single frame. Pure."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import FPS, Card, FilmCard, Shot, TimedSection


def frames_of(shot: Shot) -> int:
    """The length of a shot in frames."""
    return round(shot.seconds * FPS)


def frames_per_picture(section: TimedSection) -> list[int]:
    """The number of frames that each distinct picture of a section lasts."""
    each: list[int] = []
    for shot in section.shots:
        each += [1] * frames_of(shot) if shot.moves else [frames_of(shot)]
    return each


def picture_inputs(section: TimedSection) -> list[object]:
    """Everything that a section's pictures depend on: cards, captions, and the length of moving shots."""
    return [(shot.card, shot.caption, frames_of(shot) if shot.moves else 0) for shot in section.shots]


def card_at(shot: Shot, frames: int) -> Card:
    """The shot's card, ``frames`` after the shot begins."""
    card = shot.card
    return replace(card, first_frame=card.first_frame + frames) if shot.moves and isinstance(card, FilmCard) else card
