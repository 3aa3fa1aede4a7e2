"""Which part of a screenshot a card shows, and how large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.cards.geometry import Rect, View, around, of_box
from annotator.model import Marked

MOST_SCALE = 2.5
"""Beyond it an enlarged screenshot looks unsharp."""
TALLEST = 2.6
"""A screenshot taller than this many widths was scrolled while it was taken: no phone shows all of it at once."""
_SHIFT_PX, _SHIFTS = 8, 9
"""A card's part is moved by so many pixels, so many times at most, not to cut words at its edges."""
_TEXT_FROM_PX = 4
"""A smaller box is a point, not a text."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an enlarged card should reach, in pixels of the card."""

    least_text: float = 28
    """The target's own text is at least so high, if the target as such can be shown."""
    text: float = 36
    target: float = 64
    """Height of a target without text, such as an icon."""
    margin: float = 36
    """Between a target and the edge of the card: outline and a little air."""
    room: float = 130
    """Above and below the targets together, for the pointer."""
    air: float = 6
    """Between a text and the outline around it, where the element itself leaves less."""


@dataclass(frozen=True, slots=True)
class Close:
    """An enlarged view, and the targets in it by their places among the marks, in pixels of the screenshot."""

    view: View
    targets: tuple[tuple[int, Rect], ...]


def shown(size: tuple[int, int], marks: Sequence[Marked]) -> Rect:
    """The part of a screenshot (width, height) that the whole-screen card shows: all, or a screenful of a long one."""
    width, height = size
    if height <= TALLEST * width:
        return Rect(0, 0, width, height)
    part = 2.2 * width
    middle = around(of_box(mark.outline) for mark in marks).center[1] if marks else part / 2
    top = min(max(0.0, middle - part / 2), height - part)
    return Rect(0, top, width, top + part)


def whole(part: Rect, area: Rect) -> View:
    """The view that shows ``part`` of a screenshot in the middle of ``area``, as large as possible."""
    scale = min(area.width / part.width, area.height / part.height)
    x, y = area.center
    return View(scale, x - part.center[0] * scale, y - part.center[1] * scale, area)


def close(size: tuple[int, int], marks: Sequence[Marked], area: Rect, wish: Wish, texts: Sequence[Rect] = ()) -> Close:
    """The part around the targets, enlarged until the first target's own text can be read, and never beyond 2.5 times.

    Targets are never cut. Where the first one's element is so wide that its text would be too small, the outline is
    drawn around the part of the element that has the text; further targets that then don't fit are left out.
    The edges of the card avoid cutting ``texts`` in two where a small shift helps.
    """
    if not marks:
        scale = min(area.width / size[0], MOST_SCALE)
        return Close(_positioned(scale, Rect(0, 0, size[0], 1), size, area, wish, texts), ())
    all_targets = [inside(of_box(mark.outline), size) for mark in marks]
    least = max(_least(mark, wish) for mark in marks)
    union = around(all_targets)
    fitting = _fitting(union, area, wish)
    if fitting >= least:
        scale = _scale(marks, fitting, size, area, wish)
        return Close(_positioned(scale, union, size, area, wish, texts), tuple(enumerate(all_targets)))
    return _first(size, marks, all_targets, area, wish, texts)


def _first(
    size: tuple[int, int],
    marks: Sequence[Marked],
    targets: list[Rect],
    area: Rect,
    wish: Wish,
    texts: Sequence[Rect],
) -> Close:
    """The view when not all targets fit at a readable size: the first one, its outline narrowed if need be."""
    target, text = targets[0], inside(of_box(marks[0].box), size)
    fitting, least = _fitting(target, area, wish), _least(marks[0], wish)
    if fitting >= least:
        scale = _scale(marks[:1], fitting, size, area, wish)
    else:
        scale = min(max(fitting, min(least, _fitting(text, area, wish))), MOST_SCALE)
        target = _narrowed(target, text, area, scale, wish)
    view = _positioned(scale, target, size, area, wish, texts)
    window = view.back(area.grown(-wish.margin / 2))
    others = [(index, other) for index, other in enumerate(targets) if index and window.contains(other)]
    return Close(view, ((0, target), *others))


def framed(mark: Marked, air: float) -> Rect:
    """What the outline goes around: the element, and at least ``air`` pixels of the screenshot around its text."""
    outline = of_box(mark.outline)
    return around([outline, of_box(mark.box).grown(air)]) if mark.box.h >= _TEXT_FROM_PX else outline


def inside(rect: Rect, size: tuple[int, int]) -> Rect:
    """The part of a rectangle on a screenshot (width, height); at least one pixel."""
    left, top = min(max(rect.left, 0), size[0] - 1), min(max(rect.top, 0), size[1] - 1)
    return Rect(left, top, max(left + 1, min(rect.right, size[0])), max(top + 1, min(rect.bottom, size[1])))


def _least(mark: Marked, wish: Wish) -> float:
    """The smallest scale at which a target's own text is legible."""
    return min(wish.least_text / mark.box.h, MOST_SCALE) if mark.box.h >= _TEXT_FROM_PX else 0.0


def _fitting(target: Rect, area: Rect, wish: Wish) -> float:
    """The largest scale at which a target stands in the area with its outline and room for the pointer."""
    return min(
        (area.width - 2 * wish.margin) / target.width, (area.height - 2 * wish.margin - wish.room) / target.height
    )


def _scale(marks: Sequence[Marked], fitting: float, size: tuple[int, int], area: Rect, wish: Wish) -> float:
    fills = area.width / size[0]
    wishes = [fills]
    for mark in marks:
        if mark.box.h >= _TEXT_FROM_PX:
            wishes.append(wish.text / mark.box.h)
        if mark.box.h < _TEXT_FROM_PX or mark.box.w < 1.6 * mark.box.h:
            wishes.append(wish.target / mark.outline.h)
    return min(max(wishes), fitting, MOST_SCALE)


def _narrowed(target: Rect, text: Rect, area: Rect, scale: float, wish: Wish) -> Rect:
    """As much of the target around its text as fits."""
    width = min(target.width, (area.width - 2 * wish.margin) / scale)
    height = min(target.height, (area.height - 2 * wish.margin - wish.room) / scale)
    left = min(max(text.center[0] - width / 2, target.left), target.right - width)
    top = min(max(text.center[1] - height / 2, target.top), target.bottom - height)
    return Rect(left, top, left + width, top + height)


def _positioned(
    scale: float, target: Rect, size: tuple[int, int], area: Rect, wish: Wish, texts: Sequence[Rect]
) -> View:
    """The view with the target near the middle, that leaves the screenshot only as far as an outline needs."""
    width, height = area.width / scale, area.height / scale
    margin, step = wish.margin / scale, _SHIFT_PX / scale
    x, y = target.center
    left = _slid(x - width / 2, width, size[0], target.left - margin, target.right + margin)
    top = _slid(y - height * 0.47, height, size[1], target.top - margin, target.bottom + margin)
    across = [(text.left, text.right) for text in texts if text.bottom > top and text.top < top + height]
    left = _uncut(left, width, size[0], (target.left - margin, target.right + margin), across, step)
    down = [(text.top, text.bottom) for text in texts if text.right > left and text.left < left + width]
    top = _uncut(top, height, size[1], (target.top - margin, target.bottom + margin), down, step)
    return View(scale, area.left - left * scale, area.top - top * scale, area)


def _uncut(
    start: float,
    length: float,
    most: float,
    kept: tuple[float, float],
    spans: Sequence[tuple[float, float]],
    step: float,
) -> float:
    """``start``, or a place near it where the window's ends cut fewer of ``spans``; ``kept`` stays inside."""
    first, last = min(start, 0.0), max(start + length, most)
    best, fewest = start, len(spans) + 1
    for index in range(2 * _SHIFTS + 1):
        moved = start + (index + 1) // 2 * step * (1 if index % 2 else -1)
        if moved < first or moved + length > last or moved > kept[0] or moved + length < kept[1]:
            continue
        cut = sum(low < moved < high or low < moved + length < high for low, high in spans)
        if cut < fewest:
            best, fewest = moved, cut
    return best


def _slid(start: float, length: float, whole_length: float, first: float, last: float) -> float:
    """Where a window of ``length`` begins: within the whole, but so that ``first`` … ``last`` lie in it."""
    inside = min(max(start, 0.0), whole_length - length)
    start = inside if length < whole_length else (whole_length - length) / 2
    return min(max(start, last - length), first) if last - first <= length else (first + last - length) / 2
