"""Group the lines of a list's item: a title, and the smaller or paler lines close below it."""

from __future__ import annotations

from typing import Final

import numpy as np

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.candidates import is_link
from annotator.screen.element.list_items import MIN_COLOR_DIFFERENCE, ink_color
from annotator.screen.element.surroundings import Surroundings, measure_dp

MAX_LINE_GAP: Final = 0.8
"""Maximum space between two lines of a row, in heights of the lower one; items of a list are further apart."""
MAX_MISALIGNMENT: Final = 0.5
"""How far the lines of a row may begin out of line, in heights of the text."""
MAX_LINE_RATIO: Final = 1.15
"""Maximum height of a line below a title, in heights of the title: titles are not smaller."""
MAX_SUBTITLE_RATIO: Final = 0.75
"""Maximum height of the lines below a title, in heights of the title, unless their colour is another:
without descenders a line of the same size has 0.79."""
MARGIN_DP: Final = 5.0
"""Margin around the parts of a row without sides, in dp."""
MIN_WITHIN: Final = 0.9
"""Minimum overlap of a text with a title for the text to be the whole title."""


def include_subtitle(around: Surroundings, text: Box, target: Box) -> Box:
    """``target``, the target of a title that nothing holds, with the smaller or paler lines close below it."""
    block = find_block(around, text)
    title, *lines = block
    if not lines or boxes.overlap_coefficient(title, text) < MIN_WITHIN or is_link(around, text, boxes.union(*block)):
        return target
    smaller = all(line.h <= MAX_SUBTITLE_RATIO * title.h for line in lines)
    paler = np.abs(ink_color(around, title) - ink_color(around, lines[0])).max() > MIN_COLOR_DIFFERENCE
    margin = MARGIN_DP * measure_dp(around)
    return boxes.union(target, boxes.inflated(boxes.union(*block), margin)) if smaller or paler else target


def find_block(around: Surroundings, text: Box) -> list[Box]:
    """The lines of the item of a list that ``text`` is in, from top to bottom: its title and what is close below it."""
    own = next((line.box for line in around.texts if boxes.overlap_coefficient(line.box, text) > 0.5), text)
    aligned = sorted(
        (
            line.box
            for line in around.texts
            if abs(line.box.x - own.x) <= MAX_MISALIGNMENT * max(own.h, line.box.h) and len(line.text) > 1
        ),
        key=lambda box: box.y,
    )
    block = [own]
    for box in aligned:
        if box.y > block[-1].y and _continues(block[-1], box, max(line.h for line in block)):
            block.append(box)
    for box in reversed(aligned):
        if box.y < block[0].y and _continues(box, block[0], box.h):
            block.insert(0, box)
    return block


def _continues(upper: Box, lower: Box, height: int) -> bool:
    """Whether a line is close below another, and no higher than ``height``: it may be the title of the next item."""
    close = lower.y - upper.bottom <= MAX_LINE_GAP * min(upper.h, lower.h)
    return close and lower.y >= upper.y + upper.h / 2 and lower.h <= MAX_LINE_RATIO * height
