"""Decide where the outline of a target is: around it, inside the picture, and off other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotator.cards import marks
from annotator.cards.geometry import ALL_CLOSED, Rect, Sides

MAX_AIR: Final = 0.6
"""Maximum space between a text and its outline that may be reduced to spare other texts, in heights of the text's box.
The sides of a button are further away and are never moved."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a target, in pixels of the card.

    Attributes:
        index: that of the target among the card's marks.
        target: its touch target.
        text: its own text or icon.
        inner: the inner edge of the outline, in whole pixels.
        outer: the outer edge.
        open: the sides that are not drawn.
    """

    index: int
    target: Rect
    text: Rect
    inner: Rect
    outer: Rect
    open: Sides = ALL_CLOSED


def plain(index: int, target: Rect, scale: float) -> Outline:
    """The outline of a target, with lines at ``scale``, whatever is beside it."""
    inner, outer = marks.outline_edges(target, scale)
    return Outline(index, target, target, inner, outer)


def between_words(index: int, target: Rect, own: Rect, words: Sequence[Rect], area: Rect) -> Outline:
    """The outline of a target, off the words above and below it, and inside ``area``; ``own`` is its own text."""
    inner, outer = marks.outline_edges(keep_inside(avoid_words(target, own, words), area))
    return Outline(index, target, own, inner, outer)


def avoid_words(target: Rect, own: Rect, words: Sequence[Rect]) -> Rect:
    """Shrink ``target`` vertically where its outline would cover other texts above or below it.

    Only empty space around its own text (at most MAX_AIR) is given up, such as that of a link in a message.

    Args:
        target: the rectangle to outline, in pixels of the card, as are the others.
        own: the target's own text.
        words: all texts of the screenshot.
    """
    air, reach = MAX_AIR * own.height, marks.GAP_PX + marks.OUTLINE_PX
    beside = [word for word in words if word.left < target.right and word.right > target.left]
    top, bottom = target.top, target.bottom
    if 0 < own.top - top < air:
        ends = [word.bottom for word in beside if top - reach < word.bottom < own.center[1] and word.top < own.top]
        top = min(max([top, *(end + reach for end in ends)]), own.top - 1)
    if 0 < bottom - own.bottom < air:
        starts = [word.top for word in beside if own.center[1] < word.top < bottom + reach and word.bottom > own.bottom]
        bottom = max(min([bottom, *(start - reach for start in starts)]), own.bottom + 1)
    return Rect(target.left, top, target.right, bottom)


def keep_inside(target: Rect, area: Rect) -> Rect:
    """Clip ``target`` so that its outline stays inside the area; this only affects targets at the edge of a card."""
    return target.clipped(area.inflated(-marks.OUTLINE_PX - marks.GAP_PX - 6))
