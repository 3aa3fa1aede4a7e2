"""What is on a screenshot, as rectangles: the targets, and the texts, icons and faces that a crop must not cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

from annotator.cards.geometry import Rect, bounding_rect, clip_to_screenshot, rect_of
from annotator.model import StepCard

MIN_TEXT_PX: Final = 4
"""Minimum height of a mark's box that is a text or an icon, in pixels of the screenshot; lower ones are points."""
EMS_PER_SCREEN: Final = 60
"""Height of a screen without any text, in heights of a text: about that of a phone."""
MAX_ICON_EM: Final = 24.0
"""Maximum space between a target and the icon or switch that is next to it in its row, in heights of the usual text: a switch
is at the far end of its row."""
OVERHANG: Final = 0.3
"""How far a text may reach out of a target that contains it, in its heights; further, it goes on beyond the target."""


@dataclass(frozen=True)
class Contents:
    """The contents of a screenshot, in its pixels.

    Attributes:
        size: its width and height.
        targets: the touch targets, with their texts.
        labels: the text or icon of each; None for a point.
        kept: what must be shown with them.
        texts: all texts.
        icons: icons, switches and ticks.
        faces: faces.
    """

    size: tuple[int, int]
    targets: tuple[Rect, ...]
    labels: tuple[Rect | None, ...]
    kept: tuple[Rect, ...] = ()
    texts: tuple[Rect, ...] = ()
    icons: tuple[Rect, ...] = ()
    faces: tuple[Rect, ...] = ()

    @classmethod
    def of(cls, card: StepCard, size: tuple[int, int]) -> Contents:
        """The contents of a card's screenshot of ``size`` (width, height), from what its scan found."""
        screen = card.screen
        outlines = [
            bounding_rect([rect_of(mark.outline), *([rect_of(mark.box)] if mark.box.h >= MIN_TEXT_PX else [])])
            for mark in card.marks
        ]
        return cls(
            size,
            tuple(clip_to_screenshot(outline, size) for outline in outlines),
            tuple(rect_of(mark.box) if mark.box.h >= MIN_TEXT_PX else None for mark in card.marks),
            tuple(clip_to_screenshot(rect_of(box), size) for box in card.kept),
            tuple(rect_of(box) for box in screen.texts),
            tuple(rect_of(box) for box in screen.icons),
            tuple(rect_of(box) for box in screen.faces),
        )

    @cached_property
    def em(self) -> float:
        """The usual height of a text, in pixels."""
        heights = [text.height for text in self.texts if text.width > text.height]
        return float(median(heights)) if heights else max(1.0, max(self.size) / EMS_PER_SCREEN)

    def row_of(self, target: Rect) -> list[Rect]:
        """The texts and icons beside a target, from the nearest to the furthest."""
        return sorted(
            (item for item in (*self.texts, *self.icons) if _is_beside(item, target)),
            key=lambda item: _gap(item, target),
        )

    def own_icons(self, target: Rect) -> list[Rect]:
        """The icon or switch next to a target on either side in its row, with no text between them; the nearer one first."""
        row, icons = self.row_of(target), set(self.icons)
        left = next((item for item in row if item.center[0] < target.left), None)
        right = next((item for item in row if item.center[0] > target.right), None)
        return [
            item
            for item in row
            if item in (left, right) and item in icons and _gap(item, target) <= MAX_ICON_EM * self.em
        ]


def _is_beside(item: Rect, target: Rect) -> bool:
    """Whether something reaches out of a target in its row: the middle of one is at the height of the other."""
    slack = OVERHANG * item.height
    if item.left >= target.left - slack and item.right <= target.right + slack:
        return False
    return target.top <= item.center[1] <= target.bottom or item.top <= target.center[1] <= item.bottom


def _gap(item: Rect, target: Rect) -> float:
    """Horizontal space between two rectangles; 0 if there is none."""
    return max(0.0, item.left - target.right, target.left - item.right)
