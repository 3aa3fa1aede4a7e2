"""Locate icons cut out of a screenshot, though other phones draw them at half to twice that size.

1. A coarse search over the screenshot at many sizes, for all icons at once, yields candidates (``coarse_search``).
2. The best candidates are compared by shade at sizes around their own (``compare_roughly``).
3. The best of those are compared by shade, edges and single strokes (``compare_closely``).
4. A detection is only accepted if it scores well, and clearly better than the best one that is not the icon, since
   different icons look alike at small sizes.

`propose` and `normalise` find marks for `annotator.screen.locate.icon_meanings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.boxes import Detection, non_maximum_suppression
from annotator.screen.load import Pixels
from annotator.screen.locate import coarse_search

MIN_LETTERS: Final = 3
"""Minimum number of letters and digits of a text that is surely one; with fewer, OCR may have read an icon."""
MAX_HEIGHT: Final = 1.25
"""Maximum height of punctuation, in heights of its text."""
MAX_GAP: Final = 0.4
"""Maximum gap between punctuation and the next character, in heights of the text; icons keep more distance."""
MAX_SHORT_TEXT_GAP: Final = 0.2
"""Maximum gap before punctuation in a text with fewer than MIN_LETTERS, in its heights: the plus of a grade, "B+"."""
MIN_DOT_CENTER: Final = 0.62
"""Centre of dots on the baseline, as a fraction of the text's height from its top, at least; an icon is at half of it."""
MAX_DOT_HEIGHT: Final = 0.35
"""Maximum height of dots, in heights of the text."""
SIDE_ROOM: Final = 1.2
"""How far beyond the ends of a text its punctuation is searched for, in its heights: OCR leaves some out."""
SIZES: Final = tuple(9 * 1.1**n for n in range(60))
"""Sizes at which icons are searched, in pixels, each a tenth larger than the last."""
SCALES: Final = (0.475, 2.1)
"""Smallest and largest size of an icon, relative to its picture."""
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
"""Maximum difference of score between places of one icon, if they reach MIN_SURE_SCORE."""
MAX_EQUAL_DIFFERENCE: Final = 0.02
"""Maximum difference of score between places of one icon, sure or not."""
SIDE: Final = 40
"""Side of a normalised candidate, in pixels."""
MARGIN: Final = 0.125
"""Margin around a candidate's ink in its normalised square, as a fraction of its longer side."""
MIN_CANDIDATE_PX: Final = 9
"""Longer side under which a mark has too few pixels to tell icons apart."""
CANDIDATE_SIZES: Final = (0.45, 5.5)
"""Longer side of a mark, in heights of the screenshot's text."""
MIN_ASPECT: Final = 0.12
"""Minimum shorter side of a mark, as a fraction of its longer: three small dots have a seventh."""
MIN_EDGE: Final = 26
"""Minimum difference (0..255) of neighbouring pixels at the edge of ink."""
MIN_CONTRAST: Final = 22
"""Contrast (0..255) under which a mark is noise."""
GAPS: Final = (0.0, 0.14, 0.3, 0.6)
"""Gaps that are closed, in heights of the text: between the strokes of an icon, and between its parts."""
INNER_LETTERS: Final = 3
"""Number of characters from which a text's inside is text: at its ends, OCR may have read an icon as a letter."""
END: Final = 1.3
"""Length of the ends of a text, in its heights."""
_RIM: Final = np.flatnonzero(np.pad(np.zeros((SIDE - 4, SIDE - 4), bool), 2, constant_values=True))
"""The outermost pixels of a normalised mark, where its ground is."""


@dataclass(frozen=True, eq=False)
class _TextInk:
    """The ink of a text, in which punctuation is searched for.

    For "Zoom…": ``_TextInk(Box(20, 300, 180, 36), ink, sure=True)``, with ``ink`` of the shape (36, 180).

    Attributes:
        box: the box of the text with room at both ends, in pixels.
        ink: the mask of the pixels that differ from the background, (h, w).
        sure: whether the text has at least MIN_LETTERS letters and digits, so that it is no misread icon.
    """

    box: Box
    ink: NDArray[np.bool_]
    sure: bool


class Punctuation:
    """The punctuation of all texts on a screenshot (H, W, 3)."""

    def __init__(self, pixels: Pixels, texts: Sequence[TextLine]) -> None:
        height, width = pixels.shape[:2]
        self._texts: list[_TextInk] = []
        for text in texts:
            letters = sum(character.isalnum() for character in text.text)
            # OCR reads many an icon as a single letter.
            if letters and len(text.text.strip()) > 1 and text.box.w > text.box.h:
                room = round(SIDE_ROOM * text.box.h)
                wide = Box(text.box.x - room, text.box.y, text.box.w + 2 * room, text.box.h)
                box = boxes.clipped(wide, width, height)
                ink = _ink(pixels[box.y : box.bottom, box.x : box.right])
                self._texts.append(_TextInk(box, ink, letters >= MIN_LETTERS))
        self._tops = np.array([text.box.y for text in self._texts])
        self._bottoms = np.array([text.box.bottom for text in self._texts])

    def contains(self, box: Box, max_height: float = MAX_HEIGHT) -> bool:
        """Whether the shape in ``box`` is punctuation in one of the texts: at most ``max_height`` heights of it high."""
        level = np.flatnonzero((self._tops < box.bottom) & (self._bottoms > box.y))
        texts = (self._texts[number] for number in level)
        return any(
            _is_punctuation(text, box, max_height) for text in texts if boxes.overlap_coefficient(text.box, box) > 0.5
        )


def _ink(part: Pixels) -> NDArray[np.bool_]:
    gray = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY).astype(np.int16)
    off = np.abs(gray - np.median(gray))
    return np.asarray(off > max(24, 0.4 * float(np.percentile(off, 98))))


def _is_punctuation(text: _TextInk, box: Box, max_height: float) -> bool:
    """Whether the shape in ``box`` is a dot on the baseline, or as close to other ink as characters are."""
    own = boxes.clipped(boxes.shifted(box, -text.box.x, -text.box.y), text.box.w, text.box.h)
    rows, columns = np.nonzero(text.ink[own.y : own.bottom, own.x : own.right])
    if box.h > max_height * text.box.h or not len(rows):
        return False
    top, bottom = own.y + int(rows.min()), own.y + int(rows.max()) + 1
    if text.sure and bottom - top < MAX_DOT_HEIGHT * text.box.h and (top + bottom) / 2 > MIN_DOT_CENTER * text.box.h:
        return True
    drawn: NDArray[Any] = np.asarray(text.ink.any(axis=0))
    left, right = own.x + int(columns.min()), own.x + int(columns.max()) + 1
    # Its own soft edge may reach out of the box, and is no neighbour.
    for _ in range(max(1, box.w // 8)):
        left -= left > 0 and bool(drawn[left - 1])
        right += right < len(drawn) and bool(drawn[right])
    room = max(1, round((MAX_GAP if text.sure else MAX_SHORT_TEXT_GAP) * text.box.h))
    before, after = drawn[max(0, left - room) : left], drawn[right : right + room]
    return bool(before.any() or after.any())


def locate_icons(
    pixels: Pixels, icons: Sequence[Pixels], texts: Sequence[TextLine] = ()
) -> tuple[tuple[Detection, ...], ...]:
    """Locate icons. Returns the detections of each, best first; empty if no place scores well and clearly best.

    Args:
        pixels: (H, W, 3), the screenshot.
        icons: the pixels of the icons to locate, (h, w, 3) each.
        texts: all texts on it; their punctuation is never an icon.
    """
    templates = []
    for icon in icons:
        gray = np.asarray(cv2.cvtColor(np.ascontiguousarray(icon), cv2.COLOR_RGB2GRAY), np.uint8)
        templates.append(coarse_search.CoarseTemplate(gray, *(max(gray.shape) * scale for scale in SCALES)))
    candidates = coarse_search.find_candidates(pixels, templates, SIZES)
    punctuation = Punctuation(pixels, texts)
    return tuple(_detect(pixels, punctuation, icon, own) for icon, own in zip(icons, candidates, strict=True))


def _detect(
    pixels: Pixels, punctuation: Punctuation, icon: Pixels, candidates: Sequence[Detection]
) -> tuple[Detection, ...]:
    """Steps 2 to 4 for one icon."""
    template = coarse_search.Template(icon)
    # Only overlapping candidates compete here: a shape of equal parts, such as three bars, correlates at several sizes,
    # and the rough comparison finds its own.
    apart = non_maximum_suppression(candidates, NMS_IOU, boxes.iou)
    places = [each.box for each in apart if not punctuation.contains(each.box)][:MAX_CANDIDATES]
    compared = (coarse_search.compare_roughly(pixels, template, place) for place in places)
    rough = [fit for fit in compared if fit and fit.score > MIN_ROUGH_SCORE]
    best = non_maximum_suppression(rough, NMS_OVERLAP)[:MAX_CLOSE_CANDIDATES]
    compared = (coarse_search.compare_closely(pixels, template, fit.box) for fit in best)
    close = [fit for fit in compared if fit and max(fit.box.w, fit.box.h) >= MIN_PX]
    return select_unambiguous(
        non_maximum_suppression([fit for fit in close if not punctuation.contains(fit.box)], NMS_OVERLAP)
    )


def select_unambiguous(detections: Sequence[Detection]) -> tuple[Detection, ...]:
    """The places of an icon among ``detections`` (best first): all sure ones, or the best alone; none if ambiguous.

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


LIGHT, DARK = 208, 70
"""Shades (0..255) beyond which all pixels of a light or dark icon on a picture lie."""


def propose(pixels: Pixels, em: float, texts: Sequence[TextLine] = ()) -> NDArray[np.int32]:
    """The boxes (n, 4) of all marks that may be icons: x, y, width, height in pixels, each one once.

    Args:
        pixels: (H, W, 3), the screenshot.
        em: usual height of a text on it, in pixels.
        texts: all texts on it; what lies well inside one is no candidate.
    """
    least, most = max(MIN_CANDIDATE_PX, CANDIDATE_SIZES[0] * em), max(2.0 * MIN_CANDIDATE_PX, CANDIDATE_SIZES[1] * em)
    edges = _edges(pixels)
    found = []
    for gap in GAPS:
        reach = round(gap * em / 2)
        found.append(_parts(edges, reach, least, most, rim=1))
    gray = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    for mask in (gray > LIGHT, gray < DARK):
        found.append(_parts(mask.view(np.uint8), 0, least, most, rim=0))
        found.append(_parts(mask.view(np.uint8), round(GAPS[1] * em / 2), least, most, rim=0))
    return _unique(_outside_texts(np.concatenate(found), texts))


def _edges(pixels: Pixels) -> NDArray[np.uint8]:
    pixels = np.ascontiguousarray(pixels)
    across = cv2.absdiff(pixels[:, 1:], pixels[:, :-1])
    down = cv2.absdiff(pixels[1:], pixels[:-1])
    edges = np.zeros(pixels.shape[:2], np.uint8)
    # The pixel before and the one after an edge both touch it.
    for differences, one, other in (
        (across, edges[:, 1:], edges[:, :-1]),
        (down, edges[1:], edges[:-1]),
    ):
        high = cv2.max(cv2.max(differences[:, :, 0], differences[:, :, 1]), differences[:, :, 2]) >= MIN_EDGE
        one |= high.view(np.uint8)
        other |= high.view(np.uint8)
    return edges


def _parts(mask: NDArray[np.uint8], reach: int, least: float, most: float, rim: int) -> NDArray[np.int32]:
    """Boxes of the connected parts of ``mask`` after closing gaps of twice ``reach``; ``rim`` is taken off each side."""
    if reach:
        mask = np.asarray(cv2.dilate(mask, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)), np.uint8)
    stats = cv2.connectedComponentsWithStats(mask, connectivity=8)[2][1:, :4]
    height, width = mask.shape
    x0, y0 = stats[:, 0] + reach + rim, stats[:, 1] + reach + rim
    x1, y1 = stats[:, 0] + stats[:, 2] - reach - rim, stats[:, 1] + stats[:, 3] - reach - rim
    # At the border of the picture, dilation ends before its reach.
    x0, y0 = np.where(stats[:, 0] == 0, 0, x0), np.where(stats[:, 1] == 0, 0, y0)
    x1 = np.where(stats[:, 0] + stats[:, 2] == width, width, x1)
    y1 = np.where(stats[:, 1] + stats[:, 3] == height, height, y1)
    boxes = np.stack([x0, y0, x1 - x0, y1 - y0], axis=1)
    longer, shorter = boxes[:, 2:].max(axis=1), boxes[:, 2:].min(axis=1)
    kept: NDArray[np.int32] = boxes[
        (longer >= least) & (longer <= most) & (shorter >= MIN_ASPECT * longer) & (shorter > 1)
    ]
    return kept


def _outside_texts(boxes: NDArray[np.int32], texts: Sequence[TextLine]) -> NDArray[np.int32]:
    keep = np.ones(len(boxes), bool)
    for text in texts:
        box, end = text.box, END * text.box.h
        if len(text.text.strip()) < INNER_LETTERS or box.w <= 2 * end:
            continue
        keep &= ~(
            (boxes[:, 0] >= box.x + end)
            & (boxes[:, 0] + boxes[:, 2] <= box.right - end)
            & (boxes[:, 1] >= box.y - 0.2 * box.h)
            & (boxes[:, 1] + boxes[:, 3] <= box.bottom + 0.2 * box.h)
        )
    return boxes[keep]


def _unique(boxes: NDArray[np.int32]) -> NDArray[np.int32]:
    """``boxes`` without near duplicates: those that differ from another by a pixel or two, or a sixteenth of their size."""
    step = np.maximum(2, boxes[:, 2:].max(axis=1, initial=0) // 16)[:, None]
    corners = np.concatenate([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], axis=1) // step
    _, first = np.unique(np.concatenate([corners, step], axis=1), axis=0, return_index=True)
    return boxes[np.sort(first)]


def normalise(pixels: Pixels, boxes: NDArray[np.int32]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """The marks in ``boxes`` (n, 4) as contrast to their ground, (m, SIDE, SIDE), and the indices (m) of their boxes.

    0 is the ground, 255 the strongest contrast in the mark. Marks with hardly any contrast are left out.
    """
    crops = np.empty((len(boxes), SIDE, SIDE, 3), np.uint8)
    reach = int((0.5 + MARGIN) * boxes[:, 2:].max(initial=1)) + 2
    padded = cv2.copyMakeBorder(np.ascontiguousarray(pixels), reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    for number, (x, y, w, h) in enumerate(boxes.tolist()):
        half = (0.5 + MARGIN) * max(w, h)
        left, top = round(x + w / 2 - half) + reach, round(y + h / 2 - half) + reach
        side = max(2, round(2 * half))
        window = padded[top : top + side, left : left + side]
        method = cv2.INTER_AREA if side > SIDE else cv2.INTER_LINEAR
        crops[number] = cv2.resize(window, (SIDE, SIDE), interpolation=method)
    return _contrast(crops)


def _contrast(crops: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    rim = crops.reshape(len(crops), SIDE * SIDE, 3)[:, _RIM]
    middle = rim.shape[1] // 2
    ground = np.partition(rim, middle, axis=1)[:, middle]
    high, low = np.maximum(crops, ground[:, None, None]), np.minimum(crops, ground[:, None, None])
    off = (high - low).max(axis=3)
    inner = off[:, 4:-4, 4:-4].reshape(len(off), (SIDE - 8) ** 2)
    strongest = np.partition(inner, -inner.shape[1] // 50, axis=1)[:, -inner.shape[1] // 50].astype(np.float32)
    kept = np.flatnonzero(strongest >= MIN_CONTRAST)
    scaled = off[kept] * (255 / strongest[kept])[:, None, None]
    return np.minimum(scaled, 255).astype(np.uint8), kept


def as_box(row: NDArray[np.int32]) -> Box:
    """A row of `propose` as a Box."""
    x, y, w, h = (int(value) for value in row)
    return Box(x, y, w, h)
