"""One pack, and what becomes of its errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import work
from annotator.district.plan import PackTask, Settings, SharedTask
from annotator.district.schools import read_schools
from annotator.errors import OutputError
from tests.helpers.districts import files_of, make_schools, make_tutorial, write_table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "out", (make_tutorial(tmp_path / "zoom", ["es"]),), voice="pico")


@pytest.fixture
def task(tmp_path: Path, settings: Settings) -> PackTask:
    (school,) = read_schools(write_table(tmp_path / "schools.csv", make_schools(1))).schools
    return PackTask(settings.tutorials[0], school)


def test_a_tutorial_with_problems_is_a_report(settings: Settings, task: PackTask, cache: Cache) -> None:
    (task.tutorial / "tutorial.md").write_text("# es: Nada\n", encoding="utf-8")
    report = work.make_pack(task, settings, cache)
    assert (report.status, report.code) == ("failed", 1)
    assert "tutorial.md" in report.message
    work.make_shared(SharedTask(task.tutorial, "es", task.school), settings, cache)
    assert not settings.output.exists() or not list(settings.output.rglob("pack.json"))


@pytest.mark.parametrize(
    ("error", "message", "code"),
    [
        (OutputError("Disk full.", "Make room."), "Disk full. Make room.", 5),
        (MemoryError(), "There is not enough memory. Close other programs, then run the same command again.", 5),
        (ZeroDivisionError("x"), "Something went wrong inside annotator: ZeroDivisionError: x.", 1),
    ],
)
def test_every_error_is_a_report(error: Exception, message: str, code: int) -> None:
    report = work.report_failure(error)
    assert (report.status, report.message, report.code) == ("failed", message, code)
    assert report.record


@pytest.mark.slow
@pytest.mark.pico
def test_what_packs_share_fills_the_cache_and_leaves_nothing_else(
    settings: Settings, task: PackTask, cache: Cache, tmp_path: Path
) -> None:
    before = files_of(tmp_path / "zoom")
    work.make_shared(SharedTask(task.tutorial, "es", task.school), settings, cache)
    assert not settings.output.exists()
    assert list((cache.root / "segment").rglob("*.h264"))
    assert not list(cache.scratch().iterdir())
    assert files_of(tmp_path / "zoom") == before
    report = work.make_pack(task, settings, cache)
    assert report.status == "made"
    pack = settings.place(task)
    assert report.bytes == sum(len(data) for path, data in files_of(pack).items() if path != "pack.json")
    assert work.make_pack(task, settings, cache).status == "unchanged"
