"""Locate icons that were cut out of a screenshot by their pixels, at half to twice their size.

1. A coarse search over the screenshot at many sizes, for all icons at once, yields candidates (``coarse_search``).
2. The best candidates are compared by shade at sizes around their own (``compare_roughly``).
3. The best of those are compared by shade, edges and single strokes (``compare_closely``).
4. A detection is only accepted if it scores well, and clearly better than the best one that is not the icon, since
   different icons look alike at small sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from annotator.errors import ProblemsError
from annotator.model import Box, Problem, TextLine
from annotator.screen import boxes
from annotator.screen.load import Pixels, load
from annotator.screen.locate.coarse_search import Candidate, CoarseTemplate, find_candidates
from annotator.screen.locate.punctuation import Punctuation
from annotator.screen.locate.similarity import Detection, Template, compare_closely, compare_roughly

SIZES: Final = tuple(9 * 1.1**n for n in range(60))
"""Sizes at which icons are searched, in pixels, each a tenth larger than the last."""
SCALES: Final = (0.475, 2.1)
"""Smallest and largest size of an icon with a background of its own, relative to its picture."""
GLYPH_SIZES: Final = (0.6, 5.5)
"""Smallest and largest size of a glyph, in heights of the screenshot's text: its picture's size says nothing."""

MIN_GLYPH_WIDTH: Final = 0.8
"""Minimum width of a glyph with the bare background beside it, as a fraction of its length."""
MAX_THIN_RATIO: Final = 0.4
"""Maximum width of a thin glyph, as a fraction of its length."""
BARE_END_LENGTH: Final = 0.35
"""Bare background beyond the ends of a thin glyph, as a fraction of its length: dots in a row are closer."""
MIN_PX: Final = 10
"""Size under which a place has too few pixels to tell icons apart."""

NMS_IOU: Final = 0.5
"""Maximum intersection over union of two coarse candidates that are both compared."""
MAX_CANDIDATES: Final = 64
"""How many candidates are compared roughly."""
MIN_ROUGH_SCORE: Final = 0.7
"""Minimum similarity (-1..1) in the rough comparison; the true places of icons have 0.85 and more."""
MAX_CLOSE_CANDIDATES: Final = 12
"""How many places are compared closely."""
NMS_OVERLAP: Final = 0.3
"""Overlap (0..1) above which the worse of two detections is suppressed."""

MIN_SCORE: Final = 0.83
"""Minimum similarity (-1..1) of a detection. On drawn screens in JPEG 50 to 95, the true places of icons have 0.86 and
more at 15 pixels and up, other icons and punctuation up to 0.8."""
AMBIGUITY_MARGIN: Final = 0.05
"""How much better a detection must be than the best one that is not the icon."""
MIN_SURE_SCORE: Final = 0.86
"""Minimum similarity of detections if several are to be accepted as the icon."""
MAX_SURE_DIFFERENCE: Final = 0.08
"""Maximum difference of score between places of one icon, if they are SURE_SCORE."""
MAX_EQUAL_DIFFERENCE: Final = 0.02
"""Maximum difference of score between places of one icon, sure or not."""


@dataclass(frozen=True, eq=False)
class Icon:
    """An icon to search for.

    Attributes:
        pixels: (H, W, 3).
        glyph: whether it is a shape without a background, to be found in any colour and at any size.
    """

    pixels: Pixels
    glyph: bool

    @property
    def thin(self) -> bool:
        """Whether it is a glyph much longer than wide, such as three dots."""
        sides = sorted(_extent(self.pixels, axis) for axis in (0, 1))
        return self.glyph and sides[0] < MAX_THIN_RATIO * sides[1]

    @property
    def size(self) -> int:
        """The longer side, in pixels."""
        return int(max(self.pixels.shape[:2]))


def load_icon(path: Path) -> Icon:
    """The icon at ``path``. One with a transparent background is a glyph. Raises ProblemsError as ``load`` does."""
    opened = load(path).pixels
    try:
        with Image.open(path) as image:
            if not image.has_transparency_data:
                return Icon(opened, glyph=False)
            alpha = np.asarray(image.convert("RGBA"))[:, :, 3]
    except UnidentifiedImageError:  # a HEIC picture: phones make no drawings with a transparent background
        return Icon(opened, glyph=False)
    shape = np.argwhere(alpha > 32)
    if not len(shape) or alpha.min() > 200:
        return Icon(opened, glyph=False)
    if alpha.shape != opened.shape[:2]:
        raise ProblemsError([Problem(path.name, 0, "is turned by its EXIF.", "Save the icon as a plain PNG.")])
    (top, left), (bottom, right) = shape.min(axis=0), shape.max(axis=0) + 1
    shown = 255 - alpha[top:bottom, left:right]
    margin = max(1, round(max(shown.shape) / 10))
    # The bare background beside a thin shape is part of it: three dots of a longer row are another icon.
    across, down = (
        margin + max(0, (round(MIN_GLYPH_WIDTH * max(shown.shape)) - side) // 2) for side in shown.shape[::-1]
    )
    framed = cv2.copyMakeBorder(shown, down, down, across, across, cv2.BORDER_CONSTANT, value=[255.0])
    return Icon(np.dstack([framed] * 3).astype(np.uint8), glyph=True)


def locate_icons(
    pixels: Pixels, icons: Sequence[Icon], em: float, texts: Sequence[TextLine] = ()
) -> tuple[tuple[Detection, ...], ...]:
    """Locate icons. Returns the detections of each, best first; empty if no place scores well and clearly best.

    Args:
        pixels: (H, W, 3), the screenshot.
        icons: what to look for.
        em: usual height of a text on the screenshot, in pixels.
        texts: all texts on it; their punctuation is never an icon.
    """
    punctuation = Punctuation(pixels, texts)
    templates = [_coarse_template(icon, em) for icon in icons]
    return tuple(
        _detect(pixels, punctuation, icon, candidates)
        for icon, candidates in zip(icons, find_candidates(pixels, templates, SIZES), strict=True)
    )


def _coarse_template(icon: Icon, em: float) -> CoarseTemplate:
    gray = np.asarray(cv2.cvtColor(icon.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    smallest, largest = (em * size for size in GLYPH_SIZES) if icon.glyph else (icon.size * scale for scale in SCALES)
    return CoarseTemplate(gray, smallest, largest, any_contrast=icon.glyph)


def _detect(
    pixels: Pixels, punctuation: Punctuation, icon: Icon, candidates: Sequence[Candidate]
) -> tuple[Detection, ...]:
    """Steps 2 to 4 for one icon."""
    template = Template(icon.pixels, glyph=icon.glyph)
    # Only overlapping candidates compete here: a shape of equal parts, such as three bars, correlates at several sizes,
    # and the rough comparison tells which is its own.
    corners = [(each.box.x, each.box.y, each.box.w, each.box.h) for each in candidates]
    apart = cv2.dnn.NMSBoxes(corners, [each.score for each in candidates], 0, NMS_IOU)
    places = [candidates[n].box for n in apart if not punctuation.contains(candidates[n].box)][:MAX_CANDIDATES]
    compared = (compare_roughly(pixels, template, place) for place in places)
    rough = [seen for seen in compared if seen and seen.score > MIN_ROUGH_SCORE]
    compared = (
        compare_closely(pixels, template, seen.box) for seen in non_maximum_suppression(rough)[:MAX_CLOSE_CANDIDATES]
    )
    close = [seen for seen in compared if seen and max(seen.box.w, seen.box.h) >= MIN_PX]
    close = [seen for seen in close if not (icon.thin and _is_part_of_longer(pixels, icon, seen.box))]
    close = [seen for seen in close if not punctuation.contains(seen.box)]
    return select_unambiguous(non_maximum_suppression(close))


def _is_part_of_longer(pixels: Pixels, icon: Icon, place: Box) -> bool:
    """Whether something follows at an end of a thin shape: three dots of a longer row are another icon."""
    upright = bool(_extent(icon.pixels, 0) < _extent(icon.pixels, 1))
    lines = pixels if upright else pixels.swapaxes(0, 1)
    at, x, length, across = (place.y, place.x, place.h, place.w) if upright else (place.x, place.y, place.w, place.h)
    margin, half = round(BARE_END_LENGTH * length), max(1, across // 10)
    middle = x + across // 2
    part = lines[max(0, at - margin) : at + length + margin, max(0, middle - half) : middle + half + 1].astype(np.int16)
    own = lines[at : at + length, x : x + across].astype(np.int16)
    off = np.abs(part - np.median(own, axis=(0, 1))).max(axis=(1, 2))
    inside = off[min(at, margin) : min(at, margin) + length]
    outside = np.concatenate([off[: min(at, margin)], off[min(at, margin) + length :]])
    return bool(inside.size and outside.size and outside.max() > inside.max() / 2)


def _extent(shape: Pixels, axis: int) -> int:
    """How far a dark shape reaches along rows (``axis`` 1) or columns (0), in pixels."""
    drawn = np.flatnonzero((shape[:, :, 0] < 128).any(axis=axis))
    return int(drawn[-1] - drawn[0]) + 1 if drawn.size else 0


def non_maximum_suppression(detections: Sequence[Detection]) -> list[Detection]:
    """The detections that overlap no better one, best first."""
    kept: list[Detection] = []
    for detection in sorted(detections, key=lambda detection: -detection.score):
        if all(boxes.overlap_coefficient(detection.box, other.box) < NMS_OVERLAP for other in kept):
            kept.append(detection)
    return kept


def select_unambiguous(detections: Sequence[Detection]) -> tuple[Detection, ...]:
    """Those of ``detections`` (best first) that are the icon: all sure ones, or the best alone; none if ambiguous.

    Each must be better than the best of the others by AMBIGUITY_MARGIN.
    """
    if not detections or detections[0].score < MIN_SCORE:
        return ()
    best = detections[0].score
    # Where an icon occurs several times, all its places score nearly as well as the best.
    lowest = max(MIN_SURE_SCORE, best - MAX_SURE_DIFFERENCE)
    lowest = lowest if best < MIN_SURE_SCORE else min(lowest, best - MAX_EQUAL_DIFFERENCE)
    same = [each for each in detections if each.score >= max(MIN_SCORE, lowest)] or [detections[0]]
    others = detections[len(same) :]
    return tuple(each for each in same if not others or each.score - others[0].score >= AMBIGUITY_MARGIN)
