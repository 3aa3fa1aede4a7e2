"""What ``check`` shows besides problems: the candidates for uncertain marks, on covered screenshots, and its last lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from annotator.cache import Cache
from annotator.commands.check import SpokenTotals, Summary, check, place_of
from annotator.errors import OutputError
from annotator.screen.load import load
from tests.helpers.screens import draw_buttons, draw_texts

SCRIPT = """# es: Entrar

![](01.png)
- tap: Unirse
- es: Toque Unirse.
{more}
"""


@pytest.fixture
def tutorial(tmp_path: Path) -> Path:
    folder = tmp_path / "zoom"
    folder.mkdir()
    draw_texts(folder / "01.png", {"ana.perez@example.org": 260, "Unirse": 600, "Unirse ": 800})
    return folder


def checked(folder: Path, place: Path, warm: Cache, more: str = "") -> tuple[Path, ...]:
    (folder / "tutorial.md").write_text(SCRIPT.format(more=more), encoding="utf-8")
    return check(folder, cache=warm, voice="espeak", preview=place).pictures


def test_candidates_are_drawn_on_the_covered_picture(tutorial: Path, tmp_path: Path, warm: Cache) -> None:
    (picture,) = checked(tutorial, tmp_path / "look", warm)
    assert picture == tmp_path / "look" / "zoom" / "step-1-01.jpg"
    shown, original = load(picture).pixels.astype(int), load(tutorial / "01.png").pixels.astype(int)
    address, first = (slice(262, 300), slice(60, 430)), (slice(590, 660), slice(40, 240))
    assert (original[address] < 90).any(), "the address is on the screenshot"
    assert shown[address].min() > 140, "and covered here"
    red = (shown[..., 0] > 180) & (shown[..., 1] < 90)
    assert red[first].any(), "a frame around the first candidate"
    assert red[790:860].any(), "and around the second"


@pytest.mark.slow
def test_an_older_preview_is_replaced_also_by_none(tutorial: Path, tmp_path: Path, warm: Cache) -> None:
    checked(tutorial, tmp_path / "look", warm)
    draw_buttons(tutorial / "01.png", "Unirse")
    assert checked(tutorial, tmp_path / "look", warm) == ()
    assert not list((tmp_path / "look" / "zoom").glob("*.jpg"))
    assert checked(tutorial, tmp_path / "none", warm) == ()
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_nothing_is_drawn_where_a_text_to_hide_is_missing(tutorial: Path, tmp_path: Path, warm: Cache) -> None:
    assert checked(tutorial, tmp_path / "look", warm, more="- hide: Carlos Ruiz") == ()


def test_other_peoples_files_stay(tutorial: Path, tmp_path: Path, warm: Cache) -> None:
    place = tmp_path / "look" / "zoom"
    place.mkdir(parents=True)
    Image.new("RGB", (9, 9)).save(place / "mine.jpg")
    with pytest.raises(OutputError, match=r"mine\.jpg"):
        checked(tutorial, tmp_path / "look", warm)
    with pytest.raises(OutputError, match="inside the tutorial"):
        place_of(tutorial, tutorial, warm)
    assert [path.name for path in place.iterdir()] == ["mine.jpg"]


def test_a_line_for_each_language_and_what_it_lacks() -> None:
    spoken = (
        SpokenTotals("es", 61.6, 0.72, None),
        SpokenTotals("mix", 30, 0.35, None, ("voice", "plain-language rules")),
    )
    assert list(Summary("1 step", spoken, ()).lines()) == [
        "  1 step",
        "  es: about 62 s and 0.7 MB",
        "  mix: about 30 s and 0.3 MB",
        "  mix: annotator has no voice or plain-language rules for this language",
    ]
    assert next(Summary("5 steps and 1 aside", (), ()).lines()) == "  5 steps and 1 aside"
