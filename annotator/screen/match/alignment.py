"""How a step's screen lies on another picture of it, and how near the words and icons of both are."""

import math
from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.screen.match.looks import Floats
from annotator.screen.match.reading import Reading

View = NDArray[Any]
"""An affine map (2, 3) from the pixels of a step's picture to those of the other."""
PLACE_EM: Final = 1.2
"""Distance, in em, at which two places are hardly the same."""
MIN_FITTED: Final = 4
"""Minimum number of common texts to find out how a picture was cut, shrunk or tilted."""
HEIGHT_WEIGHT: Final = 2
"""Factor of a difference in height, beside one in width: a text in another language is as high, but not as wide."""


def list_usual_views(here: Reading, there: Reading) -> list[View]:
    """How a step's screen may lie on that of another phone: stretched to its height, or at its top or bottom."""
    across, down = here.width / there.width, here.height / there.height
    stretched, from_top, from_bottom = (down, 0), (across, 0), (across, here.height - across * there.height)
    return [np.array([[across, 0, 0], [0, scale, shift]]) for scale, shift in (stretched, from_top, from_bottom)]


def fit_view(here: Reading, there: Reading, words: Floats) -> View | None:
    """How a step's screen lies on a part, a photo or a screenshot in a chat, by their common texts; None if too few agree.

    ``words`` (n, m) is how similar each word here is to each there; those that aren't the same have 0.
    """
    i, j = pair(words)
    if len(i) < MIN_FITTED:
        return None
    points, places = middles(there.word_boxes[j]), middles(here.word_boxes[i])
    view, inliers = cv2.estimateAffinePartial2D(points, places, ransacReprojThreshold=float(here.em))
    return np.asarray(view) if view is not None and int(inliers.sum()) >= MIN_FITTED else None


def compare_places(here: Reading, boxes: Floats, others: Floats, views: Sequence[View]) -> Floats:
    """How near in place and size each of ``boxes`` (n, 4) is to each of ``others`` (m, 4) on the best of the views (0..1).

    From left to right their beginnings, their middles or their ends may agree: in another language a text is shorter.
    """
    best = np.zeros((len(boxes), len(others)), np.float32)
    reach = PLACE_EM * here.em
    log_width, log_height = np.log(np.maximum(boxes[:, 2:], 1)).T[..., None]
    for view in views:
        scale = math.hypot(view[0, 0], view[1, 0])
        points = (middles(others) @ view[:, :2].T + view[:, 2]).astype(np.float32)
        sizes = np.maximum(others[:, 2:] * np.float32(scale), 1)
        middle, half_wider = middles(boxes)[:, :1] - points[:, 0], (boxes[:, 2:3] - sizes[:, 0]) / 2
        ends = np.minimum(np.abs(middle - half_wider), np.abs(middle + half_wider))
        across = np.minimum(np.abs(middle), ends) / reach
        down = (middles(boxes)[:, 1:] - points[:, 1]) / reach
        wider, higher = log_width - np.log(sizes[:, 0]), log_height - np.log(sizes[:, 1])
        distance = across**2 + down**2 + wider**2 + (HEIGHT_WEIGHT * higher) ** 2
        best = np.maximum(best, np.exp(-distance))
    return best


def pair(matrix: Floats, least: float = 0.0) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rows and columns of a matrix of likenesses that are each other's best, and more alike than ``least``."""
    best_here, best_there = matrix.max(axis=1, keepdims=True, initial=0), matrix.max(axis=0, initial=0)
    i, j = np.nonzero((matrix > least) & (matrix == best_here) & (matrix == best_there))
    return i, j


def middles(boxes: Floats) -> Floats:
    """The middles (n, 2) of boxes (n, 4)."""
    return boxes[:, :2] + boxes[:, 2:] / 2
