"""Outlines on any background: solid, dashed, and open where the element goes on."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from annotator.cards import outlines, palette, shapes
from annotator.cards.geometry import Rect, Sides
from annotator.model import Colors

RED = Colors().mark
INK = palette.derive_palette(Colors()).ink_of("touch")


def _background(kind: str) -> Image.Image:
    if kind == "busy":
        noise = np.random.default_rng(1).integers(0, 256, (300, 400, 3), dtype=np.uint8)
        return Image.fromarray(noise)
    return Image.new("RGB", (400, 300), {"white": "#FFFFFF", "black": "#000000", "red": RED}[kind])


@pytest.mark.parametrize("kind", ["white", "black", "red", "busy"])
@pytest.mark.parametrize("dashed", [False, True])
@pytest.mark.parametrize("mark", [RED, "#FFFFFF", "#000000", "#FFD23F", "#777777"])
def test_an_outline_stands_out_on_any_background(kind: str, mark: str, dashed: bool) -> None:
    image = _background(kind)
    inner = Rect(120, 100, 280, 200)
    outlines.draw_outline(
        image, inner, palette.derive_palette(Colors(mark=mark)).ink_of("touch"), dash_px=30 if dashed else 0
    )
    across = shapes.to_pixels(image)[130, 90:125]
    light = palette.luminances(across)
    ring = light[13:31]
    # Somewhere across the ring there is a step of 3:1, whatever lies under it.
    assert (ring.max() + 0.05) / (ring.min() + 0.05) >= palette.MIN_MARK_CONTRAST
    ground = float(np.median(palette.luminances(shapes.to_pixels(_background(kind)))))
    ratios = [(max(value, ground) + 0.05) / (min(value, ground) + 0.05) for value in ring]
    assert max(ratios) >= palette.MIN_MARK_CONTRAST


def test_an_outline_leaves_its_target_as_it_is() -> None:
    image = _background("busy")
    before = shapes.to_pixels(image)
    inner = Rect(120, 100, 280, 200)
    outlines.draw_outline(image, inner, INK)
    after = shapes.to_pixels(image)
    assert (after[122:178, 142:258] == before[122:178, 142:258]).all()
    outer = inner.inflated(outlines.OUTLINE_PX + 1)
    outside = np.ones(before.shape[:2], bool)
    outside[int(outer.top) : int(outer.bottom), int(outer.left) : int(outer.right)] = False
    assert (after[outside] == before[outside]).all()


def _drawn(inner: Rect, **style: object) -> np.ndarray:
    image = Image.new("RGB", (400, 300), "#888888")
    outlines.draw_outline(image, inner, INK, **style)
    return (shapes.to_pixels(image) == np.array(INK.color)).all(axis=2)


@pytest.mark.parametrize("inner", [Rect(120, 100, 280, 200), Rect(40, 140, 360, 160), Rect(180, 100, 220, 140)])
def test_a_dashed_outline_has_gaps_on_its_sides_and_the_corners_of_a_solid_one(inner: Rect) -> None:
    solid, dashed = _drawn(inner), _drawn(inner, dash_px=30)
    assert not (dashed & ~solid).any()
    assert 0.3 * solid.sum() < dashed.sum() < 0.85 * solid.sum()
    left, top = (int(value) - 14 for value in (inner.left, inner.top))
    assert (dashed[top : top + 10, left : left + 10] == solid[top : top + 10, left : left + 10]).all()


@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
def test_an_open_side_is_not_drawn_and_the_others_are(side: str) -> None:
    inner = Rect(120, 100, 280, 200)
    drawn = _drawn(inner, open_sides=Sides(**{side: True}))
    sides = {
        "left": drawn[150, 90:120],
        "right": drawn[150, 280:310],
        "top": drawn[70:100, 200],
        "bottom": drawn[200:230, 200],
    }
    assert {name for name, line in sides.items() if not line.any()} == {side}
