"""Cut a container of several elements to the one of a text: its part of a switcher, its row, or its button."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element import edge_frames
from annotator.screen.element.blocks import find_block
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.label_icons import MARGIN
from annotator.screen.element.links import is_colored
from annotator.screen.element.list_rows import find_icon_before
from annotator.screen.element.surroundings import MIN_TEXT_OVERLAP, MIN_WORD_LETTERS, Surroundings
from annotator.screen.propose.screen_words import is_exactly

MAX_PART_OFFSET: Final = 0.12
"""How far the middle of a text in a switcher may be from that of its part, in widths of the part."""
MAX_BUTTON_CHARS: Final = 16
"""Maximum length of the words on one of several buttons; longer ones are a part of a row."""
MIN_BUTTON_GAP: Final = 1.0
"""Minimum space between two buttons without sides, in heights of the text; words of a sentence are closer."""
MAX_HEIGHT_RATIO: Final = 1.4
"""Maximum ratio of the heights of two titles: descenders make the difference."""
MIN_TITLE_GAP: Final = 0.8
"""Minimum space between two titles, in heights of the title; lines of a paragraph are closer."""
MAX_MISALIGNMENT: Final = 0.5
"""How far titles, or the icons or values of their rows, may be out of line, in heights of the title."""


def cut_to_part(around: Surroundings, text: Box, container: Box) -> Box:
    """The part of ``container`` that is ``text``'s: of a switcher, of a list, or of a row of buttons; else all of it."""
    others = [line.box for line in around.texts_in(container) if not boxes.overlap_coefficient(line.box, text)]
    if not others:
        return container
    return (
        _cut_switcher(around, text, others, container)
        or _cut_rows(around, text, container)
        or _cut_buttons(around, text, container)
        or container
    )


def _cut_switcher(around: Surroundings, text: Box, others: Sequence[Box], container: Box) -> Box | None:
    """The part of a switcher: equal parts side by side, each with a single text in its middle. A side of this part is visible."""
    if container.h > 3.6 * text.h or any(not _is_level(text, other) for other in others):
        return None
    texts = sorted([text, *others], key=lambda box: box.x)
    width = container.w / len(texts)
    for index, box in enumerate(texts):
        if abs(box.center_x - container.x - (index + 0.5) * width) > MAX_PART_OFFSET * width:
            return None
    index = texts.index(text)
    part = Box(container.x + round(index * width), container.y, round(width), container.h)
    has_edge = (index > 0 and _is_edge(around, part.x, part)) or (
        index < len(texts) - 1 and _is_edge(around, part.right, part)
    )
    return part if has_edge else None


def _cut_buttons(around: Surroundings, text: Box, container: Box) -> Box | None:
    """A button without sides among others on its line; None where nothing tells the words from those of a sentence."""
    words = sorted((line for line in around.texts_in(container) if is_word(line)), key=lambda line: line.box.x)
    row = [line for line in words if _is_level(text, line.box)]
    if len(row) < 2:
        return None
    gaps = [right.box.x - left.box.right for left, right in pairwise(row)]
    min_gap = MIN_BUTTON_GAP * text.h
    is_last = boxes.overlap_coefficient(row[-1].box, text) > 0
    is_first_of_two = len(words) == 2 and len(row[0].text) <= MAX_BUTTON_CHARS
    # "OK" at the end, apart from the text before, is a button, and so is the other of two: "Download   OK".
    is_answer = (is_last or is_first_of_two) and _is_answer(row[-1].text) and gaps[-1] >= min_gap
    are_apart = all(len(line.text) <= MAX_BUTTON_CHARS for line in row) and min(gaps) >= min_gap
    # Where there are other lines, such as a heading, capitals and colour are no pattern.
    are_alike = _are_evenly_spaced(row) or (len(row) == len(words) and _are_styled_as_buttons(around, row))
    if not (is_answer or (are_apart and are_alike)):
        return None
    return around.clip(boxes.inflated(text, MARGIN * around.em))


def _is_answer(text: str) -> bool:
    """Whether a text answers something ("OK", "Back"), so that it is no row's value."""
    return is_exactly(text, "go") or is_exactly(text, "back")


def _are_evenly_spaced(row: Sequence[TextLine]) -> bool:
    """Whether the middles of three or more texts are about equally far apart."""
    pitches = [right.box.center_x - left.box.center_x for left, right in pairwise(row)]
    return len(row) > 2 and max(pitches) - min(pitches) <= 0.15 * max(pitches)


def _are_styled_as_buttons(around: Surroundings, row: Sequence[TextLine]) -> bool:
    """Whether all texts are in capitals, or all in an accent colour."""
    if all(line.text.isupper() for line in row):
        return True
    return all(is_colored(around, line.box) for line in row)


def _is_edge(around: Surroundings, at: int, part: Box) -> bool:
    """Whether a vertical edge runs near a side of a part of a switcher."""
    reach, inset = max(2, round(MAX_PART_OFFSET * part.w / 2)), part.h // 4
    columns = around.pixels[part.y + inset : part.bottom - inset, max(0, at - reach) : at + reach].swapaxes(0, 1)
    return bool(edge_frames.score_edges(columns, 1).max(initial=0.0) >= edge_frames.MIN_VERTICAL_SHARE)


def _cut_rows(around: Surroundings, text: Box, container: Box) -> Box | None:
    """The row of a text among rows of the same make, up to the middle of the spaces between them; None if it is in none."""
    lines = [line.box for line in around.texts_in(container) if len(line.text) >= MIN_WORD_LETTERS]
    title = next((box for box in lines if boxes.overlap_coefficient(box, text) > MIN_TEXT_OVERLAP), None)
    if title is None:
        return None
    titles = _find_titles_alike(around, title, lines)
    if not titles:
        return None
    block = boxes.union(*find_block(around, title))
    top, bottom = container.y, container.bottom
    for other in titles:
        if other.bottom <= title.y:
            top = max(top, (boxes.union(*find_block(around, other)).bottom + block.y) // 2)
        else:
            bottom = min(bottom, (block.bottom + other.y) // 2)
    if not top <= block.y < block.bottom <= bottom:
        return None
    return Box(container.x, top, container.w, bottom - top)


def _find_titles_alike(around: Surroundings, title: Box, lines: Sequence[Box]) -> list[Box]:
    """The titles of rows like that of ``title``: with an icon before them, or a text at their end, at the same place."""
    end, icon = _end_of_row(title, lines), find_icon_before(around, title)
    titles = []
    for box in lines:
        is_aligned = abs(box.x - title.x) <= MAX_MISALIGNMENT * title.h
        is_sized = 1 / MAX_HEIGHT_RATIO <= box.h / title.h <= MAX_HEIGHT_RATIO
        is_apart = max(box.y - title.bottom, title.y - box.bottom) >= MIN_TITLE_GAP * title.h
        if is_aligned and is_sized and is_apart and (_ends_alike(end, box, lines) or _begins_alike(around, icon, box)):
            titles.append(box)
    return titles


def _ends_alike(end: Box | None, title: Box, lines: Sequence[Box]) -> bool:
    """Whether the row of a title ends with a text at the same place as ``end``."""
    other = _end_of_row(title, lines)
    return end is not None and other is not None and abs(other.right - end.right) <= MAX_MISALIGNMENT * title.h


def _begins_alike(around: Surroundings, icon: Box | None, title: Box) -> bool:
    """Whether an icon is before a title, at the same place as ``icon`` in its row."""
    if icon is None:
        return False
    other = find_icon_before(around, title)
    return other is not None and abs(other.center_x - icon.center_x) <= MAX_MISALIGNMENT * title.h


def _end_of_row(title: Box, lines: Sequence[Box]) -> Box | None:
    """The last text to the right of a title at its height; None if there is none."""
    after = [box for box in lines if box.x >= title.right and _is_level(title, box)]
    return max(after, key=lambda box: box.right, default=None)


def _is_level(one: Box, other: Box) -> bool:
    """Whether the middles of two texts are at about the same height."""
    return abs(one.center_y - other.center_y) <= 0.5 * min(one.h, other.h)
