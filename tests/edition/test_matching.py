"""A family's picture is matched with steps from the cache of scans alone, and nothing of it is kept."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from annotator import typeface
from annotator.cache import Cache
from annotator.edition import matching
from annotator.edition.scan.step_view import StepView
from annotator.errors import AnnotatorError
from annotator.model import Box, StepNumber, TextLine
from annotator.screen import load
from annotator.screen.match.looks import Looks
from annotator.screen.match.reading import Reading

JOIN = ("Join meeting", "Meeting ID", "Turn off my video", "Join")
SCRIPT = "# en: Class\n\n![](01.png)\n- tap: Apps\n- en: Tap Apps.\n\n![](02.png)\n- tap: Join #2\n- en: Tap Join.\n"


def draw(path: Path, *words: str, width: int = 540) -> Path:
    image = Image.new("RGB", (width, 2 * width), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(typeface.path(), width // 18)
    for row, word in enumerate(words):
        pen.text((width // 12, width // 6 + row * width // 4), word, "black", font=font)
    image.save(path)
    return path


@pytest.mark.slow
def test_a_picture_is_matched_from_the_cache_and_leaves_nothing(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tutorials" / "class"
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    draw(folder / "01.png", "Settings", "Network", "Apps", "Battery")
    draw(folder / "02.png", *JOIN)
    said: list[str] = []
    matching.open_library(tmp_path / "tutorials", cache, lambda what, *_: said.append(what))
    assert said[0] == "2 pictures are read for the first time: about 4 s."
    kept, opened = cache.size(), []
    real = load.load
    monkeypatch.setattr(load, "load", lambda path, name=None: opened.append(path.name) or real(path, name))
    family = draw(tmp_path / "IMG_7.png", *JOIN, "Leave", width=600)
    found = matching.match(family, tmp_path / "tutorials", cache)
    assert [(step.tutorial, step.step, str(step.number)) for step in found.steps[:1]] == [
        ("class", 2, str(found.steps[0].number))
    ]
    assert found.steps[0].certainty > found.steps[1].certainty
    assert sum(step.certainty for step in found.steps) <= 1, "shared, so that two like steps are both unsure"
    assert found.target is not None
    assert 0.9 < (found.target.y + found.target.h / 2) / (600 // 6 + 3 * 600 // 4 + 20) < 1.1
    assert (found.absent, found.differences, found.unread) == (False, (), ())
    foreign = matching.match(draw(tmp_path / "IMG_8.png", "Recipes", "Flour", "Sugar"), folder, cache)
    assert (foreign.steps, foreign.target, len(foreign.candidates)) == ((), None, 2)
    assert opened == ["IMG_7.png", "IMG_8.png"], "no step's picture"
    assert cache.size() == kept, "nothing of the families'"


def test_a_screen_that_two_tutorials_have_is_a_step_of_both(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(top: int, gap: int, *words: str) -> Reading:
        lines = (TextLine(word, Box(90, top + gap * row, 22 * len(word), 44), 0.99) for row, word in enumerate(words))
        return Reading.of(tuple(lines), (1080, 2400), (), Looks("0" * 1152, (), dark=False))

    there = read(
        200, 240, "Join meeting", "Meeting ID", "Your name", "Don't connect to audio", "Turn off my video", "Join"
    )
    words = ("Unirse a reunión", "ID de la reunión", "Su nombre", "No conectar el audio", "Apagar mi video", "Unirse")
    tutorial = SimpleNamespace(numbers=(StepNumber(1),), titles=())
    scanners: list[Any] = [SimpleNamespace(folder=Path(name), tutorial=tutorial) for name in ("join", "mute")]
    library = {matching.StepPicture(scanner, 0, StepView("1.png")): there for scanner in scanners}
    monkeypatch.setattr(matching, "compare_target", lambda *_: (None, False, ()))
    found = matching.match_reading(read(230, 245, *words), matching.StepLibrary(library))
    assert found.steps, "it is sure that it is one of them"
    assert [step.tutorial for step in found.list_doubts()] == ["join", "mute"]


def test_a_folder_without_a_tutorial_is_refused(tmp_path: Path, cache: Cache) -> None:
    with pytest.raises(AnnotatorError, match="There is no tutorial in"):
        matching.open_library(tmp_path, cache)
