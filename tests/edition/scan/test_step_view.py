"""What does not depend on any step is read from a picture once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator.cache import Cache
from annotator.edition.scan.picture_analysis import PictureAnalysis
from annotator.errors import ProblemsError
from annotator.model import Box, IconTarget, PointTarget, Query, TextLine
from annotator.screen import load, ocr
from annotator.screen.locate import targets
from tests.helpers.screens import draw_buttons

BYTES = 540 * 1100 * 3


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    real = load.load

    def note(path: Path, name: str | None = None) -> load.Picture:
        names.append(path.name)
        return real(path, name)

    monkeypatch.setattr(load, "load", note)
    monkeypatch.setattr(ocr, "read_texts", lambda *_: (TextLine("Unirse", Box(200, 225, 140, 40), 0.99),))
    return names


@pytest.mark.parametrize(("kept", "expected"), [(0, 3), (2 * BYTES, 2), (2 * BYTES - 1, 3)])
def test_pictures_are_kept_as_far_as_they_fit(tmp_path: Path, opened: list[str], kept: int, expected: int) -> None:
    analysis = PictureAnalysis(Cache(tmp_path), kept)
    for name in ("1.png", "2.png", "1.png"):
        if not (tmp_path / name).exists():
            draw_buttons(tmp_path / name, name)
        analysis.load(tmp_path / name, name)
        analysis.load(tmp_path / name, name)
    assert len(opened) == expected


def test_a_file_that_changed_is_opened_again(tmp_path: Path, opened: list[str]) -> None:
    analysis = PictureAnalysis(Cache(tmp_path))
    draw_buttons(tmp_path / "1.png", "Unirse")
    first = analysis.load(tmp_path / "1.png", "1.png")
    draw_buttons(tmp_path / "1.png", "Unirse", "Cancelar")
    second = analysis.load(tmp_path / "1.png", "1.png")
    assert first.digest != second.digest and not np.array_equal(first.pixels, second.pixels)
    (tmp_path / "1.png").unlink()
    with pytest.raises(ProblemsError):
        analysis.load(tmp_path / "1.png", "1.png")
    assert len(opened) == 3


def test_targets_are_located_once(tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = PictureAnalysis(Cache(tmp_path))
    draw_buttons(tmp_path / "1.png", "Unirse")
    picture = analysis.load(tmp_path / "1.png", "1.png")
    asked: list[Query] = []
    real = targets.find

    def find(picture, texts, queries, *rest):  # type: ignore[no-untyped-def]
        asked.extend(queries)
        return real(picture, texts, queries, *rest)

    monkeypatch.setattr(targets, "find", find)
    one, two = Query(PointTarget(50, 22)), Query(IconTarget("gone.png"))
    first = analysis.find(picture, None, [one, two, one], lambda _: None)
    assert first == analysis.find(picture, None, [one, two, one], lambda _: None)
    assert first[0] == first[2] and first[0].outline is not None and first[1].box is None
    assert asked == [one, two]
    assert len(opened) == 1
