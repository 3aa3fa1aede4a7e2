"""Recordings on disks that are really full: it is said, nothing is lost, and it goes on when there is room."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.web.memory_panel import ALL, PATH
from tests.helpers.editor_program import change
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


@pytest.mark.parametrize("room", [0, 8_192, 65_536, 400_000], ids=str)
def test_a_take_that_finds_no_room_is_said_and_can_be_sent_again(
    page: Client, path: str, data: Path, folder: Path, room: int
) -> None:
    first = record(page, path, recording(pitch=150))
    waiting = shelf(data)
    sound = recording("wav", seconds=6)
    filler = fill(data)
    leave(filler, room)
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


@pytest.mark.parametrize(
    ("kind", "which"),
    [("webm", "data"), ("wav", "data"), ("opus.mp4", "data"), ("webm", "tutorials"), ("wav", "tutorials")],
)
def test_a_take_that_cant_be_kept_waits_and_the_memo_before_stays(
    page: Client, path: str, data: Path, folder: Path, which: str, kind: str
) -> None:
    page.post(f"{path}/takes/{record(page, path, recording(pitch=150))}/keep", CONSENT)
    take = record(page, path, recording(kind, seconds=8, pitch=220))
    before, waiting, revision = listed(folder), shelf(data), page.get(path)["revision"]
    filler = fill(data if which == "data" else folder.parent)
    check_full(page.post(f"{path}/takes/{take}/keep", CONSENT, 507))
    assert listed(folder) == before
    assert shelf(data) == waiting
    assert page.get(path)["revision"] == revision
    filler.unlink()
    page.post(f"{path}/takes/{take}/keep", CONSENT)
    after = listed(folder)
    assert after[MEMO] != before[MEMO] and set(after) == set(before)
    assert before[MEMO] in shelf(data).values(), "for undo"


def test_a_first_take_that_cant_be_kept_leaves_no_consent(page: Client, path: str, data: Path, folder: Path) -> None:
    take = record(page, path, recording(seconds=8))
    before = listed(folder)
    filler = fill(folder.parent)
    for room in (0, 4_096, 8_192):
        leave(filler, room)
        check_full(page.post(f"{path}/takes/{take}/keep", CONSENT, 507))
        assert listed(folder) == before, room
    filler.unlink()
    page.post(f"{path}/takes/{take}/keep", CONSENT)
    assert {MEMO, "consent.toml"} < set(listed(folder))


@pytest.mark.parametrize("which", ["data", "tutorials"])
def test_undo_that_finds_no_room_loses_neither_recording(
    page: Client, path: str, data: Path, folder: Path, which: str
) -> None:
    for pitch in (150, 220):
        page.post(f"{path}/takes/{record(page, path, recording(pitch=pitch, seconds=4))}/keep", CONSENT)
    before, waiting, revision = listed(folder), shelf(data), page.get(path)["revision"]
    first = next(content for name, content in waiting.items() if name.endswith(".ogg"))
    filler = fill(data if which == "data" else folder.parent)
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


@pytest.mark.parametrize("which", ["data", "tutorials"])
def test_dropped_files_are_kept_all_or_none(page: Client, path: str, data: Path, folder: Path, which: str) -> None:
    page.post(f"{path}/takes/{record(page, path, recording(pitch=150))}/keep", CONSENT)
    sounds = {f"0{number}.es.wav": recording("wav", pitch=150.0 + 40 * number) for number in (1, 2)}
    for name, sound in sounds.items():
        page.post(f"{path}/sounds?name={name}&lang=es", sound)
    before, waiting = listed(folder), shelf(data)
    filler = fill(data if which == "data" else folder.parent)
    for room in (0, 16_384, 250_000):
        leave(filler, room)
        reply = page.request("POST", f"{path}/sounds/keep?lang=es", CONSENT)
        if reply.status == 200:
            assert which == "data" and room, "it had enough"
            break
        check_full(reply.json)
        assert listed(folder) == before
        assert shelf(data) == waiting
    filler.unlink()
    if reply.status != 200:
        page.post(f"{path}/sounds/keep?lang=es", CONSENT)
    assert {name: listed(folder)[name] for name in sounds} == sounds


def test_sentences_that_cant_be_joined_wait(page: Client, path: str, data: Path, folder: Path) -> None:
    page.post(f"{path}/takes/{record(page, path, recording(pitch=150), '0')}/keep", CONSENT)
    take = record(page, path, recording(pitch=220), "1")
    before = listed(folder)
    filler = fill(data)
    check_full(page.post(f"{path}/takes/{take}/keep", CONSENT, 507))
    assert listed(folder) == before
    filler.unlink()
    assert take in str(page.get(f"{path}/voice/0?lang=es"))
    page.post(f"{path}/takes/{take}/keep", CONSENT)
    assert MEMO in listed(folder)


@pytest.mark.parametrize("what", ["recordings", ALL])
def test_recordings_can_be_thrown_away_from_a_full_disk(
    page: Client, path: str, data: Path, folder: Path, what: str
) -> None:
    for pitch in (150, 220):
        page.post(f"{path}/takes/{record(page, path, recording(pitch=pitch))}/keep", CONSENT)
    change(page, path, {"do": "set-title", "lang": "es", "text": "Otro título"})
    record(page, path, recording(pitch=300))
    assert shelf(data)
    before = listed(folder)
    fill(data)
    page.post(PATH, {"throw": what})
    assert shelf(data) == {}
    assert listed(folder) == before


def test_recordings_of_one_tutorial_can_be_thrown_away_from_a_full_disk(page: Client, path: str, data: Path) -> None:
    for pitch in (150, 220):
        page.post(f"{path}/takes/{record(page, path, recording(pitch=pitch))}/keep", CONSENT)
    fill(data)
    page.post(f"{path}/recordings/empty", {})
    assert shelf(data) == {}


def test_those_of_a_tutorial_that_is_not_open_go_too(data: Path, folder: Path) -> None:
    with running(folder.parent) as (_, page):
        path = f"/api/tutorials/{page.get('/api/home')['tutorials'][0]['id']}"
        for pitch in (150, 220):
            page.post(f"{path}/takes/{record(page, path, recording(pitch=pitch))}/keep", CONSENT)
    with running(folder.parent) as (_, page):
        fill(data)
        page.post(PATH, {"throw": "recordings"})
        assert shelf(data) == {}
        state = page.get(path)
        assert state["steps"][0]["memos"] == {"es": MEMO}
        assert state["undo"] != "keep-voice" or page.request(
            "POST", f"{path}/undo", {"revision": state["revision"]}
        ).status in (200, 422)
