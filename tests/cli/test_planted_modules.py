"""A story: a folder that somebody sent has modules beside its tutorial: no command and no job of the editor imports them."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import cli
from annotator.__main__ import run
from annotator.cache import Cache
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.recordings.sounds import Sounds
from annotator.edit.work.helper import Helper
from tests.helpers.live_editor import Client
from tests.helpers.screens import draw_buttons

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.pico]

MODULES = (
    *("json", "numpy", "cv2", "click", "tomllib", "rapidocr", "uvicorn", "starlette", "typing", "random", "wave"),
    *("multiprocessing", "reportlab_settings", "PIL", "annotator"),
)
PACKAGES = ("PIL", "annotator", "multiprocessing")
SCRIPT = "# es: Entrar a la clase\n\n- why es: Así ve a la maestra.\n\n![](01.png)\n- tap: Unirse\n"
DISTRICT = ("district", "schools.csv", "zoom", "-o", "district", "--voice", "pico")
"""It builds, in processes of its own."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tutorial, and in both of them modules that say that they were imported."""
    place = tmp_path_factory.mktemp("sent")
    (place / "zoom").mkdir()
    draw_buttons(place / "zoom" / "01.png", "Unirse")
    (place / "zoom" / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (place / "schools.csv").write_text("name,phone\nLos Robles,410-555-0100\n", encoding="utf-8")
    (place / "school.toml").write_text('[voices]\nes = "pico"\n', encoding="utf-8")  # it is faster
    (place / "imported").mkdir()
    for name in MODULES:
        code = f"open({str(place / 'imported' / name)!r}, 'w').close()\n"
        for parent in (place, place / "zoom"):
            path = parent / name / "__init__.py" if name in PACKAGES else parent / f"{name}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(code, encoding="utf-8")
    return place


@pytest.fixture
def imported(folder: Path) -> Iterator[None]:
    """Fails where a module was imported."""
    yield
    names = sorted(path.name for path in (folder / "imported").iterdir())
    for name in names:
        (folder / "imported" / name).unlink()
    assert names == []


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "ANNOTATOR_DATA": str(tmp_path / "data"), "XDG_DOCUMENTS_DIR": str(tmp_path / "documents")}


PROGRAM = str(Path(sys.executable).with_name("annotator"))


@pytest.mark.usefixtures("imported")
def test_no_command_imports_them(folder: Path, tmp_path: Path) -> None:
    ended = subprocess.run(
        [PROGRAM, *DISTRICT],
        cwd=folder,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=240,
    )
    assert "Traceback" not in ended.stderr
    assert "went wrong inside" not in ended.stderr
    assert ended.returncode == 0, ended.stderr


@pytest.mark.usefixtures("imported")
def test_the_module_that_is_run_imports_none_but_what_shadows_itself(folder: Path, tmp_path: Path) -> None:
    """``python -m`` itself looks in the current folder; annotator ends that as soon as it runs."""
    for name in (
        "typing.py",
        "annotator",
    ):  # imported by Python, or in annotator's place, before annotator can do anything
        (folder / name).rename(folder / f"{name} aside")
    try:
        command = [sys.executable, "-m", "annotator", "check", "zoom"]
        ended = subprocess.run(
            command, cwd=folder, env=environment(tmp_path), capture_output=True, text=True, check=False
        )
    finally:
        for name in ("typing.py", "annotator"):
            (folder / f"{name} aside").rename(folder / name)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.usefixtures("imported")
def test_neither_do_those_that_read_and_speak(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private_cache: Path
) -> None:
    monkeypatch.chdir(folder / "zoom")
    quick, slow = Helper(), Helper()
    sounds, reader = Sounds(Cache(private_cache), quick, slow), PictureReader(private_cache, quick, slow)
    try:
        assert sounds.play(folder / "zoom", "0", "es", pressed=False)
        reader.queue.read_ahead(folder / "zoom", ["01.png"])
        while slow.is_busy:
            time.sleep(0.05)
        assert reader.queue.state(folder / "zoom" / "01.png").state == "ready"
    finally:
        quick.close()
        slow.close()


@pytest.mark.usefixtures("imported")
def test_an_editor_that_is_started_there_imports_none(folder: Path, tmp_path: Path) -> None:
    command = [PROGRAM, "edit", ".", "--no-browser"]
    options = {"cwd": folder, "env": environment(tmp_path), "text": True}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options) as program:  # type: ignore[call-overload]
        try:
            page = Client.signed_in(program.stdout.readline().strip())
            (tid,) = [row["id"] for row in page.get("/api/home")["tutorials"] if row["name"] == "zoom"]
            job = page.post("/api/jobs", {"kind": "check", "tutorials": [tid]})["job"]
            while (row := page.get(f"/api/jobs/{job}"))["state"] == "running":
                time.sleep(0.1)
            assert row["state"] == "done", row
        finally:
            program.terminate()


def test_windows_looks_there_for_no_program_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it starts ``espeak-ng`` by its name alone. It asks this variable, and so does Python from 3.12 on."""
    monkeypatch.delenv("NODEFAULTCURRENTDIRECTORYINEXEPATH", raising=False)
    monkeypatch.setattr(cli, "main", lambda: None)
    for name in ("freeze", "set_threshold"):
        monkeypatch.setattr(gc, name, lambda *_: None)
    run()
    assert os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] == "1"
