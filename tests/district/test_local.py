"""Real processes: in which order they work, and what becomes of one that is killed or stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import local, memory
from annotator.district.plan import PackTask, Plan, Settings, SharedTask, make_plan
from annotator.district.schools import read_schools
from annotator.district.work import PackReport
from annotator.district.worker import Answer, Worker
from tests.helpers.districts import files_of, make_schools, make_tutorial, write_table

pytestmark = [pytest.mark.slow, pytest.mark.pico]


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


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_pack_is_made_once_and_then_left(settings: Settings, tmp_path: Path, cache: Cache, jobs: int) -> None:
    plan = plan_of(settings, tmp_path, 3, cache)
    reports: dict[str, PackReport] = {}
    counts: list[tuple[int, int]] = []

    def done(task: PackTask, report: PackReport) -> None:
        assert task.name not in reports
        reports[task.name] = report

    peak = local.run(plan, settings, cache, jobs, done, lambda _, ended, total: counts.append((ended, total)))
    assert {name: report.status for name, report in reports.items()} == dict.fromkeys(
        (task.name for task in plan.make), "made"
    )
    assert counts == sorted(counts)
    assert counts[-1] == (3, 3)
    assert peak > 100_000_000
    assert not children()
    again = plan_of(settings, tmp_path, 3, cache)
    assert (len(again.unchanged), again.make, again.shared) == (3, (), {})
    assert all(
        (pack.bytes, pack.warnings) == (reports[task.name].bytes, reports[task.name].warnings)
        for task, pack in again.unchanged.items()
    )


def test_a_process_that_is_killed_fails_its_pack_alone(settings: Settings, tmp_path: Path, cache: Cache) -> None:
    plan = plan_of(settings, tmp_path, 3, cache)
    killed = threading.Event()

    def kill() -> None:
        while not (found := children()):
            time.sleep(0.05)
        time.sleep(2)
        os.kill(found[0], signal.SIGKILL)
        killed.set()

    reports: dict[str, PackReport] = {}
    thread = threading.Thread(target=kill)
    thread.start()
    local.run(plan, settings, cache, 1, lambda task, report: reports.update({task.name: report}))
    thread.join()
    assert killed.is_set()
    failed = [name for name, report in reports.items() if report.status == "failed"]
    assert len(failed) == 1
    assert "not enough memory" in reports[failed[0]].message
    assert len(reports) == 3
    # The next run makes what is missing, and no half pack is there meanwhile.
    assert len(list(settings.output.glob("[!.]*/[!.]*/pack.json"))) == 2
    again = plan_of(settings, tmp_path, 3, cache)
    assert [task.name for task in again.make] == failed
    local.run(again, settings, cache, 1, lambda task, report: reports.update({task.name: report}))
    assert {report.status for report in reports.values()} == {"made"}


def test_a_run_that_is_stopped_leaves_no_process_and_no_half_pack(
    settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    plan = plan_of(settings, tmp_path, 4, cache)

    def stop(_task: PackTask, _report: PackReport) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        local.run(plan, settings, cache, 2, stop)
    assert not children()
    packs = [path.parent for path in settings.output.glob("[!.]*/[!.]*/pack.json")]
    assert 1 <= len(packs) <= 2
    assert {path.name for path in settings.output.rglob("*") if path.is_dir() and path.name.startswith(".")} == set()
    assert not list((cache.root / "work").glob("*/*"))
    assert all(any(path.endswith(".mp4") for path in files_of(pack)) for pack in packs)
    assert len(plan_of(settings, tmp_path, 4, cache).make) == 4 - len(packs)


def test_packs_begin_once_what_they_share_is_there(settings: Settings, tmp_path: Path, cache: Cache) -> None:
    plan = plan_of(settings, tmp_path, 2, cache)
    ((shared, packs),) = plan.shared.items()
    waiting = local._Waiting(plan, share=True)
    assert waiting.take() is shared
    assert not waiting.has_free
    assert waiting
    waiting.finish(shared)
    assert [waiting.take(), waiting.take()] == list(packs)
    for pack in packs:
        waiting.finish(pack)
    assert not waiting
    alone = local._Waiting(plan, share=False)
    assert alone.take() is packs[0]


def test_a_pack_is_made_by_a_process_that_holds_no_models_that_read_pictures(
    settings: Settings, tmp_path: Path, cache: Cache
) -> None:
    plan = plan_of(settings, tmp_path, 3, cache)
    (shared,) = plan.shared
    worker = Worker(settings, cache)
    try:
        cold = run_task(worker, shared)
        first = worker._process.pid
        run_task(worker, shared)
        assert worker._process.pid == first  # the models serve further shared work
        warm = run_task(worker, plan.make[0])
        second = worker._process.pid
        assert second != first
        assert children() == [second]
        assert warm.report is not None
        assert warm.report.status == "made"
        assert warm.held < 0.6 * cold.held
        assert warm.peak < 0.75 * cold.peak
        # Where nothing had to be read, it makes packs, too.
        run_task(worker, shared)
        again = run_task(worker, plan.make[1])
        assert worker._process.pid == second
        assert again.held < memory.HELD_BYTES
    finally:
        worker.stop()


def test_a_process_that_holds_too_much_makes_no_further_pack(
    settings: Settings, tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(settings, tmp_path, 2, cache)
    monkeypatch.setattr(memory, "HELD_BYTES", 1_000_000)
    worker = Worker(settings, cache)
    try:
        made = [run_task(worker, task).report for task in plan.make[:1]]
        first = worker._process.pid
        made += [run_task(worker, task).report for task in plan.make[1:]]
        assert worker._process.pid != first
        assert [report.status for report in made if report] == ["made", "made"]
    finally:
        worker.stop()


def run_task(worker: Worker, task: PackTask | SharedTask) -> Answer:
    """Run a task to its end."""
    worker.begin(task)
    while (answer := worker.receive()) is not None:
        if answer.kind == "end":
            worker.task = None
            return answer
    raise AssertionError("The process died.")


def test_a_worker_that_died_is_replaced_before_its_next_task(settings: Settings, tmp_path: Path, cache: Cache) -> None:
    plan = plan_of(settings, tmp_path, 1, cache)
    worker = Worker(settings, cache)
    try:
        while not (found := children()):  # until the child is a program of its own
            time.sleep(0.02)
        os.kill(found[0], signal.SIGKILL)
        assert worker.receive() is None
        report = run_task(worker, plan.make[0]).report
        assert report is not None
        assert report.status == "made"
    finally:
        worker.stop()
