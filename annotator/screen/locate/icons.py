"""Finds small pictures on a screenshot, at half to twice their size.

All icons of a call share one pyramid of the screenshot: each is looked for where it would be about sixteen pixels
large, which is fast; the best places are then looked at closely. A place counts only if it agrees well, and clearly
better than the next best, since different icons are alike at a small size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from annotator.errors import ProblemsError
from annotator.model import Box, Problem, TextLine
from annotator.screen import boxes
from annotator.screen.load import Pixels, load
from annotator.screen.locate.coarse_search import Glance, Shape, glances
from annotator.screen.locate.punctuation import Writing
from annotator.screen.locate.similarity import Score, Template, likeness, roughly

SIZES: Final = tuple(9 * 1.1**n for n in range(60))
"""Sizes that icons are looked for at, in pixels, each a tenth larger than the last."""
SCALES: Final = (0.475, 2.1)
"""Least and greatest size of an icon with a ground of its own, relative to its picture."""
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
APART: Final = 0.5
"""Greatest part that two places share of what both cover that are looked at again."""
PLACES: Final = 64
"""How many places are looked at again, at other sizes."""
ROUGH: Final = 0.7
"""Least agreement (-1..1) at the second look; icons' own places have 0.85 and more."""
CLOSE: Final = 12
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
class Detection:
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
    try:
        with Image.open(path) as image:
            if not image.has_transparency_data:
                return Icon(opened, glyph=False)
            alpha = np.asarray(image.convert("RGBA"))[:, :, 3]
    except UnidentifiedImageError:  # a HEIC picture: phones make no drawings with a transparent ground
        return Icon(opened, glyph=False)
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
) -> tuple[tuple[Detection, ...], ...]:
    """Where each icon is seen, best first; nothing where no place is good and clearly the best.

    ``unit`` is the usual height of a text on the screenshot, in pixels; signs in ``texts`` are no icons.
    """
    drawings = [(number, drawing) for number, icon in enumerate(icons) for drawing in (icon, *icon.others)]
    writing = Writing(pixels, texts)
    seen: list[tuple[Detection, ...]] = [() for _ in icons]
    for (number, drawing), glanced in zip(
        drawings, glances(pixels, [_shape(d, unit) for _, d in drawings], SIZES), strict=True
    ):
        seen[number] = seen[number] or _look(pixels, writing, drawing, glanced)
    return tuple(seen)


def _shape(icon: Icon, unit: float) -> Shape:
    gray = np.asarray(cv2.cvtColor(icon.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    least, most = (unit * size for size in GLYPH_SIZES) if icon.glyph else (icon.size * scale for scale in SCALES)
    return Shape(gray, least, most, bare=icon.glyph)


def _look(pixels: Pixels, writing: Writing, icon: Icon, glanced: Sequence[Glance]) -> tuple[Detection, ...]:
    model = Template(icon.pixels, glyph=icon.glyph)
    # A shape of equal parts, such as three bars, is seen well at several sizes: only a second look tells which is its own.
    corners = [(glance.box.x, glance.box.y, glance.box.w, glance.box.h) for glance in glanced]
    apart = cv2.dnn.NMSBoxes(corners, [glance.score for glance in glanced], 0, APART)
    places = [glanced[number].box for number in apart if not writing.holds(glanced[number].box)][:PLACES]
    rough = [seen for place in places if (seen := roughly(pixels, model, place)) and seen.score > ROUGH]
    close = [_closely(pixels, model, seen.box) for seen in _distinct(rough)[:CLOSE]]
    close = [sight for sight in close if sight and not (icon.thin and _goes_on(pixels, icon, sight.box))]
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


def _closely(pixels: Pixels, model: Template, place: Box) -> Detection | None:
    """The place looked at closely; None where it is too small, or shows nothing."""
    seen = likeness(pixels, model, place)
    if seen is None or max(seen.box.w, seen.box.h) < LEAST_PX:
        return None
    return Detection(seen.box, seen.score)


_Seen = TypeVar("_Seen", Detection, Score)


def _distinct(sights: Sequence[_Seen]) -> list[_Seen]:
    kept: list[_Seen] = []
    for sight in sorted(sights, key=lambda sight: -sight.score):
        if all(boxes.overlap(sight.box, other.box) < 0.3 for other in kept):
            kept.append(sight)
    return kept


def clear(sights: Sequence[Detection]) -> tuple[Detection, ...]:
    """The places that are the icon: all that are surely so, or the best alone; each clearly better than any other."""
    if not sights or sights[0].score < ENOUGH:
        return ()
    best = sights[0].score
    # Of an icon that stands several times, each place agrees nearly as well as the best, and counts with it.
    least = max(SURE, best - SAME) if best < SURE else min(max(SURE, best - SAME), best - EQUAL)
    same = [sight for sight in sights if sight.score >= max(ENOUGH, least)] or [sights[0]]
    rest = sights[len(same) :]
    return tuple(sight for sight in same if not rest or sight.score - rest[0].score >= CLEAR)
