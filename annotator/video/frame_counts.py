"""How long each picture of a shot stands: a still one for all of it, a moving one for a single frame. Pure."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import FPS, Card, FilmCard, Shot, TimedSection


def frames_of(shot: Shot) -> int:
    """For how many frames a shot is seen."""
    return round(shot.seconds * FPS)


def frames_per_picture(section: TimedSection) -> list[int]:
    """For how many frames each picture of a section stands."""
    each: list[int] = []
    for shot in section.shots:
        each += [1] * frames_of(shot) if shot.moves else [frames_of(shot)]
    return each


def picture_inputs(section: TimedSection) -> list[object]:
    """What the pictures of a section depend on: the cards with their captions, and how long the moving ones run."""
    return [(shot.card, shot.caption, frames_of(shot) if shot.moves else 0) for shot in section.shots]


def card_at(shot: Shot, frames: int) -> Card:
    """A shot's card ``frames`` after its beginning."""
    card = shot.card
    return replace(card, moment=card.moment + frames) if shot.moves and isinstance(card, FilmCard) else card
