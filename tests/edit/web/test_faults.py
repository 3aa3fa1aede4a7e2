"""What goes wrong on a computer while somebody works: on the real server, over HTTP, with real files."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from annotator import script
from tests.helpers import editor_program
from tests.helpers.editor_program import EditorProgram, begin, change, running_program, upload, wait_until
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons
from tests.helpers.shipped import TUTORIALS
from tests.helpers.small_disks import fill, make_read_only, small_disk

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


def title(text: str) -> dict[str, Any]:
    return {"do": "set-title", "lang": "es", "text": text}


def read(folder: Path) -> str:
    return (folder / "tutorial.md").read_text("utf-8")


# The script


def test_a_script_changed_on_disk_is_not_overwritten_and_both_versions_are_kept(root: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        state = change(page, path, title("Desde el editor"))
        theirs = SCRIPT.replace("# es: Entrar", "# es: Desde el bloc de notas")
        (root / "zoom" / "tutorial.md").write_text(theirs, encoding="utf-8")
        late = {"revision": state["revision"], "changes": [title("Tarde")]}
        refused = page.post(f"{path}/changes", late, 409)
        assert refused["code"] == "stale"
        assert refused["state"]["titles"]["es"] == "Desde el bloc de notas"
        assert read(root / "zoom") == theirs
        back = page.post(f"{path}/undo", {"revision": refused["state"]["revision"]})
        assert back["titles"]["es"] == "Desde el editor"
        again = page.post(f"{path}/redo", {"revision": back["revision"]})
        assert again["titles"]["es"] == "Desde el bloc de notas"
        assert read(root / "zoom") == theirs


def test_a_script_that_another_program_spoils_is_not_overwritten(root: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        revision = page.get(path)["revision"]
        (root / "zoom" / "tutorial.md").write_bytes(b"\xff\xfe\0\xd8 no text")
        told = page.get(f"{path}/revision")
        assert not told["saved"] and told["saved_problem"]
        refused = page.post(f"{path}/changes", {"revision": revision, "changes": [title("Tarde")]}, 422)
        assert "nother program" in refused["message"]
        assert (root / "zoom" / "tutorial.md").read_bytes() == b"\xff\xfe\0\xd8 no text"


def test_of_two_tabs_the_second_is_told_and_nothing_is_lost(root: Path) -> None:
    with running(root) as (editor, one):
        two = Client.signed_in(one.post("/api/access", {}, 403) and editor._access.new_address())
        path = path_of(one)
        seen = two.get(path)["revision"]
        change(one, path, title("De la primera"))
        assert two.get(f"{path}/revision")["revision"] == seen + 1
        wish = {"revision": seen, "changes": [{"do": "set-sentence", "step": 0, "lang": "es", "text": "Toque aquí."}]}
        refused = two.post(f"{path}/changes", wish, 409)
        assert refused["state"]["titles"]["es"] == "De la primera"
        two.post(f"{path}/changes", wish | {"revision": refused["state"]["revision"]})
        state = one.get(path)
        assert state["titles"]["es"] == "De la primera"
        assert state["steps"][0]["narration"]["es"] == "Toque aquí."
        # The pictures are being read meanwhile.
        assert state | {"pictures": None} == two.get(path) | {"pictures": None}


def test_a_script_with_problems_opens_shows_them_and_is_not_changed_until_that_is_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "tutorials" / "mistakes"
    shutil.copytree(Path(__file__).parent.parent.parent / "fixtures" / "ten-mistakes", folder)
    before = (folder / "tutorial.md").read_bytes()
    with running(folder.parent) as (_, page):
        (row,) = page.get("/api/home")["tutorials"]
        assert row["problem"] is None and row["missing"] >= 6
        path = path_of(page)
        state = page.get(path)
        assert len([each for each in state["problems"] if each["level"] == "problem"]) >= 5
        assert {each["step"] for each in state["problems"]} >= {None, 0, 1, 2, 3}
        assert state["lost_lines"]
        wish = {"revision": state["revision"], "changes": [title("Nuevo")]}
        assert page.post(f"{path}/changes", wish, 422)["code"] == "lost-lines"
        assert (folder / "tutorial.md").read_bytes() == before
        after = page.post(f"{path}/changes", wish | {"changes": [{"do": "accept-loss"}, title("Nuevo")]})
        assert after["lost_lines"] == [] and after["titles"]["es"] == "Nuevo"
        assert "tpye" not in read(folder)
        page.post(f"{path}/undo", {"revision": after["revision"]})
        assert (folder / "tutorial.md").read_bytes() == before


# The program


@pytest.mark.slow
def test_what_was_changed_before_the_server_is_killed_is_there_afterwards(
    root: Path, tmp_path: Path, data: Path
) -> None:
    first = editor_program.start(root, data)
    page = first.client()
    path = path_of(page)
    change(page, path, title("Uno"))
    kept = change(page, path, title("Dos"))
    first.kill()
    with pytest.raises(OSError):
        page.get(path)
    with running_program(root, data) as second:
        assert f":{page.port}/" in second.address
        for method, where in (("GET", path), ("GET", "/api/home"), ("POST", f"{path}/undo")):
            assert page.request(method, where, {"revision": 1} if method == "POST" else None).status == 401
        again = second.client()
        state = again.get(path)
        assert (state["titles"]["es"], state["revision"], state["undo"]) == ("Dos", kept["revision"], "set-title")
        assert again.post(f"{path}/undo", {"revision": state["revision"]})["titles"]["es"] in ("Uno", "Entrar")
        leftovers = [each.name for each in (root / "zoom").iterdir()]
        assert sorted(leftovers) == ["1.png", "tutorial.md"]


@pytest.mark.slow
def test_killed_in_the_middle_of_changes_it_loses_at_most_the_last(root: Path, tmp_path: Path, data: Path) -> None:
    first = editor_program.start(root, data)
    page = first.client()
    path = path_of(page)
    revision = page.get(path)["revision"]
    answered = ""
    killer = threading.Timer(0.1, lambda: first.process.send_signal(signal.SIGKILL))
    killer.start()
    try:
        for number in range(10_000):
            state = page.post(f"{path}/changes", {"revision": revision, "changes": [title(f"Título {number}")]})
            revision, answered = state["revision"], state["titles"]["es"]
    except (OSError, http.client.HTTPException):
        pass
    killer.join()
    first.kill()
    number = int(answered.rpartition(" ")[2]) if answered else -1
    with running_program(root, data) as second:
        again = second.client()
        now = again.get(path)
        assert now["titles"]["es"] in (answered or "Entrar", f"Título {number + 1}")
        assert now["revision"] >= revision
        assert now["saved"] and not now["lost_lines"]
        change(again, path, title("Después"))
    assert script.read_folder(root / "zoom").readable.titles[0].text == "Después"  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_reading_child_that_is_killed_is_started_again(root: Path, tmp_path: Path, data: Path) -> None:
    with running_program(root, data) as program:
        page = program.client()
        path = path_of(page)
        page.get(path)
        for _ in range(2):
            children = wait_until(lambda: program.pids()[1:])
            for pid in children:
                os.kill(pid, signal.SIGKILL)
        at = {"step": 0, "lang": "es", "x": 300, "y": 300}
        assert wait_until(lambda: page.request("POST", f"{path}/point", at).status == 200, pause=0.3)
        pid = page.get(path)["steps"][0]["picture"]
        wait_until(lambda: page.get(f"{path}/pictures/{pid}/items?step=0&lang=es")["state"] == "ready")
        assert page.get(path)["pictures"][pid]["state"] == "ready"


def test_a_damaged_history_loses_undo_alone(root: Path, data: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        before = change(page, path, title("Uno"))["revision"]
    (history,) = (data / "history").glob("*.json")
    for damage in (b"{", b"", b'{"format": 1, "revision": "x"}', b"[]", b"\xff\0" * 50):
        history.write_bytes(damage)
        with running(root) as (_, page):
            state = page.get(path)
            assert state["titles"]["es"] == "Uno"
            assert state["undo"] is None
            assert state["revision"] > before  # a page with an older state is told so
            undone = change(page, path, title("Dos"))
            assert page.post(f"{path}/undo", {"revision": undone["revision"]})["titles"]["es"] == "Uno"
        json.loads(history.read_bytes())


@pytest.mark.slow
def test_a_home_without_documents_gets_a_folder(tmp_path: Path, data: Path) -> None:
    home = tmp_path / "home of Ña"
    home.mkdir()
    own = {"HOME": str(home), "XDG_DOCUMENTS_DIR": "", "XDG_CONFIG_HOME": str(home / ".config")}
    program = editor_program.start(None, data, **own)
    try:
        page = program.client()
        folder = Path(page.get("/api/home")["folder"])
        assert folder.is_relative_to(home) and folder.name == "annotator"
        path = begin(page, es="Uno")
        assert change(page, path, title("Dos"))["saved"]
    finally:
        program.kill()


# Folders


def test_a_folder_that_is_deleted_while_open_is_said(root: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        revision = page.get(path)["revision"]
        shutil.rmtree(root / "zoom")
        assert page.get("/api/home")["tutorials"] == []
        for reply in (
            page.request("GET", path),
            page.request("GET", f"{path}/revision"),
            page.request("POST", f"{path}/changes", {"revision": revision, "changes": [title("x")]}),
            page.request("POST", f"{path}/jobs", {"kind": "check", "languages": None}),
        ):
            assert reply.status == 404, reply.body
            assert reply.json["code"] == "unknown"
        assert list(root.iterdir()) == []


def test_a_folder_that_is_renamed_while_open_is_another_tutorial(root: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        change(page, path, title("Uno"))
        (root / "zoom").rename(root / "zoom de la maestra")
        assert page.request("GET", path).status == 404
        new = path_of(page)
        assert new != path
        assert page.get(new)["titles"]["es"] == "Uno"
        assert change(page, new, title("Dos"))["saved"]
        assert sorted(each.name for each in root.iterdir()) == ["zoom de la maestra"]


def test_a_script_that_is_deleted_while_open_is_written_again_by_the_next_change(root: Path) -> None:
    with running(root) as (_, page):
        path = path_of(page)
        page.get(path)
        (root / "zoom" / "tutorial.md").unlink()
        told = page.get(f"{path}/revision")
        assert not told["saved"] and "writes it again" in told["saved_problem"]
        assert change(page, path, title("Dos"))["saved"]
        assert read(root / "zoom") == SCRIPT.replace("# es: Entrar", "# es: Dos")


# Disks


def test_a_full_disk_keeps_the_change_and_writes_it_when_there_is_room(disk: Disk) -> None:
    place = disk("400k")
    folder = put(place / "zoom")
    with running(place) as (_, page):
        path = path_of(page)
        change(page, path, title("Uno"))
        before = read(folder)
        filler = fill(place)
        state = change(page, path, title("Dos"))
        assert not state["saved"] and "space" in state["saved_problem"]
        assert read(folder) == before
        refused = page.request("POST", f"{path}/pictures?name=2.png", (folder / "1.png").read_bytes())
        assert (refused.status, refused.json["code"]) == (507, "disk-full")
        assert sorted(each.name for each in folder.iterdir()) == ["1.png", "tutorial.md"]
        jobs = page.request("POST", f"{path}/jobs", {"kind": "check", "languages": None})
        assert jobs.status == 507
        filler.unlink()
        told = page.get(f"{path}/revision")
        assert told["saved"] and told["saved_problem"] is None
        assert "# es: Dos" in read(folder)


def test_a_folder_that_may_not_be_written_is_said_and_nothing_is_lost(disk: Disk) -> None:
    place = disk("2m")
    folder = put(place / "zoom")
    make_read_only(place)
    with running(place) as (_, page):
        path = path_of(page)
        assert page.get(path)["steps"]
        state = change(page, path, title("Uno"))
        assert not state["saved"] and "Read-only" in state["saved_problem"]
        assert read(folder) == SCRIPT
        refused = page.request("POST", f"{path}/pictures?name=2.png", (folder / "1.png").read_bytes())
        assert (refused.status, refused.json["code"]) == (507, "not-writable")
        wish = {"titles": {"es": "Otro"}, "languages": ["es"], "like": None}
        assert page.post("/api/tutorials", wish, 507)["code"] == "not-writable"
        make_read_only(place, read_only=False)
        assert page.get(f"{path}/revision")["saved"]
        assert "# es: Uno" in read(folder)


# Pictures


@pytest.mark.slow
def test_one_picture_of_ten_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    shots = sorted((TUTORIALS / "get-zoom").glob("*.png"))[:9]
    broken = tmp_path / "05b.png"
    broken.write_bytes(shots[4].read_bytes()[:3000])
    (tmp_path / "tutorials").mkdir()
    with running(tmp_path / "tutorials") as (_, page):
        path = begin(page)
        refused = page.request("POST", f"{path}/pictures?name=05b.png", broken.read_bytes())
        assert (refused.status, refused.json["code"]) == (422, "unreadable-picture")
        assert "05b.png" in refused.json["message"]
        ids = upload(page, path, shots)
        state = change(page, path, {"do": "add-pictures", "pictures": ids})
        assert len(state["steps"]) == 9
        # The same file put into the folder by hand, past the editor.
        folder = next((tmp_path / "tutorials").iterdir())
        shutil.copy(broken, folder)
        (pid,) = page.get(path)["tray"]
        state = change(page, path, {"do": "insert-step", "at": 5, "picture": pid})
        assert len(state["steps"]) == 10

        def settled() -> bool:
            rows = page.get(path)["pictures"].values()
            return all(row["state"] in ("ready", "failed") for row in rows)

        wait_until(settled, seconds=240, pause=0.5)
        rows = page.get(path)["pictures"]
        assert [row["name"] for row in rows.values() if row["state"] == "failed"] == ["05b.png"]
        assert rows[pid]["problem"]
        assert page.request("GET", f"{path}/pictures/{pid}/items?step=5&lang=es").json["code"] == "unreadable-picture"
        assert page.get(f"{path}/reading") == {"done": 10, "total": 10}
        at = {"step": 6, "lang": "es", "x": 300, "y": 300}
        assert page.post(f"{path}/point", at)["candidates"]


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
        reply = page.request("POST", f"{path}/changes", {
            "revision": page.get(path)["revision"], "changes": [{"do": "add-pictures", "pictures": [pid]}],
        })  # fmt: skip
        assert reply.status == 200, reply.json
        assert reply.json["pictures"][pid]["name"] == shot
        tutorial = script.read_folder(folder).readable
        assert tutorial is not None and tutorial.steps[0].picture == shot


# Builds


@pytest.mark.slow
@pytest.mark.pico
def test_a_cancelled_build_leaves_the_old_pack_whole_and_no_process(tmp_path: Path, data: Path) -> None:
    root = tmp_path / "tutorials"
    shutil.copytree(TUTORIALS / "mute-and-unmute", root / "mute")
    (root / "school.toml").write_text('[voices]\nes = "pico"\nen = "pico"\n', encoding="utf-8")
    with running_program(root, data, cache=tmp_path / "cache") as program:
        page = program.client()
        path = path_of(page)
        job = page.post(f"{path}/jobs", {"kind": "build", "languages": ["es"]})["job"]
        wait_until(lambda: page.get(f"/api/jobs/{job}")["done"] > 1, seconds=200)
        page.post(f"/api/jobs/{job}/cancel", {})
        row = wait_until(lambda: _ended(page, job), seconds=30)
        assert row["state"] == "cancelled"
        assert not [each for each in root.rglob("*") if "packs" in each.parts and each.is_file()]
        wait_until(lambda: not _jobs_of(program))

        pack = root / "packs" / "mute"
        job = page.post(f"{path}/jobs", {"kind": "build", "languages": ["es"]})["job"]
        row = wait_until(lambda: _ended(page, job), seconds=400)
        assert row["state"] == "done", row
        old = {str(each): each.read_bytes() for each in pack.rglob("*") if each.is_file()}
        assert old
        change(page, path, title("Otro título"))
        job = page.post(f"{path}/jobs", {"kind": "build", "languages": ["es"]})["job"]
        wait_until(lambda: page.get(f"/api/jobs/{job}")["done"] > 1, seconds=200)
        page.post(f"/api/jobs/{job}/cancel", {})
        assert wait_until(lambda: _ended(page, job), seconds=30)["state"] in ("cancelled", "done")
        if page.get(f"/api/jobs/{job}")["state"] == "cancelled":
            assert {str(each): each.read_bytes() for each in pack.rglob("*") if each.is_file()} == old
        assert sorted(each.name for each in (root / "packs").iterdir()) == ["mute"]
        wait_until(lambda: not _jobs_of(program))


def _ended(page: Client, job: str) -> Any:
    row = page.get(f"/api/jobs/{job}")
    return row if row["state"] != "running" else None


def _jobs_of(program: EditorProgram) -> list[str]:
    """The command lines of the jobs that run, and of what they started."""
    lines = []
    for pid in program.pids()[1:]:
        try:
            lines.append(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return [line for line in lines if "job_worker" in line or "ffmpeg" in line]
