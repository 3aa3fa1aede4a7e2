"""Propose many rectangles around a place, since no single method finds every button; voting decides among them later.

They are areas of one colour, contours, and frames of edges, on a horizontal strip of the picture, since elements are only a
few lines of text high. ``candidates`` decides which proposals are elements.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.edge_frames import MIN_WEAK_STEP, find_longest_run, propose_frames, score_edges
from annotator.screen.element.text_removal import remove_texts
from annotator.screen.load import Pixels, rim_color, strongest

TOLERANCES: Final = (3, 6, 11, 18, 28)
"""Largest differences (0..255, in any channel) that count as the same colour. Light grey fields on white differ by 8
to 14, noise of JPEG around letters by up to 30."""
MIN_EDGE_STEP: Final = 6
"""Minimum step of colour (0..255) near a side that is an edge, whatever larger steps are further away."""
Mask = NDArray[np.bool_]


class Strip:
    """A strip of a picture, with and without its texts, and the methods to propose and score rectangles on it.

    Args:
        pixels: (H, W, 3), the strip itself.
        texts: boxes of the texts in it.
        em: height of a line of text, in pixels.
        at_picture_end: whether the picture ends where the strip does, below.
    """

    def __init__(self, pixels: Pixels, texts: Sequence[Box], em: float, *, at_picture_end: bool = False) -> None:
        self.pixels = pixels
        self.em = em
        self.at_picture_end = at_picture_end
        self.height, self.width = pixels.shape[:2]
        self.clean = remove_texts(pixels, [boxes.clipped(text, self.width, self.height) for text in texts], em)
        self._near = max(2, round(em * 0.12))
        """How far from a side its edge may be, in pixels: hairline borders and soft edges."""

    # ------------------------------------------------------------ proposals

    def propose_areas(self, box: Box) -> Iterator[Box]:
        """Propose areas of one colour and closed contours around ``box``. Several may be nearly equal."""
        off = color_difference(self.clean, self.background_of(box))
        for tolerance in TOLERANCES:
            yield self._snapped(self._area(off <= tolerance, box), box)
        for contour in self._contours(box):
            yield self._snapped(contour, box)

    def propose_frames(self, box: Box) -> Iterator[Box]:
        """Propose rectangles formed by straight edges around ``box``, whatever colours they contain."""
        for frame in propose_frames(self.clean, box, self.em, 10 * self.em + box.h):
            yield self._snapped(frame, box)

    def background_of(self, box: Box) -> NDArray[np.int16]:
        """The colour (3) around a place, such as the background of a text: the median of a ring around its box."""
        grow = max(3, round(box.h / 4)) if box.h > 2 else 1
        outer = boxes.clipped(boxes.inflated(box, grow), self.width, self.height)
        part = self.pixels[outer.y : outer.bottom, outer.x : outer.right]
        return rim_color(part, max(1, grow - 1)).astype(np.int16)

    # ------------------------------------------------------------ how well a rectangle fits

    def measure_support(self, box: Box, least_side: float) -> float:
        """The visible fraction of a rectangle's sides: the mean fraction of each side that lies on an edge (0..1).

        It is reduced by 0.5 if any side is visible by less than ``least_side``. The picture's left, right and lower ends
        count as edges; the ends of the strip do not. Corners are left out, since they may be round.
        """
        near = self._near
        cut_x = min(box.w // 8 + min(box.w, box.h) // 6, box.w // 3)
        cut_y = box.h // 3
        rows, columns = slice(box.y + cut_y, box.bottom - cut_y), slice(box.x + cut_x, box.right - cut_x)
        sides = [self._on_edge(box.y, columns, axis=0), 1.0, 1.0, 1.0]
        if box.bottom < self.height - near or not self.at_picture_end:
            sides[1] = self._on_edge(box.bottom, columns, axis=0)
        if box.x > near:
            sides[2] = self._on_edge(box.x, rows, axis=1)
        if box.right < self.width - near:
            sides[3] = self._on_edge(box.right, rows, axis=1)
        return float(np.mean(sides)) - (0.5 if min(sides) < least_side else 0.0)

    def has_foreign_side(self, box: Box) -> bool:
        """Whether the upper or lower side of a rectangle belongs to a narrower field or card above, below or inside it."""
        return any(self._is_foreign(box, at) for at in (box.y, box.bottom))

    def _is_foreign(self, box: Box, at: int) -> bool:
        """Whether the edge along a side ends before both corners, and turns up or down at both of its ends."""
        rows = self.clean[max(0, at - self._near) : at + self._near + 1, box.x : box.right].astype(np.int16)
        if len(rows) < 3:
            return False
        edge = find_longest_run(np.abs(rows[2:] - rows[:-2]).max(axis=(0, 2)) >= MIN_EDGE_STEP, round(0.3 * self.em))
        if edge is None or edge[1] - edge[0] < 0.5 * box.w:
            return False
        start, end = box.x + edge[0], box.x + edge[1]
        room = min(start - box.x, box.right - end)
        inward = 1 if at == box.y else -1
        # Nearer to the corner, the ends are the same corner.
        if room >= 0.6 * self.em and self._turns(start, at, -inward) and self._turns(end, at, -inward):
            return True
        # The rectangle's own corners are no rounder than half its height, or those of large cards.
        max_radius = min(0.6 * box.h, 1.6 * self.em)
        return room >= max_radius and self._turns(start, at, inward) and self._turns(end, at, inward)

    def _turns(self, x: int, at: int, direction: int) -> bool:
        """Whether a vertical edge begins near a point, and goes up (``direction`` -1) or down (1)."""
        first, last = sorted((at + direction * round(0.4 * self.em), at + direction * round(1.1 * self.em)))
        reach = max(2, round(0.4 * self.em))
        part = self.clean[max(0, first) : max(0, last), max(0, x - reach) : x + reach + 1].astype(np.int16)
        if not part.size or part.shape[1] < 3:
            return False
        steps = strongest(np.abs(part[:, 2:] - part[:, :-2])) >= MIN_EDGE_STEP
        return bool(steps.mean(axis=0).max() > 0.8)

    def _on_edge(self, at: int, along: slice, *, axis: int) -> float:
        """The share of a side that lies on an edge. ``axis`` 0: a horizontal side at row ``at``; 1: a vertical one."""
        low, high = max(0, at - self._near - 1), at + self._near + 1
        part = self.clean[low:high, along] if axis == 0 else self.clean[along, low:high].swapaxes(0, 1)
        values = score_edges(part, max(2, round(0.3 * self.em)))
        return float(values.max()) if values.size else 0.0

    # ------------------------------------------------------------ how proposals are made

    def _area(self, mask: Mask, box: Box) -> Box:
        """The bounding box of the connected area of ``mask`` around ``box``, cut at separating lines."""
        around = boxes.clipped(boxes.inflated(box, box.h / 8), self.width, self.height)
        image = mask.astype(np.uint8)
        image[around.y : around.bottom, around.x : around.right] = 1
        _, _, _, (x, y, w, h) = cv2.floodFill(image, None, (box.x + box.w // 2, box.y + box.h // 2), (2.0,))
        area = image[y : y + h, x : x + w] == 2
        return boxes.shifted(_cut_at_lines(area, boxes.shifted(box, -x, -y)), x, y)

    def _contours(self, box: Box) -> Iterator[Box]:
        """The bounding boxes of closed contours around ``box`` that nearly fill them, as rectangles do."""
        gray = cv2.cvtColor(self.clean, cv2.COLOR_RGB2GRAY)
        outlines = cv2.dilate(cv2.Canny(gray, 8, 24), np.ones((2, 2), np.uint8))
        contours, _ = cv2.findContours(outlines, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            x, y, w, h = cv2.boundingRect(contour)
            if boxes.contains(Box(x, y, w, h), box) and cv2.contourArea(contour) > 0.75 * w * h:
                yield Box(x, y, w, h)

    def _snapped(self, area: Box, box: Box) -> Box:
        """``area`` with each side moved to the nearest edge, if one is near, but not into ``box``, and across a thin border.

        Noise around letters and in corners makes areas end too early; along a whole side it averages out.
        """
        x0, x1 = area.x + area.w // 4, max(area.right - area.w // 4, area.x + area.w // 4 + 1)
        y0, y1 = area.y + area.h // 3, max(area.bottom - area.h // 3, area.y + area.h // 3 + 1)
        rows, columns = self.pixels[:, x0:x1], self.pixels[y0:y1].swapaxes(0, 1)
        top = area.y + self._to_edge(rows, area.y, -1, stop=box.y)
        bottom = area.bottom + self._to_edge(rows, area.bottom, 1, stop=box.bottom)
        left = area.x + self._to_edge(columns, area.x, -1, stop=box.x)
        right = area.right + self._to_edge(columns, area.right, 1, stop=box.right)
        return Box(left, top, right - left, bottom - top)

    def _to_edge(self, lines: Pixels, at: int, outward: int, *, stop: int) -> int:
        """How far to move a side to reach an edge, in pixels; 0 if there is none near.

        Args:
            lines: (N, M, 3), the lines of pixels parallel to the side.
            at: index of the line at which the side is.
            outward: 1 where the outside has larger indices, else -1.
            stop: index of a line that the side must not cross inward.
        """
        if at <= 0 or at >= len(lines):
            return 0
        reach = max(3, round(self.em * 0.5))
        low = max(0, stop if outward > 0 else 0, at - reach)
        high = min(len(lines), len(lines) if outward > 0 else stop, at + reach)
        if high - low < 3:
            return 0
        steps = np.abs(np.diff(np.median(lines[low:high], axis=1), axis=0)).max(axis=1)
        # steps[i] lies between the lines low + i and low + i + 1: a side there is at low + i + 1.
        sides = np.arange(len(steps)) + low + 1
        thin = max(2, round(self.em * 0.14))
        step_at_side = float(np.max(steps, where=np.abs(sides - at) <= thin, initial=0.0))
        least = max(MIN_WEAK_STEP, 0.5 * (step_at_side if step_at_side >= MIN_EDGE_STEP else float(steps.max())))
        strong = sides[steps >= least]
        if not strong.size:
            return 0
        nearest = int(strong[np.argmin(np.abs(strong - at))])
        ahead = [int(side) for side in strong if 0 <= (side - nearest) * outward <= thin]
        return (max(ahead) if outward > 0 else min(ahead)) - at


def color_difference(pixels: Pixels, color: NDArray[np.int16]) -> NDArray[np.uint8]:
    """The largest difference (0..255) of each pixel from ``color`` (3) in any channel: (H, W)."""
    planes = [cv2.absdiff(plane, float(value)) for plane, value in zip(cv2.split(pixels), color, strict=True)]
    return np.asarray(cv2.max(cv2.max(planes[0], planes[1]), planes[2]), np.uint8)


def _cut_at_lines(area: Mask, box: Box) -> Box:
    """The part of an area, as a mask (H, W), between the nearest lines above and below ``box`` that cross it.

    A line crosses at least 0.6 of the area, since lists often leave it out under the icons, and nearly all of the box.
    """
    height, width = area.shape
    is_crossing = ((~area).mean(axis=1) >= 0.6) & ((~area[:, box.x : box.right]).mean(axis=1) > 0.95)
    rows = np.flatnonzero(is_crossing)
    above, below = rows[rows < box.y], rows[rows >= box.bottom]
    top = int(above[-1]) + 1 if above.size else 0
    bottom = int(below[0]) if below.size else height
    return Box(0, top, width, bottom - top)
