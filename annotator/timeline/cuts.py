"""Choose the frames at which cards change and marks appear: with a caption, or far from it, or viewers would see two jumps.

For instance, a sentence sounds from frame 12 to frame 102 of a step with two cards, and its second caption begins at frame
50. Equal shares of the sound would cut at frame 57, so the cut moves to frame 50, where picture and caption change together.
"""

import math
from collections.abc import Sequence
from typing import Final

from annotator.model import FPS, Card, FilmCard

CARD_FRAMES: Final = 2 * FPS
"""Minimum time of a still card on the screen, in frames."""
APART_FRAMES: Final = FPS
"""Two changes closer than so many frames look like two jumps, so a cut and a caption then change together."""
REVEAL_FRAMES: Final = math.ceil(FPS / 2)
"""The shortest time between two marks on the closing card that don't come at once, in frames."""


def place_cuts(
    cards: Sequence[Card], changes: Sequence[int], sound_span: tuple[float, float], length: int
) -> tuple[tuple[int, ...], int]:
    """Find the frames at which the cards after the first begin, and the section's length.

    Still cards share the sound equally, with at least 2 s each; then a cut moves to the nearest caption less than a second
    before or after it, else to the nearest frame far enough from all. A film runs for its own length; its last frame stays until
    a cut may come.

    Args:
        cards: the cards of the section.
        changes: the frames at which captions change, at least 2 s apart; the first one is the section's start.
        sound_span: the beginning and end of the sound, in frames.
        length: the length of the section in frames, at least `min_frames` of its cards.

    Returns:
        The cuts, and the length, which grows where the cards would otherwise be too short.
    """
    cuts: list[int] = []
    stills = sum(not film_frames(card) for card in cards)
    stills_before = 0
    for number, card in enumerate(cards[:-1], start=1):
        card_start, frames_after = cuts[-1] if cuts else 0, min_frames(cards[number:])
        if film := film_frames(card):
            cut = _first_allowed(card_start + film, changes)
        else:
            stills_before += 1
            share = math.ceil(sound_span[0] + (sound_span[1] - sound_span[0]) * stills_before / stills)
            earliest = card_start + CARD_FRAMES
            latest = max(earliest, length - frames_after)
            cut = _choose_cut(min(max(share, earliest), latest), earliest, latest, changes)
        cuts.append(cut)
        length = max(length, cut + frames_after)
    return tuple(cuts), length


def place_reveals(count: int, changes: Sequence[int], sound_span: tuple[float, float]) -> tuple[int, ...]:
    """Find the frames at which ``count`` small pictures get their marks, one after the other while the voice speaks.

    They share the sound equally, and keep as far from captions as a cut does. One whose nearest such frame is that of the one
    before comes with it. If there is no such frame at all, none is placed, and all pictures are marked from the start.

    Args:
        count: the number of pictures.
        changes: the frames at which captions change; the first one is the section's start.
        sound_span: the beginning and end of the sound, in frames.
    """
    sound_start, sound_end = sound_span
    allowed = [frame for frame in range(math.ceil(sound_start), math.floor(sound_end)) if _may_cut_at(frame, changes)]
    reveals: list[int] = []
    for number in range(count if allowed else 0):
        ideal = sound_start + (sound_end - sound_start) * (number + 0.5) / count
        reveal = min(allowed, key=lambda frame: abs(frame - ideal))
        reveals.append(reveal)
        # The next mark comes at the same frame, or far enough behind it.
        allowed = [frame for frame in allowed if frame == reveal or frame >= reveal + REVEAL_FRAMES]
    return tuple(reveals)


def film_frames(card: Card) -> int:
    """The number of frames that a card's film runs; 0 for a still card."""
    return card.film.frames - card.first_frame if isinstance(card, FilmCard) and not card.still else 0


def min_frames(cards: Sequence[Card]) -> int:
    """The least number of frames for cards: two seconds for a still one, its own length for a film."""
    return sum(film_frames(card) or CARD_FRAMES for card in cards)


def _choose_cut(ideal: int, earliest: int, latest: int, changes: Sequence[int]) -> int:
    """A change of captions close to ``ideal``, else the nearest frame far enough from all, else one after ``latest``."""
    near = [change for change in changes if earliest <= change <= latest and abs(change - ideal) < APART_FRAMES]
    allowed = near or [frame for frame in range(earliest, latest + 1) if _may_cut_at(frame, changes)]
    return min(allowed, key=lambda frame: abs(frame - ideal)) if allowed else _first_allowed(latest, changes)


def _first_allowed(earliest: int, changes: Sequence[int]) -> int:
    """The first frame from ``earliest`` on that is at a caption's change, or far enough from all."""
    frames = range(earliest, earliest + 2 * APART_FRAMES)
    return next(frame for frame in frames if _may_cut_at(frame, changes))


def _may_cut_at(cut: int, changes: Sequence[int]) -> bool:
    """Whether a cut is at the same frame as a caption, or at least a second from it, for all captions."""
    return all(cut == change or abs(cut - change) >= APART_FRAMES for change in changes)
