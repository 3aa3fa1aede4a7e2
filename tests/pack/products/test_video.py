"""The quality that fits a budget."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from annotator.errors import AnnotatorError
from annotator.pack.products import video


def render(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, budget: int) -> tuple[list[int], int | None]:
    """Render a film whose pictures halve every 11 crf; the qualities that were tried, and the one that was taken."""
    tried: list[int] = []

    def write(_timeline: object, path: Path, _context: object, crf: int, *, whole: bool, wide: bool) -> None:
        assert (whole, wide) == (True, False)
        tried.append(crf)
        path.write_bytes(b"x" * round(3_000 + 10_000 * 2 ** ((17 - crf) / 11)))

    monkeypatch.setattr(video, "render_timeline", write)
    context: Any = SimpleNamespace(budget=budget, spoken=lambda _: SimpleNamespace(timeline=None))
    edition: Any = SimpleNamespace(lang="es")
    _, crf = video.render_whole_video(edition, context, tmp_path / "film.mp4")
    return tried, crf


@pytest.mark.parametrize(("budget", "tries"), [(13_000, [17]), (12_000, [17, 20]), (8_000, [17, 20, 23, 26, 29])])
def test_the_first_quality_that_fits_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: int, tries: list[int]
) -> None:
    tried, crf = render(monkeypatch, tmp_path, budget)
    assert tried == tries
    assert crf == tries[-1]
    assert (tmp_path / "film.mp4").stat().st_size <= budget


def test_what_cannot_fit_is_an_error_that_says_how_small_it_gets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AnnotatorError, match=r"as small as 0\.002 MB.*it has 0\.01 MB.*--budget"):
        render(monkeypatch, tmp_path, 2_000)
