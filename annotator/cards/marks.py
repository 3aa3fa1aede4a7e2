"""What is drawn on a target: the outline, the arrow or the hand, its number, the path of a finger.

Every mark has a double border (white, then dark) so that it stands out on white, on black and on its own colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette
from annotator.cards.shapes import FINE
from annotator.model import ACTIONS

Kind = str
"""``arrow`` or ``hand``, perhaps with a sign at its tail (``arrow-type``, ``hand-hold``), or ``path`` (with a finger's print)."""
Points = npt.NDArray[np.float64]

WHITE_PX, EDGE_PX, RING_PX = 3.0, 1.5, 9.0
OUTLINE_PX = 2 * (WHITE_PX + EDGE_PX) + RING_PX
"""Thickness of an outline at full size, from the target outwards."""
GAP_PX = 2
BADGE_PX = 46
_BORDER_PX = 6.5
_LENGTH, _HEAD, _HALF_HEAD, _HALF_SHAFT = 152.0, 70.0, 52.0, 25.0
_PATH_LENGTH = 250.0
_HAND_PX = 150
_TILE_PX = 84
SIGNS = {kind: traits.tail for kind, traits in ACTIONS.items() if traits.tail}
"""The pictogram that an action's pointer carries at its tail."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where an arrow, hand or path lies: its tip in pixels of the card, the direction of its tail (0 right, 90 down)."""

    kind: Kind
    tip: tuple[float, float]
    degrees: float
    scale: float = 1.0


# ---------------------------------------------------------------- outline


def ring_of(target: Rect, scale: float = 1.0, smallest: float = 34) -> tuple[Rect, Rect]:
    """The inner and the outer edge of the outline around a target; a tiny target gets a larger one around its middle."""
    wide = max(0.0, smallest * scale - target.width - 2 * GAP_PX) / 2
    high = max(0.0, smallest * scale - target.height - 2 * GAP_PX) / 2
    inner = Rect(
        math.floor(target.left - GAP_PX - wide),
        math.floor(target.top - GAP_PX - high),
        math.ceil(target.right + GAP_PX + wide),
        math.ceil(target.bottom + GAP_PX + high),
    )
    return inner, inner.grown(round(OUTLINE_PX * scale))


def radius_of(inner: Rect, scale: float = 1.0) -> int:
    """Radius of the inner corners of an outline."""
    return int(max(4, min(20 * scale, inner.height / 2, inner.width / 2)))


def draw_outline(image: Image.Image, inner: Rect, colors: Palette, scale: float = 1.0) -> None:
    """Draw an outline around ``inner``."""
    thick = round(OUTLINE_PX * scale)
    outer = inner.grown(thick)
    left, top, right, bottom = outer.rounded()
    radius = radius_of(inner, scale)
    insets = (0.0, WHITE_PX * scale, (WHITE_PX + EDGE_PX) * scale)
    for inset, color in zip(insets, (WHITE, colors.edge, colors.mark), strict=True):
        corner = _band(radius, thick, inset)
        image.paste(color, (left, top), _stretched(corner, right - left, bottom - top))


@lru_cache(maxsize=32)
def _band(radius: int, thick: int, inset: float) -> Image.Image:
    """A round-cornered ring as an L mask with one straight pixel between its corners."""
    side = 2 * (radius + thick) + 1
    large = Image.new("L", (side * FINE, side * FINE), 0)
    pen = ImageDraw.Draw(large)
    for edge, fill in ((inset, 255), (thick - inset, 0)):
        near = edge * FINE
        far = side * FINE - 1 - near
        pen.rounded_rectangle((near, near, far, far), (radius + thick - edge) * FINE, fill=fill)
    return large.reduce(FINE)


def _stretched(corner: Image.Image, width: int, height: int) -> Image.Image:
    """The ring with its straight middle stretched to a size; corners stay as they are."""
    small = np.array(corner)
    half = small.shape[0] // 2
    columns = np.clip(np.arange(width), 0, half)
    columns = np.where(np.arange(width) >= width - half, small.shape[1] - (width - np.arange(width)), columns)
    rows = np.clip(np.arange(height), 0, half)
    rows = np.where(np.arange(height) >= height - half, small.shape[0] - (height - np.arange(height)), rows)
    return Image.fromarray(np.ascontiguousarray(small[rows][:, columns]))


# ---------------------------------------------------------------- number


def draw_badge(
    image: Image.Image, center: tuple[float, float], number: int, colors: Palette, scale: float = 1.0
) -> None:
    """Draw the number of a mark in a disc."""
    radius = BADGE_PX * scale / 2
    shapes.disc(image, center, radius + 5 * scale, WHITE)
    shapes.disc(image, center, radius + 2 * scale, colors.edge)
    shapes.disc(image, center, radius, colors.accent)
    size = max(10, round((32 if number < 10 else 25) * scale))
    typesetting.middle(ImageDraw.Draw(image), center, str(number), size, colors.on_accent)


# ---------------------------------------------------------------- pointer


def draw_pointer(image: Image.Image, pointer: Pointer, colors: Palette, scale: float = 1.0) -> None:
    """Draw an arrow, a hand or a path; at another ``scale`` all of it is, also its borders."""
    degrees, hundredths = round(pointer.degrees) % 360, round(pointer.scale * scale * 100)
    x, y = round(pointer.tip[0]), round(pointer.tip[1])
    base = pointer.kind.split("-")[0]
    layers, origin = _layers(base, degrees, hundredths, scale)
    for layer, color in zip(layers, (WHITE, colors.edge, colors.mark), strict=True):
        image.paste(color, (x - origin[0], y - origin[1]), layer)
    tail = _tail(pointer, scale)
    if pointer.kind == "path":
        shapes.disc(image, tail, (34 * pointer.scale + 4) * scale, WHITE)
        shapes.disc(image, tail, 34 * pointer.scale * scale, colors.edge)
        shapes.disc(image, tail, (34 * pointer.scale - 2) * scale, colors.mark)
        shapes.disc(image, tail, 17 * pointer.scale * scale, WHITE)
    elif sign := _sign(pointer.kind):
        side = _TILE_PX * max(0.75, pointer.scale) * scale
        tile = Rect(tail[0] - side / 2, tail[1] - side / 2, tail[0] + side / 2, tail[1] + side / 2)
        shapes.panel(image, tile.grown(7 * scale), WHITE, round(22 * scale))
        shapes.panel(image, tile.grown(3 * scale), colors.edge, round(18 * scale))
        shapes.panel(image, tile, WHITE, round(16 * scale))
        shapes.pictogram(image, sign, tail, round(side * 0.84), colors.night)


def _sign(kind: Kind) -> str | None:
    """The pictogram at the tail: a keyboard to type, an hourglass for a finger that stays where it is."""
    return SIGNS.get(kind.partition("-")[2])


def _tail(pointer: Pointer, scale: float = 1.0) -> tuple[float, float]:
    """The middle of what sits at the end of a pointer's tail."""
    length = {"arrow": _LENGTH * 0.72, "hand": _HAND_PX + 18, "path": _PATH_LENGTH}[pointer.kind.split("-")[0]]
    distance = length * pointer.scale
    if _sign(pointer.kind):
        distance += _TILE_PX * max(0.75, pointer.scale) * 0.5
    distance *= scale
    angle = math.radians(pointer.degrees)
    return pointer.tip[0] + distance * math.cos(angle), pointer.tip[1] + distance * math.sin(angle)


def _arrow_points(length: float) -> list[tuple[float, float]]:
    return [
        (0, 0),
        (_HEAD, -_HALF_HEAD),
        (_HEAD - 8, -_HALF_SHAFT),
        (length, -_HALF_SHAFT * 0.86),
        (length, _HALF_SHAFT * 0.86),
        (_HEAD - 8, _HALF_SHAFT),
        (_HEAD, _HALF_HEAD),
    ]


@lru_cache(maxsize=48)
def _layers(
    base: str, degrees: int, hundredths: int, lines: float = 1.0
) -> tuple[tuple[Image.Image, ...], tuple[int, int]]:
    """The three L masks of a pointer (white, dark, colour) and where its tip lies on them; ``lines`` scales its borders."""
    if base == "hand":
        return _hand_layers(degrees, hundredths / 100, lines)
    border = _BORDER_PX * lines
    scale, angle = hundredths / 100, math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    length = _PATH_LENGTH if base == "path" else _LENGTH
    # The tip moves in by the border, so that what touches the outline is the visible tip.
    points = [
        (((x * scale + border) * cos - y * scale * sin), ((x * scale + border) * sin + y * scale * cos))
        for x, y in _arrow_points(length)
    ]
    pad = math.ceil(border) + 2
    left, top = math.floor(min(x for x, _ in points)) - pad, math.floor(min(y for _, y in points)) - pad
    size = (math.ceil(max(x for x, _ in points)) + pad - left, math.ceil(max(y for _, y in points)) + pad - top)
    fine = [((x - left) * FINE, (y - top) * FINE) for x, y in points]
    return tuple(_stroked(size, fine, line) for line in (border, 2.0 * lines, 0.0)), (-left, -top)


def _stroked(size: tuple[int, int], fine: Sequence[tuple[float, float]], border: float) -> Image.Image:
    large = Image.new("L", (size[0] * FINE, size[1] * FINE), 0)
    pen = ImageDraw.Draw(large)
    pen.polygon(fine, fill=255)
    around = border * FINE
    if around:
        pen.line([*fine, fine[0]], fill=255, width=round(2 * around))
        for x, y in fine:
            pen.ellipse((x - around, y - around, x + around, y + around), fill=255)
    return large.reduce(FINE)


def _hand_layers(degrees: int, scale: float, lines: float) -> tuple[tuple[Image.Image, ...], tuple[int, int]]:
    size = round(_HAND_PX * scale) * 2
    half = round(size * 1.2)
    mask = np.array(shapes.pictogram_mask("hand", size))
    top = int(np.argmax(mask.max(axis=1) > 128))
    finger = float(np.mean(np.flatnonzero(mask[min(top + 4, size - 1)] > 128)))
    # Twice as large and turned around the tip of the finger, which then lies in the middle.
    turn = cv2.getRotationMatrix2D((finger, float(top)), 90 - degrees, 1.0)
    turn[:, 2] += (half - finger, half - top)
    angle = math.radians(degrees)
    turn[:, 2] += (2 * _BORDER_PX * lines * math.cos(angle), 2 * _BORDER_PX * lines * math.sin(angle))
    turned = cv2.warpAffine(mask, turn, (2 * half, 2 * half), flags=cv2.INTER_LINEAR)
    layers = []
    for border in (_BORDER_PX, 2.5, 0.0):
        reach = round(2 * border * lines)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
        layers.append(Image.fromarray(cv2.dilate(turned, kernel)).reduce(2))
    return tuple(layers), (half // 2, half // 2)


@lru_cache(maxsize=8)
def shape_of(kind: Kind) -> Points:
    """Points of a pointer's area, (n, 2), 6 px apart, with its tip at (0, 0) and its tail to the right."""
    layers, origin = _layers(kind.split("-")[0], 0, 100)
    rows, columns = np.nonzero(np.array(layers[0])[::6, ::6] > 127)
    points = [np.column_stack((columns * 6 - origin[0], rows * 6 - origin[1])).astype(np.float64)]
    if kind == "path" or _sign(kind):
        around = 40.0 if kind == "path" else 60.0
        middle = _tail(Pointer(kind, (0.0, 0.0), 0.0))[0]
        steps = np.arange(-around, around + 1, 6)
        grid = np.array([(middle + x, y) for x in steps for y in steps if x * x + y * y <= around * around])
        points.append(grid)
    return np.vstack(points)
