"""What goes wrong on a computer while somebody works: on the real server, over HTTP, with real files."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from annotator import script
from tests.helpers.editor_program import attach, edit
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons
from tests.helpers.small_disks import fill, small_disk

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and disks of POSIX systems"),
]
SCRIPT = (
    "# es: Entrar\n# en: Enter\n\n- why es: Así ve a la maestra.\n\n![](1.png)\n- tap: Unirse\n- es: Toque Unirse.\n"
)
Disk = Callable[[str], Path]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one tutorial of one step."""
    put(tmp_path / "tutorials" / "zoom")
    return tmp_path / "tutorials"


@pytest.fixture
def disk(tmp_path: Path, need: Callable[[str], str]) -> Iterator[Disk]:
    need("mount"), need("umount")
    with ExitStack() as mounted:
        yield lambda size: mounted.enter_context(small_disk(tmp_path / f"disk {size}", size))


def put(folder: Path, text: str = SCRIPT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    draw_buttons(folder / "1.png", "Unirse")
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    return folder


def path_of(page: Client, name: str | None = None) -> str:
    rows = page.get("/api/home")["tutorials"]
    return f"/api/tutorials/{next(row['id'] for row in rows if name in (None, row['name']))}"


def title(page: Client, path: str, text: str) -> Any:
    return edit(page, path, "set-title", lambda now: now["titles"].update(es=text))


def read(folder: Path) -> str:
    return (folder / "tutorial.md").read_text("utf-8")


# The program


# Folders


def test_a_folder_that_is_deleted_while_open_is_said(root: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        state = page.get(path)
        body = {"revision": state["revision"], "change": "set-title", "tutorial": state["tutorial"]}
        shutil.rmtree(root / "zoom")
        assert page.get("/api/home")["tutorials"] == []
        for reply in (
            page.request("GET", path),
            page.request("GET", f"{path}/revision"),
            page.request("PUT", path, body),
            page.request("POST", "/api/jobs", {"kind": "check", "tutorials": [path.rpartition("/")[2]]}),
        ):
            assert reply.status == 404, reply.body
            assert reply.json["code"] == "unknown"
        assert list(root.iterdir()) == []


# Disks


def test_a_full_disk_keeps_the_change_and_writes_it_when_there_is_room(disk: Disk) -> None:
    place = disk("400k")
    folder = put(place / "zoom")
    with running(place) as (_, page):
        path = path_of(page)
        title(page, path, "Uno")
        before = read(folder)
        filler = fill(place)
        state = title(page, path, "Dos")
        assert not state["saved"] and "space" in state["saved_problem"]
        assert read(folder) == before
        refused = page.request("POST", f"{path}/pictures?name=2.png", (folder / "1.png").read_bytes())
        assert (refused.status, refused.json["code"]) == (507, "disk-full")
        assert sorted(each.name for each in folder.iterdir()) == ["1.png", "tutorial.md"]
        jobs = page.request("POST", "/api/jobs", {"kind": "check", "tutorials": [path.rpartition("/")[2]]})
        assert jobs.status == 507
        filler.unlink()
        told = page.get(f"{path}/revision")
        assert told["saved"] and told["saved_problem"] is None
        assert "# es: Dos" in read(folder)


# Pictures


NAMES = [
    'Él dijo "toque aquí"',
    "It's José's class's",
    "Clase 🙂👩🏽‍🏫 de mañana",
    "\u202egnp.exe\u202c",
    "ñandú " * 33,
    "<img src=x onerror=alert(1)>",
    "![](x) # en: no",
    "a|b = c #2",
]


@pytest.mark.parametrize("name", NAMES)
def test_folders_and_pictures_that_people_named_open(tmp_path: Path, name: str) -> None:
    if len(name.encode()) > 230:
        name = name[:100]
    folder = tmp_path / "tutorials" / name.replace("/", "-").strip()
    folder.mkdir(parents=True)
    shot = name.replace("/", "-").strip() + ".png"
    draw_buttons(folder / shot, "Unirse")
    (folder / "tutorial.md").write_text("# es: Uno\n", encoding="utf-8")
    with running(folder.parent) as (_, page):
        (row,) = page.get("/api/home")["tutorials"]
        assert row["name"] == folder.name
        path = path_of(page)
        (pid,) = page.get(path)["tray"]
        assert attach(page, path, "add-pictures", pictures=[pid])["pictures"][pid]["name"] == shot
        tutorial = script.read_folder(folder).readable
        assert tutorial is not None and tutorial.steps[0].picture == shot
