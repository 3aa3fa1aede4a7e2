"""Recognise links by their colour: a text in a vivid colour among plain ones."""

import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.surroundings import MAX_POINT_PX, MIN_WORD_LETTERS, Surroundings

MAX_PLAIN_COLORFULNESS, MIN_LINK_COLORFULNESS = 40, 70
"""How colourful (0..255) the letters of a plain text and of a link are: below the first, and above the second."""


def is_link(around: Surroundings, box: Box, element: Box) -> bool:
    """Whether a text is coloured among plain ones in its line and ``element``, very short ones aside: only it can be pressed."""
    if box.w <= MAX_POINT_PX or not around.is_text(box):
        return False
    others = _rest_of_line(around, box)
    for line in around.texts_in(element):
        if not boxes.overlap_coefficient(line.box, box) and len(line.text) > MIN_WORD_LETTERS:
            others.append(line.box)
    if not others or not is_colored(around, box):
        return False
    return all(colorfulness(around, other) < MAX_PLAIN_COLORFULNESS for other in others)


def _rest_of_line(around: Surroundings, box: Box) -> list[Box]:
    """The parts of a line of text left and right of ``box``, where they are wide enough for words."""
    line = around.line_at(box)
    if line is None:
        return []
    left = Box(line.box.x, line.box.y, max(0, box.x - line.box.x), line.box.h)
    right = Box(box.right, line.box.y, max(0, line.box.right - box.right), line.box.h)
    return [part for part in (left, right) if part.w > 2 * around.em]


def is_colored(around: Surroundings, box: Box) -> bool:
    """Whether a text has a colour as vivid as that of a link."""
    return colorfulness(around, box) > MIN_LINK_COLORFULNESS


def colorfulness(around: Surroundings, box: Box) -> float:
    """How colourful the letters of a text are (0 for grey, up to 255): the range of their red, green and blue values."""
    part = around.crop(box).reshape(-1, 3).astype(np.int16)
    contrast = np.abs(part - np.median(part, axis=0)).max(axis=1)
    # The twelfth of the pixels that differ most from the background are the inside of the letters.
    ink = np.median(part[contrast >= np.percentile(contrast, 92)], axis=0)
    return float(ink.max() - ink.min())
