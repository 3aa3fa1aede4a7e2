"""Finds small pictures on a screenshot, at half to twice their size.

All icons of a call share one pyramid of the screenshot: each is looked for where it would be about sixteen pixels
large, which is fast; the best places are then looked at closely. A place counts only if it agrees well, and clearly
better than the next best, since different icons are alike at a small size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from PIL import Image

from annotator.errors import ProblemsError
from annotator.model import Box, Problem, TextLine
from annotator.picture import boxes
from annotator.picture.alike import Model, likeness
from annotator.picture.load import Pixels, load
from annotator.picture.pyramid import COARSE_PX, Gray, Level, Pyramid
from annotator.picture.written import Writing

SCALES: Final = tuple(0.5 * 4 ** (n / 17) for n in range(18))
"""Sizes of an icon relative to its picture: half to double, each 8 % larger than the last."""
GLYPH_SIZES: Final = (0.6, 5.5)
"""Least and greatest size of a glyph without a ground of its own, in heights of the screenshot's text."""
BARE: Final = 0.8
"""Least width of a glyph with what is bare beside it, as a part of its length."""
THIN: Final = 0.4
"""Width of a thin glyph at most, as a part of its length."""
BESIDE: Final = 0.35
"""What is bare beyond the ends of a thin glyph, as a part of its length: dots in a row are closer."""
LEAST_PX: Final = 10
"""Size under which a place has too few pixels to tell icons apart."""
ENOUGH: Final = 0.83
"""Least agreement (-1..1) of a place with the icon. On drawn screens in JPEG 50 to 95, icons' own places have 0.86 and
more at 15 pixels and up, other icons and signs up to 0.8."""
CLEAR: Final = 0.05
"""By how much a place must be better than the best one that is not the icon; places that are SURE may all be it."""
SURE: Final = 0.86
SAME: Final = 0.08
"""By how much the places of one icon differ at most."""
EQUAL: Final = 0.02
"""By how much equal places of one icon differ at most, also where some of them are not SURE."""
PLACES: Final = 12
"""How many places are looked at closely."""


@dataclass(frozen=True, eq=False)
class Icon:
    """A small picture to look for: ``pixels`` (H, W, 3).

    A ``glyph`` is a shape without a ground: it is found in any colour, and its own size says nothing. ``others`` are
    further drawings of the same sign, looked for in turn where those before them are not seen.
    """

    pixels: Pixels
    glyph: bool
    others: tuple[Icon, ...] = ()

    @property
    def thin(self) -> bool:
        """Whether it is a glyph much longer than wide, such as three dots."""
        sides = sorted(_extent(self.pixels, axis) for axis in (0, 1))
        return self.glyph and sides[0] < THIN * sides[1]

    @property
    def size(self) -> int:
        """The longer side, in pixels."""
        return int(max(self.pixels.shape[:2]))


@dataclass(frozen=True, slots=True)
class Sight:
    """A place where an icon is seen, and how well it agrees (0..1)."""

    box: Box
    score: float


def load_icon(path: Path) -> Icon:
    """The icon at ``path``, with its other drawings (``drawings/NAME/*`` beside it). Raises ProblemsError as ``load`` does.

    One with a transparent ground is a glyph.
    """
    others = sorted((path.parent / "drawings" / path.stem).glob(f"*{path.suffix}"))
    return replace(_loaded(path), others=tuple(_loaded(other) for other in others))


def _loaded(path: Path) -> Icon:
    opened = load(path).pixels
    with Image.open(path) as image:
        if not image.has_transparency_data:
            return Icon(opened, glyph=False)
        alpha = np.asarray(image.convert("RGBA"))[:, :, 3]
    shape = np.argwhere(alpha > 32)
    if not len(shape) or alpha.min() > 200:
        return Icon(opened, glyph=False)
    if alpha.shape != opened.shape[:2]:
        raise ProblemsError([Problem(path.name, 0, "is turned by its EXIF.", "Save the icon as a plain PNG.")])
    (top, left), (bottom, right) = shape.min(axis=0), shape.max(axis=0) + 1
    shown = 255 - alpha[top:bottom, left:right]
    margin = max(1, round(max(shown.shape) / 10))
    # What is bare beside a thin shape belongs to it: three dots alone are not those of a list.
    across, down = (margin + max(0, (round(BARE * max(shown.shape)) - side) // 2) for side in shown.shape[::-1])
    framed = cv2.copyMakeBorder(shown, down, down, across, across, cv2.BORDER_CONSTANT, value=[255.0])
    return Icon(np.dstack([framed] * 3).astype(np.uint8), glyph=True)


def locate(
    pixels: Pixels, icons: Sequence[Icon], unit: float, texts: Sequence[TextLine] = ()
) -> tuple[tuple[Sight, ...], ...]:
    """Where each icon is seen, best first; nothing where no place is good and clearly the best.

    ``unit`` is the usual height of a text on the screenshot, in pixels; signs in ``texts`` are no icons.
    """
    pyramid, writing = Pyramid(pixels), Writing(pixels, texts)
    return tuple(_first_seen(pyramid, writing, icon, unit) for icon in icons)


def _first_seen(pyramid: Pyramid, writing: Writing, icon: Icon, unit: float) -> tuple[Sight, ...]:
    seen = (_locate(pyramid, writing, drawing, unit) for drawing in (icon, *icon.others))
    return next((sights for sights in seen if sights), ())


def _locate(pyramid: Pyramid, writing: Writing, icon: Icon, unit: float) -> tuple[Sight, ...]:
    sights: list[Sight] = []
    for size in _sizes(icon, unit):
        sights += _peaks(pyramid.level(COARSE_PX / size), icon, size)
    coarse = [sight for sight in _distinct(sights) if not writing.holds(sight.box)][:PLACES]
    model = Model(icon.pixels, glyph=icon.glyph)
    close = [_closely(pyramid.pixels, model, sight) for sight in coarse]
    close = [sight for sight in close if sight and not (icon.thin and _goes_on(pyramid.pixels, icon, sight.box))]
    return clear(_distinct([sight for sight in close if sight and not writing.holds(sight.box)]))


def _goes_on(pixels: Pixels, icon: Icon, place: Box) -> bool:
    """Whether something follows at an end of a thin shape: three dots of a longer row are not those of a list."""
    upright = bool(_extent(icon.pixels, 0) < _extent(icon.pixels, 1))
    lines = pixels if upright else pixels.swapaxes(0, 1)
    at, x, length, across = (place.y, place.x, place.h, place.w) if upright else (place.x, place.y, place.w, place.h)
    margin, half = round(BESIDE * length), max(1, across // 10)
    middle = x + across // 2
    part = lines[max(0, at - margin) : at + length + margin, max(0, middle - half) : middle + half + 1].astype(np.int16)
    own = lines[at : at + length, x : x + across].astype(np.int16)
    off = np.abs(part - np.median(own, axis=(0, 1))).max(axis=(1, 2))
    inside = off[min(at, margin) : min(at, margin) + length]
    outside = np.concatenate([off[: min(at, margin)], off[min(at, margin) + length :]])
    return bool(inside.size and outside.size and outside.max() > inside.max() / 2)


def _extent(shape: Pixels, axis: int) -> int:
    """How far a dark shape reaches along rows (``axis`` 1) or columns (0)."""
    drawn = np.flatnonzero((shape[:, :, 0] < 128).any(axis=axis))
    return int(drawn[-1] - drawn[0]) + 1 if drawn.size else 0


def _closely(pixels: Pixels, model: Model, sight: Sight) -> Sight | None:
    """The place looked at closely; None where it is too small, or shows nothing."""
    seen = likeness(pixels, model, sight.box)
    if seen is None or max(seen.box.w, seen.box.h) < LEAST_PX:
        return None
    return Sight(seen.box, seen.score)


def _sizes(icon: Icon, unit: float) -> list[float]:
    if not icon.glyph:
        return [icon.size * scale for scale in SCALES]
    least, most = (unit * size for size in GLYPH_SIZES)
    count = 20
    sizes = [least * (most / least) ** (n / (count - 1)) for n in range(count)]
    return [size for size in sizes if size >= 0.9 * LEAST_PX]


def _peaks(level: Level, icon: Icon, size: float) -> Iterator[Sight]:
    template = _shape(icon, size * level.factor)
    h, w = template.shape
    height, width = level.gray.shape
    agreement = np.full((max(0, height - h + 1), max(0, width - w + 1)), -1, np.float32)
    for part in level.parts:
        pixels = level.gray[part.y : part.bottom + h - 1, part.x : part.right + w - 1]
        if pixels.shape[0] < h or pixels.shape[1] < w:
            continue
        result = cv2.matchTemplate(pixels, template, cv2.TM_CCOEFF_NORMED)
        result = np.abs(result) if icon.glyph else result
        # A flat area has no structure to agree with; OpenCV gives 1 or infinity there.
        result = np.where(np.isfinite(result) & (result <= 1.0001), result, -1.0)
        agreement[part.y : part.y + result.shape[0], part.x : part.x + result.shape[1]] = result
    factor = level.factor
    for _ in range(5 if agreement.size else 0):
        _, score, _, (x, y) = cv2.minMaxLoc(agreement)
        if score < 0.55:
            return
        box = Box(round(x / factor), round(y / factor), max(1, round(w / factor)), max(1, round(h / factor)))
        yield Sight(box, float(score))
        agreement[max(0, y - h // 2) : y + h // 2 + 1, max(0, x - w // 2) : x + w // 2 + 1] = -1


def _shape(icon: Icon, longer: float) -> Gray:
    """The icon in grey, ``longer`` pixels large."""
    scale = longer / icon.size
    h, w = (max(4, round(side * scale)) for side in icon.pixels.shape[:2])
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.cvtColor(cv2.resize(icon.pixels, (w, h), interpolation=way), cv2.COLOR_RGB2GRAY), np.uint8)


def _distinct(sights: Sequence[Sight]) -> list[Sight]:
    kept: list[Sight] = []
    for sight in sorted(sights, key=lambda sight: -sight.score):
        if all(boxes.overlap(sight.box, other.box) < 0.3 for other in kept):
            kept.append(sight)
    return kept


def clear(sights: Sequence[Sight]) -> tuple[Sight, ...]:
    """The places that are the icon: all that are surely so, or the best alone; each clearly better than any other."""
    if not sights or sights[0].score < ENOUGH:
        return ()
    best = sights[0].score
    # Of an icon that stands several times, each place agrees nearly as well as the best, and counts with it.
    least = max(SURE, best - SAME) if best < SURE else min(max(SURE, best - SAME), best - EQUAL)
    same = [sight for sight in sights if sight.score >= max(ENOUGH, least)] or [sights[0]]
    rest = sights[len(same) :]
    return tuple(sight for sight in same if not rest or sight.score - rest[0].score >= CLEAR)
