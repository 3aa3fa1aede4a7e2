"""Find the element (button, field, card) around a place, by voting among the rectangles of ``region_proposals``.

1. Proposals that can't be a single element, judging by their size and the texts in them, are dropped.
2. Nearly equal proposals form a group, which becomes one candidate with as many votes as it has members.
3. A candidate is valid if its sides are visible, and belong to it rather than to a narrower element.
4. Candidates with at least two votes win; failing that, those with nearly complete sides; failing that, those formed by
   straight edges alone.
5. The smallest remaining candidate is the element.
6. A card around a link in a sentence is not an element.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.region_proposals import Strip
from annotator.screen.element.surroundings import MAX_POINT_PX, MIN_WORD_LETTERS, Surroundings

SEARCH_REACH: Final = 16
"""How far above and below a place its element is searched for, in em: no element is higher."""
MAX_SIDE_DISTANCE: Final = 0.7
"""Maximum distance between the same sides of two rectangles in a group, in em: what noise and shadows shift."""
MAX_ROW_EXTRA: Final = 6.0
"""How much higher than its text a row or a button may be, in em."""
MAX_ROW_TEXT: Final = 3.0
"""Maximum height of the text that is counted for that, in em: an icon box may be higher."""
MAX_ROW_OTHERS: Final = 5
"""Maximum number of other texts in a row: title, subtitle, value, time, badge, and one that OCR broke in two."""
MAX_TILE: Final = (20.0, 17.0)
"""Width and height of the largest tile with one label, in em."""
MAX_TILE_OTHERS: Final = 1
"""Maximum number of other texts in a tile: a second line."""
MIN_SUPPORT: Final = 0.72
"""Minimum visible share of the sides of an element (0..1): round corners and shadows take the rest."""
MIN_LONE_SUPPORT: Final = 0.9
"""Minimum visible share of the sides of an element with a single proposal (0..1)."""
MIN_SIDE: Final = 0.3
"""Minimum visible share of each side (0..1): something else, such as a badge, may lie on it."""
MIN_FRAME_SIDE: Final = 0.75
"""Minimum visible share of each side of a rectangle known by its edges alone (0..1), since no area confirms it."""
TOP_BAR: Final = 0.09
"""Fraction of a screen's height within which the bar at its top begins: below the clock."""
BOTTOM_BAR: Final = 0.94
"""Fraction of a screen's height past which the bar at its bottom ends."""
MIN_BAR_WIDTH: Final = 0.97
"""Minimum width of a bar, as a fraction of the screen's."""
MIN_BAR_HEIGHT: Final = 1.8
"""Minimum height of a bar, in em; a single line of text is a title to press."""
AT_BOTTOM_PX: Final = 2
"""Within so many pixels of its lower end a picture, not the element, may end there."""
MIN_LINK_COLORFULNESS: Final = 70
"""Minimum colourfulness (0..255, see `colorfulness`) of a link."""
MAX_PLAIN_COLORFULNESS: Final = 40
"""Maximum colourfulness of plain texts."""
MIN_REST: Final = 2.0
"""Minimum width of the rest of a line for it to show the colour of plain text there, in em."""
MAX_STRIP_PIXELS: Final = 16_000_000
"""Area of the largest part of a picture that is searched; only a "text" as large as a whole picture needs more."""
INK_PERCENTILE: Final = 92
"""The twelfth of a text's pixels that differ most from its background are the inside of its letters."""


@dataclass(frozen=True, slots=True)
class VotedBox:
    """A candidate for an element: ``VotedBox(Box(48, 1144, 624, 112), 0.93, 4)`` is a button that four proposals agree on.

    Attributes:
        box: the rectangle, in pixels of the picture.
        support: the visible fraction of its sides (0..1).
        votes: the number of proposals that agree on it.
    """

    box: Box
    support: float
    votes: int


def find_element(around: Surroundings, box: Box) -> Box | None:
    """The smallest element around ``box``, or None; none around a box so large that the search would take very long."""
    em = around.em
    box = around.clip(box)
    top = max(0, round(box.y - SEARCH_REACH * em))
    bottom = min(around.height, round(box.bottom + SEARCH_REACH * em))
    if (bottom - top) * around.width > MAX_STRIP_PIXELS:
        return None
    near = [boxes.shifted(line.box, 0, -top) for line in around.texts if line.box.bottom > top and line.box.y < bottom]
    strip = Strip(around.pixels[top:bottom], near, em, at_picture_end=bottom == around.height)
    place = boxes.shifted(box, 0, -top)

    def visible(proposals: Iterable[Box], least_side: float) -> list[VotedBox]:
        plausible = [proposal for proposal in proposals if _is_plausible(around, boxes.shifted(proposal, 0, top), box)]
        voted = [candidate for candidate in _vote(plausible, strip, least_side) if candidate.support >= MIN_SUPPORT]
        return [candidate for candidate in voted if not strip.has_foreign_side(candidate.box)]

    areas = visible(strip.propose_areas(place), MIN_SIDE)
    agreed = [area for area in areas if area.votes > 1] or [area for area in areas if area.support >= MIN_LONE_SUPPORT]
    agreed = agreed or visible(strip.propose_frames(place), MIN_FRAME_SIDE)
    if not agreed:
        return None
    smallest = min(agreed, key=lambda candidate: candidate.box.area)
    element = boxes.shifted(smallest.box, 0, top)
    return None if is_link(around, box, element) else element


# ---------------------------------------------------------------- voting


def _vote(proposals: Sequence[Box], strip: Strip, least_side: float) -> list[VotedBox]:
    """Combine nearly equal proposals into candidates: the median of each group, or a member with clearly better sides."""
    groups: list[list[Box]] = []
    for proposal in proposals:
        for group in groups:
            if _is_nearly_equal(proposal, group[0], strip.em):
                group.append(proposal)
                break
        else:
            groups.append([proposal])
    candidates: list[VotedBox] = []
    for group in groups:
        middle = Box(*(round(median(values)) for values in zip(*(box.numbers for box in group), strict=True)))
        # In quarters, so that only a clearly better member wins over the median.
        best = max([middle, *group], key=lambda box: round(4 * strip.measure_support(box, least_side)))
        candidates.append(VotedBox(best, strip.measure_support(best, least_side), len(group)))
    return candidates


def _is_nearly_equal(one: Box, other: Box, em: float) -> bool:
    sides = (one.x - other.x, one.y - other.y, one.right - other.right, one.bottom - other.bottom)
    return max(map(abs, sides)) <= MAX_SIDE_DISTANCE * em


# ---------------------------------------------------------------- plausibility


def _is_plausible(around: Surroundings, element: Box, box: Box) -> bool:
    """Whether a rectangle around ``box`` may be a single element, judging by its size and the other texts in it."""
    if not boxes.contains(element, box) or element.w < box.w + 3 or element.h < box.h + 3:
        return False
    em, inner = around.em, boxes.inflated(box, 2)
    others = [line for line in around.texts_in(element) if not boxes.center_in(line.box, inner)]
    is_row = element.h <= min(box.h, MAX_ROW_TEXT * em) + MAX_ROW_EXTRA * em and len(others) <= MAX_ROW_OTHERS
    is_tile = element.w <= MAX_TILE[0] * em and element.h <= MAX_TILE[1] * em and len(others) <= MAX_TILE_OTHERS
    if not (is_row or is_tile) or (others and is_bar(around, element)):
        return False
    if element.bottom < around.height - AT_BOTTOM_PX:
        return True
    # An element that the end of the picture closes may go on below: a single text in it shows that it is one thing.
    return not others and any(
        len(line.text) >= MIN_WORD_LETTERS and boxes.overlap_coefficient(line.box, box) for line in around.texts
    )


def is_bar(around: Surroundings, element: Box) -> bool:
    """Whether a rectangle is the bar at the top or bottom of a screen, which contains several elements."""
    screen = around.screen
    at_end = element.y - screen.y < TOP_BAR * screen.h or element.bottom - screen.y > BOTTOM_BAR * screen.h
    return element.w > MIN_BAR_WIDTH * screen.w and at_end and element.h > MIN_BAR_HEIGHT * around.em


def is_link(around: Surroundings, box: Box, element: Box) -> bool:
    """Whether a text is a coloured link among plain texts in ``element``; then only its words react to a finger."""
    if box.w <= MAX_POINT_PX or not around.is_text(box):
        return False
    others = _rest_of_line(around, box)
    for line in around.texts_in(element):
        if not boxes.overlap_coefficient(line.box, box) and len(line.text) > MIN_WORD_LETTERS:
            others.append(line.box)
    if not others or colorfulness(around, box) <= MIN_LINK_COLORFULNESS:
        return False
    return all(colorfulness(around, other) < MAX_PLAIN_COLORFULNESS for other in others)


def _rest_of_line(around: Surroundings, box: Box) -> list[Box]:
    """The parts of a line of text left and right of ``box``, where they are wide enough for words."""
    line = around.line_at(box)
    if line is None:
        return []
    left = Box(line.box.x, line.box.y, max(0, box.x - line.box.x), line.box.h)
    right = Box(box.right, line.box.y, max(0, line.box.right - box.right), line.box.h)
    return [part for part in (left, right) if part.w > MIN_REST * around.em]


def colorfulness(around: Surroundings, box: Box) -> float:
    """How colourful the letters of a text are (0 for grey, up to 255): the range of their red, green and blue values."""
    part = around.crop(box).reshape(-1, 3).astype(np.int16)
    contrast = np.abs(part - np.median(part, axis=0)).max(axis=1)
    ink = np.median(part[contrast >= np.percentile(contrast, INK_PERCENTILE)], axis=0)
    return float(ink.max() - ink.min())
