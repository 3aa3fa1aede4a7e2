"""Choose which part of a screenshot a card shows, and at what scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.cards.geometry import Rect, View, bounding_rect, rect_of
from annotator.model import MarkedTarget, PictureKind

MAX_SCALE: Final = 2.5
"""Maximum scale of a screenshot; beyond it, an enlarged part looks blurred."""
SCREENFUL_RATIO: Final = 2.2
"""Height of the part of a scrolling screenshot to show, in widths: about that of a phone's screen."""
TARGET_CENTER: Final = 0.47
"""Vertical position of the target's centre in a close-up, from the top (0..1): slightly above the middle looks centred."""
SHIFT_PX: Final = 8
"""Step by which a close-up is shifted so that its edges cut fewer words, in pixels of the card."""
MAX_SHIFTS: Final = 9
"""Maximum number of such steps in each direction."""
MIN_TEXT_PX: Final = 4
"""Minimum height of a mark's box that is a text, in pixels of the screenshot; lower ones are points."""
MAX_NARROW_RATIO: Final = 1.6
"""A text narrower than this times its height, such as one letter, is enlarged as much as an icon."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """Goals for a close-up, in pixels of the card."""

    min_text: float = 28
    """Minimum height of the target's text. A wide target is cropped if its text would be smaller."""
    text: float = 36
    """Desired height of the target's text."""
    target: float = 64
    """Desired height of a target without text, such as an icon."""
    margin: float = 36
    """Space between a target and the edge of the card, for the outline."""
    pointer: float = 130
    """Total space above and below the targets, for the pointer."""
    air: float = 6
    """Minimum space between a text and its outline."""


@dataclass(frozen=True, slots=True)
class CloseUp:
    """An enlarged view, with the targets visible in it: index among the marks, and rectangle on the screenshot."""

    view: View
    targets: tuple[tuple[int, Rect], ...]


def choose_visible_part(size: tuple[int, int], marks: Sequence[MarkedTarget], kind: PictureKind) -> Rect:
    """The part of a picture of ``size`` (width, height) to show as a whole screen.

    That is all of it, or of a scrolling screenshot one screenful around the marks. Margins around a screen are left out,
    unless something in them is marked.
    """
    width, height = size
    if kind.screen is not None:
        screen = bounding_rect([rect_of(kind.screen), *(rect_of(mark.outline) for mark in marks)])
        return clip_to_screenshot(screen, size)
    if kind.extent != "scrolling":
        return Rect(0, 0, width, height)
    part = SCREENFUL_RATIO * width
    middle = bounding_rect(rect_of(mark.outline) for mark in marks).center[1] if marks else part / 2
    top = min(max(0.0, middle - part / 2), height - part)
    return Rect(0, top, width, top + part)


def fit_whole(part: Rect, area: Rect) -> View:
    """The view that shows ``part`` of a screenshot centred in ``area``, as large as possible."""
    scale = min(area.width / part.width, area.height / part.height)
    x, y = area.center
    return View(scale, x - part.center[0] * scale, y - part.center[1] * scale, area)


def plan_close_up(
    size: tuple[int, int], marks: Sequence[MarkedTarget], area: Rect, goals: Legibility, texts: Sequence[Rect] = ()
) -> CloseUp:
    """Plan a close-up of the targets in which the first target's text is legible.

    If the first target is so wide that its text would be too small, only the part around the text is shown and outlined.
    Other targets are left out if they do not fit.

    Args:
        size: width and height of the screenshot.
        marks: the targets; the first one must be legible.
        area: the area of the card to fill.
        goals: sizes and margins to aim for.
        texts: the texts on the screenshot. The close-up is shifted slightly if its edges then cut fewer of them.
    """
    if not marks:
        scale = min(area.width / size[0], MAX_SCALE)
        return CloseUp(_position_view(scale, Rect(0, 0, size[0], 1), size, area, goals, texts), ())
    targets = [clip_to_screenshot(rect_of(mark.outline), size) for mark in marks]
    together = bounding_rect(targets)
    largest = _largest_fitting_scale(together, area, goals)
    if largest >= max(_min_scale(mark, goals) for mark in marks):
        scale = _desired_scale(marks, largest, size, area, goals)
        return CloseUp(_position_view(scale, together, size, area, goals, texts), tuple(enumerate(targets)))
    return _plan_for_first_target(size, marks, targets, area, goals, texts)


def _plan_for_first_target(
    size: tuple[int, int],
    marks: Sequence[MarkedTarget],
    targets: Sequence[Rect],
    area: Rect,
    goals: Legibility,
    texts: Sequence[Rect],
) -> CloseUp:
    """Plan a close-up of the first target, cropped if necessary, and of those others that happen to fit."""
    target, text = targets[0], clip_to_screenshot(rect_of(marks[0].box), size)
    largest, smallest = _largest_fitting_scale(target, area, goals), _min_scale(marks[0], goals)
    if largest >= smallest:
        scale = _desired_scale(marks[:1], largest, size, area, goals)
    else:
        scale = min(max(largest, min(smallest, _largest_fitting_scale(text, area, goals))), MAX_SCALE)
        target = _crop_around_text(target, text, area, scale, goals)
    view = _position_view(scale, target, size, area, goals, texts)
    window = view.to_screenshot(area.inflated(-goals.margin / 2))
    others = [(index, other) for index, other in enumerate(targets) if index and window.contains(other)]
    return CloseUp(view, ((0, target), *others))


def outlined_rect(mark: MarkedTarget, air: float) -> Rect:
    """The rectangle to outline: the touch target, with at least ``air`` pixels of the screenshot around its text."""
    outline = rect_of(mark.outline)
    return bounding_rect([outline, rect_of(mark.box).inflated(air)]) if mark.box.h >= MIN_TEXT_PX else outline


def clip_to_screenshot(rect: Rect, size: tuple[int, int]) -> Rect:
    """Clip a rectangle to a screenshot of ``size`` (width, height), keeping at least one pixel."""
    left, top = min(max(rect.left, 0), size[0] - 1), min(max(rect.top, 0), size[1] - 1)
    return Rect(left, top, max(left + 1, min(rect.right, size[0])), max(top + 1, min(rect.bottom, size[1])))


# ---------------------------------------------------------------- scale


def _min_scale(mark: MarkedTarget, goals: Legibility) -> float:
    """The smallest scale at which a target's text is legible; 0 for a target without text."""
    return min(goals.min_text / mark.box.h, MAX_SCALE) if mark.box.h >= MIN_TEXT_PX else 0.0


def _largest_fitting_scale(target: Rect, area: Rect, goals: Legibility) -> float:
    """The largest scale at which a target fits in the area with its outline and room for the pointer."""
    width, height = area.width - 2 * goals.margin, area.height - 2 * goals.margin - goals.pointer
    return min(width / target.width, height / target.height)


def _desired_scale(
    marks: Sequence[MarkedTarget], largest: float, size: tuple[int, int], area: Rect, goals: Legibility
) -> float:
    """The scale that fills the card's width and makes every target as large as desired, up to ``largest``."""
    desired = [area.width / size[0]]
    for mark in marks:
        if mark.box.h >= MIN_TEXT_PX:
            desired.append(goals.text / mark.box.h)
        if mark.box.h < MIN_TEXT_PX or mark.box.w < MAX_NARROW_RATIO * mark.box.h:
            desired.append(goals.target / mark.outline.h)
    return min(max(desired), largest, MAX_SCALE)


def _crop_around_text(target: Rect, text: Rect, area: Rect, scale: float, goals: Legibility) -> Rect:
    """Crop a target to the part around its text that fits at ``scale``."""
    width = min(target.width, (area.width - 2 * goals.margin) / scale)
    height = min(target.height, (area.height - 2 * goals.margin - goals.pointer) / scale)
    left = min(max(text.center[0] - width / 2, target.left), target.right - width)
    top = min(max(text.center[1] - height / 2, target.top), target.bottom - height)
    return Rect(left, top, left + width, top + height)


# ---------------------------------------------------------------- position


def _position_view(
    scale: float, target: Rect, size: tuple[int, int], area: Rect, goals: Legibility, texts: Sequence[Rect]
) -> View:
    """The view with the target near the centre, reaching beyond the screenshot only where an outline needs the room."""
    width, height = area.width / scale, area.height / scale
    margin, step = goals.margin / scale, SHIFT_PX / scale
    x, y = target.center
    left = _window_start(x - width / 2, width, size[0], target.left - margin, target.right + margin)
    top = _window_start(y - height * TARGET_CENTER, height, size[1], target.top - margin, target.bottom + margin)
    across = [(text.left, text.right) for text in texts if text.bottom > top and text.top < top + height]
    left = _shift_off_words(left, width, size[0], (target.left - margin, target.right + margin), across, step)
    down = [(text.top, text.bottom) for text in texts if text.right > left and text.left < left + width]
    top = _shift_off_words(top, height, size[1], (target.top - margin, target.bottom + margin), down, step)
    return View(scale, area.left - left * scale, area.top - top * scale, area)


def _shift_off_words(
    start: float,
    length: float,
    whole_length: float,
    kept: tuple[float, float],
    words: Sequence[tuple[float, float]],
    step: float,
) -> float:
    """Shift the start of a window (along one axis) so that its ends cut fewer words; ``kept`` stays inside it."""
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
    """Where a window of ``length`` starts: on the screenshot if possible, but always containing ``first`` to ``last``."""
    on_screen = min(max(start, 0.0), whole_length - length)
    start = on_screen if length < whole_length else (whole_length - length) / 2
    return min(max(start, last - length), first) if last - first <= length else (first + last - length) / 2
