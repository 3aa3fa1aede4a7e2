"""Draw what a mark means beside where it is: badges of actions, signs of what a press does, and sources of words to type.

A badge (an eye, an hourglass, a tick) is a disc on the outline. A sign (a wastebasket, a paper plane) is a tile beside it.
A source is a tile with an arrow into the field. All have a white and a dark border, as the other marks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PIL import Image

from annotator.cards import outlines, shapes
from annotator.cards.geometry import Rect
from annotator.cards.handwriting import wavy_line_mask
from annotator.cards.marks import stroked_polygon
from annotator.cards.palette import WARNING, WHITE, MarkInk, Palette, Rgb
from annotator.cards.shapes import SUPERSAMPLING
from annotator.model import CardSign, Source

# Lengths at scale 1, in pixels.
BADGE_PX: Final = 76
"""Diameter of an action's badge, without its borders."""
BORDER_PX: Final = 7
"""Width of both borders of a badge or tile."""
BADGE_RADIUS_PX: Final = BADGE_PX / 2 + BORDER_PX
"""Radius of a badge with its borders."""
SIGN_PX: Final = 96
"""Side of a sign's tile, without its borders."""
FINGER_SIGN_PX: Final = 132
"""The same of a sign that says what the fingers do, and so is itself what to do."""
SOURCE_PX: Final = 112
"""Side of a source's tile, without its borders; at the smallest scale it is 84 pixels."""
WIDE_SIGN_PX: Final = (172, 84)
"""Width and height of the double of a row that shows somebody's own name."""
CONNECTOR_PX: Final = 8.0
"""Width of the arrow from a source into its field."""
CONNECTOR_HEAD_PX: Final = 30.0
"""Length of that arrow's head, and its width."""
_FINGER_SIGNS: Final = frozenset({"lift", "stay", "together"})
_DISMISSALS: Final = frozenset({"delete", "refuse"})
"""Signs of a press that takes something away."""


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign on a card: its centre in pixels of the card, and its scale."""

    sign: CardSign
    center: tuple[float, float]
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """The source of words to type: the centre of its picture, the tip of its arrow, in pixels of the card, and its scale."""

    source: Source
    center: tuple[float, float]
    tip: tuple[float, float]
    scale: float = 1.0


def size_of(sign: CardSign) -> tuple[float, float]:
    """Width and height of a sign at scale 1, with its borders, in pixels of the card."""
    width, height = WIDE_SIGN_PX if sign == "yours" else (_side(sign), _side(sign))
    return width + 2 * BORDER_PX, height + 2 * BORDER_PX


def _side(sign: CardSign) -> int:
    return FINGER_SIGN_PX if sign in _FINGER_SIGNS else SIGN_PX


def rect_of(placed: PlacedSign) -> Rect:
    """Where a sign is, with its borders, in pixels of the card."""
    width, height = size_of(placed.sign)
    return _rect_around(placed.center, width * placed.scale, height * placed.scale)


def source_rects(placed: PlacedSource) -> list[Rect]:
    """Where a source and its arrow are, with their borders, in pixels of the card."""
    side = (SOURCE_PX + 2 * BORDER_PX) * placed.scale
    (x, y), (tip_x, tip_y) = placed.center, placed.tip
    arrow = Rect(min(x, tip_x), min(y, tip_y), max(x, tip_x), max(y, tip_y))
    return [_rect_around(placed.center, side, side), arrow.inflated(CONNECTOR_HEAD_PX * placed.scale / 2)]


def _rect_around(center: tuple[float, float], width: float, height: float) -> Rect:
    x, y = center
    return Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def draw_action_badge(
    image: Image.Image, center: tuple[float, float], pictogram: str, ink: MarkInk, scale: float = 1.0
) -> None:
    """Draw the badge of an action: its pictogram in white on a disc of the outline's colour."""
    radius = BADGE_PX * scale / 2
    shapes.draw_disc(image, center, radius + BORDER_PX * scale, WHITE)
    shapes.draw_disc(image, center, radius + 2.5 * scale, ink.edge)
    shapes.draw_disc(image, center, radius, ink.color)
    shapes.draw_pictogram(image, pictogram, center, round(BADGE_PX * 0.74 * scale), WHITE)


def draw_sign(image: Image.Image, placed: PlacedSign, colors: Palette, scale: float = 1.0) -> None:
    """Draw a sign. ``scale`` is that of all marks, in addition to the sign's."""
    size = placed.scale * scale
    if placed.sign == "yours":
        _draw_own_row(image, placed.center, colors, size)
        return
    ink = WARNING if placed.sign in _DISMISSALS else colors.night
    _draw_tile(image, placed.center, "hold" if placed.sign == "stay" else placed.sign, ink, _side(placed.sign) * size)


def draw_source(image: Image.Image, placed: PlacedSource, colors: Palette, scale: float = 1.0) -> None:
    """Draw the source of words to type, with its arrow into the field."""
    size = placed.scale * scale
    _draw_connector(image, placed.center, placed.tip, colors, size)
    _draw_tile(image, placed.center, placed.source, colors.night, SOURCE_PX * size)


def _draw_tile(image: Image.Image, center: tuple[float, float], pictogram: str, ink: Rgb, side: float) -> None:
    """Draw a pictogram on a white tile of ``side`` pixels, without its borders."""
    x, y = center
    half, scale = side / 2, side / SIGN_PX
    tile = Rect(x - half, y - half, x + half, y + half)
    shapes.draw_panel(image, tile.inflated(BORDER_PX * scale), WHITE, round(26 * scale))
    shapes.draw_panel(image, tile.inflated(3 * scale), ink, round(22 * scale))
    shapes.draw_panel(image, tile.inflated(-2 * scale), WHITE, round(18 * scale))
    shapes.draw_pictogram(image, pictogram, center, round(side * 0.78), ink)


def _draw_own_row(image: Image.Image, center: tuple[float, float], colors: Palette, scale: float) -> None:
    """Draw the dashed double of a row: a person, and a wavy line in place of a name."""
    x, y = center
    wide, high = WIDE_SIGN_PX[0] * scale / 2, WIDE_SIGN_PX[1] * scale / 2
    row = Rect(x - wide, y - high, x + wide, y + high)
    shapes.draw_panel(image, row.inflated(BORDER_PX * scale), WHITE, round(22 * scale))
    inner = row.inflated(-6 * scale)
    outlines.draw_outline(image, inner, MarkInk(colors.mark, colors.edge), 0.6 * scale, dash_px=outlines.DASH_PX)
    shapes.draw_pictogram(image, "person", (row.left + high, y), round(58 * scale), colors.night)
    mask = wavy_line_mask(round(78 * scale), round(26 * scale), round(9 * scale))
    image.paste(colors.night, (round(row.left + 2 * high - 8 * scale), round(y - mask.height / 2)), mask)


def _draw_connector(
    image: Image.Image, tail: tuple[float, float], tip: tuple[float, float], colors: Palette, scale: float
) -> None:
    """Draw the thin arrow from a source's picture to ``tip``."""
    length = math.hypot(tail[0] - tip[0], tail[1] - tip[1])
    if not length:
        return
    cos, sin = (tail[0] - tip[0]) / length, (tail[1] - tip[1]) / length
    half, head = CONNECTOR_PX * scale / 2, CONNECTOR_HEAD_PX * scale
    flat = [(0, 0), (head, -head / 2), (head, -half), (length, -half), (length, half), (head, half), (head, head / 2)]
    points = [(tip[0] + x * cos - y * sin, tip[1] + x * sin + y * cos) for x, y in flat]
    pad = math.ceil(5 * scale) + 2
    left, top = math.floor(min(x for x, _ in points)) - pad, math.floor(min(y for _, y in points)) - pad
    size = (math.ceil(max(x for x, _ in points)) + pad - left, math.ceil(max(y for _, y in points)) + pad - top)
    fine = [((x - left) * SUPERSAMPLING, (y - top) * SUPERSAMPLING) for x, y in points]
    for border, color in ((5.0 * scale, WHITE), (0.0, colors.night)):
        image.paste(color, (left, top), stroked_polygon(size, fine, border))
