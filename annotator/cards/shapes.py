"""Draw smooth shapes: panels, discs, shadows, pictograms.

Pillow's own have jagged edges, so a shape is drawn four times as large and reduced.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from annotator import assets
from annotator.cards.geometry import Point, Rect
from annotator.cards.palette import Rgb

Pixels = npt.NDArray[np.uint8]
"""The pixels of a picture, (H, W, 3) in sRGB."""
PixelSource = Callable[[str], Pixels]
"""A function that returns the pixels of a screen (redacted), photo or logo by its digest; of a film, its current frame."""
Corners = tuple[bool, bool, bool, bool]
"""Whether each corner is rounded: top left, top right, bottom right, bottom left."""
ALL_CORNERS: Final[Corners] = (True, True, True, True)
SUPERSAMPLING: Final = 4
"""Factor by which shapes are drawn larger before they are reduced."""


def new_image(size: tuple[int, int], color: Rgb) -> Image.Image:
    """A new image of one colour; ``size`` is (width, height)."""
    return Image.new("RGB", size, color)


def to_pixels(image: Image.Image) -> Pixels:
    """The pixels of an image, a copy: (H, W, 3)."""
    return np.array(image if image.mode == "RGB" else image.convert("RGB"), dtype=np.uint8)


def crop_pixels(pixels: Pixels, part: Rect, size: tuple[int, int]) -> Image.Image:
    """The rectangle ``part`` of ``pixels`` as a new image of ``size`` (width, height), resampled by Lanczos."""
    image = Image.fromarray(pixels)
    left, top = max(0.0, part.left), max(0.0, part.top)
    right, bottom = min(float(image.width), part.right), min(float(image.height), part.bottom)
    return image.resize(size, Image.Resampling.LANCZOS, box=(left, top, right, bottom), reducing_gap=2.0)


def crop_portrait(pixels: Pixels, diameter: int) -> Image.Image:
    """A square crop of a photo: the centre, or of an upright photo somewhat above it, where the face usually is."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    left, top = (width - side) / 2, (height - side) * 0.3
    return crop_pixels(pixels, Rect(left, top, left + side, top + side), (diameter, diameter))


def pictogram_mask(name: str, size: int) -> npt.NDArray[np.uint8]:
    """The alpha channel (0..255) of a pictogram: (size, size), read-only."""
    mask = np.asarray(_pictogram(name, size))
    mask.setflags(write=False)
    return mask


@lru_cache(maxsize=64)
def rounded_rectangle_mask(width: int, height: int, radius: int, corners: Corners = ALL_CORNERS) -> Image.Image:
    """An L mask of a rounded rectangle: 255 inside, 0 outside.

    Only the corners are supersampled, since all other edges are straight.
    """
    radius = max(0, min(radius, width // 2, height // 2))
    mask = Image.new("L", (width, height), 255)
    if radius:
        disc = _disc_mask(2 * radius)
        far = (width - radius, height - radius)
        for index, (x, y) in enumerate(((0, 0), (far[0], 0), far, (0, far[1]))):
            if corners[index]:
                part = (radius if x else 0, radius if y else 0)
                mask.paste(disc.crop((*part, part[0] + radius, part[1] + radius)), (x, y))
    return mask


@lru_cache(maxsize=64)
def _disc_mask(diameter: int) -> Image.Image:
    """An L mask of a disc, (diameter, diameter)."""
    large = Image.new("L", (diameter * SUPERSAMPLING, diameter * SUPERSAMPLING), 0)
    ImageDraw.Draw(large).ellipse((0, 0, diameter * SUPERSAMPLING - 1, diameter * SUPERSAMPLING - 1), fill=255)
    return large.resize((diameter, diameter), Image.Resampling.BOX)


@lru_cache(maxsize=8)
def _dashed_circle_mask(diameter: int, line: int) -> Image.Image:
    """An L mask of a circle of twelve dashes of ``line`` pixels' width."""
    large = Image.new("L", (diameter * SUPERSAMPLING, diameter * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    for start in range(0, 360, 30):
        pen.arc((0, 0, large.width - 1, large.height - 1), start, start + 20, fill=255, width=line * SUPERSAMPLING)
    return large.reduce(SUPERSAMPLING)


@lru_cache(maxsize=16)
def _shadow_mask(width: int, height: int, radius: int, blur: int) -> Image.Image:
    """The blurred mask of a rounded rectangle, with a margin of three times ``blur``. It is blurred at quarter size."""
    mask = Image.new("L", (width + 6 * blur, height + 6 * blur), 0)
    mask.paste(rounded_rectangle_mask(width, height, radius, ALL_CORNERS), (3 * blur, 3 * blur))
    small = mask.reduce(4).filter(ImageFilter.GaussianBlur(blur / 4))
    return small.resize(mask.size, Image.Resampling.BILINEAR).point(lambda value: value * 0.3)


@lru_cache(maxsize=64)
def _pictogram(name: str, size: int) -> Image.Image:
    """The L mask of a pictogram, (size, size): its ink, without its colour."""
    with Image.open(assets.asset("icons", "pictograms", f"{name}.png")) as icon:
        return icon.getchannel("A").resize((size, size), Image.Resampling.LANCZOS)


def stroke_polygon(
    points: Sequence[Point], borders: Sequence[float]
) -> tuple[tuple[Image.Image, ...], tuple[int, int]]:
    """The L masks of a polygon with each of ``borders`` around it, the widest first; and the place of their upper left corner."""
    margin = math.ceil(borders[0]) + 2
    left, top = math.floor(min(x for x, _ in points)) - margin, math.floor(min(y for _, y in points)) - margin
    size = (math.ceil(max(x for x, _ in points)) + margin - left, math.ceil(max(y for _, y in points)) + margin - top)
    fine_points = [((x - left) * SUPERSAMPLING, (y - top) * SUPERSAMPLING) for x, y in points]
    return tuple(_stroked_polygon(size, fine_points, border) for border in borders), (left, top)


def _stroked_polygon(size: tuple[int, int], fine_points: Sequence[Point], border: float) -> Image.Image:
    """An L mask of a supersampled polygon with a border around it."""
    large = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), 0)
    pen = ImageDraw.Draw(large)
    pen.polygon(fine_points, fill=255)
    border_px = border * SUPERSAMPLING
    if border_px:
        pen.line([*fine_points, fine_points[0]], fill=255, width=round(2 * border_px))
        for x, y in fine_points:
            pen.ellipse((x - border_px, y - border_px, x + border_px, y + border_px), fill=255)
    return large.reduce(SUPERSAMPLING)


def draw_panel(image: Image.Image, rect: Rect, color: Rgb, radius: int, corners: Corners = ALL_CORNERS) -> None:
    """Draw a filled rectangle whose ``corners`` are rounded by ``radius`` pixels."""
    left, top, right, bottom = rect.rounded()
    width, height = right - left, bottom - top
    mask = rounded_rectangle_mask(width, height, radius, corners)
    # Without a mask, the rows between the corners are filled many times as fast.
    if height > 2 * radius >= 0 and width > 0:
        image.paste(color, (left, top), mask.crop((0, 0, width, radius)))
        image.paste(color, (left, top + radius, right, bottom - radius))
        image.paste(color, (left, bottom - radius), mask.crop((0, height - radius, width, height)))
    else:
        image.paste(color, (left, top), mask)


def draw_disc(image: Image.Image, center: Point, radius: float, color: Rgb) -> None:
    """Draw a filled disc."""
    diameter = round(2 * radius)
    image.paste(color, (round(center[0] - diameter / 2), round(center[1] - diameter / 2)), _disc_mask(diameter))


def draw_dashed_circle(image: Image.Image, center: Point, radius: float, line: float, color: Rgb) -> None:
    """Draw a circle of twelve dashes, each twice as long as its gap; ``radius`` is the outer one, ``line`` the width."""
    mask = _dashed_circle_mask(round(2 * radius), round(line))
    image.paste(color, (round(center[0] - mask.width / 2), round(center[1] - mask.height / 2)), mask)


def draw_shadow(image: Image.Image, rect: Rect, radius: int, color: Rgb, blur: int = 10, drop: int = 5) -> None:
    """Draw the soft shadow of a rounded rectangle, ``drop`` pixels below it."""
    left, top, right, bottom = rect.rounded()
    mask = _shadow_mask(right - left, bottom - top, radius, blur)
    image.paste(color, (left - 3 * blur, top - 3 * blur + drop), mask)


def draw_pictogram(image: Image.Image, name: str, center: Point, size: int, color: Rgb) -> None:
    """Draw one of ``assets/icons/pictograms`` in one colour."""
    image.paste(color, (round(center[0] - size / 2), round(center[1] - size / 2)), _pictogram(name, size))


def paste_rounded(image: Image.Image, picture: Image.Image, corner: tuple[int, int], radius: int) -> None:
    """Paste ``picture`` with rounded corners; ``corner`` is the position of its upper left one."""
    image.paste(picture, corner, rounded_rectangle_mask(picture.width, picture.height, radius, ALL_CORNERS))


def paste_as_disc(image: Image.Image, picture: Image.Image, center: Point) -> None:
    """Paste a square picture as a disc around ``center``."""
    half = picture.width / 2
    image.paste(picture, (round(center[0] - half), round(center[1] - half)), _disc_mask(picture.width))
