"""Locate icons cut out of a screenshot, though other phones draw them at half to twice that size.

1. A coarse search over the screenshot at many sizes, for all icons at once, yields candidates (``coarse_search``).
2. The best candidates are compared by shade at sizes around their own (``compare_roughly``).
3. The best of those are compared by shade, edges and single strokes (``compare_closely``).
4. A detection is only accepted if it scores well, and clearly better than the best one that is not the icon, since
   different icons look alike at small sizes.
"""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from annotator.model import TextLine
from annotator.screen import boxes
from annotator.screen.boxes import Detection, non_maximum_suppression
from annotator.screen.load import Pixels
from annotator.screen.locate.coarse_search import CoarseTemplate, find_candidates
from annotator.screen.locate.icon_comparison import Template, compare_closely, compare_roughly
from annotator.screen.locate.punctuation import Punctuation

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
"""Overlap (0..1) from which the worse of two detections is suppressed."""
MIN_SCORE: Final = 0.83
"""Minimum similarity (-1..1) of a detection. On drawn screens in JPEG 50 to 95, the true places of icons have 0.86 and
more at 15 pixels and up, other icons and punctuation up to 0.8."""
AMBIGUITY_MARGIN: Final = 0.05
"""Minimum lead of a detection over the best one that is not the icon."""
MIN_SURE_SCORE: Final = 0.86
"""Minimum similarity of the best place, if others are to be accepted beside it."""
MAX_SURE_DIFFERENCE: Final = 0.08
"""How much worse than the best another place of the icon may be if it reaches MIN_SURE_SCORE, too."""
MAX_EQUAL_DIFFERENCE: Final = 0.02
"""How much worse than the best another place of the icon may be if it doesn't."""


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
        templates.append(CoarseTemplate(gray, *(max(gray.shape) * scale for scale in SCALES)))
    candidates = find_candidates(pixels, templates, SIZES)
    punctuation = Punctuation(pixels, texts)
    return tuple(_detect(pixels, punctuation, icon, found) for icon, found in zip(icons, candidates, strict=True))


def _detect(
    pixels: Pixels, punctuation: Punctuation, icon: Pixels, candidates: Sequence[Detection]
) -> tuple[Detection, ...]:
    """Steps 2 to 4 for one icon."""
    template = Template(icon)
    # Only overlapping candidates compete here: a shape of equal parts, such as three bars, correlates at several sizes,
    # and the rough comparison finds its own.
    apart = non_maximum_suppression(candidates, NMS_IOU, boxes.iou)
    places = [candidate.box for candidate in apart if not punctuation.contains(candidate.box)][:MAX_CANDIDATES]
    rough_fits = (compare_roughly(pixels, template, place) for place in places)
    rough = [fit for fit in rough_fits if fit and fit.score > MIN_ROUGH_SCORE]
    best = non_maximum_suppression(rough, NMS_OVERLAP)[:MAX_CLOSE_CANDIDATES]
    close_fits = (compare_closely(pixels, template, fit.box) for fit in best)
    close = [fit for fit in close_fits if fit and max(fit.box.w, fit.box.h) >= MIN_PX]
    apart = non_maximum_suppression([fit for fit in close if not punctuation.contains(fit.box)], NMS_OVERLAP)
    return select_unambiguous(apart)


def select_unambiguous(detections: Sequence[Detection]) -> tuple[Detection, ...]:
    """The places of an icon among ``detections`` (best first): the best one, and if it is sure, those that score nearly as well.

    Empty if the best is below MIN_SCORE; without those that aren't better than the best of the rest by AMBIGUITY_MARGIN.
    """
    if not detections or detections[0].score < MIN_SCORE:
        return ()
    best = detections[0].score
    same = detections[:1]
    if best >= MIN_SURE_SCORE:
        lowest = min(max(MIN_SURE_SCORE, best - MAX_SURE_DIFFERENCE), best - MAX_EQUAL_DIFFERENCE)
        same = [detection for detection in detections if detection.score >= lowest]
    rest = detections[len(same) :]
    return tuple(icon for icon in same if not rest or icon.score - rest[0].score >= AMBIGUITY_MARGIN)
