"""Plain shapes with smooth edges: drawn four times as large inside their own box, then reduced; each made once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from annotator import assets
from annotator.cards.geometry import Rect
from annotator.cards.palette import Rgb

Pixels = npt.NDArray[np.uint8]
FINE = 4
"""How many times larger shapes are drawn before they are reduced."""


def blank(size: tuple[int, int], color: Rgb) -> Image.Image:
    """A picture of one colour."""
    return Image.new("RGB", size, color)


def pixels_of(image: Image.Image) -> Pixels:
    """A picture as (height, width, 3) RGB."""
    return np.array(image.convert("RGB"), dtype=np.uint8)


@lru_cache(maxsize=64)
def rounded_mask(
    width: int, height: int, radius: int, corners: tuple[bool, bool, bool, bool] = (True,) * 4
) -> Image.Image:
    """A rounded rectangle as an L mask; ``corners``: top left, top right, bottom right, bottom left.

    Only the corners are drawn fine, since the rest has no slanting edges.
    """
    radius = max(0, min(radius, width // 2, height // 2))
    mask = Image.new("L", (width, height), 255)
    if radius:
        disc = disc_mask(2 * radius)
        far = (width - radius, height - radius)
        for index, (x, y) in enumerate(((0, 0), (far[0], 0), far, (0, far[1]))):
            if corners[index]:
                part = (radius if x else 0, radius if y else 0)
                mask.paste(disc.crop((*part, part[0] + radius, part[1] + radius)), (x, y))
    return mask


@lru_cache(maxsize=64)
def disc_mask(diameter: int) -> Image.Image:
    """A disc as an L mask."""
    large = Image.new("L", (diameter * FINE, diameter * FINE), 0)
    ImageDraw.Draw(large).ellipse((0, 0, diameter * FINE - 1, diameter * FINE - 1), fill=255)
    return large.resize((diameter, diameter), Image.Resampling.BOX)


def panel(
    image: Image.Image,
    rect: Rect,
    color: Rgb,
    radius: int,
    corners: tuple[bool, bool, bool, bool] = (True,) * 4,
) -> None:
    """Paint a rounded rectangle."""
    left, top, right, bottom = rect.rounded()
    image.paste(color, (left, top), rounded_mask(right - left, bottom - top, radius, corners))


def disc(image: Image.Image, center: tuple[float, float], radius: float, color: Rgb) -> None:
    """Paint a disc."""
    diameter = round(2 * radius)
    image.paste(color, (round(center[0] - diameter / 2), round(center[1] - diameter / 2)), disc_mask(diameter))


@lru_cache(maxsize=16)
def _shadow_mask(width: int, height: int, radius: int, blur: int) -> Image.Image:
    mask = Image.new("L", (width + 6 * blur, height + 6 * blur), 0)
    mask.paste(rounded_mask(width, height, radius), (3 * blur, 3 * blur))
    small = mask.reduce(4).filter(ImageFilter.GaussianBlur(blur / 4))
    return small.resize(mask.size, Image.Resampling.BILINEAR).point(lambda value: value * 0.3)


def shadow(image: Image.Image, rect: Rect, radius: int, color: Rgb, blur: int = 10, drop: int = 5) -> None:
    """Paint a soft shadow under a rounded rectangle."""
    left, top, right, bottom = rect.rounded()
    mask = _shadow_mask(right - left, bottom - top, radius, blur)
    image.paste(color, (left - 3 * blur, top - 3 * blur + drop), mask)


@lru_cache(maxsize=64)
def _pictogram_mask(name: str, size: int) -> Image.Image:
    with Image.open(assets.asset("icons", "pictograms", f"{name}.png")) as icon:
        return icon.getchannel("A").resize((size, size), Image.Resampling.LANCZOS)


def pictogram(image: Image.Image, name: str, center: tuple[float, float], size: int, color: Rgb) -> None:
    """Paint one of ``assets/icons/pictograms`` in one colour."""
    image.paste(color, (round(center[0] - size / 2), round(center[1] - size / 2)), _pictogram_mask(name, size))


def pictogram_mask(name: str, size: int) -> Image.Image:
    """A pictogram as an L mask of ``size`` pixels."""
    return _pictogram_mask(name, size)


def resized(pixels: Pixels, box: Rect, size: tuple[int, int]) -> Image.Image:
    """The part ``box`` of a picture, resampled by Lanczos to ``size`` (width, height)."""
    image = Image.fromarray(pixels)
    left, top = max(0.0, box.left), max(0.0, box.top)
    right, bottom = min(float(image.width), box.right), min(float(image.height), box.bottom)
    return image.resize(size, Image.Resampling.LANCZOS, box=(left, top, right, bottom), reducing_gap=2.0)


def portrait(pixels: Pixels, diameter: int) -> Image.Image:
    """The middle of a photo as a square of ``diameter`` pixels; of a tall one the upper part, where the face is."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    left, top = (width - side) / 2, (height - side) * 0.3
    return resized(pixels, Rect(left, top, left + side, top + side), (diameter, diameter))


def paste_round(image: Image.Image, picture: Image.Image, center: tuple[float, float]) -> None:
    """Paste a square picture as a disc."""
    half = picture.width / 2
    image.paste(picture, (round(center[0] - half), round(center[1] - half)), disc_mask(picture.width))
