"""Describe how a screen looks in a few thousand hexadecimal digits, so that pictures can be compared without being opened again.

Edges, and the shapes of icons as contrast to their ground, are much the same in a light and a dark theme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.load import Pixels
from annotator.screen.locate.ink_marks import normalise_marks

EDGE_GRID: Final = (24, 48)
"""Columns and rows of the grid of edges."""
SHAPE_SIDE: Final = 8
"""Columns and rows of the shape of an icon."""
MAX_EDGE: Final = 60
"""Contrast (0..255) from which an edge is as strong as any: a button counts as much in pale colours."""
MAX_ICON_LETTERS: Final = 4
"""Maximum number of characters that OCR reads in an icon."""
DARK: Final = 110
"""Shade (0..255) of the ground of most texts below which a screen is in the dark theme."""

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Looks:
    """The edges of a screen and the shapes of its icons, a hexadecimal digit for each cell.

    Attributes:
        edges: the strength of edges on a grid of `EDGE_GRID`, row by row.
        shapes: for each of `list_marks` its ink on a grid of `SHAPE_SIDE` squared; empty for one with hardly any contrast.
        dark: whether the screen is in the dark theme.
    """

    edges: str
    shapes: tuple[str, ...]
    dark: bool


def list_marks(icons: Sequence[Box], texts: Sequence[TextLine]) -> tuple[Box, ...]:
    """The icons on a picture, and the texts that may be icons which OCR has read as a few characters."""
    return (*icons, *(line.box for line in texts if len(line.text) <= MAX_ICON_LETTERS and not is_word(line)))


def describe(pixels: Pixels, icons: Sequence[Box], texts: Sequence[TextLine], screen: Box | None = None) -> Looks:
    """The looks of a picture (H, W, 3) with icons in the boxes ``icons``; ``screen`` is the screen on it, if it has margins.

    The margins don't count, but for their icons.
    """
    mark_boxes = np.array([mark.numbers for mark in list_marks(icons, texts)], np.int32).reshape(-1, 4)
    shapes = [""] * len(mark_boxes)
    contrasts, kept = normalise_marks(pixels, mark_boxes)
    for index, contrast in zip(kept.tolist(), contrasts, strict=True):
        shapes[index] = _write(cv2.resize(contrast, (SHAPE_SIDE, SHAPE_SIDE), interpolation=cv2.INTER_AREA) // 16)
    part = pixels if screen is None else pixels[screen.y : screen.bottom, screen.x : screen.right]
    columns, rows = EDGE_GRID
    gray = cv2.cvtColor(cv2.resize(part, (8 * columns, 8 * rows), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    edges = np.minimum(cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), MAX_EDGE)
    grid = cv2.resize(edges.astype(np.float32), (columns, rows), interpolation=cv2.INTER_AREA)
    grid = cv2.GaussianBlur(grid, (3, 3), 0) * (15 / MAX_EDGE)
    screen = screen or Box(0, 0, pixels.shape[1], pixels.shape[0])
    text_boxes = [line.box for line in texts if boxes.center_in(line.box, screen)]
    return Looks(_write(np.round(grid).astype(np.uint8)), tuple(shapes), _is_dark(pixels, text_boxes or [screen]))


def _is_dark(pixels: Pixels, text_boxes: Sequence[Box]) -> bool:
    """Whether the ground is dark in most boxes: what is beside texts may be a dimmed page, a camera's picture or a table."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    # Letters cover less than half of the box of a text.
    grounds = [np.median(gray[box.y : box.bottom, box.x : box.right]) for box in text_boxes]
    return bool(np.median(grounds) < DARK)


def _write(cells: NDArray[Any]) -> str:
    """Cells of 0 to 15 as hexadecimal digits, row by row."""
    return cells.astype(np.uint8).tobytes().hex()[1::2]


def read_rows(texts: Sequence[str], cells: int) -> Floats:
    """Grids of ``cells`` digits as rows (n, cells) of length 1 around their mean, whose products are their correlations.

    One of another length, or with all digits the same, has a row of zeros.
    """
    rows = np.zeros((len(texts), cells), np.float32)
    for row, text in zip(rows, texts, strict=True):
        if len(text) == cells:
            row[:] = [int(digit, 16) for digit in text]
    rows -= rows.mean(axis=1, keepdims=True)
    lengths: Floats = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.maximum(lengths, 1e-6), np.float32)
