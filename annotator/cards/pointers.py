"""Draw pointers: arrows, hands, and the paths of swiping fingers.

A pointer has a double border (white, then dark), so that it is visible on white, on black and on its own colour. Its shape is
three masks on top of each other, the widest first.

Its footprint is the grid of points that it covers, by which `annotator.cards.plan` finds a free place for it.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from annotator.cards import shapes
from annotator.cards.geometry import Point, Rect
from annotator.cards.palette import WHITE, Palette
from annotator.cards.shapes import SUPERSAMPLING

PointerKind = str
"""``arrow`` or ``hand``; ``arrow-ring`` or ``hand-ring``, with a ring at its tip, for a finger that stays; or ``path``, with a
fingertip at its tail."""
RING: Final = "-ring"
"""The end of the kind of a pointer with a ring."""
Points = npt.NDArray[np.float64]

# Lengths at scale 1, in pixels.
BORDER_PX: Final = 6.5
"""Width of both borders of a pointer."""
ARROW_PX: Final = 152.0
PATH_PX: Final = 250.0
HAND_PX: Final = 150
HEAD_PX: Final = 70.0
HALF_HEAD_PX: Final = 52.0
HALF_SHAFT_PX: Final = 25.0
HOLLOW_PX: Final = 7
"""Width of the dashed line around a hollow pointer."""
DASH_PX: Final = 22
"""Length of its dashes, and of the gaps between them, in pixels along its outer edge."""
FINGERTIP_PX: Final = 34
"""Radius of the fingertip at the tail of a path."""
TIP_RING_PX: Final = 42.0
"""Radius of the ring under a finger that stays, without its borders."""
TIP_RING_OFFSET_PX: Final = 12.0
"""Distance of the ring's centre from the tip: the ring is mostly beside the target, and hides no icon."""
FOOTPRINT_STEP: Final = 6
"""Distance between the points of a footprint, in pixels."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """An arrow, hand or path on a card.

    For instance ``Pointer("arrow", (412, 655), 90, 1.0)``: an arrow that points up, with its tail below its tip.

    ``tip`` is in pixels of the card; ``degrees`` is the direction from the tip to the tail (0 right, 90 down).
    """

    kind: PointerKind
    tip: Point
    degrees: float
    scale: float = 1.0


def draw_pointer(
    image: Image.Image, pointer: Pointer, colors: Palette, scale: float = 1.0, *, hollow: bool = False
) -> None:
    """Draw an arrow, a hand or a path. ``scale`` is that of all marks, including borders, in addition to the pointer's.

    A ``hollow`` one, of an aside, is white with a dashed line around it.
    """
    degrees, hundredths = round(pointer.degrees) % 360, round(pointer.scale * scale * 100)
    x, y = round(pointer.tip[0]), round(pointer.tip[1])
    if pointer.kind.endswith(RING):
        _draw_tip_ring(image, pointer, colors, scale)
    layers, origin = _pointer_layers(pointer.kind, degrees, hundredths, scale)
    corner = x - origin[0], y - origin[1]
    if hollow:
        image.paste(colors.edge, corner, layers[0])
        image.paste(WHITE, corner, layers[1])
        image.paste(colors.mark, corner, _dashed_rim(layers[1], round(HOLLOW_PX * scale), round(DASH_PX * scale)))
    else:
        for layer, color in zip(layers, (WHITE, colors.edge, colors.mark), strict=True):
            image.paste(color, corner, layer)
    if pointer.kind == "path":
        tail = _tail_center(pointer, scale)
        radius = FINGERTIP_PX * pointer.scale
        shapes.draw_disc(image, tail, (radius + 4) * scale, WHITE)
        shapes.draw_disc(image, tail, radius * scale, colors.edge)
        shapes.draw_disc(image, tail, (radius - 2) * scale, colors.mark)
        shapes.draw_disc(image, tail, radius / 2 * scale, WHITE)


def _dashed_rim(shape: Image.Image, width: int, dash: int) -> Image.Image:
    """The dashed rim of ``width`` pixels of a shape, an L mask; its dashes have ``dash`` pixels along the outer edge."""
    inner = shape.filter(ImageFilter.MinFilter(2 * width + 1))
    rim = np.asarray(shape).astype(np.int16) - np.asarray(inner)
    contour = max(cv2.findContours((rim > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=len)
    dashes = np.zeros(rim.shape, np.uint8)
    for start in range(0, len(contour), 2 * dash):
        cv2.polylines(dashes, [contour[start : start + dash]], False, 255, 2 * width)
    return Image.fromarray(np.minimum(rim, dashes).astype(np.uint8))


def _draw_tip_ring(image: Image.Image, pointer: Pointer, colors: Palette, scale: float) -> None:
    """Draw the ring of a finger that stays, which fills up as a clock does: it is three quarters full."""
    size, angle = pointer.scale * scale, math.radians(pointer.degrees)
    offset = TIP_RING_OFFSET_PX * size
    center = pointer.tip[0] + offset * math.cos(angle), pointer.tip[1] + offset * math.sin(angle)
    shapes.draw_disc(image, center, TIP_RING_PX * size + BORDER_PX * scale, WHITE)
    shapes.draw_disc(image, center, TIP_RING_PX * size + 2.5 * scale, colors.edge)
    shapes.draw_disc(image, center, TIP_RING_PX * size, WHITE)
    side = 2 * round(TIP_RING_PX * size)
    large = Image.new("L", (side * SUPERSAMPLING, side * SUPERSAMPLING), 0)
    inset = side * SUPERSAMPLING * 0.06
    ImageDraw.Draw(large).pieslice((inset, inset, large.width - inset, large.height - inset), -90, 180, fill=255)
    image.paste(colors.mark, (round(center[0] - side / 2), round(center[1] - side / 2)), large.reduce(SUPERSAMPLING))


def _tail_center(pointer: Pointer, scale: float = 1.0) -> Point:
    """The centre of the fingertip at the tail of a path, in pixels of the card."""
    distance, angle = PATH_PX * pointer.scale * scale, math.radians(pointer.degrees)
    return pointer.tip[0] + distance * math.cos(angle), pointer.tip[1] + distance * math.sin(angle)


def _arrow_points(length: float) -> list[Point]:
    """The polygon of an arrow with its tip at (0, 0) and its tail to the right; the shaft tapers towards the tail."""
    return [
        (0, 0),
        (HEAD_PX, -HALF_HEAD_PX),
        (HEAD_PX - 8, -HALF_SHAFT_PX),
        (length, -HALF_SHAFT_PX * 0.86),
        (length, HALF_SHAFT_PX * 0.86),
        (HEAD_PX - 8, HALF_SHAFT_PX),
        (HEAD_PX, HALF_HEAD_PX),
    ]


@lru_cache(maxsize=48)
def _pointer_layers(
    kind: PointerKind, degrees: int, hundredths: int, line_scale: float = 1.0
) -> tuple[tuple[Image.Image, ...], tuple[int, int]]:
    """The L masks of a pointer (white border, dark border, colour), and the position of its tip on them.

    ``hundredths`` is the scale of the pointer in percent, ``line_scale`` that of its borders.
    """
    if kind.startswith("hand"):
        tip_distance = TIP_RING_OFFSET_PX if kind.endswith(RING) else 0.0
        return _hand_layers(degrees, hundredths / 100, line_scale, tip_distance)
    # The tip of an arrow touches the ring, or the outline.
    tip_distance = TIP_RING_OFFSET_PX + TIP_RING_PX if kind.endswith(RING) else 0.0
    border = BORDER_PX * line_scale
    scale, angle = hundredths / 100, math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    length = PATH_PX if kind == "path" else ARROW_PX
    # Moved back by the border, so that the visible tip touches the outline.
    scaled = [((x + tip_distance) * scale + border, y * scale) for x, y in _arrow_points(length)]
    points = [(x * cos - y * sin, x * sin + y * cos) for x, y in scaled]
    layers, (left, top) = shapes.stroke_polygon(points, (border, 2.0 * line_scale, 0.0))
    return layers, (-left, -top)


def _hand_layers(
    degrees: int, scale: float, line_scale: float, tip_distance: float
) -> tuple[tuple[Image.Image, ...], tuple[int, int]]:
    """Like `_pointer_layers`, for a hand, rotated around its fingertip."""
    size = round(HAND_PX * scale) * 2
    distance_px = 2 * (BORDER_PX * line_scale + tip_distance * scale)
    half_side = 2 * math.ceil((size * 1.2 + distance_px + 2 * BORDER_PX * line_scale) / 2)
    mask = shapes.pictogram_mask("hand", size)
    finger_y = int(np.argmax(mask.max(axis=1) > 128))
    finger_x = float(np.mean(np.flatnonzero(mask[min(finger_y + 4, size - 1)] > 128)))
    # Drawn twice as large, with the fingertip in the centre.
    turn = cv2.getRotationMatrix2D((finger_x, float(finger_y)), 90 - degrees, 1.0)
    turn[:, 2] += (half_side - finger_x, half_side - finger_y)
    angle = math.radians(degrees)
    turn[:, 2] += (distance_px * math.cos(angle), distance_px * math.sin(angle))
    turned = cv2.warpAffine(mask, turn, (2 * half_side, 2 * half_side), flags=cv2.INTER_LINEAR)
    layers = []
    for border in (BORDER_PX, 2.5, 0.0):
        border_px = round(2 * border * line_scale)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * border_px + 1, 2 * border_px + 1))
        layers.append(Image.fromarray(cv2.dilate(turned, kernel)).reduce(2))
    return tuple(layers), (half_side // 2, half_side // 2)


@lru_cache(maxsize=8)
def footprint(kind: PointerKind) -> Points:
    """The area that a pointer covers, with its tip at (0, 0) and its tail to the right: points in a grid, (n, 2).

    The points are FOOTPRINT_STEP apart. The array is cached and read-only.
    """
    layers, origin = _pointer_layers(kind, 0, 100)
    rows, columns = np.nonzero(np.array(layers[0])[::FOOTPRINT_STEP, ::FOOTPRINT_STEP] > 127)
    points = [(np.column_stack((columns, rows)) * FOOTPRINT_STEP - origin).astype(np.float64)]
    if kind == "path":
        points.append(_disc_points(_tail_center(Pointer(kind, (0.0, 0.0), 0.0)), 40.0))
    elif kind.endswith(RING):
        points.append(_disc_points((TIP_RING_OFFSET_PX, 0.0), TIP_RING_PX + BORDER_PX))
    covered = np.vstack(points)
    covered.setflags(write=False)
    return covered


def points_of(pointer: Pointer) -> Points:
    """The points of the card that a pointer covers, (n, 2)."""
    angle = math.radians(pointer.degrees)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    covered: Points = footprint(pointer.kind) * pointer.scale @ turn + np.array(pointer.tip)
    return covered


def covered_rects(pointer: Pointer) -> list[Rect]:
    """Rectangles that together cover the points of a pointer and little else."""
    side = 4 * FOOTPRINT_STEP
    cells = {(x, y) for x, y in np.floor(points_of(pointer) / side).astype(int).tolist()}
    return [Rect(x * side, y * side, (x + 1) * side, (y + 1) * side) for x, y in sorted(cells)]


def _disc_points(center: Point, radius: float) -> Points:
    """The points of a disc in a grid, (n, 2)."""
    steps = np.arange(-radius, radius + 1, FOOTPRINT_STEP)
    return np.array([(center[0] + x, center[1] + y) for x in steps for y in steps if x * x + y * y <= radius * radius])
