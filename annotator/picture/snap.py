"""Grows a place on a screenshot to the element that a finger there would press: button, field, row or tile.

``ground`` proposes rectangles; here they vote: what several tolerances and the contours agree on, with complete sides,
of a plausible size, and without too much else in it. Of nested ones the smallest counts. Where nothing holds a text, the
neighbours in a list or a line below tell what its row or field is; else the text itself is what is pressed, with a
margin, and with the icon above it in toolbars and on home screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, TextLine
from annotator.picture import alone, boxes, items, rows
from annotator.picture.ground import Strip
from annotator.picture.load import Pixels

REACH: Final = 16
"""How far above and below a text its element is looked for, in heights of the text."""
ROW: Final = 6.0
"""How much higher than its text a row or a button may be, in heights of the text."""
TILE: Final = (20.0, 17.0)
"""Width and height of the largest tile with one label, in heights of the label."""
SUPPORT: Final = 0.72
"""How complete the sides of an element are at least (0..1); of one that a single proposal made, LONELY."""
LONELY: Final = 0.9
SIDE: Final = 0.3
"""How much of each side must be there at least, since something else may lie on the element; of a rectangle that is
known only by its edges, FRAME_SIDE."""
FRAME_SIDE: Final = 0.75
COMPLETE: Final = 0.97
"""How complete the sides are of an element that is preferred to a part of it, and how much more at least: MISSING."""
MISSING: Final = 0.08
SEVERAL: Final = 1.4
"""Height from which on what is between two lines is more than one item, in heights of the item."""
TOP: Final = 0.09
"""The part of a screen's height in which the bar at its upper end begins."""
FINGER: Final = 2.6
"""Size of what is marked where a point has nothing around it, in heights of the text: about what a finger covers."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rectangle that ``votes`` proposals agree on, and how complete its sides are (0..1)."""

    box: Box
    support: float
    votes: int


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
    return boxes.within(found or alone.by_itself(pixels, box, unit, texts), width, height)


def _held(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """What holds a text or an icon: the element around it, or the item, field or row in it or without it."""
    found = _element(pixels, box, unit, texts)
    if found is None:
        return _listed(pixels, box, unit, texts)
    inner = _field_in(pixels, found, box, unit, texts)
    return inner if inner != found else items.item(pixels, box, texts, found) or found


def _field_in(pixels: Pixels, element: Box, box: Box, unit: float, texts: Sequence[TextLine]) -> Box:
    """``element``, or the underlined field in it where it is a card with a question above the field."""
    above = [line.box for line in texts if boxes.middle_in(line.box, element) and line.box.bottom < box.y + unit / 2]
    if not above or box.y - max(other.bottom for other in above) < 0.9 * unit:
        return element
    field = rows.underlined(pixels, box, unit)
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
    found = rows.underlined(pixels, box, unit) or _row(pixels, box, unit, texts)
    return None if found is None or _is_link(pixels, box, found, texts) else found


def _row(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The row of a list: by its lines and icons, unless these are far apart and only space divides what is between."""
    height, width = pixels.shape[:2]

    def is_head(found: Box) -> bool:
        """Whether it is the bar above the list, with a title and buttons."""
        others = any(boxes.middle_in(line.box, found) and not boxes.overlap(line.box, box) for line in texts)
        return others and found.y < TOP * height and _is_bar(found, unit, width, height)

    row, item = (
        found if found is not None and not is_head(found) else None
        for found in (rows.row(pixels, box, unit, texts), items.item(pixels, box, texts))
    )
    return item if row is None or (item is not None and row.h > SEVERAL * item.h) else row


def _around_point(pixels: Pixels, point: Box, texts: Sequence[TextLine]) -> Box:
    unit = _unit(point, texts, pixels.shape[0])
    for line in texts:
        if boxes.common(point, boxes.padded(line.box, unit * 0.2)):
            return _around_letter(pixels, line, unit, texts) if len(line.text) < 3 else outline(pixels, line.box, texts)
    seed = point
    for turn in range(3):
        seed = boxes.union(seed, alone.glyph(pixels, seed, unit))
        element = _element(pixels, seed, unit, texts)
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
    return _around(pixels, alone.carrier(pixels, seed, unit, texts) or seed, unit, texts)


def _item_at(pixels: Pixels, point: Box, menu: Box, texts: Sequence[TextLine]) -> Box | None:
    """The item of a menu at the height of ``point``."""
    inside = [line.box for line in texts if boxes.middle_in(line.box, menu)]
    for box in sorted(inside, key=lambda box: abs(box.y + box.h / 2 - point.y))[:4]:
        found = items.item(pixels, box, texts, menu)
        if found is not None and boxes.holds(found, point):
            return found
    return None


def _around_letter(pixels: Pixels, line: TextLine, unit: float, texts: Sequence[TextLine]) -> Box:
    """The element at a text of one or two letters, which may also be a badge, or an icon that was read as a letter."""
    badge = alone.carrier(pixels, line.box, unit, texts)
    if badge is not None:
        return _around(pixels, badge, unit, texts)
    found = outline(pixels, line.box, texts)
    return _tile_of(pixels, found, unit, texts, letter=True) or found


def _around(pixels: Pixels, seed: Box, unit: float, texts: Sequence[TextLine]) -> Box:
    """The element that holds an icon, or the icon itself with its label and a margin."""
    return _element(pixels, seed, unit, texts) or alone.by_itself(pixels, seed, unit, texts)


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
    tile = None if letter else _element(pixels, icon, unit, texts)
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


# ---------------------------------------------------------------- the element around a place


def _element(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    height, width = pixels.shape[:2]
    box = boxes.within(box, width, height)
    top = max(0, round(box.y - REACH * unit))
    bottom = min(height, round(box.bottom + REACH * unit))
    near = [boxes.moved(line.box, 0, -top) for line in texts if line.box.bottom > top and line.box.y < bottom]
    strip = Strip(pixels[top:bottom], near, unit, ends=bottom == height)
    place = boxes.moved(box, 0, -top)

    def judged(proposals: Iterable[Box], least: float) -> list[_Candidate]:
        plausible = [
            proposal
            for proposal in proposals
            if _plausible(boxes.moved(proposal, 0, top), box, unit, texts, width, height)
        ]
        complete = [candidate for candidate in _vote(plausible, strip, unit, least) if candidate.support >= SUPPORT]
        return [candidate for candidate in complete if not strip.borrows(candidate.box)]

    candidates = judged(strip.areas(place), SIDE)
    agreed = [candidate for candidate in candidates if candidate.votes > 1]
    agreed = agreed or [candidate for candidate in candidates if candidate.support >= LONELY]
    agreed = agreed or judged(strip.frames(place), FRAME_SIDE)
    if not agreed:
        return None
    agreed = [one for one in agreed if not any(_completes(other, one, unit) for other in agreed)]
    smallest = min(agreed, key=lambda candidate: candidate.box.w * candidate.box.h)
    element = boxes.moved(_shaded(strip, place, smallest.box) or smallest.box, 0, top)
    if _is_gap(pixels, element) or _is_link(pixels, box, element, texts):
        return None
    return element


def _completes(whole: _Candidate, part: _Candidate, unit: float) -> bool:
    """Whether ``part`` is what a soft change of colour, such as a gleam, leaves of ``whole``: one side is hardly there."""
    ends = zip(_ends(whole.box), _ends(part.box), strict=True)
    return (
        boxes.holds(whole.box, part.box)
        and sum(abs(one - other) > 0.3 * unit for one, other in ends) == 1
        and whole.support >= COMPLETE
        and whole.support - part.support >= MISSING
        and whole.votes > 1
    )


def _ends(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom


def _shaded(strip: Strip, place: Box, element: Box) -> Box | None:
    """The whole of a button whose colour changes from end to end, of which ``element`` is only the part of like colour."""
    return next(
        (
            whole
            for whole in strip.shades(place)
            if boxes.holds(boxes.padded(whole, 2), element)
            and whole.w > 1.05 * element.w
            and abs(whole.y - element.y) + abs(whole.bottom - element.bottom) < 0.4 * strip.unit
            and strip.support(whole, FRAME_SIDE) >= LONELY
        ),
        None,
    )


def _is_gap(pixels: Pixels, element: Box) -> bool:
    """Whether a strip as wide as the picture is only what is left between two rows: its colour is the page's own."""
    height, width = pixels.shape[:2]
    if element.w < 0.98 * width or element.y < 3 or element.bottom > height - 3:
        return False
    edge = pixels[:, max(2, width // 200)].astype(np.int16)
    own = np.median(edge[element.y : element.bottom], axis=0)
    reach = max(3, element.h // 4)
    above = np.median(edge[max(0, element.y - reach) : element.y], axis=0)
    below = np.median(edge[element.bottom : element.bottom + reach], axis=0)
    if np.abs(above - below).max() > 4 or np.abs(above - own).max() < 4:
        return False

    def share(color: NDArray[np.float64]) -> float:
        return float((np.abs(edge - color).max(axis=1) <= 3).mean())

    return share(own) > share(above)


def _is_link(pixels: Pixels, box: Box, element: Box, texts: Sequence[TextLine]) -> bool:
    """Whether a text is a coloured link among plain texts in the same element: then only its words are pressed."""
    others = [
        line.box
        for line in texts
        if boxes.middle_in(line.box, element) and not boxes.overlap(line.box, box) and len(line.text) > 3
    ]
    if box.w <= 2 or not any(boxes.overlap(line.box, box) > 0.5 for line in texts):
        return False
    return bool(others) and _color(pixels, box) > 90 and all(_color(pixels, other) < 40 for other in others)


def _color(pixels: Pixels, box: Box) -> float:
    """How coloured (0..255) the letters of a text are: the spread of red, green and blue where contrast is strongest."""
    part = pixels[box.y : box.bottom, box.x : box.right].reshape(-1, 3).astype(np.int16)
    contrast = np.abs(part - np.median(part, axis=0)).max(axis=1)
    ink = np.median(part[contrast >= np.percentile(contrast, 92)], axis=0)
    return float(ink.max() - ink.min())


def _vote(proposals: Sequence[Box], strip: Strip, unit: float, least: float) -> list[_Candidate]:
    """Groups of proposals that are nearly the same, each as their median, unless a member has clearly better sides."""
    groups: list[list[Box]] = []
    for proposal in proposals:
        group = next((group for group in groups if _alike(proposal, group[0], unit)), None)
        if group is None:
            groups.append([proposal])
        else:
            group.append(proposal)
    candidates: list[_Candidate] = []
    for group in groups:
        middle = Box(*(round(median(values)) for values in zip(*((b.x, b.y, b.w, b.h) for b in group), strict=True)))
        best = max([middle, *group], key=lambda box: round(4 * strip.support(box, least)))
        candidates.append(_Candidate(best, strip.support(best, least), len(group)))
    return candidates


def _alike(one: Box, other: Box, unit: float) -> bool:
    most = 0.7 * unit
    return (
        abs(one.x - other.x) <= most
        and abs(one.y - other.y) <= most
        and abs(one.right - other.right) <= most
        and abs(one.bottom - other.bottom) <= most
    )


def _plausible(element: Box, box: Box, unit: float, texts: Sequence[TextLine], width: int, height: int) -> bool:
    """Whether a rectangle around ``box`` may be one thing to press, by its size and by the other texts in it."""
    if not boxes.holds(element, box) or element.w < box.w + 3 or element.h < box.h + 3:
        return False
    own = boxes.padded(box, 2)
    others = [line.box for line in texts if boxes.middle_in(line.box, element) and not boxes.middle_in(line.box, own)]
    row = element.h <= min(box.h, 3 * unit) + ROW * unit and len(others) <= 5
    tile = element.w <= TILE[0] * unit and element.h <= TILE[1] * unit and len(others) <= 1
    if not (row or tile):
        return False
    bar = others and _is_bar(element, unit, width, height)
    # What only the end of the picture closes may go on there: a single text tells that it is one thing.
    closed = element.bottom < height - 2 or any(len(line.text) > 2 and boxes.overlap(line.box, box) for line in texts)
    return closed and not (bar or (element.bottom >= height - 2 and others))


def _is_bar(element: Box, unit: float, width: int, height: int) -> bool:
    """Whether a rectangle is the bar at the upper or lower end of a screen, on which several things are to press."""
    at_end = element.y < TOP * height or element.bottom > 0.94 * height
    return element.w > 0.97 * width and at_end and element.h > 1.8 * unit
