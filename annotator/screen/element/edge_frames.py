"""Measure edges along lines of pixels, and propose rectangles around a place whose sides are edges."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen.load import Pixels, strongest

MIN_WEAK_STEP: Final = 3
"""Minimum step of colour (0..255) across two pixels, in the mean of a whole side, that is an edge: a hairline in a JPEG."""
MIN_STRONG_STEP: Final = 14
"""Step of colour (0..255) from which it is always an edge; in flat areas of a JPEG of quality 60, steps stay below it."""
MIN_COHERENCE: Final = 0.35
"""Minimum step of a single pixel of a weak edge, in mean steps of that edge: smaller ones may be noise."""
MIN_HORIZONTAL_SHARE: Final = 0.9
"""Minimum share of a text's length, of an em at least, that an edge above or below it covers."""
MIN_VERTICAL_SHARE: Final = 0.7
"""Minimum share of a frame's height, less a sixth at each end, that an edge left or right covers; corners may be round."""
MIN_SMOOTH_SHARE: Final = 0.9
"""Minimum share of a frame around a text that is free of strong edges: a photo is not."""
MAX_EDGES: Final = 3
"""Maximum number of edges found in each direction, nearest first; of those left or right, the furthest two are tried."""
Scores = NDArray[np.float64]


def score_edges(lines: Pixels, gap: int) -> Scores:
    """For each of N parallel lines of pixels, the fraction of it (0..1) along which there is an edge.

    Weak steps of colour count only where they have the sign of the line's mean step, unlike noise. Strong steps always
    count, since there may be a photo on one side, and so do gaps between them shorter than ``gap``, as in a dashed border.

    Args:
        lines: (N, M, 3), N lines of M pixels.
        gap: length from which a gap is no longer part of a border, in pixels.

    Returns:
        (N,); the first and the last are 0.
    """
    result = np.zeros(len(lines))
    if len(lines) < 3 or lines.shape[1] < 1:
        return result
    values = lines.astype(np.int16)
    steps = values[2:] - values[:-2]
    strong = (strongest(np.abs(steps)) >= MIN_STRONG_STEP).astype(np.uint8)
    if gap > 1 and strong.shape[1] > gap:
        strong = np.asarray(cv2.morphologyEx(strong, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8)), np.uint8)
    means = steps.mean(axis=1)
    channel = np.abs(means).argmax(axis=1)
    rows = np.arange(len(steps))
    mean = means[rows, channel]
    directed = steps[rows, :, channel] * np.sign(mean)[:, None]
    coherent = (directed >= np.maximum(MIN_WEAK_STEP, MIN_COHERENCE * np.abs(mean))[:, None]).mean(axis=1)
    result[1:-1] = np.maximum(strong.mean(axis=1), np.where(np.abs(mean) >= MIN_WEAK_STEP, coherent, 0.0))
    return result


def propose_frames(pixels: Pixels, box: Box, em: float, max_height: float) -> Iterator[Box]:
    """Rectangles around ``box`` whose sides are edges, and that hold hardly any other edges.

    On the left and right, the picture's end counts as an edge where there are fewer than two.

    Args:
        pixels: (H, W, 3), a strip of a screenshot.
        box: the place, such as a text.
        em: height of a line of text, in pixels.
        max_height: greatest height of a rectangle, in pixels.
    """
    height, width = pixels.shape[:2]
    half = max(0, round((em - box.w) / 2))
    x0, x1 = max(0, box.x - half), min(width, box.right + half)
    gap = max(2, round(0.3 * em))
    row_scores = score_edges(pixels[:, x0:x1], gap)
    above = _nearest_edges(row_scores, range(box.y, -1, -1), MIN_HORIZONTAL_SHARE, gap)
    below = _nearest_edges(row_scores, range(box.bottom, height), MIN_HORIZONTAL_SHARE, gap)
    busy = _integrate_steps(pixels)
    for top in above:
        for bottom in below:
            if bottom - top > max_height:
                continue
            cut = max(1, (bottom - top) // 6)
            column_scores = score_edges(pixels[top + cut : bottom - cut].swapaxes(0, 1), gap)
            left = [0, *_nearest_edges(column_scores, range(box.x, -1, -1), MIN_VERTICAL_SHARE, gap)][-2:]
            right = [width, *_nearest_edges(column_scores, range(box.right, width), MIN_VERTICAL_SHARE, gap)][-2:]
            for x in left:
                for end in right:
                    frame = Box(x, top, end - x, bottom - top)
                    if end - x > box.w and _is_smooth(busy, frame, box):
                        yield frame


def _nearest_edges(scores: Scores, order: range, min_score: float, gap: int) -> list[int]:
    """The first few edges in ``order``; of edges up to ``gap`` pixels apart, as a thin line has two, only the far one."""
    found: list[int] = []
    for index in order:
        if index >= len(scores) or scores[index] < min_score:
            continue
        if found and abs(index - found[-1]) <= gap:
            found[-1] = index
        elif len(found) == MAX_EDGES:
            break
        else:
            found.append(index)
    # The lines of its edges belong to a rectangle: its right and bottom are one further.
    return [index + 1 if order.step > 0 else index for index in found]


def _integrate_steps(pixels: Pixels) -> NDArray[np.int32]:
    """The integral image (H + 1, W + 1) of the pixels with a strong step of grey."""
    gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY).astype(np.int16)
    steps = np.zeros(gray.shape, np.uint8)
    steps[1:-1, 1:-1] = (
        np.maximum(np.abs(gray[2:, 1:-1] - gray[:-2, 1:-1]), np.abs(gray[1:-1, 2:] - gray[1:-1, :-2]))
        >= MIN_STRONG_STEP
    )
    return np.asarray(cv2.integral(steps), np.int32)


def _is_smooth(busy: NDArray[np.int32], frame: Box, box: Box) -> bool:
    """Whether a frame is nearly free of strong edges outside ``box``."""

    def count(area: Box) -> int:
        upper, lower = busy[area.y], busy[area.bottom]
        return int(lower[area.right] - upper[area.right] - lower[area.x] + upper[area.x])

    inset = max(1, min(frame.h // 8, 3))
    inner = Box(frame.x + inset, frame.y + inset, max(1, frame.w - 2 * inset), max(1, frame.h - 2 * inset))
    rest = max(1, inner.area - box.area)
    return max(0, count(inner) - count(box)) <= (1 - MIN_SMOOTH_SHARE) * rest


def find_longest_run(on: NDArray[np.bool_], gap: int) -> tuple[int, int] | None:
    """The longest run of true values, across gaps of up to about ``gap`` values, as (start, end); None if all are off."""
    closed = cv2.morphologyEx(on.astype(np.uint8)[None], cv2.MORPH_CLOSE, np.ones((1, max(1, gap) | 1), np.uint8))[0]
    ends = np.flatnonzero(np.diff(np.concatenate([[0], closed, [0]]).astype(np.int8))).reshape(-1, 2)
    if not len(ends):
        return None
    first, last = ends[np.argmax(ends[:, 1] - ends[:, 0])]
    return int(first), int(last)
