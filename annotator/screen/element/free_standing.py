"""What belongs to a text, an icon or a badge that nothing holds: the icon above a label, what carries a badge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.load import Pixels

MARGIN: Final = 0.35
"""The margin around a text or an icon that nothing holds, in heights of a line of text."""
BADGE: Final = 1.9
"""Largest size of a badge, in heights of a line of text."""
CARRIER: Final = 4.5
"""Largest size of an icon with its badge, in heights of a line of text."""


def by_itself(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box:
    """A text or an icon that nothing holds, with what belongs to it, and a margin."""
    is_text = any(boxes.overlap(line.box, box) > 0.5 for line in texts)
    partner = _icon_above(pixels, box, unit, texts) if is_text else _label_below(box, unit, texts)
    whole = boxes.union(box, partner) if partner else box
    return boxes.padded(whole, unit * MARGIN)


def _icon_above(pixels: Pixels, box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The icon that stands centred above a short label."""
    if box.w > 12 * unit:
        return None
    middle = box.x + box.w // 2
    half = round(max(box.w / 2, 4.5 * unit))
    x0, x1 = max(0, middle - half), min(pixels.shape[1], middle + half)
    y0, y1 = max(0, round(box.y - 9 * unit)), max(0, box.y - max(1, round(0.1 * unit)))
    if y1 - y0 < unit:
        return None
    part = pixels[y0:y1, x0:x1]
    ground = np.median(part[-max(1, round(0.2 * unit)) :].reshape(-1, 3), axis=0)
    ink = (np.abs(part - ground).max(axis=2) > 48).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(unit / 2) | 1,) * 2, np.uint8))
    count, _, stats, centers = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for index in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[index])
        icon = Box(x0 + x, y0 + y, w, h)
        square = 0.6 < w / max(1, h) < 1.7 and 0.9 * unit < max(w, h) < 7.5 * unit
        centred = abs(float(centers[index][0]) + x0 - middle) < 0.6 * unit
        close = box.y - icon.bottom < 1.6 * unit
        written = any(
            boxes.common(line.box, icon) > 0.3 * line.box.w * line.box.h and len(line.text) > 2 for line in texts
        )
        if square and centred and close and y > 0 and not written:
            return icon
    return None


def _label_below(box: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The label that stands centred under an icon."""
    middle = box.x + box.w / 2
    for line in texts:
        centred = abs(line.box.x + line.box.w / 2 - middle) < 0.6 * unit
        if centred and -0.2 * unit <= line.box.y - box.bottom < 1.6 * unit and line.box.w < 12 * unit:
            return line.box
    return None


def carrier(pixels: Pixels, badge: Box, unit: float, texts: Sequence[TextLine]) -> Box | None:
    """The icon that a badge lies on, such as the number of new messages, together with the badge; None for no badge."""
    if max(badge.w, badge.h) > BADGE * unit:
        return None
    reach = round(3 * unit)
    area = boxes.within(boxes.padded(badge, reach), pixels.shape[1], pixels.shape[0])
    part = pixels[area.y : area.bottom, area.x : area.right]
    ground = np.median(part.reshape(-1, 3), axis=0)
    ink = (np.abs(part - ground).max(axis=2) > 40).astype(np.uint8)
    for line in texts:
        if len(line.text) > 2 and boxes.common(line.box, area):
            inner = boxes.within(boxes.moved(line.box, -area.x, -area.y), area.w, area.h)
            ink[inner.y : inner.bottom, inner.x : inner.right] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(unit / 8) | 1,) * 2, np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    own = boxes.moved(badge, -area.x, -area.y)
    inside = labels[own.y : own.bottom, own.x : own.right]
    if not inside.any():
        return None
    x, y, w, h, _ = (int(value) for value in stats[int(np.bincount(inside[inside > 0]).argmax())])
    whole = boxes.union(badge, Box(area.x + x, area.y + y, w, h))
    # A badge lies at the upper right of what carries it, and is smaller.
    upper_right = badge.y + badge.h / 2 < whole.y + whole.h / 2 and badge.x + badge.w / 2 > whole.x + whole.w / 2
    larger = 1.25 * max(badge.w, badge.h) < max(whole.w, whole.h) <= CARRIER * unit
    return whole if upper_right and larger else None


def glyph(pixels: Pixels, seed: Box, unit: float) -> Box:
    """The small thing of one colour at a seed, such as a part of an icon; the seed itself where the area is large."""
    reach = round(3 * unit)
    x0, y0 = max(0, seed.x - reach), max(0, seed.y - reach)
    part = pixels[y0 : seed.bottom + reach, x0 : seed.right + reach]
    x, y = seed.x - x0 + seed.w // 2, seed.y - y0 + seed.h // 2
    mask = np.abs(part.astype(np.int16) - part[y, x].astype(np.int16)).max(axis=2) <= 24
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    bx, by, w, h = (int(value) for value in stats[int(labels[y, x])][:4])
    if bx == 0 or by == 0 or bx + w == part.shape[1] or by + h == part.shape[0]:
        return seed
    return Box(x0 + bx, y0 + by, w, h)
