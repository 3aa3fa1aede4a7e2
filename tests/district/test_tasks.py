"""The tasks as a worker runs them, in this process: what fails is a report, and nothing private is shown."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cache import Cache
from annotator.district.cluster import file_bundle, tasks, worker_version
from annotator.district.cluster.cache_entries import CacheEntries
from annotator.district.cluster.tasks import FinishedPack, Order, TryAgain
from annotator.district.cluster.worker_version import WorkerVersion
from annotator.district.schools import read_schools
from annotator.district.work import PackReport
from annotator.errors import AnnotatorError, OutputError, ServiceError
from annotator.pack.build import build
from annotator.pack.options import Options
from tests.helpers.districts import files_of, make_schools, make_tutorial, write_school, write_table

ADDRESS = "tcp://10.0.0.7:40123"
ORDER = Order("pico", None, worker_version.own_version())


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process is a worker; the folder that Dask gives it."""
    local = tmp_path / "local"
    local.mkdir()
    monkeypatch.setattr(tasks, "get_worker", lambda: SimpleNamespace(address=ADDRESS, local_directory=str(local)))
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "worker's cache"))
    return local


@pytest.fixture
def sent(tmp_path: Path) -> tuple[BytesIO, BytesIO]:
    """A tutorial and a school as they arrive."""
    (school,) = read_schools(write_table(tmp_path / "schools.csv", make_schools(1))).schools
    bundles = file_bundle.read_tutorial(make_tutorial(tmp_path / "zoom", ["es"])), file_bundle.read_school(school)
    return BytesIO(file_bundle.pack(bundles[0])), BytesIO(file_bundle.pack(bundles[1]))


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


def test_a_worker_with_another_annotator_makes_nothing(worker: Path, sent: tuple[BytesIO, BytesIO]) -> None:
    other = replace(ORDER, version=WorkerVersion("0.0", "c" * 64))
    finished = tasks.make_pack(other, *sent)
    assert (finished.report.status, finished.report.code, finished.excluded) == ("failed", 3, "all")
    assert f"The worker {ADDRESS} has annotator" in finished.report.message
    assert tasks.make_shared(other, "es", *sent) == CacheEntries(())
    assert not list(worker.iterdir())


def test_a_worker_with_other_voices_makes_nothing_where_they_matter(
    worker: Path, sent: tuple[BytesIO, BytesIO]
) -> None:
    finished = tasks.make_pack(replace(ORDER, voices=("another",)), *sent)
    assert (finished.report.code, finished.excluded) == (3, "all")
    assert "other voices" in finished.report.message


@pytest.mark.parametrize(
    ("error", "code", "excluded"),
    [
        (AnnotatorError("It is wrong.", "Mend it."), 1, ""),
        (OutputError("The disk is full.", "Make room."), 5, "tutorial"),
        (OSError(28, "No space left on device"), 5, "tutorial"),
        (KeyError("Marta"), 1, ""),
    ],
    ids=["tutorial", "disk", "system", "fault"],
)
def test_a_failure_is_a_report_and_names_the_worker_where_that_may_be_at_fault(
    worker: Path,
    sent: tuple[BytesIO, BytesIO],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    code: int,
    excluded: str,
) -> None:
    monkeypatch.setattr(tasks.build, "build", failing(error))
    finished = tasks.make_pack(ORDER, *sent)
    assert (finished.report.status, finished.report.code, finished.excluded) == ("failed", code, excluded)
    assert (f"On {ADDRESS}: " in finished.report.message) == bool(excluded)
    assert "Marta" not in finished.report.record
    assert not list(worker.iterdir())


def test_a_service_that_is_gone_is_tried_again(
    worker: Path, sent: tuple[BytesIO, BytesIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.build, "build", failing(ServiceError("The voice said nothing at “Sra. Rosa 1”.")))
    with pytest.raises(TryAgain) as raised:
        tasks.make_pack(ORDER, *sent)
    again = pickle.loads(pickle.dumps(raised.value))
    assert again.report.code == 4
    assert ADDRESS in again.report.message
    # Dask logs an exception by these.
    assert "Rosa" not in repr(again) + str(again)
    assert raised.value.__suppress_context__


@pytest.mark.slow
@pytest.mark.pico
def test_a_pack_is_made_of_what_another_worker_has_shared(
    worker: Path, sent: tuple[BytesIO, BytesIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tasks.make_shared(ORDER, "es", *sent)
    kinds = {entry.kind for entry in shared.entries}
    assert {"voice", "segment", "look", "texts"} <= kinds
    assert not kinds & {"builds", "model"}
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "another worker's cache"))
    finished = tasks.make_pack(ORDER, *sent, shared)
    assert (finished.report.status, finished.worker) == ("made", ADDRESS)
    assert finished.files is not None
    for entry in shared.entries:
        assert Cache(tmp_path / "another worker's cache").get(entry.kind, entry.key, entry.suffix) is not None
    write_school(tmp_path, make_schools(1)[0])
    alone = build(tmp_path / "zoom", Options(tmp_path / "packs", voice="pico"), cache=Cache(tmp_path / "cache"))
    assert dict(finished.files.files) == files_of(alone.pack)
    assert finished.records
    assert finished.report.bytes == sum(file["bytes"] for file in alone.manifest["files"])
    # Nothing of the tutorial stays on the worker but what its cache keeps.
    assert not list(worker.iterdir())


def test_packs_of_one_process_are_made_one_after_the_other(
    worker: Path, sent: tuple[BytesIO, BytesIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most = 0, 0
    both = threading.Barrier(2)

    def make(*_arguments: object, **_options: object) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        threading.Event().wait(0.05)
        inside -= 1
        raise AnnotatorError("enough")

    def begin() -> None:
        both.wait()
        tasks.make_pack(ORDER, *sent)

    monkeypatch.setattr(tasks.build, "build", make)
    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_what_dask_may_log_of_a_result_shows_nothing() -> None:
    finished = FinishedPack(PackReport("failed", message="Rosa"), ADDRESS, notes=("Rosa",))
    assert "Rosa" not in repr(finished)
