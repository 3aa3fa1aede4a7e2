"""Find the frames at which a section's cards change: with a caption, or at least a second away from one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from annotator.model import FPS, Card, FilmCard

CARD_FRAMES = 2 * FPS
"""The shortest time that a card is on the screen."""
APART_FRAMES = FPS
"""Two changes closer than this are seen as two jumps, so a cut and a caption then change together."""
REVEAL_FRAMES = math.ceil(FPS / 2)
"""The shortest time between two marks on the closing card, so that they are seen one after the other."""


def place_cuts(
    cards: Sequence[Card], changes: Sequence[int], heard: tuple[float, float], length: int
) -> tuple[tuple[int, ...], int]:
    """Find the frames at which the cards after the first begin, and the section's length.

    Still cards share the sound equally, with at least 2 s each; then a cut moves to the nearest caption within a second,
    before or after. A film runs for its own length; its last frame stays until a cut may come.

    Args:
        cards: the section's cards.
        changes: the frames at which captions change, at least 2 s apart; the first one is the section's start.
        heard: where the sound begins and ends, in frames.
        length: that of the section in frames, at least `min_frames` of its cards.

    Returns:
        The cuts, and the length, which grows where the cards would otherwise be too short.
    """
    cuts: list[int] = []
    stills = sum(not film_frames(card) for card in cards)
    still = 0
    for number, card in enumerate(cards[:-1], start=1):
        begun, rest = cuts[-1] if cuts else 0, min_frames(cards[number:])
        if film := film_frames(card):
            cut = _first_allowed(begun + film, changes)
        else:
            still += 1
            share = math.ceil(heard[0] + (heard[1] - heard[0]) * still / stills)
            earliest = begun + CARD_FRAMES
            latest = max(earliest, length - rest)
            cut = _choose_cut(min(max(share, earliest), latest), earliest, latest, changes)
        cuts.append(cut)
        length = max(length, cut + rest)
    return tuple(cuts), length


def place_reveals(count: int, changes: Sequence[int], heard: tuple[float, float]) -> tuple[int, ...]:
    """Find the frames at which ``count`` small pictures get their marks, one after the other while the voice speaks.

    They share the sound equally, and keep as far from captions as a cut does. Where there is no such frame for one, it
    comes with the one before. None is placed, so that all are marked from the start, if the sound is too short for any.

    Args:
        count: the number of pictures.
        changes: the frames at which captions change; the first one is the section's start.
        heard: where the sound begins and ends, in frames.
    """
    begin, end = heard
    allowed = [at for at in range(math.ceil(begin), math.floor(end)) if _is_allowed(at, changes)]
    reveals: list[int] = []
    for number in range(count if allowed else 0):
        wanted = begin + (end - begin) * (number + 0.5) / count
        free = [at for at in allowed if not reveals or at == reveals[-1] or at >= reveals[-1] + REVEAL_FRAMES]
        reveals.append(min(free, key=lambda at: abs(at - wanted)))
    return tuple(reveals)


def film_frames(card: Card) -> int:
    """The number of frames that a card's film runs; 0 for a still card."""
    return card.film.frames - card.first_frame if isinstance(card, FilmCard) and not card.still else 0


def min_frames(cards: Sequence[Card]) -> int:
    """The least number of frames for cards: two seconds for a still one, its own length for a film."""
    return sum(film_frames(card) or CARD_FRAMES for card in cards)


def stop_film(card: Card) -> Card:
    """The card with its film stopped."""
    return replace(card, still=True) if isinstance(card, FilmCard) else card


def _choose_cut(wanted: int, earliest: int, latest: int, changes: Sequence[int]) -> int:
    """The caption nearest to ``wanted``, else the nearest frame far enough from all; if there is none, one after ``latest``."""
    near = [at for at in changes if earliest <= at <= latest and abs(at - wanted) < APART_FRAMES]
    allowed = near or [at for at in range(earliest, latest + 1) if _is_allowed(at, changes)]
    return min(allowed, key=lambda at: abs(at - wanted)) if allowed else _first_allowed(latest, changes)


def _first_allowed(earliest: int, changes: Sequence[int]) -> int:
    return next(at for at in range(earliest, earliest + 2 * APART_FRAMES) if _is_allowed(at, changes))


def _is_allowed(cut: int, changes: Sequence[int]) -> bool:
    return all(cut == at or abs(cut - at) >= APART_FRAMES for at in changes)
