"""Choose the part of a screenshot that a card shows, and its scale, so that families can read it on a small phone.

A close-up has a goal for its scale (a text 36 pixels high, a control 88) and limits (whole targets, margins). Scales near the
goal are tried until the edges of the picture cut no face, nothing of the target's row and, where possible, no other word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from annotator.cards.geometry import Rect, View, bounding_rect, clip_to_screenshot, rect_of
from annotator.cards.plan.contents import Contents
from annotator.cards.plan.outline_rects import AIR_PX
from annotator.model import MarkedTarget, PictureKind

MAX_SCALE: Final = 2.5
"""Maximum scale of a close-up, unless its minimum is larger already; beyond it, an enlarged part looks blurred."""
MAX_CONTROL_SCALE: Final = 4.0
"""The same for a low target (`control_scale`): blurred is better than tiny."""
MIN_ENLARGEMENT: Final = 1.6
"""Minimum scale of a close-up, in scales of the whole screen on the same card; below it, the whole screen says more."""
MIN_GAIN: Final = 1.25
"""The same where a larger close-up would cut what must be shown, such as a wide row of a short phone."""
READABLE_PX: Final = 10
"""Minimum height of the usual text that can be read on a card: half of it on a phone 360 pixels wide."""
SHIFT_PX: Final = 4
"""Step by which a close-up is shifted so that its edges cut less, in pixels of the card."""
CUT_WORD_PX: Final = 72
"""Maximum shift of a close-up so that its edges cut one word less, in pixels of the card."""
SCREENFUL: Final = 2.2
"""Height of the shown part of a scrolling screenshot, in its widths: about that of a phone's screen."""
OPTICAL_MIDDLE: Final = 0.47
"""Desired distance of the targets' middle from the top of a close-up, in its heights: slightly above its middle looks centred."""
UNCUT_COST: Final = 1e6
"""Cost of cutting a face or a thing of the target's row."""
ZOOM_STEP: Final = 0.95
"""Ratio of the scales that are tried where a close-up would cut a face, word or icon."""

Span = tuple[float, float]
"""Start and end along one axis, in pixels of the screenshot."""
Spans = npt.NDArray[np.float64]
"""Many spans, (n, 2)."""
Starts = npt.NDArray[np.float64]
"""The starts of spans of the same length, (n)."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """The goals for a close-up, in pixels of the card."""

    min_text: float = 24
    """Minimum height of the usual text, if what belongs to the target's row is shown, too."""
    text: float = 36
    """Desired height of the target's text."""
    target: float = 64
    """Desired height of a target without text, such as an icon."""
    control: float = 88
    """Minimum height inside the mark of the first target: 44 pixels on a phone 360 pixels wide. Where the target doesn't fit as
    a whole then, it is lower."""
    margin: float = 24
    """Space between a target and the edge of the card."""
    pointer: float = 130
    """Total space above and below the targets for the pointer, where there is room."""


@dataclass(frozen=True, slots=True)
class CloseUp:
    """An enlarged view, and the indices of the targets that are visible in it, among the marks."""

    view: View
    targets: tuple[int, ...]


def choose_visible_part(size: tuple[int, int], marks: Sequence[MarkedTarget], kind: PictureKind) -> Rect:
    """The part of a picture of ``size`` (width, height) to show as a whole screen.

    That is all of it, or of a scrolling screenshot one screenful: around the marks, around the first one where they are further
    apart, or at the top without any. Margins around a screen are left out, unless something in them is marked.
    """
    width, height = size
    if kind.screen is not None:
        screen = bounding_rect([rect_of(kind.screen), *(rect_of(mark.outline) for mark in marks)])
        return clip_to_screenshot(screen, size)
    if kind.extent != "scrolling":
        return Rect(0, 0, width, height)
    screenful = SCREENFUL * width
    marked = [rect_of(mark.outline) for mark in marks] or [Rect(0, 0, width, screenful)]
    together = bounding_rect(marked)
    middle = (together if together.height <= screenful else marked[0]).center[1]
    top = min(max(0.0, middle - screenful / 2), height - screenful)
    return Rect(0, top, width, top + screenful)


def fit_whole(part: Rect, area: Rect) -> View:
    """The view that shows ``part`` of a screenshot centred in ``area``, as large as possible."""
    scale = min(area.width / part.width, area.height / part.height)
    x, y = area.center
    return View(scale, x - part.center[0] * scale, y - part.center[1] * scale)


def plan_close_up(contents: Contents, area: Rect, goals: Legibility, whole: float, min_scale: float) -> CloseUp | None:
    """Plan a close-up that shows the whole targets and what belongs to them.

    It cuts a face or a word of their row only where the first target would otherwise be too small. If several targets don't fit
    together, it shows the first, and those others that happen to be beside it. It shows what is kept and what the step's sentence
    names, too, unless nobody could read either such a close-up or the whole screen.

    Args:
        contents: the contents of the screenshot, with at least one target.
        area: the area of the card to fill.
        goals: the sizes and margins to aim for.
        whole: the scale of the whole screen in the same area.
        min_scale: the minimum scale; if nothing fits, MIN_GAIN times ``whole`` where that is less.

    Returns None if a larger part of the screenshot would have to be shown: then the whole of it says more.
    """
    all_targets = tuple(range(len(contents.targets)))
    control = max(min_scale, control_scale(contents, goals))
    attempts = [(min_scale, True), (min(min_scale, MIN_GAIN * whole), True)]
    if control > min_scale:
        attempts = [(control, True), (control, False), *attempts]
    choices = [(contents, 0.0)]
    if contents.em * whole < READABLE_PX:
        bare = replace(contents, kept=(), named=())
        choices = [(contents, min(READABLE_PX / contents.em, MAX_SCALE)), (bare, 0.0)]
    for tried, readable_scale in choices:
        for (scale, whole_row), shown in product(
            dict.fromkeys(attempts), dict.fromkeys((all_targets, all_targets[:1]))
        ):
            view = _plan_view(tried, shown, area, goals, max(scale, readable_scale), whole_row=whole_row)
            if view is not None:
                window = view.to_screenshot(area.inflated(-goals.margin / 2))
                others = [index for index in all_targets[1:] if window.contains(contents.targets[index])]
                return CloseUp(view, (0, *others))
    return None


def control_scale(contents: Contents, goals: Legibility) -> float:
    """The scale at which the first target is as high as a control must be, but at most MAX_CONTROL_SCALE."""
    target, label = contents.targets[0], contents.labels[0]
    # The mark of a text adds air to it.
    air = 0.0 if label is None else max(0.0, 2 * AIR_PX - (target.height - label.height))
    return min(max(0.0, goals.control - air) / target.height, MAX_CONTROL_SCALE)


def _plan_view(
    contents: Contents, shown: Sequence[int], area: Rect, goals: Legibility, min_scale: float, *, whole_row: bool
) -> View | None:
    """The view for the targets with these indices; None if they don't fit, or if each would cut a face or a thing of their row.

    Without ``whole_row``, it has the scale ``min_scale``, and may cut faces and things beside the targets.
    """
    targets = bounding_rect(contents.targets[index] for index in shown)
    must = bounding_rect([targets, *contents.kept, *contents.named])
    max_scale = min(_fitting_scale(must, contents, area, goals), max(MAX_SCALE, min_scale) if whole_row else min_scale)
    if max_scale < min_scale:
        return None
    must, max_scale = _include_row(contents, targets, must, max_scale, area, goals, min_scale)
    scale_with_pointer = min(max_scale, (area.height - 2 * goals.margin - goals.pointer) / must.height)
    scale = max(min(_desired_scale(contents, shown, area, goals), scale_with_pointer), min(min_scale, max_scale))
    legible = _legible_scale(contents, goals, min_scale)
    row = contents.row_of(targets)
    largest_view: View | None = None
    for tried_scale in _scales_to_try(scale, min_scale, max_scale, area.width / contents.size[0]):
        view, hard_cuts, word_cuts = _position_view(tried_scale, targets, must, row, contents, area, goals)
        if hard_cuts and whole_row:
            continue
        largest_view = largest_view or view
        # Nothing is gained by larger letters if words are cut for them.
        if not word_cuts or tried_scale < legible or tried_scale > scale:
            return view if not word_cuts else largest_view
    return largest_view


# ---------------------------------------------------------------- scale


def _fitting_scale(rect: Rect, contents: Contents, area: Rect, goals: Legibility) -> float:
    """The largest scale at which a part of the screenshot fits in the area, with a margin where it ends within the screenshot."""
    width, height = contents.size
    margins_x = (rect.left > 0) + (rect.right < width)
    margins_y = (rect.top > 0) + (rect.bottom < height)
    return min(
        (area.width - margins_x * goals.margin) / rect.width, (area.height - margins_y * goals.margin) / rect.height
    )


def _include_row(
    contents: Contents, targets: Rect, must: Rect, max_scale: float, area: Rect, goals: Legibility, min_scale: float
) -> tuple[Rect, float]:
    """Extend what must be shown by what belongs to the row of the targets, as far as it stays legible.

    Returns the part of the screenshot to show, and the largest scale at which it fits.
    """
    legible = _legible_scale(contents, goals, min_scale)
    for items, lowest_scale in ((contents.own_icons(targets), min_scale), (contents.row_of(targets), legible)):
        for item in items:
            extended = bounding_rect([must, item])
            scale = min(max_scale, _fitting_scale(extended, contents, area, goals))
            if scale >= min(lowest_scale, max_scale):
                must, max_scale = extended, scale
    return must, max_scale


def _legible_scale(contents: Contents, goals: Legibility, min_scale: float) -> float:
    """The smallest scale at which usual texts are legible, from ``min_scale`` on; at most MAX_SCALE if that is more."""
    return max(min_scale, min(goals.min_text / contents.em, MAX_SCALE))


def _desired_scale(contents: Contents, shown: Sequence[int], area: Rect, goals: Legibility) -> float:
    """The scale that fills the card and makes every target as large as desired."""
    desired = [area.width / contents.size[0], area.height / contents.size[1]]
    for index in shown:
        target, text = contents.targets[index], contents.labels[index]
        if text is not None:
            desired.append(goals.text / text.height)
        if text is None or text.width < 1.6 * text.height:  # an icon, or a text such as one letter
            desired.append(goals.target / target.height)
    return max(desired)


def _scales_to_try(scale: float, min_scale: float, max_scale: float, full_width_scale: float) -> Iterator[float]:
    """The desired scale, then smaller ones down to ``min_scale``, then larger ones up to ``max_scale``.

    The largest one that shows the screenshot in its full width (``full_width_scale``) is among the smaller ones.
    """
    yield scale
    smaller = scale * ZOOM_STEP
    while smaller >= max(min_scale, full_width_scale):
        yield smaller
        smaller *= ZOOM_STEP
    if min_scale <= full_width_scale < scale:
        yield full_width_scale
    smaller = min(smaller, full_width_scale * ZOOM_STEP)
    while smaller >= min_scale:
        yield smaller
        smaller *= ZOOM_STEP
    larger = scale / ZOOM_STEP
    while larger <= max_scale:
        yield larger
        larger /= ZOOM_STEP


# ---------------------------------------------------------------- position


def _position_view(
    scale: float, targets: Rect, must: Rect, row: Sequence[Rect], contents: Contents, area: Rect, goals: Legibility
) -> tuple[View, int, int]:
    """The view with the targets near the centre whose edges cut least.

    Also returns how many faces and things of the targets' row it cuts, and how many texts and icons its left and right edges.
    """
    width, height = area.width / scale, area.height / scale
    margin, step = goals.margin / scale, SHIFT_PX / scale
    must = clip_to_screenshot(must.inflated(margin), contents.size)
    x, y = targets.center
    preferred = x - width / 2, y - OPTICAL_MIDDLE * height
    # A face may be cut by either pair of edges, so one pair is chosen first, and the other avoids the faces then in view.
    tops = _window_starts((must.top, must.bottom), height, contents.size[1], preferred[1], step)
    lefts = _window_starts((must.left, must.right), width, contents.size[0], preferred[0], step)
    near_faces = [face for face in contents.faces if face.right > lefts[0] and face.left < lefts[-1] + width]
    top, _ = _best_start(tops, height, preferred[1], _y_spans(near_faces), _y_spans(contents.texts), scale)
    shown_faces = [face for face in contents.faces if face.bottom > top and face.top < top + height]
    things = (*contents.texts, *contents.icons)
    shown_things = [thing for thing in things if thing.bottom > top and thing.top < top + height]
    uncut = _x_spans([*row, *shown_faces])
    left, word_cuts = _best_start(lefts, width, preferred[0], uncut, _x_spans(shown_things), scale)
    view = View(scale, area.left - left * scale, area.top - top * scale)
    window = view.to_screenshot(area)
    cut_faces = [face for face in contents.faces if face.overlaps(window) and not window.contains(face)]
    cut_row = [item for item in row if any(item.left < edge < item.right for edge in (window.left, window.right))]
    return view, len(cut_faces) + len(cut_row), word_cuts


def _window_starts(must: Span, length: float, whole: float, preferred: float, step: float) -> Starts:
    """The starts of windows of ``length`` that contain ``must`` and stay on the screenshot, if it is long enough."""
    if length >= whole:
        return np.array([(whole - length) / 2])
    first, last = max(0.0, must[1] - length), min(must[0], whole - length)
    if last <= first:
        return np.array([min(max(0.0, (must[0] + must[1] - length) / 2), whole - length)])
    start = min(max(preferred, first), last)
    before = np.arange(start, first, -step)
    return np.concatenate([[first], before[::-1], np.arange(start + step, last, step), [last]])


def _best_start(
    starts: Starts, length: float, preferred: float, uncut: Spans, words: Spans, scale: float
) -> tuple[float, int]:
    """The start of a window of ``length``, near the ``preferred`` one, whose ends cut little; and how many ``words`` they cut.

    What is in ``uncut`` is cut only where there is no other start.
    """
    uncut_cuts, word_cuts = (_cut_counts(starts, length, spans) for spans in (uncut, words))
    costs = UNCUT_COST * uncut_cuts + CUT_WORD_PX * word_cuts + np.abs(starts - preferred) * scale
    index = int(np.argmin(np.round(costs, 3)))
    return float(starts[index]), int(word_cuts[index])


def _cut_counts(starts: Starts, length: float, spans: Spans) -> npt.NDArray[np.int_]:
    """The number of ``spans`` that the ends of each window cut."""
    low, high = spans[:, 0], spans[:, 1]
    first, last = starts[:, None], starts[:, None] + length
    return np.asarray((((low < first) & (first < high)) | ((low < last) & (last < high))).sum(axis=1))


def _x_spans(rects: Iterable[Rect]) -> Spans:
    """The left and right edges of rectangles, (n, 2), also if there are none."""
    return np.array([(rect.left, rect.right) for rect in rects], np.float64).reshape(-1, 2)


def _y_spans(rects: Iterable[Rect]) -> Spans:
    """The upper and lower edges of rectangles, (n, 2), also if there are none."""
    return np.array([(rect.top, rect.bottom) for rect in rects], np.float64).reshape(-1, 2)
