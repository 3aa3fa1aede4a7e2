"""A story: packs made by real workers, some of which are killed or lack something: none is missing, none is half."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import annotator
from annotator.cache import Cache
from annotator.district import cluster
from annotator.district.packs import PackReport, PackTask, Plan, Settings, make_plan
from annotator.district.schools import read_schools
from annotator.errors import ServiceError
from annotator.outputs import marks
from tests.helpers.clusters import Programs, Told, programs, run_on
from tests.helpers.districts import draw_logo, make_schools, make_tutorial, write_table
from tests.helpers.editor_program import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.pico, pytest.mark.enable_socket]
NO_PICO = "import sys\nsys.modules['py_nanotts'] = None\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "out", (make_tutorial(tmp_path / "zoom", ["es"]),), "pico", ("message", "card"))


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
        mark = marks.read(pack)
        assert mark is not None
        assert marks.is_untouched(pack, mark)
    assert not list(settings.output.glob("*/.*"))


def test_no_pack_is_missing_though_a_worker_is_killed_and_none_keeps_what_it_was_sent(
    started: Programs, settings: Settings, tmp_path: Path, warm: Cache
) -> None:
    draw_logo(tmp_path / "logo.png", "#7A0019")
    (tmp_path / "names.txt").write_text("Ana Peña\nQuetzalina Xochitl\n", encoding="utf-8")
    rows = make_schools(3)
    rows[0] |= {"logo": "logo.png", "names": "names.txt", "website": "https://uno.example.org"}
    rows[1] |= {"main": "#7A0019", "pointer": "hand", "paper": "a4"}
    plan = plan_of(settings, tmp_path, warm, rows)
    workers = [started.add_worker(host) for host in ("127.0.0.2", "127.0.0.3")]
    told = Told()

    def kill(task: PackTask, report: PackReport) -> None:
        told.done(task, report)
        if len(told.reports) == 1:
            started.kill_worker(workers[0])

    cluster.run(plan, settings, warm, started.address, replace(told.callbacks, done=kill))
    assert told.statuses() == {"made"}, told.reports
    assert (told.counts[0], told.counts[-1], told.notes) == ((0, 3), (3, 3), [])
    assert_whole(settings, 3)
    message = settings.output / "escuela-los-robles-2" / "zoom" / "es" / "message.txt"
    assert rows[1]["phone"] in message.read_text(encoding="utf-8")
    assert plan_of(settings, tmp_path, warm, rows).make == ()
    # A worker that had begun a task of the killed one tidies up when it hears that nobody waits for it any more.
    wait_until(lambda: not any(".png" in name for _, _, names in os.walk(started.folder) for name in names), 60)
    for path in started.folder.rglob("*"):
        assert path.suffix != ".png"
        if path.is_file():
            data = path.read_bytes()
            assert b"Quetzalina" not in data, path
            assert "Peña".encode() not in data, path


def test_workers_that_lack_something_are_left_out_where_others_are(
    started: Programs, settings: Settings, tmp_path: Path, warm: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(settings, tmp_path, warm, make_schools(1))
    monkeypatch.setattr(cluster, "_NO_WORKER_SECONDS", 1.0)
    with pytest.raises(ServiceError, match=f"dask worker {started.address} --nthreads 1"):
        run_on(plan, settings, warm, started.address)
    (tmp_path / "mute").mkdir()
    (tmp_path / "mute" / "sitecustomize.py").write_text(NO_PICO, encoding="utf-8")
    path = os.pathsep.join((os.environ.get("PYTHONPATH", ""), str(tmp_path / "mute")))
    started.add_worker("127.0.0.2", PYTHONPATH=path)
    (report,) = run_on(plan, settings, warm, started.address).reports.values()
    assert re.match(
        r"On tcp://127\.0\.0\.2:\d+: This worker has annotator \S+ \(\w{8}; (?!.*pico.*, and)", report.message
    )
    assert report.code == 3
    started.add_worker("127.0.0.3", PYTHONPATH=str(older_annotator(tmp_path)))
    started.add_worker("127.0.0.4")
    plan = plan_of(settings, tmp_path, warm, make_schools(4))
    told = run_on(plan, settings, warm, started.address, shared_output=True)
    assert told.statuses() == {"made"}, told.reports
    assert_whole(settings, 4)
    notes = sorted(told.notes)
    assert len(notes) == 2
    assert re.match(r"On tcp://127\.0\.0\.2:\d+: This worker has annotator .* It is left out\.", notes[0])
    assert re.match(r"On tcp://127\.0\.0\.3:\d+: This worker has annotator .* It is left out\.", notes[1])


def older_annotator(tmp_path: Path) -> Path:
    """A folder with an annotator whose code differs."""
    source = Path(annotator.__file__).parent
    older = tmp_path / "older"
    shutil.copytree(source, older / "annotator", ignore=shutil.ignore_patterns("__pycache__"))
    with (older / "annotator" / "pack" / "build.py").open("a", encoding="utf-8") as file:
        file.write("\n_CHANGED = True\n")
    for name in ("assets", "tutorials"):
        (older / name).symlink_to(source.parent / name)
    return older
