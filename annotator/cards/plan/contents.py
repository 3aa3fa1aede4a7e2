"""The contents of a screenshot as rectangles: targets, texts, icons, faces, and which of them share the target's row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

from annotator.cards.geometry import Rect, bounding_rect, clip_to_screenshot, rect_of
from annotator.model import StepCard

MIN_TEXT_PX: Final = 4
"""Minimum height of a mark's box that is a text or an icon, in pixels of the screenshot; lower ones are points."""
EMS_PER_SCREEN: Final = 60
"""Longer side of a screen without any text in a row, in heights of a text: about that of a phone."""
MAX_ICON_EM: Final = 24.0
"""Maximum space between a target and the icon or switch that is next to it in its row, in heights of the usual text: a switch
is at the far end of its row."""
MAX_LEADING: Final = 1.6
"""Maximum space between a text without a border and the icon before it that belongs to it, such as a plus, in its heights."""
MAX_LEADING_HEIGHT: Final = 2
"""Maximum height of that icon, in heights of the text."""
MAX_OVERHANG: Final = 0.3
"""Maximum overhang of a text or icon out of a target that contains it, in its heights; further, it goes on beyond the target."""


@dataclass(frozen=True)
class Contents:
    """The contents of a screenshot, in its pixels.

    For instance ``Contents((1080, 2340), (button,), (word,), texts=(word, heading))``: one button with its word, and a
    heading.

    Attributes:
        size: the width and height of the screenshot.
        targets: the touch targets, extended by their labels and the icons before these, within the screenshot.
        labels: the text or icon of each target; None for a point.
        kept: the rectangles that must be shown with the targets, within the screenshot.
        named: the rectangles of the texts that the step's sentence names, within the screenshot.
        texts: the boxes of all texts.
        icons: the boxes of icons, switches and ticks.
        faces: the boxes of faces.
    """

    size: tuple[int, int]
    targets: tuple[Rect, ...]
    labels: tuple[Rect | None, ...]
    kept: tuple[Rect, ...] = ()
    named: tuple[Rect, ...] = ()
    texts: tuple[Rect, ...] = ()
    icons: tuple[Rect, ...] = ()
    faces: tuple[Rect, ...] = ()

    @classmethod
    def of(cls, card: StepCard, size: tuple[int, int]) -> Contents:
        """The contents of a card's screenshot of ``size`` (width, height), from what its scan found."""
        texts = tuple(map(rect_of, card.screen.texts))
        icons = tuple(map(rect_of, card.screen.icons))
        targets: list[Rect] = []
        labels: list[Rect | None] = []
        for mark in card.marks:
            label = rect_of(mark.box) if mark.box.h >= MIN_TEXT_PX else None
            target = bounding_rect([rect_of(mark.outline), *([label] if label else [])])
            if label and any(map(label.overlaps, texts)):
                target = _with_leading_icon(target, label, icons)
            targets.append(clip_to_screenshot(target, size))
            labels.append(label)
        return cls(
            size,
            targets=tuple(targets),
            labels=tuple(labels),
            kept=tuple(clip_to_screenshot(rect_of(box), size) for box in card.kept),
            named=tuple(clip_to_screenshot(rect_of(box), size) for box in card.named),
            texts=texts,
            icons=icons,
            faces=tuple(map(rect_of, card.screen.faces)),
        )

    @cached_property
    def em(self) -> float:
        """The usual height of a text, in pixels; without texts that are wider than high, one for a screen of this size."""
        heights = [text.height for text in self.texts if text.width > text.height]
        return float(median(heights)) if heights else max(1.0, max(self.size) / EMS_PER_SCREEN)

    def row_of(self, target: Rect) -> list[Rect]:
        """The texts and icons beside a target, from the nearest to the furthest."""
        return sorted(
            (item for item in (*self.texts, *self.icons) if _is_beside(item, target)),
            key=lambda item: _horizontal_gap(item, target),
        )

    def own_icons(self, target: Rect) -> list[Rect]:
        """The icon or switch next to a target on either side in its row, at most MAX_ICON_EM away; the nearer one first."""
        row, icons = self.row_of(target), set(self.icons)
        nearest_left = next((item for item in row if item.center[0] < target.left), None)
        nearest_right = next((item for item in row if item.center[0] > target.right), None)
        near = [item for item in row if item in icons and _horizontal_gap(item, target) <= MAX_ICON_EM * self.em]
        return [item for item in near if item in (nearest_left, nearest_right)]


def _with_leading_icon(target: Rect, label: Rect, icons: Sequence[Rect]) -> Rect:
    """A target with the icon before its text, such as the plus of "Add item", where no border says where it begins."""
    if target.width > label.width + label.height:
        return target
    leading = (
        icon
        for icon in icons
        if target.top <= icon.center[1] <= target.bottom
        and icon.height <= MAX_LEADING_HEIGHT * label.height
        and icon.center[0] < target.left
        and label.left - icon.right <= MAX_LEADING * label.height
    )
    return bounding_rect([target, *leading])


def _is_beside(item: Rect, target: Rect) -> bool:
    """Whether something is in a target's row and reaches out of it to a side: the middle of one is at the height of the other."""
    slack = MAX_OVERHANG * item.height
    if item.left >= target.left - slack and item.right <= target.right + slack:
        return False
    return target.top <= item.center[1] <= target.bottom or item.top <= target.center[1] <= item.bottom


def _horizontal_gap(item: Rect, target: Rect) -> float:
    """Horizontal space between two rectangles; 0 if there is none."""
    return max(0.0, item.left - target.right, target.left - item.right)
