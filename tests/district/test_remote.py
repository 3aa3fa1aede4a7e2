"""What travels to other computers, and the task that runs there, in this process."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

import annotator
from annotator.cache import Cache
from annotator.district import remote
from annotator.district.packs import PackReport, PackTask, Settings
from annotator.district.remote import MadePack, Order
from annotator.district.schools import read_schools
from annotator.errors import AnnotatorError, OutputError, ProblemsError, ServiceError
from annotator.pack.catalogue import Options
from annotator.voice import choose
from tests.helpers.districts import draw_logo, files_of, make_schools, make_tutorial, write_table

ADDRESS = "tcp://10.0.0.7:40123"
CONSENT = '["rosa.png"]\nwho = "Rosa"\nuse = ["chat", "website"]\nuntil = 2099-01-01\n'


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process is a worker; the folder that Dask gives it."""
    local = tmp_path / "local"
    local.mkdir()
    monkeypatch.setattr(remote, "get_worker", lambda: SimpleNamespace(address=ADDRESS, local_directory=str(local)))
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "worker's cache"))
    return local


@pytest.fixture
def task(tmp_path: Path) -> PackTask:
    """A tutorial for a school with every kind of file."""
    (tmp_path / "forms").mkdir()
    draw_logo(tmp_path / "rosa.png", "#7A0019")
    draw_logo(tmp_path / "forms" / "rosa.png", "#0B4F6C")
    (tmp_path / "names.txt").write_text("Marta Quetzalina\n", encoding="utf-8")
    (tmp_path / "forms" / "consent.toml").write_text(CONSENT, encoding="utf-8")
    row = {"logo": "rosa.png", "photo": "forms/rosa.png", "names": "names.txt", "consent": "forms/consent.toml"}
    (school,) = read_schools(write_table(tmp_path / "schools.csv", [{**make_schools(1)[0], **row}])).schools
    return PackTask(make_tutorial(tmp_path / "entrar a zoom ñ", ["es"]), school)


def order_of(task: PackTask) -> Order:
    return remote.write_order(task, Settings(Path("out"), (task.tutorial,), "pico"), shared_output=False)


def sent(order: Order) -> BytesIO:
    return BytesIO(pickle.dumps(order))


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


def test_a_tutorial_and_a_school_arrive_with_their_files_and_nothing_else_changes(
    task: PackTask, worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (task.tutorial / ".DS_Store").write_bytes(b"litter")
    seen = {}

    def look(tutorial: Path, options: Options, **given: object) -> None:
        seen.update(name=tutorial.name, files=files_of(tutorial), every=files_of(worker), **given)
        raise AnnotatorError("enough")

    monkeypatch.setattr(remote.build, "build", look)
    remote.make_pack(sent(order_of(task)), remote.find_installation())
    expected = {name: data for name, data in files_of(task.tutorial).items() if name != ".DS_Store"}
    assert (seen["name"], seen["files"], len(expected)) == (task.tutorial.name, expected, 3)
    here, there = task.school.given, seen["given"]
    moved = {"logo": None, "photo": None}
    assert replace(there.school, **moved) == replace(here.school, **moved)
    assert there.school.logo.name == there.school.photo.name == "rosa.png"
    assert there.school.logo != there.school.photo
    # Messages name the folder of a consent.toml.
    assert there.consent_file.parts[-2:] == ("forms", "consent.toml")
    assert there.problems == here.problems
    # The roster lies on no disk.
    assert not [path for path, data in seen["every"].items() if b"Quetzalina" in data]
    assert not list(worker.iterdir())


def test_a_tutorial_with_a_link_to_somebodys_file_does_not_travel(task: PackTask, tmp_path: Path) -> None:
    (tmp_path / "private.m4a").write_bytes(b"private")
    (task.tutorial / "01.es.m4a").symlink_to(tmp_path / "private.m4a")
    with pytest.raises(ProblemsError, match=r"01\.es\.m4a.* leads out"):
        order_of(task)


def test_what_dask_may_log_shows_nothing(task: PackTask) -> None:
    order = order_of(task)
    shown = repr(order) + repr(sent(order)) + repr(MadePack(PackReport("failed", message="Rosa"), ADDRESS))
    for private in ("Quetzalina", "Rosa", "rosa.png", "410-555"):
        assert private not in shown


def test_an_order_is_another_once_a_file_has_changed(task: PackTask) -> None:
    order = order_of(task)
    assert order_of(task) == order
    (task.tutorial / "tutorial.md").write_text("# es: Otro\n", encoding="utf-8")
    assert order_of(task) != order


@pytest.mark.parametrize(
    ("error", "code", "is_the_computers"),
    [
        (AnnotatorError("It is wrong.", "Mend it."), 1, False),
        (OutputError("The disk is full.", "Make room."), 5, True),
        (ServiceError("The voice could not be reached.", "Try later."), 4, True),
        (OSError(28, "No space left on device"), 5, True),
        (KeyError("Marta"), 1, False),
    ],
    ids=["tutorial", "disk", "service", "system", "fault"],
)
def test_a_failure_is_a_report_and_names_the_worker_where_that_may_be_at_fault(
    worker: Path, task: PackTask, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, is_the_computers: bool
) -> None:
    monkeypatch.setattr(remote.build, "build", failing(error))
    made = remote.make_pack(sent(order_of(task)), remote.find_installation())
    assert (made.report.status, made.report.code, made.files) == ("failed", code, {})
    assert (f"On {ADDRESS}: " in made.report.message) == is_the_computers
    assert not list(worker.iterdir())


def test_installed_are_this_annotator_and_what_auto_chooses_from(cache: Cache) -> None:
    first = choose.choose_voice("auto", "es", choose.engines(cache))[0].name
    assert re.match(rf"{annotator.__version__} \([0-9a-f]{{8}}; {first}\b", remote.find_installation())
