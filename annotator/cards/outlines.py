"""Draw the outlines of targets, with sides left out where the picture cuts the element.

An outline is a coloured ring with a dark and a white border, so that it is visible on a screen of any colour: at scale 1 it
is 18 pixels thick, 3 white, 1.5 dark, 9 coloured, 1.5 dark and 3 white. Its ring is drawn smooth in the smallest size and
stretched to the target's, which takes a fraction of the time.

The second half (from `form_of`) draws the device around a screen: a family recognises a phone or a laptop by its shape.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from annotator.cards import geometry
from annotator.cards.geometry import ALL_CLOSED, SUPERSAMPLING, Rect, Sides
from annotator.cards.marks import EDGE_PX, OUTLINE_PX, WHITE_PX, corner_radius
from annotator.cards.palette import WHITE, MarkInk, Palette, Rgb, blend
from annotator.model import Device, PictureKind

DASH_PX: Final = 30.0
"""Length of a dash of an outline, and about that of a gap with its borders."""


def draw_outline(
    image: Image.Image,
    inner: Rect,
    ink: MarkInk,
    scale: float = 1.0,
    *,
    dash_px: float = 0.0,
    open_sides: Sides = ALL_CLOSED,
) -> None:
    """Draw an outline.

    Args:
        image: the image to draw on.
        inner: the inner edge of the outline, in pixels.
        ink: the colours of the line and its border.
        scale: the scale of the line.
        dash_px: the length of dashes at scale 1; 0 draws a solid line.
        open_sides: the sides to leave out, with their corners.
    """
    thickness = round(OUTLINE_PX * scale)
    left, top, right, bottom = inner.inflated(thickness).rounded()
    radius = corner_radius(inner, scale)
    insets = (0.0, WHITE_PX * scale, (WHITE_PX + EDGE_PX) * scale)
    for inset, color in zip(insets, (WHITE, ink.edge, ink.color), strict=True):
        ring = _stretch_ring(_ring_mask(radius, thickness, inset), right - left, bottom - top)
        if open_sides != ALL_CLOSED:
            _erase_sides(ring, radius + thickness, open_sides)
        if dash_px:
            _erase_gaps(ring, radius + thickness, thickness, inset, dash_px * scale)
        image.paste(color, (left, top), ring)


def _erase_sides(ring: Image.Image, corner: int, sides: Sides) -> None:
    """Erase sides of a ring whose corners have ``corner`` pixels, in place."""
    width, height = ring.size
    for is_open, area in (
        (sides.left, (0, 0, corner, height)),
        (sides.top, (0, 0, width, corner)),
        (sides.right, (width - corner, 0, width, height)),
        (sides.bottom, (0, height - corner, width, height)),
    ):
        if is_open:
            ring.paste(0, area)


def _erase_gaps(ring: Image.Image, corner: int, thickness: int, inset: float, dash: float) -> None:
    """Erase the gaps between dashes from the straight parts of a ring, in place.

    A gap is narrower by the borders of its dashes, so that these have borders at their ends, too.
    """
    width, height = ring.size
    for start, end in _dash_gaps(width, corner, dash):
        gap_start, gap_end = round(start - inset), round(end + inset)
        ring.paste(0, (gap_start, 0, gap_end, thickness))
        ring.paste(0, (gap_start, height - thickness, gap_end, height))
    for start, end in _dash_gaps(height, corner, dash):
        gap_start, gap_end = round(start - inset), round(end + inset)
        ring.paste(0, (0, gap_start, thickness, gap_end))
        ring.paste(0, (width - thickness, gap_start, width, gap_end))


def _dash_gaps(length: int, corner: int, dash: float) -> list[tuple[float, float]]:
    """The gaps of one side, evenly between its corners, as pairs of start and end in pixels."""
    gap = dash * 0.55
    straight_px = length - 2 * corner
    # An even number leaves a dash in the middle; a side without a straight part has one gap.
    count = 2 * math.floor(straight_px / (dash + gap) / 2)
    if count == 0:
        count = 1 if straight_px < dash + 2 * gap else 2
    gap_distance = straight_px / count
    middles = [corner + gap_distance * (index + 0.5) for index in range(count)]
    return [(middle - gap / 2, middle + gap / 2) for middle in middles]


@lru_cache(maxsize=32)
def _ring_mask(radius: int, thickness: int, inset: float) -> Image.Image:
    """An L mask of the smallest ring with corners of that radius: only one straight pixel between them.

    ``inset`` is the distance of the ring from both edges of the outline, where the borders below it show.
    """
    side = 2 * (radius + thickness) + 1
    large = Image.new("L", (side * SUPERSAMPLING, side * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    for edge, fill in ((inset, 255), (thickness - inset, 0)):
        start = edge * SUPERSAMPLING
        end = side * SUPERSAMPLING - 1 - start
        pen.rounded_rectangle((start, start, end, end), (radius + thickness - edge) * SUPERSAMPLING, fill=fill)
    return large.reduce(SUPERSAMPLING)


def _stretch_ring(ring: Image.Image, width: int, height: int) -> Image.Image:
    """A ring stretched to another size: its straight middle is repeated, its corners stay unchanged."""
    small = np.array(ring)
    half = small.shape[0] // 2
    columns, rows = (_stretched_indices(length, half, len(small)) for length in (width, height))
    return Image.fromarray(np.ascontiguousarray(small[rows][:, columns]))


def _stretched_indices(length: int, half: int, small_length: int) -> npt.NDArray[np.int_]:
    """For each pixel of a stretched line, its index in the small one: of 5 pixels and ``half`` 2, for 7: 0 1 2 2 2 3 4."""
    indices = np.arange(length)
    return np.where(indices >= length - half, indices - length + small_length, np.minimum(indices, half))


DeviceForm = Device | Literal["window"]

_LAPTOP_ROWS = (12, 11, 11, 10, 6)
"""Keys in each row of the keyboard."""


def form_of(kind: PictureKind) -> DeviceForm:
    """The device to draw around a picture; ``window`` for one that no device shows like this, such as a part of a screen."""
    return kind.frame or "window"


def rim_px(form: DeviceForm, scale: float = 1.0) -> int:
    """Thickness of the device's rim around its screen, in pixels of the card."""
    return round({"phone": 8, "tablet": 14, "laptop": 12, "window": 4}[form] * scale)


def corner_px(form: DeviceForm, scale: float = 1.0) -> int:
    """Radius of the screen's corners, in pixels of the card."""
    return round({"phone": 26, "tablet": 14, "laptop": 6, "window": 8}[form] * scale)


def deck_height(width: float) -> float:
    """Height of a laptop's keyboard below a screen of ``width``."""
    return round(width * 0.36)


def draw_device(
    image: Image.Image, screen: Rect, form: DeviceForm, colors: Palette, scale: float = 1.0, deck: bool = True
) -> None:
    """Draw a device around ``screen``, into which the screenshot is pasted later. ``deck`` adds a laptop's keyboard."""
    rim, corner = rim_px(form, scale), corner_px(form, scale)
    body = screen.inflated(rim)
    geometry.draw_shadow(image, body, corner + rim, colors.edge if form == "window" else colors.night)
    geometry.draw_panel(image, body, colors.night, corner + rim, (True, True, form != "laptop", form != "laptop"))
    if form == "laptop" and deck:
        keyboard = _keyboard(round(body.width), round(deck_height(screen.width)), colors)
        image.paste(keyboard, (round(body.left), round(body.bottom)), keyboard.getchannel("A"))


def paste_screen(image: Image.Image, picture: Image.Image, screen: Rect, form: DeviceForm, scale: float = 1.0) -> None:
    """Paste a screenshot of the size of ``screen`` with the device's round corners."""
    left, top, _, _ = screen.rounded()
    geometry.paste_rounded(image, picture, (left, top), corner_px(form, scale))


@lru_cache(maxsize=8)
def _keyboard(width: int, height: int, colors: Palette) -> Image.Image:
    """A keyboard with its touchpad, seen from above, as RGBA."""
    metal, key, groove = (blend(colors.night, WHITE, share) for share in (0.78, 0.1, 0.55))
    hinge, foot_radius = round(height * 0.055), 26
    deck = geometry.new_image((width, height), metal)
    geometry.draw_panel(deck, Rect(0, 0, width, hinge), colors.night, 0)
    geometry.draw_panel(deck, Rect(width * 0.2, 0, width * 0.8, hinge * 0.6), groove, 4, (False, False, True, True))
    left, right, top = width * 0.055, width * 0.945, hinge + height * 0.07
    row_height = height * 0.088
    for index, keys in enumerate(_LAPTOP_ROWS):
        row_top = top + index * (row_height + 5)
        _draw_keys(deck, Rect(left, row_top, right, row_top + row_height), keys, key)
    touchpad_top = top + len(_LAPTOP_ROWS) * (row_height + 5) + height * 0.045
    geometry.draw_panel(deck, Rect(width * 0.33, touchpad_top, width * 0.67, height * 0.94), groove, 10)
    geometry.draw_panel(
        deck, Rect(width * 0.33 + 3, touchpad_top + 3, width * 0.67 - 3, height * 0.94 - 3), blend(metal, WHITE, 0.3), 8
    )
    deck.putalpha(geometry.rounded_rectangle_mask(width, height, foot_radius, (False, False, True, True)))
    return deck


def _draw_keys(deck: Image.Image, row: Rect, keys: int, color: Rgb) -> None:
    """Draw a row of keys; the last one, with six, has a wide space bar in the middle."""
    gap = 5
    widths = [1.0] * keys if keys > 6 else [1.3, 1.3, 6.0, 1.3, 1.3]
    unit = (row.width - gap * (len(widths) - 1)) / sum(widths)
    x = row.left
    for share in widths:
        geometry.draw_panel(deck, Rect(x, row.top, x + share * unit, row.bottom), color, 5)
        x += share * unit + gap
