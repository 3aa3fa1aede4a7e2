"""Draw the device around a screen, since a family recognises a phone or a laptop by its shape."""

from functools import lru_cache
from typing import Literal

from PIL import Image

from annotator.cards import shapes
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette, Rgb, blend
from annotator.model import Device, PictureKind

DeviceForm = Device | Literal["window"]
_LAPTOP_ROWS = (12, 11, 11, 10, 6)
"""Keys in each row of the keyboard; a row of six is drawn as five, with a wide space bar."""


def form_of(kind: PictureKind) -> DeviceForm:
    """The device to draw around a picture; ``window`` for one that no device shows like this, such as a part of a screen."""
    return kind.frame or "window"


def rim_px(form: DeviceForm, scale: float = 1.0) -> int:
    """Thickness of the device's rim around its screen, in pixels of the card."""
    return round({"phone": 8, "tablet": 14, "laptop": 12, "window": 4}[form] * scale)


def corner_px(form: DeviceForm, scale: float = 1.0) -> int:
    """Radius of the screen's corners, in pixels of the card."""
    return round({"phone": 26, "tablet": 14, "laptop": 6, "window": 8}[form] * scale)


def deck_height(width: float) -> float:
    """Height of a laptop's keyboard below a screen of ``width``."""
    return round(width * 0.36)


def draw_device(
    image: Image.Image, screen: Rect, form: DeviceForm, colors: Palette, scale: float = 1.0, deck: bool = True
) -> None:
    """Draw a device around ``screen``, into which the screenshot is pasted later. ``deck`` adds a laptop's keyboard."""
    rim, corner = rim_px(form, scale), corner_px(form, scale)
    body = screen.inflated(rim)
    shapes.draw_shadow(image, body, corner + rim, colors.edge if form == "window" else colors.night)
    shapes.draw_panel(image, body, colors.night, corner + rim, (True, True, form != "laptop", form != "laptop"))
    if form == "laptop" and deck:
        keyboard = _keyboard(round(body.width), round(deck_height(screen.width)), colors)
        image.paste(keyboard, (round(body.left), round(body.bottom)), keyboard.getchannel("A"))


def paste_screen(image: Image.Image, picture: Image.Image, screen: Rect, form: DeviceForm, scale: float = 1.0) -> None:
    """Paste a screenshot of the size of ``screen`` with the device's round corners."""
    left, top, _, _ = screen.rounded()
    shapes.paste_rounded(image, picture, (left, top), corner_px(form, scale))


@lru_cache(maxsize=8)
def _keyboard(width: int, height: int, colors: Palette) -> Image.Image:
    """A keyboard with its touchpad, seen from above, as RGBA."""
    metal, key, groove = (blend(colors.night, WHITE, share) for share in (0.78, 0.1, 0.55))
    hinge, foot_radius = round(height * 0.055), 26
    deck = shapes.new_image((width, height), metal)
    shapes.draw_panel(deck, Rect(0, 0, width, hinge), colors.night, 0)
    shapes.draw_panel(deck, Rect(width * 0.2, 0, width * 0.8, hinge * 0.6), groove, 4, (False, False, True, True))
    left, right, top = width * 0.055, width * 0.945, hinge + height * 0.07
    row_height = height * 0.088
    for index, keys in enumerate(_LAPTOP_ROWS):
        row_top = top + index * (row_height + 5)
        _draw_keys(deck, Rect(left, row_top, right, row_top + row_height), keys, key)
    touchpad_top = top + len(_LAPTOP_ROWS) * (row_height + 5) + height * 0.045
    shapes.draw_panel(deck, Rect(width * 0.33, touchpad_top, width * 0.67, height * 0.94), groove, 10)
    shapes.draw_panel(
        deck, Rect(width * 0.33 + 3, touchpad_top + 3, width * 0.67 - 3, height * 0.94 - 3), blend(metal, WHITE, 0.3), 8
    )
    deck.putalpha(shapes.rounded_rectangle_mask(width, height, foot_radius, (False, False, True, True)))
    return deck


def _draw_keys(deck: Image.Image, row: Rect, keys: int, color: Rgb) -> None:
    """Draw a row of keys; one of six or fewer becomes five, with a wide space bar in the middle."""
    gap = 5
    widths = [1.0] * keys if keys > 6 else [1.3, 1.3, 6.0, 1.3, 1.3]
    unit = (row.width - gap * (len(widths) - 1)) / sum(widths)
    x = row.left
    for share in widths:
        shapes.draw_panel(deck, Rect(x, row.top, x + share * unit, row.bottom), color, 5)
        x += share * unit + gap
