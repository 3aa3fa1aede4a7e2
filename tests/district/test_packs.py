"""What is planned, nothing twice; one pack, what becomes of its errors, and of a process that is killed or stopped."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import pack_pool, packs
from annotator.district.packs import PackReport, PackTask, Plan, Settings, make_plan
from annotator.district.schools import read_schools
from annotator.errors import OutputError
from tests.helpers.districts import make_schools, make_tutorial, write_table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    tutorials = tuple(make_tutorial(tmp_path / name) for name in ("zoom", "clever"))
    return Settings(tmp_path / "out", tutorials, voice="pico")


def plan_of(settings: Settings, tmp_path: Path, *rows: dict[str, str], cache: Cache | None = None) -> Plan:
    table = read_schools(write_table(tmp_path / "schools.csv", rows))
    return make_plan(table.schools, settings, cache or Cache(tmp_path / "cache"))


def test_every_pack_is_made_once_tutorial_by_tutorial(settings: Settings, tmp_path: Path) -> None:
    plan = plan_of(settings, tmp_path, *make_schools(2))
    assert [task.name for task in plan.make] == [
        "escuela-los-robles-1/zoom",
        "escuela-los-robles-2/zoom",
        "escuela-los-robles-1/clever",
        "escuela-los-robles-2/clever",
    ]
    assert plan.reports == {}
    assert not (tmp_path / "out").exists()


def test_a_pack_whose_place_is_taken_fails_alone(settings: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "out" / "escuela-los-robles-2" / "zoom"
    taken.mkdir(parents=True)
    (taken / "ours.txt").write_text("mine", encoding="utf-8")
    plan = plan_of(settings, tmp_path, *make_schools(2))
    ((task, report),) = plan.reports.items()
    assert task.name == "escuela-los-robles-2/zoom"
    assert (report.status, report.code) == ("failed", OutputError.exit_code)
    assert len(plan.make) == 3
    assert (taken / "ours.txt").read_text(encoding="utf-8") == "mine"


def test_problems_do_not_quote_the_roster(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Quetzalina\n", encoding="utf-8")
    script = settings.tutorials[0] / "tutorial.md"
    script.write_text(script.read_text("utf-8") + "- Quetzalina: hello\n", encoding="utf-8")
    task, _ = plan_of(settings, tmp_path, {"name": "A", "names": "names.txt"}).make
    report = packs.make_pack(task, settings, Cache(tmp_path / "cache"))
    assert report.status == "failed"
    assert "uetzalina" not in report.message


def test_the_list_of_names_around_a_tutorial_counts_for_every_school(settings: Settings, tmp_path: Path) -> None:
    """Seen: the names on a tutorial's own list were shown on the pictures of schools whose row names no list."""
    (tmp_path / "names.txt").write_text("Ana Luna\n", encoding="utf-8")
    (tmp_path / "own.txt").write_text("Ximena Bautista\n", encoding="utf-8")
    (tmp_path / "zoom" / "school.toml").write_text('name = "Other"\nnames = "../own.txt"\n', encoding="utf-8")
    plan = plan_of(settings, tmp_path, {"name": "A", "names": "names.txt"}, {"name": "B", "names": ""})
    covered = {task.name: (task.school.name, task.school.given.school.names) for task in plan.make}
    assert covered == {
        "a/zoom": ("A", ("Ana Luna", "Ximena Bautista")),
        "b/zoom": ("B", ("Ximena Bautista",)),
        "a/clever": ("A", ("Ana Luna",)),
        "b/clever": ("B", ()),
    }


@pytest.mark.parametrize("own", ["", 'name = "Otra"\n', 'names = "own.txt"\n', None])
def test_no_school_toml_of_a_tutorial_switches_another_list_off(
    settings: Settings, tmp_path: Path, own: str | None
) -> None:
    """The lists count of the row, of the ``school.toml`` beside the table, and of all above the tutorial."""
    for name in ("row", "shared", "zoom/own"):
        (tmp_path / f"{name}.txt").write_text(f"Ana {name[-3:]}\n", encoding="utf-8")
    (tmp_path / "school.toml").write_text('names = "shared.txt"\n', encoding="utf-8")
    if own is not None:
        (tmp_path / "zoom" / "school.toml").write_text(own, encoding="utf-8")
    zoom, clever = plan_of(settings, tmp_path, {"name": "A", "names": "row.txt"}).make
    more = {"Ana own"} if own and "names" in own else set()
    assert set(zoom.school.given.school.names) == {"Ana row", "Ana red", *more}
    assert set(clever.school.given.school.names) == {"Ana row", "Ana red"}
    elsewhere = replace(settings, tutorials=(make_tutorial(tmp_path.parent / f"{tmp_path.name}-2" / "a" / "b" / "c"),))
    (task,) = plan_of(elsewhere, tmp_path, {"name": "A"}).make
    assert task.school.given.school.names == ("Ana red",), "that beside the table counts for tutorials elsewhere"


def test_a_list_of_names_that_is_missing_stops_the_packs_of_its_tutorial(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "zoom" / "school.toml").write_text('names = "nowhere.txt"\n', encoding="utf-8")
    make = plan_of(settings, tmp_path, *make_schools(1)).make
    assert {task.name: len(task.school.given.problems) for task in make} == {
        "escuela-los-robles-1/zoom": 1,
        "escuela-los-robles-1/clever": 0,
    }


def test_progress_counts_packs(settings: Settings, tmp_path: Path) -> None:
    table = read_schools(write_table(tmp_path / "schools.csv", make_schools(2)))
    seen: list[tuple[str, int, int]] = []
    make_plan(table.schools, settings, Cache(tmp_path / "cache"), lambda *said: seen.append(said))
    assert [(done, total) for _, done, total in seen] == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_tasks_are_told_apart_without_comparing_rosters(settings: Settings, tmp_path: Path) -> None:
    (school,) = read_schools(write_table(tmp_path / "schools.csv", make_schools(1))).schools
    one, other = PackTask(settings.tutorials[0], school), PackTask(settings.tutorials[0], school)
    assert one != other
    assert settings.pack_folder(one) == tmp_path / "out" / "escuela-los-robles-1" / "zoom"


@pytest.fixture
def one(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "out", (make_tutorial(tmp_path / "alone", ["es"]),), "pico", ("message", "card"))


@pytest.fixture
def task(tmp_path: Path, one: Settings) -> PackTask:
    (school,) = read_schools(write_table(tmp_path / "schools.csv", make_schools(1))).schools
    return PackTask(one.tutorials[0], school)


def test_a_tutorial_with_problems_is_a_report(one: Settings, task: PackTask, cache: Cache) -> None:
    (task.tutorial / "tutorial.md").write_text("# es: Nada\n", encoding="utf-8")
    report = packs.make_pack(task, one, cache)
    assert (report.status, report.code) == ("failed", 1)
    assert "tutorial.md" in report.message
    assert not one.output.exists() or not list(one.output.rglob("pack.json"))


@pytest.mark.parametrize(
    ("error", "message", "code"),
    [
        (OutputError("Disk full.", "Make room."), "Disk full. Make room.", 5),
        (MemoryError(), "There is not enough memory. Close other programs, then run the same command again.", 5),
        (
            ZeroDivisionError("x"),
            "Something went wrong inside annotator: ZeroDivisionError: x. Send this message to whoever looks after annotator.",
            1,
        ),
    ],
)
def test_every_error_is_a_report(error: Exception, message: str, code: int) -> None:
    report = packs.report_failure(error)
    assert (report.status, report.message, report.code) == ("failed", message, code)


@pytest.mark.slow
@pytest.mark.pico
@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills a process there as a system without memory does")
def test_a_process_that_is_killed_fails_its_pack_alone(one: Settings, tmp_path: Path, warm: Cache) -> None:
    one = replace(one, kinds=())  # long enough to be killed at work
    plan = plan_of(one, tmp_path, *make_schools(2), cache=warm)
    ended = threading.Event()

    def kill() -> None:
        while not list(one.output.glob("*/.*.new")) and not ended.is_set():
            time.sleep(0.01)
        multiprocessing.active_children()[0].kill()

    reports: dict[str, PackReport] = {}
    thread = threading.Thread(target=kill)
    thread.start()
    pack_pool.run(plan, one, warm, 1, lambda task, report: reports.update({task.name: report}))
    ended.set()
    thread.join()
    failed = [name for name, report in reports.items() if report.status == "failed"]
    assert len(failed) == 1
    assert "not enough memory" in reports[failed[0]].message
    assert not multiprocessing.active_children()
    assert len(reports) == 2
    # The next run makes what is missing, and no half pack is there meanwhile.
    assert len(list(one.output.glob("[!.]*/[!.]*/pack.json"))) == 1
    again = plan_of(one, tmp_path, *make_schools(2), cache=warm)
    assert [task.name for task in again.make] == failed
    pack_pool.run(again, one, warm, 1, lambda task, report: reports.update({task.name: report}))
    assert {report.status for report in reports.values()} == {"made"}, reports


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
