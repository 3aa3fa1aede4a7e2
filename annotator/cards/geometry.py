"""Compute with rectangles at subpixel accuracy, so that marks stay on their target at any scale.

A button at ``Rect(200, 600, 420, 680)`` of a screenshot is at ``View(0.5, 100, 40).to_card(button)``, which is
``Rect(200, 340, 310, 380)``, on the card. `whole_pixels` rounds what must fill pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from annotator.model import Box

Point = tuple[float, float]
"""x and y, from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels, without its right and bottom edge: ``Rect(10, 20, 14, 23)`` is 4 wide and 3 high."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        """The middle as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def inflated(self, by: float) -> Rect:
        """The rectangle grown by ``by`` pixels on each side, or shrunk if negative."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, dx: float, dy: float) -> Rect:
        """The rectangle moved."""
        return Rect(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def clipped(self, to: Rect) -> Rect:
        """The intersection with ``to``; its width or height is zero or negative if they don't overlap."""
        return Rect(
            max(self.left, to.left), max(self.top, to.top), min(self.right, to.right), min(self.bottom, to.bottom)
        )

    def reach_beyond(self, other: Rect) -> tuple[float, float, float, float]:
        """The overhang beyond ``other`` on each side: left, top, right, bottom; negative on a side that lies inside."""
        return (other.left - self.left, other.top - self.top, self.right - other.right, self.bottom - other.bottom)

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def contains(self, other: Rect) -> bool:
        """Whether ``other`` is entirely inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def rounded(self) -> tuple[int, int, int, int]:
        """Coordinates rounded to whole pixels: left, top, right, bottom."""
        return round(self.left), round(self.top), round(self.right), round(self.bottom)


def square(center: Point, side: float) -> Rect:
    """The square around a point."""
    x, y = center
    return Rect(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def whole_pixels(rect: Rect) -> Rect:
    """The rectangle in whole pixels."""
    return Rect(*map(float, rect.rounded()))


def rect_of(box: Box) -> Rect:
    """Convert a box to a rectangle."""
    return Rect(box.x, box.y, box.right, box.bottom)


def bounding_rect(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle that contains all ``rects`` (at least one)."""
    lefts, tops, rights, bottoms = zip(*((rect.left, rect.top, rect.right, rect.bottom) for rect in rects), strict=True)
    return Rect(min(lefts), min(tops), max(rights), max(bottoms))


def clip_to_screenshot(rect: Rect, size: tuple[int, int]) -> Rect:
    """Clip a rectangle to a screenshot of ``size`` (width, height), keeping at least one pixel."""
    left, top = min(max(rect.left, 0), size[0] - 1), min(max(rect.top, 0), size[1] - 1)
    return Rect(left, top, max(left + 1, min(rect.right, size[0])), max(top + 1, min(rect.bottom, size[1])))


class Sides(NamedTuple):
    """The sides of an outline that are open, because the element continues beyond the part that is shown."""

    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False


ALL_CLOSED: Final = Sides()
"""The sides of an outline that goes all around."""


@dataclass(frozen=True, slots=True)
class View:
    """The mapping of a screenshot to a card: its point (x, y) is drawn at (x·scale + dx, y·scale + dy).

    With ``View(0.5, 100, 40)``, the point (200, 600) is drawn at (200, 340).
    """

    scale: float
    dx: float
    dy: float

    def to_card(self, rect: Rect) -> Rect:
        """Map a rectangle from the screenshot to the card."""
        return Rect(
            rect.left * self.scale + self.dx,
            rect.top * self.scale + self.dy,
            rect.right * self.scale + self.dx,
            rect.bottom * self.scale + self.dy,
        )

    def to_screenshot(self, rect: Rect) -> Rect:
        """Map a rectangle from the card to the screenshot."""
        return Rect(
            (rect.left - self.dx) / self.scale,
            (rect.top - self.dy) / self.scale,
            (rect.right - self.dx) / self.scale,
            (rect.bottom - self.dy) / self.scale,
        )
