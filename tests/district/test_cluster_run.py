"""Packs made by real workers, some of which are killed or lack something: none is missing, none is half."""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest

from annotator.cache import Cache
from annotator.district import cluster
from annotator.district.packs import PackReport, PackTask, Plan, Settings, make_plan
from annotator.district.schools import read_schools
from annotator.errors import MissingError, ServiceError
from annotator.outputs import ownership
from annotator.pack.build import build
from annotator.pack.options import Options
from tests.helpers.clusters import Programs, Told, programs, run_on
from tests.helpers.districts import draw_logo, files_of, make_schools, make_tutorial, write_school, write_table
from tests.helpers.small_disks import small_disk

pytestmark = [pytest.mark.slow, pytest.mark.pico, pytest.mark.enable_socket]
NO_PICO = """
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "py_nanotts" else find(name, package)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "out", (make_tutorial(tmp_path / "zoom", ["es"]),), voice="pico")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Programs]:
    """A scheduler that has no workers yet."""
    with programs(tmp_path / "programs") as cluster:
        yield cluster


def plan_of(settings: Settings, tmp_path: Path, cache: Cache, rows: list[dict[str, str]]) -> Plan:
    return make_plan(read_schools(write_table(tmp_path / "schools.csv", rows)).schools, settings, cache)


def assert_whole(settings: Settings, count: int) -> None:
    """There are so many packs, each as it was made, and nothing half made beside them."""
    packs = [path.parent for path in settings.output.rglob("pack.json")]
    assert len(packs) == count
    for pack in packs:
        mark = ownership.read(pack)
        assert mark is not None
        assert ownership.is_whole(pack, mark)
    assert not list(settings.output.glob("*/.*"))


def assert_alone(tmp_path: Path, row: dict[str, str], tutorial: Path, pack: Path) -> None:
    """A pack is, to the byte, what a build makes with the ``school.toml`` that says the same as a row."""
    alone = tmp_path / f"alone {row['name']}"
    folder = alone / tutorial.name
    folder.mkdir(parents=True)
    for name, data in files_of(tutorial).items():
        (folder / name).write_bytes(data)
    for name in ("logo.png", "names.txt"):
        if (tmp_path / name).exists():
            (alone / name).write_bytes((tmp_path / name).read_bytes())
    write_school(alone, row)
    built = build(folder, Options(alone / "packs", voice="pico"), cache=Cache(tmp_path / "alone's cache"))
    made, expected = files_of(pack), files_of(built.pack)
    assert list(made) == list(expected)
    assert [path for path in made if made[path] != expected[path]] == []


def test_a_worker_that_is_killed_twice_costs_nothing_but_time(started: Programs, tmp_path: Path, cache: Cache) -> None:
    tutorials = tuple(
        make_tutorial(tmp_path / name, ["es"], word) for name, word in (("zoom", "Unirse"), ("clever", "Entrar"))
    )
    settings = Settings(tmp_path / "out", tutorials, voice="pico")
    rows = make_schools(4)
    plan = plan_of(settings, tmp_path, cache, rows)
    workers = [started.add_worker(host) for host in ("127.0.0.2", "127.0.0.3")]
    told = Told()
    kills: list[int] = []

    def done(task: PackTask, report: PackReport) -> None:
        told.done(task, report)
        if len(told.reports) in (2, 5):
            kills.append(len(told.reports))
            started.kill_worker(workers[0])

    cluster.run(plan, settings, cache, started.address, cluster.Callbacks(done, told.notes.append))
    assert kills == [2, 5]
    assert {name: report.status for name, report in told.reports.items()} == dict.fromkeys(
        (task.name for task in plan.make), "made"
    )
    assert told.notes == []
    assert_whole(settings, 8)
    assert_alone(tmp_path, rows[3], tutorials[1], settings.output / "escuela-los-robles-4" / tutorials[1].name)
    again = plan_of(settings, tmp_path, cache, rows)
    assert (again.make, len(again.reports)) == ((), 8)


def test_packs_are_those_of_a_build_and_nothing_private_is_left_behind(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    draw_logo(tmp_path / "logo.png", "#7A0019")
    (tmp_path / "names.txt").write_text("Ana Peña\nQuetzalina Xochitl\n", encoding="utf-8")
    rows = make_schools(2)
    rows[0] |= {"logo": "logo.png", "names": "names.txt", "website": "https://uno.example.org"}
    rows[1] |= {"main": "#7A0019", "pointer": "hand", "paper": "a4"}
    plan = plan_of(settings, tmp_path, cache, rows)
    for host in ("127.0.0.2", "127.0.0.3"):
        started.add_worker(host)
    told = run_on(plan, settings, cache, started.address)
    assert told.statuses() == {"made"}, told.reports
    assert told.counts[0] == (0, 2)
    assert told.counts[-1] == (2, 2)
    assert_whole(settings, 2)
    assert_alone(tmp_path, rows[0], settings.tutorials[0], settings.output / "escuela-los-robles-1" / "zoom")
    assert plan_of(settings, tmp_path, cache, rows).make == ()
    for path in started.folder.rglob("*"):
        if path.is_file() and "cache" not in str(path):  # which is for its user alone
            data = path.read_bytes()
            assert b"Quetzalina" not in data, path
            assert "Peña".encode() not in data, path
    assert not [path for path in started.folder.rglob("*.png") if "cache" not in str(path)]


def test_a_scheduler_that_answers_no_more_ends_the_run(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    plan = plan_of(settings, tmp_path, cache, make_schools(2))
    started.add_worker("127.0.0.2")
    with contextlib.ExitStack() as frozen:

        def done(_task: PackTask, _report: PackReport) -> None:
            frozen.enter_context(started.frozen_scheduler())
            frozen.enter_context(dask.config.set({"distributed.comm.timeouts.tcp": "12s"}))

        with pytest.raises(ServiceError, match="can no longer be reached") as raised:
            cluster.run(plan, settings, cache, started.address, cluster.Callbacks(done))
    assert raised.value.exit_code == 4
    assert_whole(settings, 1)
    # Once it goes on, so does the same command.
    rest = plan_of(settings, tmp_path, cache, make_schools(2))
    assert len(rest.make) == 1
    assert run_on(rest, settings, cache, started.address).statuses() == {"made"}
    assert_whole(settings, 2)


def test_a_worker_without_the_voice_is_left_out(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    plan = plan_of(settings, tmp_path, cache, make_schools(2))
    (tmp_path / "mute").mkdir()
    (tmp_path / "mute" / "sitecustomize.py").write_text(NO_PICO, encoding="utf-8")
    path = os.pathsep.join((os.environ.get("PYTHONPATH", ""), str(tmp_path / "mute")))
    started.add_worker("127.0.0.2", PYTHONPATH=path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "_NO_WORKER_SECONDS", 1.0)
        with pytest.raises(MissingError, match=r"The worker tcp://127\.0\.0\.2:\d+ has no voice pico"):
            run_on(plan, settings, cache, started.address)
    started.add_worker("127.0.0.3")
    told = run_on(plan, settings, cache, started.address, shared_output=True)
    assert told.statuses() == {"made"}, told.reports
    assert_whole(settings, 2)
    (note,) = told.notes
    assert "127.0.0.2" in note
    assert note.endswith("Install it there. It is left out.")


def test_a_worker_with_a_full_disk_leaves_its_packs_to_others(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    plan = plan_of(settings, tmp_path, cache, make_schools(2))
    with small_disk(tmp_path / "small", "300k") as small:
        started.add_worker("127.0.0.2", ANNOTATOR_CACHE=str(small / "cache"))
        alone = run_on(plan, settings, cache, started.address)
        assert {(report.status, report.code) for report in alone.reports.values()} == {("failed", 5)}
        assert all("No space left on device" in report.message for report in alone.reports.values())
        assert not settings.output.exists() or not list(settings.output.rglob("pack.json"))
        started.add_worker("127.0.0.3")
        told = run_on(plan, settings, cache, started.address)
        assert told.statuses() == {"made"}, told.reports
    assert_whole(settings, 2)


def test_another_annotator_is_left_out_whenever_it_comes(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    import annotator

    source = Path(annotator.__file__).parent
    older = tmp_path / "older"
    (older / "annotator").mkdir(parents=True)
    for path in source.rglob("*.py"):
        place = older / "annotator" / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    with (older / "annotator" / "pack" / "build.py").open("a", encoding="utf-8") as file:
        file.write("\n_CHANGED = True\n")
    for name in ("assets", "tutorials"):
        (older / name).symlink_to(source.parent / name)
    plan = plan_of(settings, tmp_path, cache, make_schools(2))
    started.add_worker("127.0.0.2")
    told = Told()

    def done(task: PackTask, report: PackReport) -> None:
        told.done(task, report)
        if len(told.reports) == 1:
            started.add_worker("127.0.0.3", PYTHONPATH=str(older))

    cluster.run(plan, settings, cache, started.address, cluster.Callbacks(done, told.notes.append))
    assert told.statuses() == {"made"}, told.reports
    settings.output.rename(tmp_path / "earlier")
    told = run_on(plan, settings, cache, started.address)
    assert told.statuses() == {"made"}, told.reports
    (note,) = told.notes
    assert re.match(r"The worker tcp://127\.0\.0\.3:\d+ has annotator \S+ \(\w{8}\), and this", note)
    assert note.endswith("It is left out.")
    assert_whole(settings, 2)


def test_without_a_worker_it_waits_a_while_and_says_how_to_start_one(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(settings, tmp_path, cache, make_schools(1))
    monkeypatch.setattr(cluster, "_NO_WORKER_SECONDS", 1.0)
    with pytest.raises(ServiceError, match=f"dask worker {started.address} --nthreads 1"):
        run_on(plan, settings, cache, started.address)
    monkeypatch.setattr(cluster, "_NO_WORKER_SECONDS", 60.0)
    late = threading.Thread(target=lambda: (time.sleep(1), started.add_worker("127.0.0.2")))
    late.start()
    assert run_on(plan, settings, cache, started.address).statuses() == {"made"}
    late.join()


def test_a_tutorial_that_changes_meanwhile_is_not_recorded_as_made(
    started: Programs, settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    rows = make_schools(2)
    plan = plan_of(settings, tmp_path, cache, rows)
    started.add_worker("127.0.0.2")
    told = Told()
    script = settings.tutorials[0] / "tutorial.md"

    def done(task: PackTask, report: PackReport) -> None:
        told.done(task, report)
        script.write_text(script.read_text(encoding="utf-8").replace("Toque", "Pulse"), encoding="utf-8")

    cluster.run(plan, settings, cache, started.address, cluster.Callbacks(done))
    assert sorted(report.status for report in told.reports.values()) == ["failed", "made"]
    failed = next(report for report in told.reports.values() if report.status == "failed")
    assert "was changed while its pack was made" in failed.message
    assert len(plan_of(settings, tmp_path, cache, rows).make) == 2
