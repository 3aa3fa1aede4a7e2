"""Grows a place on a screenshot to what a finger there would press: button, field, row or tile.

Where no ``element`` holds a text, the neighbours in a list or a line below tell what its row or field is; else the text
itself is what is pressed, with a margin, and with the icon above it in toolbars and on home screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element import free_standing, list_items, list_rows
from annotator.screen.element.candidates import TOP, element_at, is_bar, is_link
from annotator.screen.load import Pixels

SEVERAL: Final = 1.4
"""Height from which on what is between two lines is more than one item, in heights of the item."""
FINGER: Final = 2.6
"""Size of what is marked where a point has nothing around it, in heights of the text: about what a finger covers."""


def outline(pixels: Pixels, box: Box, texts: Sequence[TextLine]) -> Box:
    """The element that holds ``box``: a text's box, an icon's box, or a point (1×1). ``texts`` are all of the picture.

    Returns a box within the picture. Where nothing holds it: the row or field that its neighbours or a line tell, the
    padded text, a text with the icon above it, the padded icon with the label under it, or for a point what a finger
    covers.
    """
    height, width = pixels.shape[:2]
    if box.w <= 2 and box.h <= 2:
        return boxes.within(_around_point(pixels, box, texts), width, height)
    unit = _unit(box, texts, height)
    found = _held(pixels, box, unit, texts)
    return boxes.within(found or free_standing.by_itself(pixels, box, unit, texts), width, height)


def _held(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """What holds a text or an icon: the element around it, or the item, field or row in it or without it."""
    found = element_at(pixels, box, unit, texts)
    if found is None:
        return _listed(pixels, box, unit, texts)
    inner = _field_in(pixels, found, box, unit, texts)
    return inner if inner != found else list_items.item(pixels, box, texts, found) or found


def _field_in(pixels: Pixels, element: Box, box: Box, unit: float, texts: Sequence[TextLine]) -> Box:
    """``element``, or the underlined field in it where it is a card with a question above the field."""
    above = [line.box for line in texts if boxes.middle_in(line.box, element) and line.box.bottom < box.y + unit / 2]
    if not above or box.y - max(other.bottom for other in above) < 0.9 * unit:
        return element
    field = list_rows.underlined(pixels, box, unit)
    if field is not None and field.right > element.right - unit / 4:
        # A line that goes on to the end separates rows; the field in a card ends before.
        row = _row(pixels, box, unit, texts)
        return row if row is not None and boxes.holds(boxes.padded(element, unit / 4), row) else element
    inside = field is not None and 1.7 * field.h < element.h and boxes.holds(boxes.padded(element, unit / 4), field)
    return field if field is not None and inside else element


def _listed(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The underlined field or the row of a list around a text; None for what is no text."""
    if not any(boxes.overlap(line.box, box) > 0.5 for line in texts):
        return None
    found = list_rows.underlined(pixels, box, unit) or _row(pixels, box, unit, texts)
    return None if found is None or is_link(pixels, box, found, texts) else found


def _row(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The row of a list: by its lines and icons, unless these are far apart and only space divides what is between."""
    height, width = pixels.shape[:2]

    def is_head(found: Box) -> bool:
        """Whether it is the bar above the list, with a title and buttons."""
        others = any(boxes.middle_in(line.box, found) and not boxes.overlap(line.box, box) for line in texts)
        return others and found.y < TOP * height and is_bar(found, unit, width, height)

    row, item = (
        found if found is not None and not is_head(found) else None
        for found in (list_rows.row(pixels, box, unit, texts), list_items.item(pixels, box, texts))
    )
    return item if row is None or (item is not None and row.h > SEVERAL * item.h) else row


def _around_point(pixels: Pixels, point: Box, texts: Sequence[TextLine]) -> Box:
    unit = _unit(point, texts, pixels.shape[0])
    for line in texts:
        if boxes.common(point, boxes.padded(line.box, unit * 0.2)):
            return _around_letter(pixels, line, unit, texts) if len(line.text) < 3 else outline(pixels, line.box, texts)
    seed = point
    for turn in range(3):
        seed = boxes.union(seed, free_standing.glyph(pixels, seed, unit))
        element = element_at(pixels, seed, unit, texts)
        # Inside an icon, the smallest area is a part of the icon: go on to what is around it.
        if element is not None and min(element.w, element.h) > 1.5 * unit:
            return _item_at(pixels, point, element, texts) or _tile_of(pixels, element, unit, texts) or element
        beside = None if turn else _beside(pixels, seed, unit, texts)
        if beside is not None:
            return beside
        if element is not None:
            seed = boxes.union(seed, element)
    if seed.w <= 2:
        return boxes.padded(point, unit * FINGER / 2)
    return _around(pixels, free_standing.carrier(pixels, seed, unit, texts) or seed, unit, texts)


def _item_at(pixels: Pixels, point: Box, menu: Box, texts: Sequence[TextLine]) -> Box | None:
    """The item of a menu at the height of ``point``."""
    inside = [line.box for line in texts if boxes.middle_in(line.box, menu)]
    for box in sorted(inside, key=lambda box: abs(box.y + box.h / 2 - point.y))[:4]:
        found = list_items.item(pixels, box, texts, menu)
        if found is not None and boxes.holds(found, point):
            return found
    return None


def _around_letter(pixels: Pixels, line: TextLine, unit: float, texts: Sequence[TextLine]) -> Box:
    """The element at a text of one or two letters, which may also be a badge, or an icon that was read as a letter."""
    badge = free_standing.carrier(pixels, line.box, unit, texts)
    if badge is not None:
        return _around(pixels, badge, unit, texts)
    found = outline(pixels, line.box, texts)
    return _tile_of(pixels, found, unit, texts, letter=True) or found


def _around(pixels: Pixels, seed: Box, unit: float, texts: Sequence[TextLine]) -> Box:
    """The element that holds an icon, or the icon itself with its label and a margin."""
    return element_at(pixels, seed, unit, texts) or free_standing.by_itself(pixels, seed, unit, texts)


def _beside(pixels: Pixels, seed: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The button, field or row of a text at the same height that reaches as far as ``seed``."""
    middle = seed.y + seed.h / 2
    near = [line.box for line in texts if abs(line.box.y + line.box.h / 2 - middle) < 2 * unit and len(line.text) > 1]
    for box in sorted(near, key=lambda box: abs(box.y + box.h / 2 - middle) + boxes.apart(box, seed) / 4)[:3]:
        own = _unit(box, texts, pixels.shape[0])
        found = _held(pixels, box, own, texts)
        if found is not None and boxes.holds(found, seed):
            return found
    return None


def _tile_of(pixels: Pixels, icon: Box, unit: float, texts: Sequence[TextLine], *, letter: bool = False) -> Box | None:
    """The tile or row with a label to which a coloured square without any text in it belongs as its icon.

    A box to tick has the colour of its row, a switch is longer than high: they are pressed themselves. So is the button
    before a title, which no row holds together with the title.
    """
    square = 0.75 < icon.w / icon.h < 1.34 and icon.h < 6 * unit
    if not square or any(boxes.middle_in(line.box, icon) and len(line.text) > 2 for line in texts):
        return None
    inside = _ring(pixels, boxes.padded(icon, -max(2, icon.h // 8)))
    outside = _ring(pixels, boxes.padded(icon, max(2, icon.h // 8)))
    if np.abs(inside - outside).max() < 12:
        return None
    for line in texts:
        level = abs(line.box.y + line.box.h / 2 - icon.y - icon.h / 2) < 1.2 * unit
        if level and len(line.text) > 1 and 0 <= line.box.x - icon.right < 3 * unit:
            held = outline(pixels, line.box, texts)
            if boxes.holds(held, icon) and held.h < 3 * icon.h:
                return held
    tile = None if letter else element_at(pixels, icon, unit, texts)
    if tile is not None and any(boxes.middle_in(line.box, tile) for line in texts):
        return tile
    return None


def _ring(pixels: Pixels, box: Box) -> NDArray[np.float64]:
    """The median colour along the four sides of a box."""
    box = boxes.within(box, pixels.shape[1], pixels.shape[0])
    part = pixels[box.y : box.bottom, box.x : box.right]
    colors = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    return np.asarray(np.median(colors, axis=0), np.float64)


def _unit(box: Box, texts: Sequence[TextLine], height: int) -> float:
    """The height of a line of text at this place, in pixels: of the text itself, else as is common on this picture."""
    own = [line.box.h for line in texts if boxes.overlap(line.box, box) > 0.5]
    if own and box.w > 2:
        return max(6.0, float(median(own)))
    usual = [line.box.h for line in texts if len(line.text) > 2]
    return max(6.0, float(median(usual)) if usual else height / 60)
