"""The element around a place: the rectangles that ``ground`` proposes vote on it.

What several tolerances and the contours agree on counts, with complete sides, of a plausible size, and without too much
else in it; of nested ones the smallest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.region_proposals import Strip
from annotator.screen.load import Pixels

REACH: Final = 16
"""How far above and below a text its element is looked for, in heights of the text."""
ROW: Final = 6.0
"""How much higher than its text a row or a button may be, in heights of the text."""
TILE: Final = (20.0, 17.0)
"""Width and height of the largest tile with one label, in heights of the label."""
SUPPORT: Final = 0.72
"""How complete the sides of an element are at least (0..1); of one that a single proposal made, LONELY."""
LONELY: Final = 0.9
SIDE: Final = 0.3
"""How much of each side must be there at least, since something else may lie on the element; of a rectangle that is
known only by its edges, FRAME_SIDE."""
FRAME_SIDE: Final = 0.75
COMPLETE: Final = 0.97
"""How complete the sides are of an element that is preferred to a part of it, and how much more at least: MISSING."""
MISSING: Final = 0.08
TOP: Final = 0.09
"""The part of a screen's height in which the bar at its upper end begins."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rectangle that ``votes`` proposals agree on, and how complete its sides are (0..1)."""

    box: Box
    support: float
    votes: int


def element_at(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The smallest rectangle around ``box`` that is one thing to press; None where there is none.

    ``unit`` is the height of the text there, in pixels; ``texts`` are all of the picture.
    """
    height, width = pixels.shape[:2]
    box = boxes.within(box, width, height)
    top = max(0, round(box.y - REACH * unit))
    bottom = min(height, round(box.bottom + REACH * unit))
    near = [boxes.moved(line.box, 0, -top) for line in texts if line.box.bottom > top and line.box.y < bottom]
    strip = Strip(pixels[top:bottom], near, unit, ends=bottom == height)
    place = boxes.moved(box, 0, -top)

    def judged(proposals: Iterable[Box], least: float) -> list[_Candidate]:
        plausible = [
            proposal
            for proposal in proposals
            if _plausible(boxes.moved(proposal, 0, top), box, unit, texts, width, height)
        ]
        complete = [candidate for candidate in _vote(plausible, strip, unit, least) if candidate.support >= SUPPORT]
        return [candidate for candidate in complete if not strip.borrows(candidate.box)]

    candidates = judged(strip.areas(place), SIDE)
    agreed = [candidate for candidate in candidates if candidate.votes > 1]
    agreed = agreed or [candidate for candidate in candidates if candidate.support >= LONELY]
    agreed = agreed or judged(strip.frames(place), FRAME_SIDE)
    if not agreed:
        return None
    agreed = [one for one in agreed if not any(_completes(other, one, unit) for other in agreed)]
    smallest = min(agreed, key=lambda candidate: candidate.box.w * candidate.box.h)
    element = boxes.moved(_shaded(strip, place, smallest.box) or smallest.box, 0, top)
    if _is_gap(pixels, element) or is_link(pixels, box, element, texts):
        return None
    return element


def _completes(whole: _Candidate, part: _Candidate, unit: float) -> bool:
    """Whether ``part`` is what a soft change of colour, such as a gleam, leaves of ``whole``: one side is hardly there."""
    ends = zip(_ends(whole.box), _ends(part.box), strict=True)
    return (
        boxes.holds(whole.box, part.box)
        and sum(abs(one - other) > 0.3 * unit for one, other in ends) == 1
        and whole.support >= COMPLETE
        and whole.support - part.support >= MISSING
        and whole.votes > 1
    )


def _ends(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom


def _shaded(strip: Strip, place: Box, element: Box) -> Box | None:
    """The whole of a button whose colour changes from end to end, of which ``element`` is only the part of like colour."""
    return next(
        (
            whole
            for whole in strip.shades(place)
            if boxes.holds(boxes.padded(whole, 2), element)
            and whole.w > 1.05 * element.w
            and abs(whole.y - element.y) + abs(whole.bottom - element.bottom) < 0.4 * strip.unit
            and strip.support(whole, FRAME_SIDE) >= LONELY
        ),
        None,
    )


def _is_gap(pixels: Pixels, element: Box) -> bool:
    """Whether a strip as wide as the picture is only what is left between two rows: its colour is the page's own."""
    height, width = pixels.shape[:2]
    if element.w < 0.98 * width or element.y < 3 or element.bottom > height - 3:
        return False
    edge = pixels[:, max(2, width // 200)].astype(np.int16)
    own = np.median(edge[element.y : element.bottom], axis=0)
    reach = max(3, element.h // 4)
    above = np.median(edge[max(0, element.y - reach) : element.y], axis=0)
    below = np.median(edge[element.bottom : element.bottom + reach], axis=0)
    if np.abs(above - below).max() > 4 or np.abs(above - own).max() < 4:
        return False

    def share(color: NDArray[np.float64]) -> float:
        return float((np.abs(edge - color).max(axis=1) <= 3).mean())

    return share(own) > share(above)


def is_link(pixels: Pixels, box: Box, element: Box, texts: Sequence[TextLine]) -> bool:
    """Whether a text is a coloured link among plain texts in the same element: then only its words are pressed."""
    others = [
        line.box
        for line in texts
        if boxes.middle_in(line.box, element) and not boxes.overlap(line.box, box) and len(line.text) > 3
    ]
    if box.w <= 2 or not any(boxes.overlap(line.box, box) > 0.5 for line in texts):
        return False
    return bool(others) and _color(pixels, box) > 90 and all(_color(pixels, other) < 40 for other in others)


def _color(pixels: Pixels, box: Box) -> float:
    """How coloured (0..255) the letters of a text are: the spread of red, green and blue where contrast is strongest."""
    part = pixels[box.y : box.bottom, box.x : box.right].reshape(-1, 3).astype(np.int16)
    contrast = np.abs(part - np.median(part, axis=0)).max(axis=1)
    ink = np.median(part[contrast >= np.percentile(contrast, 92)], axis=0)
    return float(ink.max() - ink.min())


def _vote(proposals: Sequence[Box], strip: Strip, unit: float, least: float) -> list[_Candidate]:
    """Groups of proposals that are nearly the same, each as their median, unless a member has clearly better sides."""
    groups: list[list[Box]] = []
    for proposal in proposals:
        group = next((group for group in groups if _alike(proposal, group[0], unit)), None)
        if group is None:
            groups.append([proposal])
        else:
            group.append(proposal)
    candidates: list[_Candidate] = []
    for group in groups:
        middle = Box(*(round(median(values)) for values in zip(*((b.x, b.y, b.w, b.h) for b in group), strict=True)))
        best = max([middle, *group], key=lambda box: round(4 * strip.support(box, least)))
        candidates.append(_Candidate(best, strip.support(best, least), len(group)))
    return candidates


def _alike(one: Box, other: Box, unit: float) -> bool:
    most = 0.7 * unit
    return (
        abs(one.x - other.x) <= most
        and abs(one.y - other.y) <= most
        and abs(one.right - other.right) <= most
        and abs(one.bottom - other.bottom) <= most
    )


def _plausible(element: Box, box: Box, unit: float, texts: Sequence[TextLine], width: int, height: int) -> bool:
    """Whether a rectangle around ``box`` may be one thing to press, by its size and by the other texts in it."""
    if not boxes.holds(element, box) or element.w < box.w + 3 or element.h < box.h + 3:
        return False
    own = boxes.padded(box, 2)
    others = [line.box for line in texts if boxes.middle_in(line.box, element) and not boxes.middle_in(line.box, own)]
    row = element.h <= min(box.h, 3 * unit) + ROW * unit and len(others) <= 5
    tile = element.w <= TILE[0] * unit and element.h <= TILE[1] * unit and len(others) <= 1
    if not (row or tile):
        return False
    bar = others and is_bar(element, unit, width, height)
    # What only the end of the picture closes may go on there: a single text tells that it is one thing.
    closed = element.bottom < height - 2 or any(len(line.text) > 2 and boxes.overlap(line.box, box) for line in texts)
    return closed and not (bar or (element.bottom >= height - 2 and others))


def is_bar(element: Box, unit: float, width: int, height: int) -> bool:
    """Whether a rectangle is the bar at the upper or lower end of a screen, on which several things are to press."""
    at_end = element.y < TOP * height or element.bottom > 0.94 * height
    return element.w > 0.97 * width and at_end and element.h > 1.8 * unit
