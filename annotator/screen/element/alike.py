"""Find the controls that look like another one, so that only their words tell them apart.

"While using the app", "Only this time" and "Don't allow", one above the other in a dialogue, are such; a blue "Install" beside
a grey "Cancel" isn't.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, Found, PictureKind, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.points import find_touch_target
from annotator.screen.load import Pixels, rim_color

MAX_TRIED: Final = 4
"""The maximum number of texts whose touch target is searched for, nearest first: each takes 60 ms."""
MAX_SIZE_RATIO: Final = 1.35
"""Maximum ratio of the heights of two texts, or of a side of two controls, that are alike; letters such as p make a third."""
MAX_OFFSET: Final = 0.6
"""How far two texts, or two controls, may be out of line, in heights of the text."""
MAX_COLOR_DIFFERENCE: Final = 24.0
"""Maximum difference of two colours in any channel, of 255: what JPEG and smooth edges make of one."""
LETTER_CONTRAST: Final = 0.8
"""The pixels of letters differ from their ground by at least this share of the largest difference; others are their edges."""


def find_alike(pixels: Pixels, texts: Sequence[TextLine], found: Found, kind: PictureKind) -> tuple[Box, ...]:
    """The touch targets near that of a text that look like it: of about its size, in line with it, with a text of its colours."""
    text, outline = found.box, found.outline
    if not isinstance(found.target, TextTarget) or text is None or outline is None:
        return ()
    reach = MAX_OFFSET * text.h
    near = sorted((line.box for line in texts), key=lambda box: abs(box.x - text.x) + abs(box.y - text.y))
    outside = [box for box in near if not boxes.center_in(box, outline)]
    similar = [box for box in outside if _is_similar(box.h, text.h) and _is_in_line(box, text, reach)]
    colors = _find_colors(pixels, text)
    tried = [
        box
        for box in similar[: 2 * MAX_TRIED]
        if np.abs(_find_colors(pixels, box) - colors).max() <= MAX_COLOR_DIFFERENCE
    ]
    alike: list[Box] = []
    for box in tried[:MAX_TRIED]:
        target = find_touch_target(pixels, box, texts, kind=kind)
        is_apart = not boxes.intersection(target, outline) and target not in alike
        if is_apart and _is_like(target, outline, reach):
            alike.append(target)
    return tuple(alike)


def _is_similar(one: float, other: float) -> bool:
    return max(one, other) <= MAX_SIZE_RATIO * min(one, other)


def _is_in_line(one: Box, other: Box, reach: float) -> bool:
    """Whether two boxes are about level, or have about the same left edge or middle."""
    is_level = abs(one.center_y - other.center_y) <= reach
    return is_level or abs(one.x - other.x) <= reach or abs(one.center_x - other.center_x) <= reach


def _is_like(one: Box, other: Box, reach: float) -> bool:
    """Whether two controls are in line and about equally high; those that aren't level also about equally wide."""
    is_level = abs(one.center_y - other.center_y) <= reach
    return _is_similar(one.h, other.h) and (is_level or _is_similar(one.w, other.w)) and _is_in_line(one, other, reach)


def _find_colors(pixels: Pixels, text: Box) -> NDArray[np.float64]:
    """The colours of the ground of a text and of its letters: (2, 3)."""
    area = boxes.clipped(text, pixels.shape[1], pixels.shape[0])
    part = pixels[area.y : area.bottom, area.x : area.right]
    ground = rim_color(part)
    difference = np.abs(part - ground).max(axis=2)
    letters = part[difference >= LETTER_CONTRAST * difference.max()]
    return np.stack([ground, np.median(letters, axis=0)])
