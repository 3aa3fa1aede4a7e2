"""Find what a person drew on a screenshot: a ring, a box or an arrow in a strong colour.

Only what an app hardly draws itself counts: thin closed lines and arrows in red, orange, yellow or magenta.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.load import Pixels
from annotator.screen.propose.read_screen import ReadScreen

LONG_PX: Final = 1200
"""Longer side of the copy on which strokes are looked for, in pixels."""
MIN_SATURATION: Final = 120
MIN_VALUE: Final = 120
"""Minimum saturation and value (0..255) of a pen's colour."""
PENS: Final = (((0, 9), (140, 180)), ((9, 38),))
"""The ranges of hue (0..180) of red with magenta, and of orange with yellow: apps draw few frames in these."""
MIN_LENGTH: Final = 2.2
"""Minimum longer side of a stroke, in em: the letters of coloured words are smaller."""
MAX_RING_INK: Final = 0.56
"""Maximum share of the area inside a ring that its line takes."""
MAX_RING_THICKNESS: Final = 0.9
"""Maximum thickness of a ring's line, in em."""
MIN_RING_SIDE: Final = 2.1
"""Minimum shorter side of a ring, in em."""
MAX_SHARE: Final = 0.5
"""Maximum share of the picture that is ringed."""
MIN_EXTENT: Final = 0.5
"""Minimum share of its bounding box that is inside a ring; an ellipse fills 0.785."""
MIN_ARROW: Final = 3.0
"""Minimum length of an arrow, in em."""
MAX_ARROW_INK: Final = 0.5
"""Maximum share of its bounding box that an arrow's ink takes, but for level and upright ones."""
MIN_HEAD: Final = 1.5
"""Minimum ratio of the width of an arrow's head to that of its other end."""

MAX_DISTANCE: Final = 5.0
"""Maximum distance of an arrow's tip from what it points at, in em."""
MAX_THICKNESS: Final = 0.3
"""Maximum thickness of an arrow, in its lengths: a coloured thing on a photo is thicker."""
MAX_MIXED: Final = 60.0
"""Maximum standard deviation (0..255) of the red, green and blue values of a stroke; photos have more colours."""

MAX_STROKES: Final = 2
"""Maximum number of strokes that somebody draws on one picture; more are a photo's."""

Shape = Literal["ring", "arrow"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stroke of a person: ``Stroke("ring", Box(40, 300, 400, 120), Box(40, 300, 400, 120))``.

    Attributes:
        shape: a closed line, or an arrow.
        box: its bounding box.
        target: the part of the picture that it points at: the inside of a ring, or the place before an arrow's tip.
        along: the places that an arrow points at, nearest first.
    """

    shape: Shape
    box: Box
    target: Box
    along: tuple[Box, ...] = ()


def find_strokes(screen: ReadScreen) -> tuple[Stroke, ...]:
    """The strokes on a screenshot, the largest first, rings before all others; none where there are more than `MAX_STROKES`."""
    scale = min(1.0, LONG_PX / max(screen.width, screen.height))
    size = (max(1, round(screen.width * scale)), max(1, round(screen.height * scale)))
    small = cv2.resize(screen.pixels, size, interpolation=cv2.INTER_AREA)
    hue, saturation, value = cv2.split(cv2.cvtColor(small, cv2.COLOR_RGB2HSV))
    strong = (saturation >= MIN_SATURATION) & (value >= MIN_VALUE)
    found: list[Stroke] = []
    for ranges in PENS:
        mask = np.zeros_like(strong)
        for low, high in ranges:
            mask |= strong & (hue >= low) & (hue < high)
        if mask.mean() < 0.35:  # more is a photo, or the app's own colour
            found += _strokes_of(mask.astype(np.uint8), small, screen, scale)
    if len(found) > MAX_STROKES:
        return ()  # the grain of wood, or leaves
    return tuple(sorted(found, key=lambda stroke: (stroke.shape != "ring", -stroke.box.w * stroke.box.h)))


def _strokes_of(mask: NDArray[np.uint8], colors: Pixels, screen: ReadScreen, scale: float) -> Iterator[Stroke]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    em = screen.em * scale
    for index in range(1, count):
        x, y, w, h, _ = (int(number) for number in stats[index])
        if max(w, h) < MIN_LENGTH * em or w * h > MAX_SHARE * mask.size:
            continue
        ink = (labels[y : y + h, x : x + w] == index).astype(np.uint8)
        if float(colors[y : y + h, x : x + w][ink > 0].std(axis=0).max()) > MAX_MIXED:
            continue
        stroke = _read_stroke(ink, Box(x, y, w, h), em)
        if stroke is not None:
            box, target, *along = (_scaled(each, 1 / scale) for each in (stroke.box, stroke.target, *stroke.along))
            yield Stroke(stroke.shape, box, target, tuple(along))


def _read_stroke(ink: NDArray[np.uint8], box: Box, em: float) -> Stroke | None:
    """The stroke whose pixels (h, w) are 1 in ``ink``, in pixels of the small copy."""
    outlines, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    inside = max(cv2.contourArea(outline) for outline in outlines)
    area, drawn = box.w * box.h, int(ink.sum())
    extent = inside / area
    thickness = 2 * float(cv2.distanceTransform(np.pad(ink, 1), cv2.DIST_L2, 3).max())
    thin = thickness <= MAX_RING_THICKNESS * em
    if thin and min(box.w, box.h) >= MIN_RING_SIDE * em and drawn < MAX_RING_INK * inside and extent > MIN_EXTENT:
        return Stroke("ring", box, box)
    if max(box.w, box.h) >= MIN_ARROW * em and drawn < MAX_ARROW_INK * max(area, 1):
        return _read_arrow(ink, box, em, thickness)
    return None


def _read_arrow(ink: NDArray[np.uint8], box: Box, em: float, thickness: float) -> Stroke | None:
    """The stroke as an arrow: its head is the wider end; None for what has no such end."""
    points = np.argwhere(ink)[:, ::-1].astype(np.float64)
    middle = points.mean(axis=0)
    axis = np.linalg.svd(points - middle, full_matrices=False)[2][0]
    along = (points - middle) @ axis
    across = np.abs((points - middle) @ np.array([-axis[1], axis[0]]))
    length = float(along.max() - along.min())
    if length < MIN_ARROW * em or thickness > MAX_THICKNESS * length:
        return None
    first, last = (
        float(across[part].max(initial=0))
        for part in (along < along.min() + 0.3 * length, along > along.max() - 0.3 * length)
    )
    if max(first, last) < MIN_HEAD * max(1.0, min(first, last)) or max(first, last) > 0.5 * length:
        return None
    at, way = (along.argmin(), -axis) if first > last else (along.argmax(), axis)
    tip = points[at] + np.array([box.x, box.y])
    reach = 0.4 * em
    along = tuple(
        Box(*(round(max(0.0, value)) for value in (*(tip + way * distance * em - reach), 2 * reach, 2 * reach)))
        for distance in np.arange(0.4, MAX_DISTANCE, 0.6)
    )
    return Stroke("arrow", box, along[1], along)


def _scaled(box: Box, factor: float) -> Box:
    return boxes.clipped(
        Box(*(max(0, round(value * factor)) for value in (box.x, box.y, box.w, box.h))), 1 << 20, 1 << 20
    )
