"""``annotator new`` writes a step for each screenshot, and never over what is there."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PIL import Image

from annotator.commands import new as beginning
from annotator.commands import shipped_start
from annotator.errors import AnnotatorError
from annotator.script import read_folder

DAY = datetime.date(2026, 11, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (10, 9):
        Image.new("RGB", (90, 180), "white").save(tmp_path / f"{number} captura.png")
    return tmp_path


def test_a_step_for_each_screenshot_in_the_order_of_their_numbers(folder: Path) -> None:
    written = beginning.start_script(folder, ("es",), DAY)
    assert [path.name for path in written.paths] == ["tutorial.md", "order.jpg"]
    script = (folder / "tutorial.md").read_text(encoding="utf-8")
    assert script.index("9 captura.png") < script.index("10 captura.png")
    assert read_folder(folder).tutorial is None, "what is to be filled in is asked for"


def test_nothing_is_written_over_a_script_or_without_pictures(folder: Path, tmp_path: Path) -> None:
    (folder / "tutorial.md").write_text("mine", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="stays as it is"):
        beginning.start_script(folder, ("es",), DAY)
    assert (folder / "tutorial.md").read_text(encoding="utf-8") == "mine"
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(AnnotatorError, match="There is no screenshot"):
        beginning.start_script(empty, ("es",), DAY)


def test_a_shipped_tutorial_lends_its_words_but_not_its_private_texts(folder: Path) -> None:
    beginning.start_script(folder, ("es", "mix"), DAY, model="join-class-on-zoom")
    script = (folder / "tutorial.md").read_text(encoding="utf-8")
    assert "# es: Entrar a la clase por Zoom" in script
    assert "![](<9 captura.png>)" in script
    assert "- checked: 2026-11-24" in script
    assert "hide: ___" in script or "hide:" not in script


def test_an_unknown_one_is_told_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(AnnotatorError, match="Did you mean join-class-on-zoom"):
        beginning.start_script(folder, ("es",), DAY, model="join-clas-on-zoom")
    assert "join-class-on-zoom" in shipped_start.shipped_names()
