"""Icons drawn by us, as apps that have drawings of their own show them; none is of an icon set."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from annotator.model import Box
from tests.helpers.screens import Drawn

SQUARE = 96
"""Icons are drawn in a square of this side, in units."""
_FINE = 4
"""Pixels per unit, before an icon is reduced to its size: so its edges are soft."""

Point = tuple[float, float]


class Pen:
    """Draws in units: with ``ink`` on ``ground``, in strokes of ``width``."""

    def __init__(self, ink: str, ground: str, width: float = 7) -> None:
        self.image = Image.new("RGB", (SQUARE * _FINE, SQUARE * _FINE), ground)
        self.ink, self.ground, self.width = ink, ground, width
        self._draw = ImageDraw.Draw(self.image)

    def line(self, *points: Point, ink: str | None = None, width: float | None = None) -> None:
        color, thick = ink or self.ink, round(_FINE * (width or self.width))
        self._draw.line(_scaled(points), fill=color, width=thick, joint="curve")
        for x, y in points:  # round ends
            self.disc(x, y, thick / _FINE / 2, ink=color)

    def disc(self, x: float, y: float, radius: float, *, ink: str | None = None, hollow: bool = False) -> None:
        self._shape(self._draw.ellipse, [(x - radius, y - radius), (x + radius, y + radius)], ink, hollow=hollow)

    def box(self, left: float, top: float, right: float, bottom: float, radius: float, *, hollow: bool = False) -> None:
        def rounded(corners: list[Point], **options: Any) -> None:
            self._draw.rounded_rectangle(corners, radius * _FINE, **options)

        self._shape(rounded, [(left, top), (right, bottom)], None, hollow=hollow)

    def polygon(self, *points: Point) -> None:
        self._draw.polygon(_scaled(points), fill=self.ink)

    def _shape(self, draw: Callable[..., None], corners: Sequence[Point], ink: str | None, *, hollow: bool) -> None:
        color = ink or self.ink
        if hollow:
            draw(_scaled(corners), outline=color, width=round(_FINE * self.width))
        else:
            draw(_scaled(corners), fill=color)


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(_FINE * x, _FINE * y) for x, y in points]


Drawing = Callable[[Pen], None]


def old_camcorder(pen: Pen) -> None:
    """A filled body, a gap, and a lens that widens: as on older iPhones."""
    pen.box(4, 26, 62, 72, 9)
    pen.polygon((67, 44), (92, 28), (92, 70), (67, 54))


def thin_camera(pen: Pen) -> None:
    pen.box(6, 26, 64, 70, 8, hollow=True)
    pen.line((66, 44), (90, 30), (90, 66), (66, 52))


def camera_off(pen: Pen) -> None:
    old_camcorder(pen)
    pen.line((10, 10), (84, 88), ink=pen.ground, width=2.4 * pen.width)
    pen.line((10, 10), (84, 88))


def cogwheel(pen: Pen) -> None:
    """A gear of many small teeth, with a hole."""
    for tooth in range(10):
        turn = tooth * math.pi / 5
        pen.disc(48 + 34 * math.cos(turn), 48 + 34 * math.sin(turn), 8)
    pen.disc(48, 48, 34)
    pen.disc(48, 48, 15, ink=pen.ground)


def long_arrow(pen: Pen) -> None:
    """A thin arrow, much wider than high."""
    pen.line((5, 48), (91, 48))
    pen.line((26, 28), (5, 48), (26, 68))


def angle(pen: Pen) -> None:
    pen.line((62, 10), (26, 48), (62, 86))


def angle_right(pen: Pen) -> None:
    pen.line((34, 10), (70, 48), (34, 86))


def bubble_with_dots(pen: Pen) -> None:
    pen.box(8, 14, 88, 70, 16)
    pen.polygon((24, 66), (24, 88), (46, 66))
    for x in (30, 48, 66):
        pen.disc(x, 42, 6, ink=pen.ground)


def thin_bubble(pen: Pen) -> None:
    pen.line((10, 16), (86, 16), (86, 66), (42, 66), (22, 84), (22, 66), (10, 66), (10, 16))


def magnifier(pen: Pen) -> None:
    pen.disc(38, 38, 28, hollow=True)
    pen.line((60, 60), (86, 86))


def plus(pen: Pen) -> None:
    pen.line((48, 10), (48, 86))
    pen.line((10, 48), (86, 48))


def calendar_with_plus(pen: Pen) -> None:
    pen.box(10, 18, 86, 90, 8, hollow=True)
    pen.line((10, 38), (86, 38))
    for x in (30, 66):
        pen.line((x, 8), (x, 22))
    pen.line((48, 50), (48, 78), width=5)
    pen.line((34, 64), (62, 64), width=5)


def cross(pen: Pen) -> None:
    pen.line((16, 16), (80, 80))
    pen.line((16, 80), (80, 16))


def dots(pen: Pen) -> None:
    for y in (20, 48, 76):
        pen.disc(48, y, 8)


def dots_in_a_row(pen: Pen) -> None:
    for x in (20, 48, 76):
        pen.disc(x, 48, 8)


def bars(pen: Pen) -> None:
    for y in (22, 48, 74):
        pen.line((10, y), (86, y))


def padlock(pen: Pen) -> None:
    pen.box(18, 42, 78, 90, 8)
    pen.line((32, 42), (32, 28), (37, 17), (48, 12), (59, 17), (64, 28), (64, 42))


def microphone(pen: Pen) -> None:
    pen.box(34, 6, 62, 56, 14)
    pen.line((20, 44), (22, 58), (32, 69), (48, 73), (64, 69), (74, 58), (76, 44))
    pen.line((48, 73), (48, 90))


def put(screen: Drawn, drawing: Drawing, x: int, y: int, size: int, ink: str, ground: str, width: float = 7) -> Box:
    """Draw an icon in a square of ``size`` pixels at (x, y) of a screen; returns the box of its ink."""
    pen = Pen(ink, ground, width)
    drawing(pen)
    small = pen.image.resize((size, size), Image.Resampling.LANCZOS)
    screen.image.paste(small, (x, y))
    plain = np.asarray(Image.new("RGB", (1, 1), ground), int)
    drawn = np.abs(np.asarray(small, int) - plain).max(axis=2) > 60
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    return Box(x + int(columns[0]), y + int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
