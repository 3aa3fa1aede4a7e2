"""Icons on a picture are found where a build finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from annotator import assets
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import IconTarget, Query
from annotator.screen import boxes
from tests.helpers.pointed_screens import PointedScreens
from tests.helpers.screens import Drawn


def with_icons(*places: tuple[str, int, int]) -> Drawn:
    screen = Drawn(size=(540, 1100))
    for name, x, y in places:
        with Image.open(assets.asset("icons", f"{name}.png")) as icon:
            small = icon.convert("RGBA").resize((48, 48), Image.Resampling.LANCZOS)
        screen.image.paste(small, (x, y), small)
    screen.text("Llamada de la clase", 60, 60)
    screen.text("Escriba un mensaje", 60, 700)
    return screen


@pytest.fixture
def screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PointedScreens:
    return PointedScreens(tmp_path, monkeypatch)


def icons_of(seen: StepPicture) -> dict[IconTarget, tuple[int, int]]:
    found = {}
    for icon in seen.find_icons():
        assert isinstance(icon.target, IconTarget) and icon.box
        found[icon.target] = (icon.box.x + icon.box.w // 2, icon.box.y + icon.box.h // 2)
        (there,) = seen.find([Query(icon.target)])
        assert there.box is not None and boxes.iou(there.box, icon.box) > 0.9
    return found


def test_shipped_icons_are_found_where_a_build_finds_them(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": with_icons(("mic", 100, 300), ("trash", 300, 300), ("mic", 100, 500))})
    found = icons_of(seen)
    assert {IconTarget("mic.png", 1), IconTarget("mic.png", 2), IconTarget("trash.png")} <= set(found)
    assert found[IconTarget("mic.png", 1)] == pytest.approx((124, 324), abs=6)
    assert found[IconTarget("mic.png", 2)] == pytest.approx((124, 524), abs=6)


def test_an_icon_file_of_the_tutorial_hides_the_shipped_one(screens: PointedScreens) -> None:
    screen = with_icons(("mic", 100, 300), ("trash", 300, 300))
    screen.image.save(screens.folder / "mic.png")
    found = icons_of(screens.open({"1.png": screen}))
    assert set(found) == {IconTarget("trash.png")}
