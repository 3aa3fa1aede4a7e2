"""Place the small map of an enlarged card: the whole screen with a dot that says where on it the enlarged part is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.cards import device_frame
from annotator.cards.geometry import Rect
from annotator.cards.plan.cost_map import CostMap

SIZES: Final = (((150, 120), 0.0), ((125, 100), 60.0))
"""Maximum width and height of the small screen, each with its cost: laptops have that width, phones that height."""
INSET_PX: Final = 14
"""Space between the small device and the edge of the card's area."""
STEP_PX: Final = 20
"""Distance of the places along the edges that are tried besides the corners."""
OFF_CORNER_COST: Final = 600.0
"""Cost of a place that is no corner, in the units of the cost map."""
DEVICE_SCALE: Final = 0.5
"""Scale of the device's rim and corners."""


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A small whole screen, in pixels of the card.

    Attributes:
        screen: where it is.
        part: the part of the screenshot that it shows, in pixels of the screenshot.
        form: the device around it.
        dot: the middle of the dot on the target.
    """

    screen: Rect
    part: Rect
    form: device_frame.DeviceForm
    dot: tuple[float, float]

    @property
    def body(self) -> Rect:
        """The small screen with its device's rim."""
        return self.screen.inflated(device_frame.rim_px(self.form, DEVICE_SCALE))


def place_map(
    part: Rect,
    form: device_frame.DeviceForm,
    target: Rect,
    area: Rect,
    never: Sequence[Rect],
    costs: CostMap,
) -> SmallMap | None:
    """The small map in a corner of the area, or at its edge, where it covers least; None if none is free.

    Args:
        part: what it shows, in pixels of the screenshot.
        form: the device around it.
        target: the target, in pixels of the screenshot.
        area: the area of the card.
        never: what it must not cover, in pixels of the card.
        costs: what it costs to cover anything else.
    """
    rim = device_frame.rim_px(form, DEVICE_SCALE)
    body = _cheapest_place(part, rim, area, never, costs)
    if body is None:
        return None
    screen = body.inflated(-rim)
    x, y = target.center
    dot = (
        screen.left + (x - part.left) * screen.width / part.width,
        screen.top + (y - part.top) * screen.height / part.height,
    )
    return SmallMap(screen, part, form, dot)


def _cheapest_place(part: Rect, rim: int, area: Rect, never: Sequence[Rect], costs: CostMap) -> Rect | None:
    """The place of the small device that costs least and covers nothing of ``never``, or None."""
    best: tuple[float, Rect] | None = None
    for (most_wide, most_high), size_cost in SIZES:
        scale = min(most_wide / part.width, most_high / part.height)
        size = round(part.width * scale) + 2 * rim, round(part.height * scale) + 2 * rim
        for body, cost in _places(size, area.inflated(-INSET_PX)):
            around = body.inflated(4)
            if any(around.overlaps(rect) for rect in never):
                continue
            total = cost + size_cost + costs.cost_of(body)
            if best is None or total < best[0]:
                best = total, body
    return None if best is None else best[1]


def _places(size: tuple[int, int], area: Rect) -> Iterator[tuple[Rect, float]]:
    """Places of that size along the edges of an area, each with its cost: corners first, those at the top preferred."""
    width, height = size
    last_x, last_y = round(area.right - width), round(area.bottom - height)
    first_x, first_y = round(area.left), round(area.top)
    if last_x < first_x or last_y < first_y:
        return
    corners = [(last_x, first_y), (first_x, first_y), (last_x, last_y), (first_x, last_y)]
    for index, (x, y) in enumerate(corners):
        yield Rect(x, y, x + width, y + height), 4.0 * index
    for y in range(first_y + STEP_PX, last_y, STEP_PX):
        for x in (last_x, first_x):
            yield Rect(x, y, x + width, y + height), OFF_CORNER_COST
    for x in range(first_x + STEP_PX, last_x, STEP_PX):
        for y in (first_y, last_y):
            yield Rect(x, y, x + width, y + height), OFF_CORNER_COST
