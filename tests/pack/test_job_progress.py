"""One count for the whole of a job: it only rises, and ends at its total."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from annotator.pack.job_progress import JobProgress, estimate_units, estimate_voice_units
from annotator.voice import choose
from tests.helpers.screens import draw_texts
from tests.helpers.voices import Fake

SCRIPT = "# es: Entrar\n\n- why es: Para oír.\n\n![](1.png)\n- tap: Unirse\n\n![](1.png)\n- look: Salir\n"


class Told:
    """Remembers what progress was told."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def __call__(self, what: str, done: int, total: int) -> None:
        self.steps.append((what, done, total))

    def check(self) -> set[str]:
        """It rose to its one total; returns the words of the stages."""
        assert {total for _, _, total in self.steps} == {self.steps[-1][2]}
        assert all(before[1] <= after[1] for before, after in pairwise(self.steps))
        assert self.steps[-1][1] == self.steps[-1][2]
        return {what for what, _, _ in self.steps}


def test_stages_are_told_in_proportion_to_their_units() -> None:
    told = Told()
    job = JobProgress(10, told)
    with job.stage("pictures", 4) as progress:
        progress("pictures", 1, 2)
    with job.stage("video", 6) as progress:
        progress("video", 50, 100)
        progress("video", 10, 100)
    assert told.steps == [
        ("pictures", 2, 10),
        ("pictures", 4, 10),
        ("video", 7, 10),
        ("video", 7, 10),
        ("video", 10, 10),
    ]
    told.check()


def test_a_job_that_was_estimated_too_small_or_too_large_ends_at_its_total() -> None:
    for total in (1, 5, 100):
        told = Told()
        job = JobProgress(total, told)
        for _ in range(5):
            with job.stage("files", 3) as progress:
                progress("files", 7, 5)
                progress("files", 0, 0)
        job.finish("pack")
        told.check()


def test_a_stage_that_fails_tells_nothing_more() -> None:
    told = Told()
    with pytest.raises(OSError), JobProgress(5, told).stage("files", 3):
        raise OSError
    assert told.steps == []


def test_units() -> None:
    assert estimate_units({"message": ("es",), "card": ("es",)}, 4) == 1 + 5
    assert estimate_voice_units({"message": ("es",), "card": ("en",)}, 4) == 0
    assert estimate_voice_units({"video": ("es",), "voice": ("es",)}, 4) == 14


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(choose, "engines", lambda _cache: (Fake("pico"),))
    place = tmp_path / "clase"
    place.mkdir()
    draw_texts(place / "1.png", {"Unirse": 400, "Salir": 700})
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return place


@pytest.mark.slow
def test_a_build_counts_once(folder: Path, tmp_path: Path) -> None:
    cache, told, again = Cache(tmp_path / "cache"), Told(), Told()
    kinds = ("video", "step", "card", "message", "captions", "poster", "review", "index")
    build(folder, Options(tmp_path / "packs", kinds=kinds, draft=True), told, cache)
    assert told.check() >= {"pictures", "voice", "video", "card"}
    build(folder, Options(tmp_path / "others", kinds=kinds, draft=True), again, cache)
    again.check()
