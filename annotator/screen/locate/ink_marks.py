"""Find the marks of ink on a screenshot that may be icons, and bring them to one size and contrast for the network."""

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen.load import Pixels

MARK_PX: Final = 40
"""Side of a normalised mark, in pixels."""
MARK_MARGIN: Final = 0.125
"""Margin around a mark's ink in its normalised square, as a fraction of its longer side."""
MIN_MARK_PX: Final = 9
"""Longer side under which a mark has too few pixels to tell icons apart."""
MARK_SIZES: Final = (0.45, 5.5)
"""Minimum and maximum length of a mark's longer side, in heights of the screenshot's text; at least one and two MIN_MARK_PX."""
MIN_EDGE: Final = 26
"""Minimum difference (0..255) of neighbouring pixels at the edge of ink."""
LIGHT_SHADE, DARK_SHADE = 208, 70
"""Shades (0..255) beyond which all pixels of a light or dark icon on a picture lie."""
GAPS: Final = (0.0, 0.14, 0.3, 0.6)
"""Gaps that are closed, in heights of the text: between an icon's strokes, and its parts; by shade, only the first two."""
_GROUND: Final = np.flatnonzero(np.pad(np.zeros((MARK_PX - 4, MARK_PX - 4), bool), 2, constant_values=True))
"""The pixels of a normalised mark that show its ground: the two outermost at each side."""
_INSET: Final = 4
"""Width of the rim of a normalised mark that doesn't count for its strongest contrast, in pixels."""


def find_ink_marks(pixels: Pixels, em: float, texts: Sequence[TextLine] = ()) -> NDArray[np.int32]:
    """The boxes (n, 4) of all marks that may be icons: x, y, width, height in pixels, without most near duplicates.

    Args:
        pixels: (H, W, 3), the screenshot.
        em: usual height of a text on it, in pixels.
        texts: all texts on it; what lies well inside one is left out.
    """
    min_side, max_side = max(MIN_MARK_PX, MARK_SIZES[0] * em), max(2.0 * MIN_MARK_PX, MARK_SIZES[1] * em)
    edges = _edges(pixels)
    found = [_parts(edges, round(gap * em / 2), min_side, max_side, rim=1) for gap in GAPS]
    gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    for mask in (gray > LIGHT_SHADE, gray < DARK_SHADE):
        found += [_parts(mask.view(np.uint8), round(gap * em / 2), min_side, max_side, rim=0) for gap in GAPS[:2]]
    return _unique(_outside_texts(np.concatenate(found), texts))


def _edges(pixels: Pixels) -> NDArray[np.uint8]:
    """A mask (H, W) of the pixels on both sides of each edge, in any of the three colours."""
    pixels = np.ascontiguousarray(pixels)
    across = cv2.absdiff(pixels[:, 1:], pixels[:, :-1])
    down = cv2.absdiff(pixels[1:], pixels[:-1])
    edges = np.zeros(pixels.shape[:2], np.uint8)
    # The pixel before and the one after an edge both touch it.
    for differences, after, before in ((across, edges[:, 1:], edges[:, :-1]), (down, edges[1:], edges[:-1])):
        high = cv2.max(cv2.max(differences[:, :, 0], differences[:, :, 1]), differences[:, :, 2]) >= MIN_EDGE
        after |= high.view(np.uint8)
        before |= high.view(np.uint8)
    return edges


def _parts(mask: NDArray[np.uint8], reach: int, min_side: float, max_side: float, rim: int) -> NDArray[np.int32]:
    """Boxes of the connected parts of ``mask`` after closing gaps of twice ``reach``, with ``rim`` taken off each side.

    Those are left out whose longer side isn't between ``min_side`` and ``max_side``, and very narrow ones.
    """
    if reach:
        mask = np.asarray(cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8)
    stats = cv2.connectedComponentsWithStats(mask, connectivity=8)[2][1:, :4]
    height, width = mask.shape
    x0, y0 = stats[:, 0] + reach + rim, stats[:, 1] + reach + rim
    x1, y1 = stats[:, 0] + stats[:, 2] - reach - rim, stats[:, 1] + stats[:, 3] - reach - rim
    # At the border of the picture, dilation ends before its reach.
    x0, y0 = np.where(stats[:, 0] == 0, 0, x0), np.where(stats[:, 1] == 0, 0, y0)
    x1 = np.where(stats[:, 0] + stats[:, 2] == width, width, x1)
    y1 = np.where(stats[:, 1] + stats[:, 3] == height, height, y1)
    boxes = np.stack([x0, y0, x1 - x0, y1 - y0], axis=1)
    longer, shorter = boxes[:, 2:].max(axis=1), boxes[:, 2:].min(axis=1)
    is_sized = (longer >= min_side) & (longer <= max_side)
    # Of three small dots, the shorter side is a seventh of the longer.
    kept: NDArray[np.int32] = boxes[is_sized & (shorter >= 0.12 * longer) & (shorter > 1)]
    return kept


def _outside_texts(boxes: NDArray[np.int32], texts: Sequence[TextLine]) -> NDArray[np.int32]:
    """``boxes`` (n, 4) without those well inside a text; at its ends, OCR may have read an icon as a letter."""
    keep = np.ones(len(boxes), bool)
    for text in texts:
        # Ink may reach out of the box of its text.
        box, end, slack = text.box, 1.3 * text.box.h, 0.2 * text.box.h
        if len(text.text.strip()) < 3 or box.w <= 2 * end:
            continue
        keep &= ~(
            (boxes[:, 0] >= box.x + end)
            & (boxes[:, 0] + boxes[:, 2] <= box.right - end)
            & (boxes[:, 1] >= box.y - slack)
            & (boxes[:, 1] + boxes[:, 3] <= box.bottom + slack)
        )
    return boxes[keep]


def _unique(boxes: NDArray[np.int32]) -> NDArray[np.int32]:
    """``boxes`` without most near duplicates: one of those whose corners are in the same cells of a grid.

    A cell is as large as a sixteenth of the longer side, at least two pixels.
    """
    step = np.maximum(2, boxes[:, 2:].max(axis=1, initial=0) // 16)[:, None]
    corners = np.concatenate([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], axis=1) // step
    _, first = np.unique(np.concatenate([corners, step], axis=1), axis=0, return_index=True)
    return boxes[np.sort(first)]


def normalise_marks(pixels: Pixels, boxes: NDArray[np.int32]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """The marks in ``boxes`` (n, 4) as contrast to their ground, (m, MARK_PX, MARK_PX), and the indices (m) of their boxes.

    0 is the ground, 255 the strongest contrast in the mark. Marks with hardly any contrast are left out.
    """
    crops = np.empty((len(boxes), MARK_PX, MARK_PX, 3), np.uint8)
    reach = int((0.5 + MARK_MARGIN) * boxes[:, 2:].max(initial=1)) + 2
    padded = cv2.copyMakeBorder(np.ascontiguousarray(pixels), reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    for number, (x, y, w, h) in enumerate(boxes.tolist()):
        half = (0.5 + MARK_MARGIN) * max(w, h)
        left, top = round(x + w / 2 - half) + reach, round(y + h / 2 - half) + reach
        side = max(2, round(2 * half))
        window = padded[top : top + side, left : left + side]
        method = cv2.INTER_AREA if side > MARK_PX else cv2.INTER_LINEAR
        crops[number] = cv2.resize(window, (MARK_PX, MARK_PX), interpolation=method)
    return _contrast(crops)


def _contrast(crops: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """The contrast of crops (n, MARK_PX, MARK_PX, 3) to their ground, and their indices, as `normalise_marks` returns them."""
    rim = crops.reshape(len(crops), MARK_PX * MARK_PX, 3)[:, _GROUND]
    middle = rim.shape[1] // 2
    ground = np.partition(rim, middle, axis=1)[:, middle]
    high, low = np.maximum(crops, ground[:, None, None]), np.minimum(crops, ground[:, None, None])
    contrast = (high - low).max(axis=3)
    inner = contrast[:, _INSET:-_INSET, _INSET:-_INSET].reshape(len(contrast), (MARK_PX - 2 * _INSET) ** 2)
    rank = -inner.shape[1] // 50  # one pixel of fifty has at least as much contrast
    strongest = np.partition(inner, rank, axis=1)[:, rank].astype(np.float32)
    kept = np.flatnonzero(strongest >= 22)  # less is noise
    scaled = contrast[kept] * (255 / strongest[kept])[:, None, None]
    return np.minimum(scaled, 255).astype(np.uint8), kept


def as_box(row: NDArray[np.int32]) -> Box:
    """A row of `find_ink_marks` as a Box."""
    x, y, w, h = (int(value) for value in row)
    return Box(x, y, w, h)
