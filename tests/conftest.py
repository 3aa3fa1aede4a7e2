"""What all tests share: system programs, a private cache, goldens, screens drawn on the spot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image, ImageDraw, ImageFont

from annotator import assets

# No test judges by the clock; and whether a change lands must not hang on chance.
settings.register_profile("annotator", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("annotator")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the golden pictures anew instead of comparing"
    )


def _find(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        reason = f"the system program {program} is not installed"
        if os.environ.get("ANNOTATOR_TESTS_COMPLETE"):
            pytest.fail(reason + ", and ANNOTATOR_TESTS_COMPLETE is set")
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def need() -> Callable[[str], str]:
    """A function that gives a system program's path, or skips (where ANNOTATOR_TESTS_COMPLETE is set: fails)."""
    return _find


@pytest.fixture(autouse=True, scope="session")
def private_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No test reads or fills the cache of the person who runs it."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["ANNOTATOR_CACHE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def draw_screen() -> Callable[[Path, Mapping[str, int]], None]:
    """A function that draws a phone's screen with texts, each at its height in pixels, as large as buttons have them."""

    def draw(path: Path, texts: Mapping[str, int]) -> None:
        image = Image.new("RGB", (540, 1170), "white")
        pen = ImageDraw.Draw(image)
        font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), 36)
        for text, top in texts.items():
            pen.text((60, top), text, font=font, fill="black")
        image.save(path)

    return draw
