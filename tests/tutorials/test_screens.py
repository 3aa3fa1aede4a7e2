"""A story: the screenshots of the shipped tutorials are what their HTML gives.

The first screen of every fourth tutorial is compared; where ``ANNOTATOR_TESTS_WHOLE`` is set, all are. One browser draws them.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ROOT / "tutorials"
FAILURES = ROOT / "tests" / "failures"
SQUARE = 30
TOLERANCE = 0.1
SCREENS = sorted(TUTORIALS.glob("*/screens/*.html"))
COMPLETE = bool(os.environ.get("ANNOTATOR_TESTS_COMPLETE"))


def _render() -> ModuleType:
    spec = importlib.util.spec_from_file_location("render_screens", TUTORIALS / "_screens" / "render.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


render = _render()
FIRST = [source for source in SCREENS if source == render.sources(source.parents[1])[0]]
COMPARED = [render.ROSA, *(SCREENS if os.environ.get("ANNOTATOR_TESTS_WHOLE") else FIRST[::4])]
Draw = Callable[[Path, str], Image.Image]


@pytest.fixture(scope="module")
def draw(need: Callable[[str], str]) -> Iterator[Draw]:
    need("chromium-headless-shell")
    need("fc-match")
    if not render.has_roboto():
        assert not COMPLETE, "the typeface Roboto is not installed"
        pytest.skip("the typeface Roboto is not installed")
    with render.drawing() as drawing:
        yield drawing


def differing(one: Image.Image, other: Image.Image) -> float:
    """The part of the pixels (0..1) that differ in the square of 30 pixels where most do, a few letters large.

    A pixel differs where a channel is more than 60 apart: the palette and the smoothing of letters stay below.
    """
    if one.size != other.size:
        return 1.0
    gap = np.asarray(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))) > 60
    apart = gap[..., 0] | gap[..., 1] | gap[..., 2]
    height, width = (length // SQUARE for length in apart.shape)
    squares = apart[: height * SQUARE, : width * SQUARE].reshape(height, SQUARE, width, SQUARE)
    return float(squares.mean(axis=(1, 3)).max())


def named(paths: list[Path]) -> list[str]:
    return [f"{path.parents[1].name}/{path.stem}" for path in paths]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("source", COMPARED, ids=named(COMPARED))
def test_pictures_are_what_the_html_gives(source: Path, draw: Draw) -> None:
    for lang, picture in render.pictures(source):
        drawn = draw(source, lang)
        with Image.open(picture) as shipped:
            part = differing(drawn, shipped)
        if part > TOLERANCE:
            FAILURES.mkdir(exist_ok=True)
            drawn.save(FAILURES / f"{source.parents[1].name}-{picture.name}")
        assert part <= TOLERANCE, f"{picture.name} is not what {source.name} gives: run tutorials/_screens/render.py"


@pytest.mark.parametrize("source", SCREENS, ids=named(SCREENS))
def test_pictures_are_small_and_of_the_device(source: Path) -> None:
    width, height, scale = render.DEVICES[render.device(source)]
    for _, picture in render.pictures(source):
        assert picture.stat().st_size <= 150_000
        with Image.open(picture) as image:
            assert image.size == (round(width * scale), round(height * scale))


def test_every_picture_of_a_drawn_tutorial_has_its_html() -> None:
    assert SCREENS
    for folder in {source.parents[1] for source in SCREENS}:
        drawn = {picture for source in render.sources(folder) for _, picture in render.pictures(source)}
        assert drawn == set(folder.glob("*.png"))


def test_what_stands_in_one_language_stands_in_the_other() -> None:
    for source in SCREENS:
        body = source.read_text(encoding="utf-8").partition("<body")[2]
        spanish, english = body.count('lang="es"'), body.count('lang="en"')
        # The Spanish keyboard has one key more. A few pages have no words, or the same in both languages.
        assert spanish - english in (0, 1) and (spanish > 0) == (english > 0), source
        portuguese = body.count('lang="pt"')
        assert portuguese == (english if source.parents[1].name == "join-class-on-zoom" else 0), source


def test_a_page_without_a_device_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><body></body></html>", encoding="utf-8")
    with pytest.raises(SystemExit, match="no device"):
        render.device(page)
