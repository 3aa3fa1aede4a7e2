"""Lay out the small map of an enlarged card: the whole screen with a dot that says where on it the enlarged part is.

It is in the header, outside of the screenshot, where it covers nothing and nobody takes it for a part of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from annotator.cards import device_frame
from annotator.cards.geometry import Rect
from annotator.cards.plan.framing import Framing
from annotator.model import PictureKind

WIDTH_PX: Final = 108
"""Width that a header keeps free for the small map, so that all else is in the same place on every card."""
INSET_PX: Final = 12
"""Space between the small device and the edges of its place."""
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


def lay_out_map(framing: Framing, kind: PictureKind, place: Rect) -> SmallMap | None:
    """The small map in the middle of its ``place``; None where the whole screen is shown, or nothing is marked."""
    if not framing.is_close or not framing.shown:
        return None
    part, form = framing.whole, device_frame.form_of(kind)
    free = place.inflated(-device_frame.rim_px(form, DEVICE_SCALE) - 2)
    scale = min(free.width / part.width, free.height / part.height)
    (x, y), half_wide, half_high = free.center, part.width * scale / 2, part.height * scale / 2
    screen = Rect(*map(float, Rect(x - half_wide, y - half_high, x + half_wide, y + half_high).rounded()))
    target_x, target_y = framing.contents.targets[framing.shown[0]].clipped(part).center
    dot = screen.left + (target_x - part.left) * scale, screen.top + (target_y - part.top) * scale
    return SmallMap(screen, part, form, dot)
