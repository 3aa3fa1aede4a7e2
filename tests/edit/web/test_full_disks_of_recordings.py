"""Recordings on disks that are really full: it is said, nothing is lost, and it goes on when there is room."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.live_editor import Client, running
from tests.helpers.recordings import recording
from tests.helpers.screens import draw_buttons
from tests.helpers.small_disks import fill, small_disk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(sys.platform == "win32", reason="disks of POSIX systems"),
]
SCRIPT = """# es: Zoom

![](01.png)
- tap: Unirse
- es: Toque Unirse. Espere a la maestra.

![](02.png)
- tap: Entrar
"""
CONSENT = {"who": "Sra. Rosa", "chat": "on", "until": "2099-06-30"}
MEMO = "01.es.ogg"
Disk = Callable[[str, str], Path]


@pytest.fixture
def disk(tmp_path: Path, need: Callable[[str], str]) -> Iterator[Disk]:
    need("mount"), need("umount")
    with ExitStack() as mounted:
        yield lambda name, size: mounted.enter_context(small_disk(tmp_path / name, size))


@pytest.fixture
def data(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small disk of the user's data."""
    place = disk("data", "3m")
    monkeypatch.setenv("ANNOTATOR_DATA", str(place))
    return place


@pytest.fixture
def folder(disk: Disk) -> Path:
    """A tutorial on a small disk of its own."""
    folder = disk("tutorials", "3m") / "zoom"
    folder.mkdir()
    draw_buttons(folder / "01.png", "Unirse")
    draw_buttons(folder / "02.png", "Entrar")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return folder


@pytest.fixture
def page(data: Path, folder: Path) -> Iterator[Client]:
    with running(folder.parent) as (_, client):
        yield client


@pytest.fixture
def path(page: Client) -> str:
    return f"/api/tutorials/{page.get('/api/home')['tutorials'][0]['id']}"


def record(page: Client, path: str, sound: bytes, part: str = "all") -> str:
    """Record something for the first step, and listen to it."""
    take = str(page.post(f"{path}/takes?item=0&lang=es&part={part}", sound)["take"])
    page.post(f"{path}/takes/{take}/heard", {})
    return take


def shelf(data: Path) -> dict[str, bytes]:
    """What is on the shelf."""
    return {path.name: path.read_bytes() for path in (data / "recordings").rglob("*") if path.is_file()}


def listed(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def check_full(answer: dict[str, Any]) -> None:
    """Full is what the page must say, and what can be done."""
    assert answer["code"] == "disk-full", answer
    assert "room" in answer["remedy"].lower(), answer


def test_a_take_that_finds_no_room_is_said_and_can_be_sent_again(
    page: Client, path: str, data: Path, folder: Path
) -> None:
    first = record(page, path, recording(pitch=150))
    waiting = shelf(data)
    sound = recording("wav", seconds=6)
    filler = fill(data)
    leave(filler, 65_536)
    check_full(page.post(f"{path}/takes?item=0&lang=es&part=all", sound, 507))
    assert shelf(data) == waiting, "the one that waited is there, and nothing of this one"
    check_full(page.post(f"{path}/sounds?name=01.wav&lang=es", sound, 507))
    assert shelf(data) == waiting
    filler.unlink()
    page.post(f"{path}/takes/{first}/keep", CONSENT)
    assert MEMO in listed(folder)
    page.post(f"{path}/takes/{record(page, path, sound)}/keep", CONSENT)


def leave(filler: Path, room: int) -> None:
    """Make some bytes of room on a disk that is full."""
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - room)


def test_undo_that_finds_no_room_loses_neither_recording(page: Client, path: str, data: Path, folder: Path) -> None:
    for pitch in (150, 220):
        page.post(f"{path}/takes/{record(page, path, recording(pitch=pitch, seconds=4))}/keep", CONSENT)
    before, waiting, revision = listed(folder), shelf(data), page.get(path)["revision"]
    first = next(content for name, content in waiting.items() if name.endswith(".ogg"))
    filler = fill(folder.parent)
    reply = page.request("POST", f"{path}/undo", {"revision": revision})
    if reply.status != 200:
        check_full(reply.json)
        assert (listed(folder), shelf(data)) == (before, waiting)
        revision = page.get(path)["revision"]
    filler.unlink()
    if reply.status != 200:
        page.post(f"{path}/undo", {"revision": revision})
    assert listed(folder)[MEMO] == first
    assert before[MEMO] in shelf(data).values()
