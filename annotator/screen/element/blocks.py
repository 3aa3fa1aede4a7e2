"""Find the block of lines that a text belongs to, and the element or row that contains a text or an icon."""

from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.candidates import find_element
from annotator.screen.element.label_icons import include_companion
from annotator.screen.element.links import is_link
from annotator.screen.element.list_items import find_item
from annotator.screen.element.list_rows import find_row
from annotator.screen.element.surroundings import MIN_TEXT_OVERLAP, Surroundings

MAX_LINE_GAP: Final = 0.8
"""Maximum space between two lines of a block, in heights of the smaller one; items of a list are further apart."""
MAX_LINE_OFFSET: Final = 0.5
"""How far the lines of a block may begin out of line, in heights of the higher one."""
MAX_LINE_RATIO: Final = 1.15
"""Maximum height of a line, in heights of the highest one above it in its block: a title is not smaller."""


def find_block(around: Surroundings, text: Box) -> list[Box]:
    """The lines that belong together around ``text``, from top to bottom, such as a title and the lines close below it."""
    covered = [line.box for line in around.texts if boxes.overlap_coefficient(line.box, text) > MIN_TEXT_OVERLAP]
    own = covered[0] if covered else text
    candidates = [line.box for line in around.texts if len(line.text) > 1]
    aligned = [box for box in candidates if abs(box.x - own.x) <= MAX_LINE_OFFSET * max(own.h, box.h)]
    aligned.sort(key=lambda box: box.y)
    block = [own]
    for box in aligned:
        if box.y > block[-1].y and _continues(block[-1], box, max(line.h for line in block)):
            block.append(box)
    for box in reversed(aligned):
        if box.y < block[0].y and _continues(box, block[0], box.h):
            block.insert(0, box)
    return block


def _continues(upper: Box, lower: Box, height_above: int) -> bool:
    """Whether a line is close below another, and hardly higher than ``height_above``: a higher one begins the next block."""
    close = lower.y - upper.bottom <= MAX_LINE_GAP * min(upper.h, lower.h)
    return close and lower.y >= upper.center_y and lower.h <= MAX_LINE_RATIO * height_above


def find_target_of_content(around: Surroundings, box: Box) -> Box:
    """The touch target of a text or icon: its container; without one, itself with a margin, a text with the icon above it."""
    return around.clip(find_container(around, box) or include_companion(around, box))


def find_container(around: Surroundings, box: Box) -> Box | None:
    """The button, field, card, item or row that contains a text or an icon; None for a free-standing one, and for a link."""
    return find_container_in(around, find_element(around, box), box)


def find_container_in(around: Surroundings, element: Box | None, box: Box) -> Box | None:
    """The container of a text or icon: an item in its ``element``, or all of that; without one, a row or item without sides."""
    if element is None:
        return _find_row(around, box)
    return find_item(around, box, element) or element


def _find_row(around: Surroundings, box: Box) -> Box | None:
    """The row or item of a list that a text is in, if any; None for an icon, and for a link among plain texts."""
    if not around.is_text(box):
        return None
    found = find_row(around, box) or find_item(around, box)
    return None if found is None or is_link(around, box, found) else found
