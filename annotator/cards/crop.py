"""Which part of a screenshot a card shows, and how large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.cards.geometry import Rect, View, around, of_box
from annotator.model import MarkedTarget

MAX_SCALE: Final = 2.5
"""Greatest scale of a screenshot; beyond it the enlarged part looks blurred."""
SCROLLED: Final = 2.6
"""A screenshot higher than this many widths was scrolled while it was taken: no phone shows all of it at once."""
SCREENFUL: Final = 2.2
"""Height of what is shown of a scrolled screenshot, in widths: about a phone's screen."""
ABOVE_MIDDLE: Final = 0.47
"""Where the centre of the target is in the height of a close-up: a little above the middle looks centred."""
SHIFT_PX: Final = 8
"""Step by which a close-up is moved, in pixels of the card, so that its edges cut fewer words."""
MAX_SHIFTS: Final = 9
"""Most such steps in each direction."""
MIN_TEXT_PX: Final = 4
"""Least height of a mark's box that is a text, in pixels of the screenshot; a lower one is a point."""
NARROW: Final = 1.6
"""A text narrower than this many heights, such as one letter, is enlarged as an icon is."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """What a close-up should reach, in pixels of the card."""

    min_text: float = 28
    """Least height of the target's own text, if the target as such can be shown."""
    text: float = 36
    """Desired height of that text."""
    target: float = 64
    """Desired height of a target without text, such as an icon."""
    margin: float = 36
    """Between a target and the edge of the card: the outline and a little air."""
    pointer: float = 130
    """Above and below the targets together, for the pointer."""
    air: float = 6
    """Least space between a text and the outline around it, where the element itself leaves less."""


@dataclass(frozen=True, slots=True)
class CloseUp:
    """An enlarged view, and the targets in it: index among the marks, and rectangle in pixels of the screenshot."""

    view: View
    targets: tuple[tuple[int, Rect], ...]


def visible_part(size: tuple[int, int], marks: Sequence[MarkedTarget]) -> Rect:
    """The part of a screenshot (width, height) that the whole-screen card shows: all, or a screenful of a scrolled one."""
    width, height = size
    if height <= SCROLLED * width:
        return Rect(0, 0, width, height)
    part = SCREENFUL * width
    middle = around(of_box(mark.outline) for mark in marks).center[1] if marks else part / 2
    top = min(max(0.0, middle - part / 2), height - part)
    return Rect(0, top, width, top + part)


def fit_whole(part: Rect, area: Rect) -> View:
    """The view that shows ``part`` of a screenshot in the middle of ``area``, as large as possible."""
    scale = min(area.width / part.width, area.height / part.height)
    x, y = area.center
    return View(scale, x - part.center[0] * scale, y - part.center[1] * scale, area)


def close_up(
    size: tuple[int, int], marks: Sequence[MarkedTarget], area: Rect, goals: Legibility, texts: Sequence[Rect] = ()
) -> CloseUp:
    """The part around the targets, enlarged until the first target's own text can be read.

    Targets are never cut. Where the first one's element is so wide that its text would be too small, the outline goes
    around the part of the element that has the text, and further targets that then don't fit are left out.

    Args:
        size: of the screenshot, (width, height).
        marks: the targets; the first one must be legible.
        area: of the card.
        goals: what to reach.
        texts: of the screenshot; the edges of the close-up avoid cutting them where a small shift helps.
    """
    if not marks:
        scale = min(area.width / size[0], MAX_SCALE)
        return CloseUp(_positioned(scale, Rect(0, 0, size[0], 1), size, area, goals, texts), ())
    targets = [clipped(of_box(mark.outline), size) for mark in marks]
    together = around(targets)
    largest = _largest_fitting_scale(together, area, goals)
    if largest >= max(_min_scale(mark, goals) for mark in marks):
        scale = _desired_scale(marks, largest, size, area, goals)
        return CloseUp(_positioned(scale, together, size, area, goals, texts), tuple(enumerate(targets)))
    return _of_first(size, marks, targets, area, goals, texts)


def _of_first(
    size: tuple[int, int],
    marks: Sequence[MarkedTarget],
    targets: Sequence[Rect],
    area: Rect,
    goals: Legibility,
    texts: Sequence[Rect],
) -> CloseUp:
    """The close-up of the first target, narrowed if need be, where not all of them fit at a legible size."""
    target, text = targets[0], clipped(of_box(marks[0].box), size)
    largest, smallest = _largest_fitting_scale(target, area, goals), _min_scale(marks[0], goals)
    if largest >= smallest:
        scale = _desired_scale(marks[:1], largest, size, area, goals)
    else:
        scale = min(max(largest, min(smallest, _largest_fitting_scale(text, area, goals))), MAX_SCALE)
        target = _narrowed(target, text, area, scale, goals)
    view = _positioned(scale, target, size, area, goals, texts)
    window = view.back(area.inflated(-goals.margin / 2))
    others = [(index, other) for index, other in enumerate(targets) if index and window.contains(other)]
    return CloseUp(view, ((0, target), *others))


def outlined(mark: MarkedTarget, air: float) -> Rect:
    """What the outline goes around: the element, and at least ``air`` pixels of the screenshot around its text."""
    outline = of_box(mark.outline)
    return around([outline, of_box(mark.box).inflated(air)]) if mark.box.h >= MIN_TEXT_PX else outline


def clipped(rect: Rect, size: tuple[int, int]) -> Rect:
    """The part of a rectangle on a screenshot (width, height); at least one pixel."""
    left, top = min(max(rect.left, 0), size[0] - 1), min(max(rect.top, 0), size[1] - 1)
    return Rect(left, top, max(left + 1, min(rect.right, size[0])), max(top + 1, min(rect.bottom, size[1])))


# ---------------------------------------------------------------- scale


def _min_scale(mark: MarkedTarget, goals: Legibility) -> float:
    """The smallest scale at which a target's own text is legible."""
    return min(goals.min_text / mark.box.h, MAX_SCALE) if mark.box.h >= MIN_TEXT_PX else 0.0


def _largest_fitting_scale(target: Rect, area: Rect, goals: Legibility) -> float:
    """The largest scale at which a target fits in the area with its outline and room for the pointer."""
    width, height = area.width - 2 * goals.margin, area.height - 2 * goals.margin - goals.pointer
    return min(width / target.width, height / target.height)


def _desired_scale(
    marks: Sequence[MarkedTarget], largest: float, size: tuple[int, int], area: Rect, goals: Legibility
) -> float:
    """The scale that fills the card's width or makes every target as large as desired, up to ``largest``."""
    desired = [area.width / size[0]]
    for mark in marks:
        if mark.box.h >= MIN_TEXT_PX:
            desired.append(goals.text / mark.box.h)
        if mark.box.h < MIN_TEXT_PX or mark.box.w < NARROW * mark.box.h:
            desired.append(goals.target / mark.outline.h)
    return min(max(desired), largest, MAX_SCALE)


def _narrowed(target: Rect, text: Rect, area: Rect, scale: float, goals: Legibility) -> Rect:
    """As much of the target around its text as fits at ``scale``."""
    width = min(target.width, (area.width - 2 * goals.margin) / scale)
    height = min(target.height, (area.height - 2 * goals.margin - goals.pointer) / scale)
    left = min(max(text.center[0] - width / 2, target.left), target.right - width)
    top = min(max(text.center[1] - height / 2, target.top), target.bottom - height)
    return Rect(left, top, left + width, top + height)


# ---------------------------------------------------------------- position


def _positioned(
    scale: float, target: Rect, size: tuple[int, int], area: Rect, goals: Legibility, texts: Sequence[Rect]
) -> View:
    """The view with the target near the middle, which leaves the screenshot only as far as an outline needs."""
    width, height = area.width / scale, area.height / scale
    margin, step = goals.margin / scale, SHIFT_PX / scale
    x, y = target.center
    left = _window_start(x - width / 2, width, size[0], target.left - margin, target.right + margin)
    top = _window_start(y - height * ABOVE_MIDDLE, height, size[1], target.top - margin, target.bottom + margin)
    across = [(text.left, text.right) for text in texts if text.bottom > top and text.top < top + height]
    left = _shifted_off_words(left, width, size[0], (target.left - margin, target.right + margin), across, step)
    down = [(text.top, text.bottom) for text in texts if text.right > left and text.left < left + width]
    top = _shifted_off_words(top, height, size[1], (target.top - margin, target.bottom + margin), down, step)
    return View(scale, area.left - left * scale, area.top - top * scale, area)


def _shifted_off_words(
    start: float,
    length: float,
    whole_length: float,
    kept: tuple[float, float],
    words: Sequence[tuple[float, float]],
    step: float,
) -> float:
    """``start``, or a place near it where the ends of the window cut fewer of ``words``; ``kept`` stays inside."""
    first, last = min(start, 0.0), max(start + length, whole_length)
    best, fewest = start, len(words) + 1
    for index in range(2 * MAX_SHIFTS + 1):
        moved = start + (index + 1) // 2 * step * (1 if index % 2 else -1)
        if moved < first or moved + length > last or moved > kept[0] or moved + length < kept[1]:
            continue
        cut = sum(low < moved < high or low < moved + length < high for low, high in words)
        if cut < fewest:
            best, fewest = moved, cut
    return best


def _window_start(start: float, length: float, whole_length: float, first: float, last: float) -> float:
    """Where a window of ``length`` begins: on the screenshot, but always so that ``first`` to ``last`` is in it."""
    on_screen = min(max(start, 0.0), whole_length - length)
    start = on_screen if length < whole_length else (whole_length - length) / 2
    return min(max(start, last - length), first) if last - first <= length else (first + last - length) / 2
