"""Draw the small whole screen in the header of an enlarged card, with a dot where the first target is."""

from dataclasses import dataclass
from typing import Final

from PIL import Image

from annotator.cards import devices, shapes
from annotator.cards.geometry import Point, Rect, whole_pixels
from annotator.cards.palette import WHITE, derive_palette
from annotator.cards.plan.framing import Framing
from annotator.cards.shapes import Pixels
from annotator.model import PictureKind, StepCard, traits_of

MAP_WIDTH_PX: Final = 108
"""Width that a header keeps free for the map, so that all else is in the same place on every card."""
MAP_INSET_PX: Final = 12
"""Space between the map's place and the edge of the card, and also at its other side."""
_DEVICE_SCALE: Final = 0.5
"""Scale of the rim and corners of the device around the map."""
_LINE_PX: Final = 2
"""Width of the light line around the map, in pixels of the card."""
_DOT_PX: Final = 18
"""Diameter of the dot, without its borders."""


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A small whole screen, in pixels of the card.

    Attributes:
        screen: the place of the small screen.
        part: the shown part of the screenshot, in its own pixels.
        form: the device around the small screen.
        dot: the centre of the dot on the target.
    """

    screen: Rect
    part: Rect
    form: devices.DeviceForm
    dot: Point


def lay_out_map(framing: Framing, kind: PictureKind, place: Rect) -> SmallMap | None:
    """The map in the middle of its ``place``; None where the whole screen is shown, or nothing is marked."""
    if framing.enlargement <= 1 or not framing.shown:
        return None
    part, form = framing.whole, devices.form_of(kind)
    free_rect = place.inflated(-devices.rim_px(form, _DEVICE_SCALE) - 2)
    scale = min(free_rect.width / part.width, free_rect.height / part.height)
    (x, y), half_width, half_height = free_rect.center, part.width * scale / 2, part.height * scale / 2
    screen = whole_pixels(Rect(x - half_width, y - half_height, x + half_width, y + half_height))
    target_x, target_y = framing.contents.targets[framing.shown[0]].clipped(part).center
    dot = screen.left + (target_x - part.left) * scale, screen.top + (target_y - part.top) * scale
    return SmallMap(screen, part, form, dot)


def draw_map(image: Image.Image, small_map: SmallMap, pixels: Pixels, card: StepCard) -> None:
    """Draw the map of a screenshot (H, W, 3)."""
    colors = derive_palette(card.theme.colors)
    left, top, right, bottom = small_map.screen.rounded()
    thumbnail = shapes.crop_pixels(pixels, small_map.part, (right - left, bottom - top))
    # A light line around it, or a dark device on a dark header looks like a part of that.
    rim = devices.rim_px(small_map.form, _DEVICE_SCALE) + _LINE_PX
    corner = devices.corner_px(small_map.form, _DEVICE_SCALE) + rim
    shapes.draw_panel(image, small_map.screen.inflated(rim), WHITE, corner)
    devices.draw_device(image, small_map.screen, small_map.form, colors, _DEVICE_SCALE, deck=False)
    devices.paste_screen(image, thumbnail, small_map.screen, small_map.form, _DEVICE_SCALE)
    ink, radius = colors.ink_of(traits_of(card.action).color), _DOT_PX / 2
    for border, color in ((4, WHITE), (1.5, ink.edge), (0, ink.color)):
        shapes.draw_disc(image, small_map.dot, radius + border, color)
