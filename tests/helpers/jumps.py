"""Finds changes on a timeline that are seen as two jumps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from annotator.model import Card, FilmCard, Timeline

APART_SECONDS = 1.0


def find_jumps(timeline: Timeline) -> list[tuple[float, float]]:
    """Each cut with each caption that changes less than a second before or after it, but not with it, in seconds."""
    shots = [shot for section in timeline.sections for shot in section.shots]
    pairs = list(pairwise(shots))
    cuts = [after.start for before, after in pairs if _picture(before.card) != _picture(after.card)]
    changes = [after.start for before, after in pairs if before.caption != after.caption]
    return pair_jumps(cuts, changes)


def pair_jumps(cuts: Sequence[float], changes: Sequence[float]) -> list[tuple[float, float]]:
    """The same, from the times of all cuts and of all changes of a caption."""
    return [(cut, at) for cut in cuts for at in changes if 1e-6 < abs(cut - at) < APART_SECONDS - 1e-6]


def _picture(card: Card) -> object:
    """The card, whatever moment of its film it shows: a film that goes on, or stops, is no cut."""
    return (card.card, card.film) if isinstance(card, FilmCard) else card
