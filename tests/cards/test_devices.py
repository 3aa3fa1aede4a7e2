"""Devices around a screen."""

from __future__ import annotations

import pytest
from PIL import Image

from annotator.cards import devices, palette, shapes
from annotator.cards.geometry import Rect
from annotator.model import Colors, PictureKind


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (PictureKind("phone"), "phone"),
        (PictureKind("tablet"), "tablet"),
        (PictureKind("laptop"), "laptop"),
        (PictureKind("phone", "scrolling"), "phone"),
        (PictureKind("laptop", "scrolling"), "window"),
        (PictureKind("phone", "part"), "window"),
        (PictureKind("phone", "photo"), "window"),
        (PictureKind(None, "part"), "window"),
    ],
)
def test_only_a_whole_screen_is_drawn_on_its_device(kind: PictureKind, form: str) -> None:
    assert devices.form_of(kind) == form


def test_the_rim_is_around_the_screen_and_its_corners_stay_dark() -> None:
    colors = palette.derive_palette(Colors())
    image = shapes.new_image((400, 700), colors.paper)
    screen = Rect(50, 50, 350, 650)
    devices.draw_device(image, screen, "phone", colors)
    devices.paste_screen(image, Image.new("RGB", (300, 600), "#00ff00"), screen, "phone")
    assert image.getpixel((200, 300)) == (0, 255, 0)
    assert image.getpixel((46, 300)) == colors.night
    assert image.getpixel((56, 56)) == colors.night
    assert image.getpixel((10, 300)) == colors.paper


def test_a_laptop_has_a_keyboard_below() -> None:
    colors = palette.derive_palette(Colors())
    image = shapes.new_image((600, 600), colors.paper)
    devices.draw_device(image, Rect(60, 60, 540, 330), "laptop", colors)
    bare = shapes.new_image((600, 600), colors.paper)
    devices.draw_device(bare, Rect(60, 60, 540, 330), "laptop", colors, deck=False)
    assert image.getpixel((300, 400)) != bare.getpixel((300, 400))
