"""Draw the signs beside a mark that show without words what to do, what a press does, and where words to type come from.

A sign of an action that no finger does (an eye, an hourglass, a tick) is a filled disc; all others (a warning, a paper plane,
two fingers) are white tiles. A source is a tile with an arrow into the field. All have two borders, as the other marks.
"""

import math
from dataclasses import dataclass
from typing import Final

from PIL import Image

from annotator.cards import shapes
from annotator.cards.geometry import Point, Rect, square
from annotator.cards.handwriting import wavy_line_mask
from annotator.cards.palette import WARNING, WHITE, MarkInk, Palette, Rgb
from annotator.model import MarkColor, Source, StepCard, traits_of

ACTION_SIDES_PX: Final = (148, 122, 96, 78)
"""Diameters of an action's sign, borders included, in pixels of the card; the largest that finds a place is drawn."""
FINGER_SIDES_PX: Final = (146, 120, 96)
"""The same of a sign that shows what the fingers do, and so is the instruction itself."""
WARNING_SIDES_PX: Final = (104, 84, 64)
BORDER_SHARE: Final = 0.07
"""Width of both borders of a sign, as a share of its side."""
SOURCE_PX: Final = 126
"""Side of a source's tile, borders included; at the smallest scale it is 94 pixels."""
CONNECTOR_PX: Final = 8.0
"""Width of the arrow from a source into its field."""
CONNECTOR_HEAD_PX: Final = 30.0
"""Length of that arrow's head, and its width."""
WARNED: Final = frozenset({"delete", "pay", "share"})
"""Presses that carry a warning."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign: its pictogram, and the sides to try on the picture, in pixels of the card.

    For instance ``Sign("warning", (104, 84, 64), says_action=False)``: a white tile, as large as it finds a place.

    ``says_action``: whether it is the action's own pictogram, which the header has in any case. ``color`` fills the disc of
    an action that no finger does; None for a tile. ``hands_off`` adds a small hand that is crossed out.
    """

    pictogram: str
    sides: tuple[int, ...]
    says_action: bool = True
    color: MarkColor | None = None
    hands_off: bool = False


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """A sign on a card: its centre and its side in pixels of the card."""

    sign: Sign
    center: Point
    side: float


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """The source of words to type: the centre of its picture, the tip of its arrow, in pixels of the card, and its side."""

    source: Source
    center: Point
    tip: Point
    side: float = SOURCE_PX


def sign_of(card: StepCard) -> Sign | None:
    """The sign of a step beside its mark, or None. An aside's warning is in the strip above its picture."""
    traits = traits_of(card.action)
    if traits.badge is not None:
        return Sign(traits.badge, ACTION_SIDES_PX, color=traits.color, hands_off=traits.hands_off)
    if card.sign in WARNED:
        return None if card.number.aside else Sign("warning", WARNING_SIDES_PX, says_action=False)
    if card.sign == "send":
        return Sign("send", (), says_action=False)  # on the picture it would look like a second button
    if card.sign in ("stay", "lift", "together"):
        return Sign("hold" if card.sign == "stay" else card.sign, FINGER_SIDES_PX)
    if card.direction is not None and card.finger_path is None:
        return Sign(card.pictogram, FINGER_SIDES_PX)
    return None


def draw_sign(image: Image.Image, placed: PlacedSign, colors: Palette, scale: float = 1.0) -> None:
    """Draw a sign. ``scale`` is that of all marks, in addition to the sign's."""
    name, side = placed.sign.pictogram, placed.side * scale
    if placed.sign.color is not None:
        _draw_disc(image, placed.center, side, name, colors.ink_of(placed.sign.color))
        if placed.sign.hands_off:
            draw_hands_off(image, placed.center, side)
    else:
        draw_tile(image, placed.center, side, name, WARNING if name == "warning" else colors.night)


def draw_hands_off(image: Image.Image, center: Point, side: float) -> None:
    """Draw a crossed-out hand on a small disc in the lower right corner of a sign of ``side`` pixels."""
    small = center[0] + 0.3 * side, center[1] + 0.3 * side
    shapes.draw_disc(image, small, 0.23 * side, WARNING)
    shapes.draw_disc(image, small, 0.2 * side, WHITE)
    shapes.draw_pictogram(image, "hands-off", small, round(0.31 * side), WARNING)


def _draw_disc(image: Image.Image, center: Point, side: float, pictogram: str, ink: MarkInk) -> None:
    """Draw a pictogram in white on a disc of ``side`` pixels, borders included."""
    radius = side / 2 - BORDER_SHARE * side
    shapes.draw_disc(image, center, side / 2, WHITE)
    shapes.draw_disc(image, center, side / 2 - 0.6 * BORDER_SHARE * side, ink.edge)
    shapes.draw_disc(image, center, radius, ink.color)
    shapes.draw_pictogram(image, pictogram, center, round(radius * 1.48), WHITE)


def draw_tile(image: Image.Image, center: Point, side: float, pictogram: str, ink: Rgb) -> None:
    """Draw a pictogram on a white tile of ``side`` pixels, borders included."""
    tile = square(center, side)
    shapes.draw_panel(image, tile, WHITE, round(0.24 * side))
    shapes.draw_panel(image, tile.inflated(-0.04 * side), ink, round(0.2 * side))
    shapes.draw_panel(image, tile.inflated(-0.08 * side), WHITE, round(0.16 * side))
    shapes.draw_pictogram(image, pictogram, center, round(side * 0.7), ink)


def draw_source(image: Image.Image, placed: PlacedSource, colors: Palette, scale: float = 1.0) -> None:
    """Draw the source of words to type, with its arrow into the field."""
    _draw_connector(image, placed.center, placed.tip, colors, placed.side / SOURCE_PX * scale)
    draw_tile(image, placed.center, placed.side * scale, placed.source, colors.night)


def source_rects(placed: PlacedSource) -> list[Rect]:
    """The places of a source and its arrow, with their borders, in pixels of the card."""
    (x, y), (tip_x, tip_y) = placed.center, placed.tip
    arrow = Rect(min(x, tip_x), min(y, tip_y), max(x, tip_x), max(y, tip_y))
    return [square(placed.center, placed.side), arrow.inflated(CONNECTOR_HEAD_PX / 2)]


def draw_own_row(image: Image.Image, area: Rect, card: StepCard, colors: Palette) -> None:
    """Draw a second row below the picture for the family's own thing: its pictogram, and a wavy line in place of its name."""
    shapes.draw_panel(image, area, colors.paper, 0)
    row = area.inflated(-9)
    shapes.draw_panel(image, row.inflated(3), colors.night, 16)
    shapes.draw_panel(image, row, WHITE, 14)
    middle, size = row.center[1], row.height
    shapes.draw_disc(image, (row.left + size * 0.75, middle), size * 0.42, colors.accent)
    shapes.draw_pictogram(image, card.own, (row.left + size * 0.75, middle), round(size * 0.6), colors.on_accent)
    mask = wavy_line_mask(round(size * 3.2), round(size * 0.34), round(size * 0.1))
    image.paste(colors.night, (round(row.left + size * 1.5), round(middle - mask.height / 2)), mask)


def _draw_connector(image: Image.Image, tail: Point, tip: Point, colors: Palette, scale: float) -> None:
    """Draw the thin arrow from a source's picture to ``tip``."""
    length = math.hypot(tail[0] - tip[0], tail[1] - tip[1])
    cos, sin = (tail[0] - tip[0]) / length, (tail[1] - tip[1]) / length
    half, head = CONNECTOR_PX * scale / 2, CONNECTOR_HEAD_PX * scale
    flat = [(0, 0), (head, -head / 2), (head, -half), (length, -half), (length, half), (head, half), (head, head / 2)]
    points = [(tip[0] + x * cos - y * sin, tip[1] + x * sin + y * cos) for x, y in flat]
    layers, corner = shapes.stroke_polygon(points, (5.0 * scale, 0.0))
    for layer, color in zip(layers, (WHITE, colors.night), strict=True):
        image.paste(color, corner, layer)
