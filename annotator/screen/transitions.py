"""Compare two screens by their texts: the same one, moved, covered by a dialog, or another one.

They may be of two sizes: places are compared as if both were equally wide. The draft compares a screenshot with the next one, a
match the picture of a step with a family's.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz

from annotator.model import Box, Direction
from annotator.screen.screen_texts import ScreenTexts
from annotator.text.folding import fold

MIN_SIMILARITY: Final = 88.0
"""Minimum similarity (0..100) of two readings of the same text."""
MIN_CUT: Final = 8
"""Minimum number of characters before the dots of a text that is cut off, for it to be the same as a longer one."""
MAX_DRIFT: Final = 0.8
"""Maximum distance of a text from its place on the other picture for it to have stayed, in em."""
MIN_SAME: Final = 0.55
"""Minimum share that stayed of the texts of each of both pictures, for the same screen."""
MIN_UNDER: Final = 0.35
"""Minimum share of the texts here that are still there under what came up."""
MIN_MOVED: Final = 4
"""Minimum number of texts that moved together for a screen that was scrolled."""
MIN_TOGETHER: Final = 0.6
"""Minimum share, of the texts that moved at all, of those that moved together."""
MAX_FRESH: Final = 0.4
"""Maximum number of texts that would have been visible before a movement and weren't, for each that moved."""
MIN_SHIFT: Final = 1.5
"""Minimum distance by which texts moved, in em."""
MAX_BAR: Final = 0.12
"""Fraction of a screen's height, at either end, in which a bar may cover texts."""

Kind = Literal["same", "moved", "over", "new"]


@dataclass(frozen=True, slots=True)
class Transition:
    """The changes from the texts of a screen to those of the next one.

    ``Transition("moved", frozenset({0}), (1, 2, 3, 4, 5), "down")`` is a list scrolled down, whose title stayed.

    Attributes:
        kind: the same screen, the same one moved, with something "over" it, or a new one.
        stayed: the indices of the words here that are at the same place there.
        came: the indices of the words there that aren't here at the same place, those that moved among them.
        direction: the way in which the screen was moved, else None.
    """

    kind: Kind
    stayed: frozenset[int]
    came: tuple[int, ...]
    direction: Direction | None = None


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same, but for a few letters in longer ones, as OCR misreads them; digits must be the same.

    One that is cut off with dots is the same as each that begins like it.
    """
    first, second = fold(one), fold(other)
    if first == second:
        return True
    cut = min((text.rstrip(" .…") for text in (first, second) if text.endswith(("...", "…"))), key=len, default="")
    if len(cut) >= MIN_CUT and first.startswith(cut) and second.startswith(cut):
        return True
    if [*filter(str.isdigit, first)] != [*filter(str.isdigit, second)]:
        return False
    return min(len(first), len(second)) >= 5 and fuzz.ratio(first, second) >= MIN_SIMILARITY


def compare(here: ScreenTexts, there: ScreenTexts) -> Transition:
    """The transition from one screen to another; of two widths, the second is compared as if it had the first's."""
    scale = here.width / there.width
    boxes_there = [Box(*(round(scale * value) for value in word.box.numbers)) for word in there.words]
    pairs = _pair_texts(here, there, boxes_there)
    near = MAX_DRIFT * here.em
    in_place = [pair for pair in pairs if abs(pair.dx) <= near and abs(pair.dy) <= near]
    stayed, stayed_there = frozenset(pair.here for pair in in_place), {pair.there for pair in in_place}
    came = tuple(index for index in range(len(there.words)) if index not in stayed_there)
    moved = [pair for pair in pairs if pair.here not in stayed]
    moved_there = {pair.there for pair in moved}
    fresh = [boxes_there[index] for index in came if index not in moved_there]
    direction = _find_movement(moved, fresh, here)
    if direction is not None:
        return Transition("moved", stayed, came, direction)
    share_here = len(stayed) / max(1, len(here.words))
    share_there = len(stayed_there) / max(1, len(there.words))
    if min(share_here, share_there) >= MIN_SAME:
        return Transition("same", stayed, came)
    kind: Kind = "over" if share_here >= MIN_UNDER and len(stayed) >= 2 else "new"
    return Transition(kind, stayed, came)


class _Pair(NamedTuple):
    """The same text on both screens, by its index on each, and its movement in pixels: ``_Pair(3, 5, 0, -120)``."""

    here: int
    there: int
    dx: float
    dy: float


def _pair_texts(here: ScreenTexts, there: ScreenTexts, boxes_there: Sequence[Box]) -> list[_Pair]:
    """Each text here with each that is the same there, whose boxes are ``boxes_there``."""
    pairs = []
    for (i, word), (j, other) in itertools.product(enumerate(here.words), enumerate(there.words)):
        if same_text(word.text, other.text):
            box, moved_box = word.box, boxes_there[j]
            # A text that is cut off elsewhere begins at the same place.
            dx = min(moved_box.x - box.x, moved_box.center_x - box.center_x, key=abs)
            pairs.append(_Pair(i, j, dx, moved_box.center_y - box.center_y))
    return pairs


def _find_movement(moved: Sequence[_Pair], fresh: Sequence[Box], here: ScreenTexts) -> Direction | None:
    """The way in which a screen was scrolled: most texts moved by the same distance, and few are new. None if it wasn't.

    ``moved`` are the texts that are elsewhere on the next screen; ``fresh`` the boxes of the texts there that are nowhere here.
    """
    if len(moved) < MIN_MOVED:
        return None
    dx, dy = median(pair.dx for pair in moved), median(pair.dy for pair in moved)
    near = here.em / 2
    together = {here.words[pair.here].box for pair in moved if abs(pair.dx - dx) < near and abs(pair.dy - dy) < near}
    if len(together) < max(MIN_MOVED, MIN_TOGETHER * len(moved)) or max(abs(dx), abs(dy)) < MIN_SHIFT * here.em:
        return None
    # Texts that would have been visible before such a movement, and weren't.
    top, bottom = MAX_BAR * here.height, (1 - MAX_BAR) * here.height
    unseen = [box for box in fresh if 0 <= box.center_x - dx < here.width and top < box.center_y - dy < bottom]
    if len(unseen) > MAX_FRESH * len(together):
        return None
    if abs(dy) >= abs(dx):
        return "down" if dy < 0 else "up"
    return "right" if dx < 0 else "left"
