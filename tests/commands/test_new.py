"""``new`` writes a script for a folder of screenshots, or nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PIL import Image

from annotator.commands.new import propose, start_script
from annotator.errors import AnnotatorError
from annotator.script import read
from tests.helpers.screens import draw_buttons

DAY = datetime.date(2026, 11, 24)


def folder(path: Path, *names: str) -> Path:
    path.mkdir()
    for name in names:
        Image.new("RGB", (90, 160), "white").save(path / name)
    return path


def test_a_step_for_each_screenshot_in_natural_order(tmp_path: Path) -> None:
    place = folder(tmp_path / "zoom", "10.png", "2.png")
    written = start_script(place, ("es",), DAY)
    assert written == (place / "tutorial.md", ("2.png and 10.png are the same picture: keep one.",))
    script = read((place / "tutorial.md").read_text(encoding="utf-8"), {"10.png", "2.png"}).readable
    assert script is not None
    assert [step.picture for step in script.steps] == ["2.png", "10.png"]


def test_a_blank_script_guesses_nothing_and_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    place = folder(tmp_path / "zoom", "1.png")
    assert propose(place) == [{"picture": "1.png", "proposals": []}]
    assert [path.name for path in place.iterdir()] == ["1.png"]
    start_script(place, ("es",), DAY, blank=True)
    assert "- tap:\n- es:\n" in (place / "tutorial.md").read_text(encoding="utf-8")


def test_a_draft_guesses(tmp_path: Path) -> None:
    place = folder(tmp_path / "zoom")
    draw_buttons(place / "1.png", "Unirse")
    draw_buttons(place / "2.png", "Listo")
    start_script(place, ("es",), DAY)
    written = (place / "tutorial.md").read_text(encoding="utf-8")
    assert "![](1.png)\n- tap?: Unirse\n\n![](2.png)\n- done?: Listo\n" in written
    (row, _) = propose(place)
    assert row["proposals"][0].keys() == {"action", "target", "box", "score", "reason"}
    assert (row["picture"], row["proposals"][0]["target"]) == ("1.png", "Unirse")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "03.png is empty. Copy it to this computer again."),
        (b"%PDF-1.7", "03.png is a PDF, not a picture."),
        (b"\x89PNG\r\n\x1a\n", "03.png is damaged and cannot be read. Take the screenshot again"),
        (b"\0\0\0\x20ftypisom\0\0\2\0", "03.png is a film"),
    ],
)
def test_a_picture_that_cannot_be_read_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    draw_buttons(tmp_path / "01.png", "Unirse")
    (tmp_path / "02.mp4").write_bytes(data)  # a recording, of which nothing is guessed
    (tmp_path / "03.png").write_bytes(data)
    first, _, row = propose(tmp_path)
    assert "problem" not in first
    assert row["problem"].startswith(words)
    (note,) = start_script(tmp_path)[1]
    assert note == row["problem"]


def test_a_script_that_is_there_stays(tmp_path: Path) -> None:
    place = folder(tmp_path / "zoom", "1.png")
    (place / "tutorial.md").write_text("mine")
    with pytest.raises(AnnotatorError, match="exists already"):
        start_script(place)
    assert (place / "tutorial.md").read_text() == "mine"
    assert sorted(path.name for path in place.iterdir()) == ["1.png", "tutorial.md"]


@pytest.mark.parametrize("name", ["Tutorial.MD", "tutorial.md.txt"])
def test_one_in_other_letters_or_with_a_second_ending_stays_too(tmp_path: Path, name: str) -> None:
    place = folder(tmp_path / "zoom", "1.png")
    (place / name).write_text("mine")
    with pytest.raises(AnnotatorError, match=f"{name} exists already"):
        start_script(place)
    assert sorted(path.name for path in place.iterdir()) == sorted(["1.png", name])


def test_a_screenshot_that_is_a_link_to_elsewhere_is_told(tmp_path: Path) -> None:
    place = folder(tmp_path / "zoom", "1.png")
    Image.new("RGB", (90, 160), "white").save(tmp_path / "private.png")
    (place / "2.png").symlink_to(tmp_path / "private.png")
    with pytest.raises(AnnotatorError, match=r"2\.png is a link that leads out"):
        start_script(place)


def test_a_folder_without_screenshots_says_so(tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="no screenshot"):
        start_script(folder(tmp_path / "zoom"))


def test_a_shipped_tutorial_lends_its_words_but_not_its_private_texts(tmp_path: Path) -> None:
    place = folder(tmp_path / "zoom", "9 captura.png")
    start_script(place, ("es", "mix"), DAY, model="join-class-on-zoom")
    script = (place / "tutorial.md").read_text(encoding="utf-8")
    assert "# es: Entrar a la clase por Zoom" in script
    assert "![](<9 captura.png>)" in script
    assert "- checked: 2026-11-24" in script
    assert "hide: ___" in script or "hide:" not in script
