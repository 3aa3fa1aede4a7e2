"""Real processes: in which order they work, and what becomes of one that is killed or stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import packs
from annotator.district.packs import PackReport, Plan, Settings, make_plan
from annotator.district.schools import read_schools
from tests.helpers.districts import make_schools, make_tutorial, write_table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "out", (make_tutorial(tmp_path / "zoom", ["es"]),), voice="pico")


def plan_of(settings: Settings, tmp_path: Path, count: int, cache: Cache) -> Plan:
    return make_plan(read_schools(write_table(tmp_path / "schools.csv", make_schools(count))).schools, settings, cache)


def children() -> list[int]:
    """The processes that this one has begun for a district."""
    pids = [
        int(pid)
        for task in Path(f"/proc/{os.getpid()}/task").iterdir()
        for pid in (task / "children").read_text(encoding="ascii").split()
    ]
    return [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.slow
@pytest.mark.pico
def test_a_process_that_is_killed_fails_its_pack_alone(settings: Settings, tmp_path: Path, warm: Cache) -> None:
    plan = plan_of(settings, tmp_path, 2, warm)
    ended = threading.Event()

    def kill() -> None:
        while not list(settings.output.glob("*/.*.new")) and not ended.is_set():
            time.sleep(0.01)
        os.kill(children()[0], signal.SIGKILL)

    reports: dict[str, PackReport] = {}
    thread = threading.Thread(target=kill)
    thread.start()
    packs.run(plan, settings, warm, 1, lambda task, report: reports.update({task.name: report}))
    ended.set()
    thread.join()
    failed = [name for name, report in reports.items() if report.status == "failed"]
    assert len(failed) == 1
    assert "not enough memory" in reports[failed[0]].message
    assert not children()
    assert len(reports) == 2
    # The next run makes what is missing, and no half pack is there meanwhile.
    assert len(list(settings.output.glob("[!.]*/[!.]*/pack.json"))) == 1
    again = plan_of(settings, tmp_path, 2, warm)
    assert [task.name for task in again.make] == failed
    packs.run(again, settings, warm, 1, lambda task, report: reports.update({task.name: report}))
    assert {report.status for report in reports.values()} == {"made"}


def test_one_pack_of_each_tutorial_and_language_comes_first(tmp_path: Path, cache: Cache) -> None:
    tutorials = tuple(make_tutorial(tmp_path / name) for name in ("zoom", "clever"))
    languages = ("es", "es,en", "en", "es")
    rows = [row | {"languages": wanted} for row, wanted in zip(make_schools(4), languages, strict=True)]
    schools = read_schools(write_table(tmp_path / "schools.csv", rows)).schools
    plan = make_plan(schools, Settings(tmp_path / "out", tutorials, "pico"), cache)
    first, rest = packs.divide(plan.make)
    assert [task.name for task in first] == [
        f"escuela-los-robles-{number}/{name}" for name in ("zoom", "clever") for number in (1, 2)
    ]
    assert [task.name for task in rest] == [
        f"escuela-los-robles-{number}/{name}" for name in ("zoom", "clever") for number in (3, 4)
    ]


@pytest.mark.parametrize(("wanted", "number", "count"), [(None, 100, 4), (None, 2, 2), (7, 100, 7), (60, 2, 2)])
def test_jobs_are_as_many_as_are_wanted_or_four(
    monkeypatch: pytest.MonkeyPatch, wanted: int | None, number: int, count: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    assert packs.choose_jobs(wanted, number) == count
