"""Place the outline of a target around its own text and off its neighbours, so that nobody presses the wrong one.

In a row of three links, "Home  Join  Help", the outline of *Join* takes at most half of the space to *Home* and to *Help*.
Where the space is too narrow for a whole line, the line gets thinner.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.cards.geometry import ALL_CLOSED, Rect, Sides, bounding_rect, whole_pixels
from annotator.cards.outlines import OUTLINE_PX

AIR_PX: Final = 6
"""Desired space between a text and its outline."""
GAP_PX: Final = 2
"""Space between a target and its outline."""
MIN_TARGET_PX: Final = 34
"""Minimum width and height inside an outline; smaller targets get a larger one."""
MIN_THICKNESS_PX: Final = 6
"""Minimum thickness of an outline, borders included; it is as thin as this where letters are on both sides of it."""
BEYOND_PX: Final = 60
"""Distance by which an open side of an outline runs beyond the picture, where it isn't drawn."""
ICON_RIM: Final = 0.12
"""Part of an icon's size along its sides that its outline may cover."""
EDGE_PX: Final = 3
"""Maximum space between the content of an element and the edge of the picture where the element is cut by it."""
INSET_PX: Final = 1
"""Space between an outline and the edge of the picture."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a target, in pixels of the card.

    Attributes:
        target: the touch target, extended by its text.
        text: the target's text or icon; the target itself if it has none.
        inner: the inner edge of the outline, in whole pixels.
        outer: the outer edge; open sides are outside of the picture, where nothing is drawn.
        scale: the scale of the outline's lines.
        open: the sides that are not drawn.
    """

    target: Rect
    text: Rect
    inner: Rect
    outer: Rect
    scale: float = 1.0
    open: Sides = ALL_CLOSED


def split_contents(target: Rect, boxes: Sequence[Rect]) -> tuple[list[Rect], list[Rect]]:
    """Split texts and icons into those that belong to a target, whose middle is in it, and its neighbours."""
    own_boxes: list[Rect] = []
    neighbors: list[Rect] = []
    for box in boxes:
        x, y = box.center
        inside = target.left <= x <= target.right and target.top <= y <= target.bottom
        (own_boxes if inside else neighbors).append(box)
    return own_boxes, neighbors


def place_outline(
    target: Rect,
    label: Rect | None,
    texts: Sequence[Rect],
    icons: Sequence[Rect],
    shown: Rect,
    scale: float = 1.0,
    *,
    may_go_on: bool = False,
) -> Outline:
    """The outline of a target. All rectangles are in pixels of the card.

    It takes at most half of the space to each neighbour, and stays inside the picture but for open sides. Where that is too
    narrow, its inner edge moves towards the target's own text, then its lines get thinner, at last they cover letters.

    Args:
        target: the touch target, extended by its text.
        label: the target's text or icon, or None.
        texts: all texts of the screenshot.
        icons: all its icons.
        shown: the place of the screenshot.
        scale: the scale of the lines, where there is room.
        may_go_on: whether the screen goes on beyond the sides of the picture.
    """
    own_boxes, neighbors = split_contents(target, [*texts, *icons])
    uncovered = _uncovered_content(target, label, own_boxes, set(icons))
    desired_inner = target if label is None else bounding_rect([target, label.inflated(AIR_PX * scale)])
    desired_inner = _grow_to(desired_inner, MIN_TARGET_PX * scale)
    own_content = bounding_rect([label or _middle_point(target), *(box.clipped(target) for box in own_boxes)])
    sides = _open_sides(target, own_content, shown, may_go_on)
    thickest = round(OUTLINE_PX * scale)
    limits = _outline_limits(target, neighbors, shown)
    gaps = zip(sides, limits.reach_beyond(uncovered), strict=True)
    free_px = min(thickest if is_open else gap for is_open, gap in gaps)
    thickness = round(min(thickest, max(MIN_THICKNESS_PX * min(1.0, scale), math.floor(free_px))))
    # Without space between two lines of letters, the outline covers as much of either.
    limits = limits.inflated(max(0.0, thickness - free_px) / 2).clipped(shown.inflated(-INSET_PX))
    desired = desired_inner.inflated(GAP_PX + thickness)
    outer = Rect(
        shown.left - BEYOND_PX if sides.left else math.ceil(max(limits.left, desired.left)),
        shown.top - BEYOND_PX if sides.top else math.ceil(max(limits.top, desired.top)),
        shown.right + BEYOND_PX if sides.right else math.floor(min(limits.right, desired.right)),
        shown.bottom + BEYOND_PX if sides.bottom else math.floor(min(limits.bottom, desired.bottom)),
    )
    outer = whole_pixels(_grow_to(outer, 2 * thickness + 2))
    text = label or target
    return Outline(target, text, outer.inflated(-thickness), outer, thickness / OUTLINE_PX, sides)


def _open_sides(target: Rect, content: Rect, shown: Rect, may_go_on: bool) -> Sides:
    """The sides on which a target goes on beyond the picture: those where it reaches over the edge, or touches it.

    Where it only touches the edge, its content must touch it, too, unless it ``may_go_on`` in any case.
    """
    reaches = zip(target.reach_beyond(shown), content.reach_beyond(shown), strict=True)
    is_open = [
        target_reach > 0.5 or (target_reach > -1 and (may_go_on or content_reach > -EDGE_PX))
        for target_reach, content_reach in reaches
    ]
    return Sides(*is_open)


def _uncovered_content(target: Rect, label: Rect | None, own_boxes: Sequence[Rect], icons: Collection[Rect]) -> Rect:
    """The part of a target that must not be covered: its texts, and the middle of its icons, whose rims may be."""
    texts = [box.clipped(target) for box in own_boxes if box not in icons]
    rimmed_icons = [icon for icon in own_boxes if icon in icons]
    if label is not None:
        (texts if any(label.overlaps(text) for text in texts) else rimmed_icons).append(label)
    icon_middles = (icon.inflated(-ICON_RIM * min(icon.width, icon.height)) for icon in rimmed_icons)
    return bounding_rect([_middle_point(target), *texts, *icon_middles])


def _outline_limits(target: Rect, neighbors: Sequence[Rect], shown: Rect) -> Rect:
    """The limits of the outline on each side: half of the way to the neighbour that is nearest there."""
    left, top = shown.left + INSET_PX, shown.top + INSET_PX
    right, bottom = shown.right - INSET_PX, shown.bottom - INSET_PX
    for neighbor in neighbors:
        # Where the neighbour is: on the side from which it is furthest.
        gap_left, gap_top = target.left - neighbor.right, target.top - neighbor.bottom
        gap_right, gap_bottom = neighbor.left - target.right, neighbor.top - target.bottom
        furthest = max(gap_left, gap_top, gap_right, gap_bottom)
        if furthest == gap_left:
            left = max(left, (target.left + neighbor.right) / 2)
        elif furthest == gap_top:
            top = max(top, (target.top + neighbor.bottom) / 2)
        elif furthest == gap_right:
            right = min(right, (target.right + neighbor.left) / 2)
        else:
            bottom = min(bottom, (target.bottom + neighbor.top) / 2)
    return Rect(left, top, right, bottom)


def _grow_to(rect: Rect, min_size: float) -> Rect:
    """The rectangle, grown around its middle to a minimum width and height."""
    growth_x, growth_y = max(0.0, min_size - rect.width) / 2, max(0.0, min_size - rect.height) / 2
    return Rect(rect.left - growth_x, rect.top - growth_y, rect.right + growth_x, rect.bottom + growth_y)


def _middle_point(rect: Rect) -> Rect:
    """The middle of a rectangle, as a rectangle without width and height."""
    x, y = rect.center
    return Rect(x, y, x, y)
