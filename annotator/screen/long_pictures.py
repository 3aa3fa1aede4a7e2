"""Cut a long picture (a scrolling screenshot, two screens) into pieces whose letters are large enough to be read."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from annotator.model import Box
from annotator.screen.load import Pixels, strongest

MAX_ASPECT_RATIO: Final = 2.4
"""Maximum ratio of the longer to the shorter side of a picture that is read whole, whatever its size."""
_PIECE_RATIOS: Final = 1.6, 2
"""Length of the shortest and the longest piece but the last, in shorter sides of the picture."""
_QUIET_SHARE: Final = 0.05
"""Up to this share of the way from the quietest to the busiest line of pixels, a line has no text."""


def cut_into_pieces(pixels: Pixels, min_px: int) -> Iterator[Box]:
    """The pieces of a picture that is longer than `MAX_ASPECT_RATIO` and than ``min_px``, cut in gaps; else all of it."""
    height, width = pixels.shape[:2]
    short, long = sorted((width, height))
    start = 0
    min_ratio, max_ratio = _PIECE_RATIOS
    if long > max(MAX_ASPECT_RATIO * short, min_px):
        lines = pixels if height > width else pixels.swapaxes(0, 1)
        while long - start > MAX_ASPECT_RATIO * short:
            end = _find_cut(lines, start + round(min_ratio * short), start + max_ratio * short)
            yield Box(0, start, width, end - start) if height > width else Box(start, 0, end - start, height)
            start = end
    yield Box(0, start, width, height - start) if height > width else Box(start, 0, width - start, height)


def _find_cut(lines: Pixels, low: int, high: int) -> int:
    """The index (``low`` to ``high``) of the line of pixels in the middle of the widest gap, which has least contrast."""
    values = lines[low:high].astype(np.int16)
    busy = strongest(np.abs(np.diff(values, axis=1))).mean(axis=1)
    quiet = busy <= busy.min() + _QUIET_SHARE * (busy.max() - busy.min())
    ends = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    gaps = ends.reshape(-1, 2)
    first, last = gaps[np.argmax(gaps[:, 1] - gaps[:, 0])]
    return low + int(first + last) // 2
