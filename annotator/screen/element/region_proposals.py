"""Proposes rectangles around a place on a screenshot: areas of one colour, cut at separating lines, and contours.

Works on a strip of the picture, since no element is higher than a few lines of text. Judging is left to ``snap``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import edges
from annotator.screen.load import Pixels

TOLERANCES: Final = (3, 6, 11, 18, 28)
"""Largest differences (0..255, in any channel) that count as the same colour. Light grey fields on white differ by 8
to 14, noise of JPEG around letters by up to 30."""
SHADES: Final = (3.0, 5.0, 8.0)
"""Steps of colour from one pixel to the next that a shaded button may have; a JPEG draws it in blocks."""
SHADED: Final = 12
"""Difference of colour between the ends of a button that is shaded."""
MOST: Final = 0.5
"""The part of a side at least that is another's, for the side to be it."""
ROUND: Final = 0.6
"""Radius of a rectangle's corners at most, as a part of its height, and in heights of the text: LARGEST."""
LARGEST: Final = 1.6
FADING: Final = 32
"""Greatest difference of colour above and below a text whose ground fades; more is the side of something."""
CLEAR: Final = 6
"""A step at which a side is left where it is."""
SEPARATOR: Final = 0.6
"""The part of a row's width that a separating line covers at least; lists often leave it out under the icons."""
WALL: Final = 0.9
"""The part of a row's height that a separating line between two buttons covers at least."""

Mask = NDArray[np.bool_]


class Strip:
    """A part of a picture with its edges, and with its texts painted over.

    Args:
        pixels: (H, W, 3), the strip itself.
        texts: boxes of the texts in it.
        unit: height of a line of text, in pixels.
        ends: whether the picture ends below the strip.
    """

    def __init__(self, pixels: Pixels, texts: Sequence[Box], unit: float, *, ends: bool = False) -> None:
        self.pixels = pixels
        self.unit = unit
        self.ends = ends
        self.height, self.width = pixels.shape[:2]
        self.clean = _without_texts(pixels, [boxes.within(text, self.width, self.height) for text in texts], unit)

    def areas(self, box: Box) -> Iterator[Box]:
        """Areas of one colour and closed contours around ``box``; several of them may be nearly the same."""
        ground = self.ground(box)
        off = difference(self.clean, ground)
        for tolerance in TOLERANCES:
            yield self._settled(self._area(off <= tolerance, box), box)
        for contour in self._contours(box):
            yield self._settled(contour, box)

    def shades(self, box: Box) -> Iterator[Box]:
        """Areas around ``box`` within which the colour changes only little from each pixel to the next.

        None where the colour does not change from end to end, since there pale lines may have been passed.
        """
        image = np.ascontiguousarray(self.clean)
        for step in SHADES:
            mask = np.zeros((self.height + 2, self.width + 2), np.uint8)
            at = (box.x + box.w // 2, box.y + box.h // 2)
            flags = 4 | cv2.FLOODFILL_MASK_ONLY | 255 << 8
            _, _, _, (x, y, w, h) = cv2.floodFill(image, mask, at, (0.0,), (step,) * 3, (step,) * 3, flags)
            ends = image[y + h // 2, x + w // 8], image[y + h // 2, x + w - 1 - w // 8]
            if np.abs(ends[0].astype(np.int16) - ends[1]).max() > SHADED:
                yield self._settled(Box(x, y, w, h), box)

    def frames(self, box: Box) -> Iterator[Box]:
        """Rectangles of straight edges around ``box``, whatever the colours in them."""
        for frame in edges.frames(self.clean, box, self.unit, 10 * self.unit + box.h):
            yield self._settled(frame, box)

    def ground(self, box: Box) -> NDArray[np.int16]:
        """The colour around a text: the median of the ring outside its box, a little off its letters."""
        grow = max(3, round(box.h / 4)) if box.h > 2 else 1
        outer = boxes.within(boxes.padded(box, grow), self.width, self.height)
        part = self.pixels[outer.y : outer.bottom, outer.x : outer.right]
        thick = max(1, grow - 1)
        sides = (part[:thick], part[-thick:], part[:, :thick], part[:, -thick:])
        ring = np.concatenate([side.reshape(-1, 3) for side in sides])
        median: NDArray[np.int16] = np.median(ring, axis=0).astype(np.int16)
        return median

    def support(self, box: Box, least: float = 0.3) -> float:
        """How complete the four sides of a rectangle are: the mean part of them that lies on an edge (0..1).

        A side of which less than ``least`` is there spoils the rectangle. The picture's left, right and lower ends count
        as edges; an end at which the strip is cut from it does not.
        """
        near = max(2, round(self.unit * 0.12))
        cut_x = min(box.w // 8 + min(box.w, box.h) // 6, box.w // 3)
        cut_y = box.h // 3
        rows, columns = slice(box.y + cut_y, box.bottom - cut_y), slice(box.x + cut_x, box.right - cut_x)
        sides = (
            self._on_edge(box.y, near, columns, axis=0),
            1.0 if self.ends and box.bottom >= self.height - near else self._on_edge(box.bottom, near, columns, axis=0),
            1.0 if box.x <= near else self._on_edge(box.x, near, rows, axis=1),
            1.0 if box.right >= self.width - near else self._on_edge(box.right, near, rows, axis=1),
        )
        return float(np.mean(sides)) - (0.5 if min(sides) < least else 0.0)

    def borrows(self, box: Box) -> bool:
        """Whether the upper or lower side of a rectangle is only that of a narrower field or card, beyond it or in it."""
        near = max(2, round(self.unit * 0.12))
        return any(self._is_others(box, at, near) for at in (box.y, box.bottom))

    def _is_others(self, box: Box, at: int, near: int) -> bool:
        """Whether the line along a side ends before both ends of it, and goes on from there up or down."""
        rows = self.clean[max(0, at - near) : at + near + 1, box.x : box.right].astype(np.int16)
        if len(rows) < 3:
            return False
        line = edges.longest(np.abs(rows[2:] - rows[:-2]).max(axis=(0, 2)) >= CLEAR, round(0.3 * self.unit))
        if line is None or line[1] - line[0] < MOST * box.w:
            return False
        room = min(line[0], box.w - line[1])
        ways = []
        inward = 1 if at == box.y else -1
        if room >= 0.6 * self.unit:
            ways.append(-inward)
        if room >= min(ROUND * box.h, LARGEST * self.unit):  # else it may be the rectangle's own round ends
            ways.append(inward)
        return any(all(self._goes_on(box.x + x, at, way) for x in line) for way in ways)

    def _goes_on(self, x: int, at: int, way: int) -> bool:
        """Whether an upright edge begins near a point, and goes up (``way`` -1) or down (1)."""
        first, last = sorted((at + way * round(0.4 * self.unit), at + way * round(1.1 * self.unit)))
        reach = max(2, round(0.4 * self.unit))
        part = self.clean[max(0, first) : max(0, last), max(0, x - reach) : x + reach + 1].astype(np.int16)
        if not part.size or part.shape[1] < 3:
            return False
        steps = np.abs(part[:, 2:] - part[:, :-2]).max(axis=2) >= CLEAR
        return bool(steps.mean(axis=0).max() > 0.8)

    def _on_edge(self, at: int, near: int, along: slice, *, axis: int) -> float:
        """The part of a side that lies on an edge. ``axis`` 0: a horizontal side at row ``at``; 1: vertical."""
        low, high = max(0, at - near - 1), at + near + 1
        part = self.clean[low:high, along] if axis == 0 else self.clean[along, low:high].swapaxes(0, 1)
        values = edges.scores(part, max(2, round(0.3 * self.unit)))
        return float(values.max()) if values.size else 0.0

    def _area(self, mask: Mask, box: Box) -> Box:
        """The connected area of one colour around ``box``, cut at separating lines."""
        around = boxes.within(boxes.padded(box, box.h / 8), self.width, self.height)
        image = mask.astype(np.uint8)
        image[around.y : around.bottom, around.x : around.right] = 1
        _, _, _, (x, y, w, h) = cv2.floodFill(image, None, (box.x + box.w // 2, box.y + box.h // 2), (2.0,))
        own = image[y : y + h, x : x + w] == 2
        inner = boxes.moved(box, -x, -y)
        area = _between_walls(own, _between_lines(own, Box(0, 0, w, h), inner), inner)
        # The separating lines may belong to a narrower part of the area, such as one of two columns.
        return boxes.moved(_between_lines(own, area, inner), x, y)

    def _contours(self, box: Box) -> Iterator[Box]:
        """The bounding boxes of closed contours around ``box``."""
        gray = cv2.cvtColor(self.clean, cv2.COLOR_RGB2GRAY)
        outlines = cv2.dilate(cv2.Canny(gray, 8, 24), np.ones((2, 2), np.uint8))
        found, _ = cv2.findContours(outlines, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in found:
            x, y, w, h = cv2.boundingRect(contour)
            if boxes.holds(Box(x, y, w, h), box) and cv2.contourArea(contour) > 0.75 * w * h:
                yield Box(x, y, w, h)

    def _settled(self, area: Box, box: Box) -> Box:
        """``area`` with each side moved to the edge of the picture's colours that is nearest, and over a thin border.

        Noise around letters and in corners makes areas end too early; along a whole side it averages out.
        """
        x0, x1 = area.x + area.w // 4, max(area.right - area.w // 4, area.x + area.w // 4 + 1)
        y0, y1 = area.y + area.h // 3, max(area.bottom - area.h // 3, area.y + area.h // 3 + 1)
        top = area.y + self._edge(self.pixels[:, x0:x1], area.y, -1, stop=box.y)
        bottom = area.bottom + self._edge(self.pixels[:, x0:x1], area.bottom, 1, stop=box.bottom)
        across = self.pixels[y0:y1].swapaxes(0, 1)
        left = area.x + self._edge(across, area.x, -1, stop=box.x)
        right = area.right + self._edge(across, area.right, 1, stop=box.right)
        return Box(left, top, right - left, bottom - top)

    def _edge(self, lines: Pixels, at: int, outward: int, *, stop: int) -> int:
        """How far to move a side that lies at ``at`` to lie on an edge. ``lines``: the lines of pixels parallel to it.

        ``outward`` is 1 where the outside has larger numbers, else -1; no line within ``stop`` is passed.
        """
        if at <= 0 or at >= len(lines):
            return 0
        reach = max(3, round(self.unit * 0.5))
        low, high = at - reach, at + reach
        low, high = (max(low, stop), high) if outward > 0 else (low, min(high, stop))
        low, high = max(0, low), min(len(lines), high)
        if high - low < 3:
            return 0
        steps = np.abs(np.diff(np.median(lines[low:high], axis=1), axis=0)).max(axis=1)
        # steps[i] lies between the lines low + i and low + i + 1: a side there is at low + i + 1.
        sides = np.arange(len(steps)) + low + 1
        thin = max(2, round(self.unit * 0.14))
        here = float(np.max(steps, where=np.abs(sides - at) <= thin, initial=0.0))
        least = max(edges.WEAK, 0.5 * (here if here >= CLEAR else float(steps.max())))
        strong = sides[steps >= least]
        if not strong.size:
            return 0
        nearest = int(strong[np.argmin(np.abs(strong - at))])
        ahead = [int(side) for side in strong if 0 <= (side - nearest) * outward <= thin]
        return (max(ahead) if outward > 0 else min(ahead)) - at


def _without_texts(pixels: Pixels, texts: Sequence[Box], unit: float) -> Pixels:
    """A copy of ``pixels`` in which the texts have the colour around them.

    Where a text stands in a gap of a line, as the label in a field's border does, the line goes on.
    """
    height, width = pixels.shape[:2]
    clean = np.array(pixels)
    ring = max(2, round(unit / 8))
    reach = max(3, round(unit * 0.6))
    for text in texts:
        outer = boxes.within(boxes.padded(text, ring), width, height)
        part = pixels[outer.y : outer.bottom, outer.x : outer.right]
        sides = (part[:ring], part[-ring:], part[:, :ring], part[:, -ring:])
        ground = np.median(np.concatenate([side.reshape(-1, 3) for side in sides]), axis=0)
        inner = boxes.within(boxes.padded(text, 1), width, height)
        ends = np.median(sides[2].reshape(-1, 3), axis=0), np.median(sides[3].reshape(-1, 3), axis=0)
        # From end to end, so that where the colour changes, no false edge appears.
        above, below = (np.median(side.reshape(-1, 3), axis=0) for side in sides[:2])
        low, high = np.minimum(above, below) - edges.WEAK, np.maximum(above, below) + edges.WEAK
        filling = ground[None, None]
        if np.abs(ends[0] - ends[1]).max() > 6:
            filling = np.linspace(*ends, inner.w)[None]
        elif edges.WEAK <= np.abs(above - below).max() <= FADING and bool(((low <= ground) & (ground <= high)).all()):
            filling = np.linspace(above, below, inner.h)[:, None].round()
        clean[inner.y : inner.bottom, inner.x : inner.right] = filling.astype(np.uint8)
        left, right = inner.x - reach, inner.right + reach
        if left < 1 or right >= width - 1:
            continue
        rows = slice(inner.y + inner.h // 4, inner.bottom - inner.h // 4)
        line = np.minimum(*(np.abs(pixels[rows, x].astype(np.int16) - ground).max(axis=1) for x in (left, right)))
        crossed = np.flatnonzero(line > 12)
        if 0 < crossed.size <= max(2, unit / 4):
            at = crossed + rows.start
            clean[at, left:right] = pixels[at, left][:, None]
    return clean


def difference(pixels: Pixels, color: NDArray[np.int16]) -> NDArray[np.uint8]:
    """The largest difference of each pixel from ``color`` in any channel."""
    planes = [cv2.absdiff(plane, float(value)) for plane, value in zip(cv2.split(pixels), color, strict=True)]
    return np.asarray(cv2.max(cv2.max(planes[0], planes[1]), planes[2]), np.uint8)


def _between_lines(own: Mask, area: Box, box: Box) -> Box:
    """The area between the nearest lines above and below ``box`` that cross most of it and close all of the box."""
    outside = ~own[area.y : area.bottom, area.x : area.right]
    closed = ~own[area.y : area.bottom, box.x : box.right]
    crossing = np.flatnonzero((outside.mean(axis=1) >= SEPARATOR) & (closed.mean(axis=1) > 0.95)) + area.y
    above, below = crossing[crossing < box.y], crossing[crossing >= box.bottom]
    top = int(above[-1]) + 1 if above.size else area.y
    bottom = int(below[0]) if below.size else area.bottom
    return Box(area.x, top, area.w, bottom - top)


def _between_walls(own: Mask, area: Box, box: Box) -> Box:
    """The area between the nearest lines left and right of ``box`` that run through its whole height."""
    columns = (~own[area.y : area.bottom, area.x : area.right]).mean(axis=0)
    crossing = np.flatnonzero(columns >= WALL) + area.x
    before, after = crossing[crossing < box.x], crossing[crossing >= box.right]
    left = int(before[-1]) + 1 if before.size else area.x
    right = int(after[0]) if after.size else area.right
    return Box(left, area.y, right - left, area.h)
