"""Find the element (button, field, card) around a place, by voting among the rectangles of ``region_proposals``.

1. Proposals that can't be a single element, judging by their place, size and texts, are dropped.
2. Nearly equal proposals form a group, which becomes one candidate with as many votes as it has members.
3. A candidate is valid if its sides are visible, and the upper and lower one are not those of a narrower element.
4. Candidates with at least two votes win; failing that, those with nearly complete sides; failing that, those formed by
   straight edges alone.
5. The smallest remaining candidate is the element.
6. Around a link among plain texts there is no element: only its words react to a finger.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.links import is_link
from annotator.screen.element.region_proposals import Strip
from annotator.screen.element.surroundings import MIN_WORD_LETTERS, Surroundings

SEARCH_REACH: Final = 16
"""How far above and below a place its element is searched for, in em: an element is at most 17 em high."""
MAX_STRIP_PIXELS: Final = 16_000_000
"""Maximum size of the strip that is searched; only around a box as large as a picture, or on a huge picture, is it larger."""
MIN_SUPPORT: Final = 0.72
"""Minimum visible share of the sides of an element (0..1), corners left out."""
MIN_LONE_SUPPORT: Final = 0.9
"""Minimum visible share of the sides of an element with a single proposal (0..1)."""
MIN_SIDE: Final = 0.3
"""Minimum visible share of each side (0..1): something else, such as a badge, may lie on it."""
MIN_FRAME_SIDE: Final = 0.75
"""Minimum visible share of each side of a rectangle known by its edges alone (0..1), since no area confirms it."""

MAX_SHIFT: Final = 0.7
"""Maximum distance of a side of two proposals for one element, in em: what noise and shadows shift."""
MAX_TILE_EM: Final = (20, 17)
"""Maximum width and height of an element with at most one other text that is too high for a row, in em."""


@dataclass(frozen=True, slots=True)
class VotedBox:
    """A candidate for an element: ``VotedBox(Box(48, 1144, 624, 112), 0.93, 4)`` is a button that four proposals agree on.

    Attributes:
        box: the rectangle, in pixels of the picture.
        support: the visible fraction of its sides, as `Strip.measure_support` returns it.
        votes: the number of proposals that agree on it.
    """

    box: Box
    support: float
    votes: int


def find_element(around: Surroundings, box: Box) -> Box | None:
    """The smallest element around ``box``; None if there is none, if ``box`` is a link, or if the search would take too long."""
    em = around.em
    box = around.clip(box)
    top = max(0, round(box.y - SEARCH_REACH * em))
    bottom = min(around.height, round(box.bottom + SEARCH_REACH * em))
    if (bottom - top) * around.width > MAX_STRIP_PIXELS:
        return None
    near = [boxes.shifted(line.box, 0, -top) for line in around.texts if line.box.bottom > top and line.box.y < bottom]
    strip = Strip(around.pixels[top:bottom], near, em, at_picture_end=bottom == around.height)
    place = boxes.shifted(box, 0, -top)

    def find_valid(proposals: Iterable[Box], least_side: float) -> list[VotedBox]:
        """The candidates of the proposals whose sides are visible, each by at least ``least_side``."""
        plausible = [proposal for proposal in proposals if _is_plausible(around, boxes.shifted(proposal, 0, top), box)]
        voted = [candidate for candidate in _vote(plausible, strip, least_side) if candidate.support >= MIN_SUPPORT]
        return [candidate for candidate in voted if not strip.has_foreign_side(candidate.box)]

    areas = find_valid(strip.propose_areas(place), MIN_SIDE)
    winners = (
        [area for area in areas if area.votes > 1]
        or [area for area in areas if area.support >= MIN_LONE_SUPPORT]
        or find_valid(strip.propose_frames(place), MIN_FRAME_SIDE)
    )
    if not winners:
        return None
    smallest = min(winners, key=lambda candidate: candidate.box.area)
    element = boxes.shifted(smallest.box, 0, top)
    return None if is_link(around, box, element) else element


# ---------------------------------------------------------------- voting


def _vote(proposals: Sequence[Box], strip: Strip, least_side: float) -> list[VotedBox]:
    """Combine nearly equal proposals into candidates: the median of each group, or a member with better sides."""
    candidates: list[VotedBox] = []
    for group in _group_nearly_equal(proposals, strip.em):
        middle = Box(*(round(median(values)) for values in zip(*(box.numbers for box in group), strict=True)))
        # In quarters, so that the median, which comes first, wins over most members that are hardly better.
        best = max([middle, *group], key=lambda box: round(4 * strip.measure_support(box, least_side)))
        candidates.append(VotedBox(best, strip.measure_support(best, least_side), len(group)))
    return candidates


def _group_nearly_equal(proposals: Sequence[Box], em: float) -> list[list[Box]]:
    """Groups of proposals each of whose sides is near that of the group's first."""
    groups: list[list[Box]] = []
    for proposal in proposals:
        group = next((group for group in groups if _have_near_sides(group[0], proposal, MAX_SHIFT * em)), None)
        if group is None:
            groups.append([proposal])
        else:
            group.append(proposal)
    return groups


def _have_near_sides(one: Box, other: Box, tolerance: float) -> bool:
    """Whether each side of a box is at most ``tolerance`` pixels from that of another."""
    offsets = (one.x - other.x, one.y - other.y, one.right - other.right, one.bottom - other.bottom)
    return max(map(abs, offsets)) <= tolerance


# ---------------------------------------------------------------- plausibility


def _is_plausible(around: Surroundings, element: Box, box: Box) -> bool:
    """Whether a rectangle around ``box`` may be a single element, judging by its place, its size and the other texts in it."""
    if not boxes.contains(element, box) or element.w < box.w + 3 or element.h < box.h + 3:
        return False
    em, inner = around.em, boxes.inflated(box, 2)
    others = [line for line in around.texts_in(element) if not boxes.center_in(line.box, inner)]
    # Besides its text, a row has at most a subtitle, a value, a time, a badge, and the rest of a text that OCR broke in two.
    is_row = element.h <= min(box.h, 3 * em) + 6 * em and len(others) <= 5
    is_tile = element.w <= MAX_TILE_EM[0] * em and element.h <= MAX_TILE_EM[1] * em and len(others) <= 1
    if not (is_row or is_tile) or (others and is_bar(around, element)):
        return False
    if element.bottom < around.height - 2:
        return True
    # An element that the end of the picture closes may go on below: a single text in it shows that it is one thing.
    return not others and any(
        len(line.text) >= MIN_WORD_LETTERS and boxes.overlap_coefficient(line.box, box) for line in around.texts
    )


def is_bar(around: Surroundings, element: Box) -> bool:
    """Whether a rectangle may be a bar of several elements: as wide as the screen, at its top or bottom, higher than a line."""
    screen = around.screen
    is_at_top = element.y - screen.y < 0.09 * screen.h  # a bar may be below the clock
    is_at_bottom = element.bottom - screen.y > 0.94 * screen.h
    is_high = element.h > 1.8 * around.em
    return element.w > 0.97 * screen.w and (is_at_top or is_at_bottom) and is_high
