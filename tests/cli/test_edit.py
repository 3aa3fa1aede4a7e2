"""``annotator edit``, as a program of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.edit.jobs import Jobs
from annotator.edit.web.server import Editor
from tests.helpers.editor_program import attach
from tests.helpers.live_editor import Client
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tutorial = tmp_path / "mis tutoriales ñ" / "zoom"
    tutorial.mkdir(parents=True)
    (tutorial / "tutorial.md").write_text("# es: Zoom\n", encoding="utf-8")
    return tutorial.parent


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    begun: list[subprocess.Popen[str]] = []

    def begin(*arguments: str | Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "annotator", "edit", "--no-browser", *map(str, arguments)]
        data = {"ANNOTATOR_DATA": str(tmp_path / "data"), "XDG_DOCUMENTS_DIR": str(tmp_path / "documents")}
        data["XDG_DOWNLOAD_DIR"] = str(tmp_path)
        # Settings that uvicorn takes from the environment elsewhere.
        hostile = {"WEB_CONCURRENCY": "3", "FORWARDED_ALLOW_IPS": "*", "UVICORN_HOST": "0.0.0.0", "UVICORN_PORT": "1"}
        program = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | data | hostile,
            cwd=Path(__file__).parent.parent.parent,
        )
        begun.append(program)
        return program

    yield begin
    for program in begun:
        if program.poll() is None:
            program.kill()
        program.communicate()


def first_line(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_it_serves_until_it_is_stopped(number: str, code: int, start: Start, folder: Path) -> None:
    program = start(folder)
    address = first_line(program)
    page = Client.signed_in(address)
    assert [row["name"] for row in page.get("/api/home")["tutorials"]] == ["zoom"]
    idle = http.client.HTTPConnection("127.0.0.1", page.port)  # as a browser keeps one
    idle.connect()
    program.send_signal(getattr(signal, number))  # by name: Windows has no SIGHUP
    rest, told = program.communicate(timeout=20)
    assert program.returncode == code
    assert rest == ""
    assert "Traceback" not in told
    assert "Stopped." in told
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        page.get("/api/home")


def test_a_second_start_opens_the_first(start: Start, folder: Path, tmp_path: Path) -> None:
    first = start(folder)
    page = Client.signed_in(first_line(first))
    second = start(folder, "--lang", "es")
    rest, told = second.communicate(timeout=30)
    assert second.returncode == 0
    assert "open for this folder already" in told
    (address,) = rest.splitlines()
    assert f"http://127.0.0.1:{page.port}/?token=" in address
    assert address.endswith("&lang=es")
    assert Client.signed_in(address).get("/api/home")
    kept = list((tmp_path / "data" / "servers").glob("*.json"))
    assert [json.loads(path.read_text())["port"] for path in kept] == [page.port]
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=20)
    assert not list((tmp_path / "data" / "servers").glob("*.json"))


def test_killed_right_after_an_answer_it_starts_anew_with_all_that_was_taken(
    start: Start, folder: Path, tmp_path: Path
) -> None:
    first = start(folder)
    page = Client.signed_in(first_line(first))
    port, path = page.port, f"/api/tutorials/{page.get('/api/home')['tutorials'][0]['id']}"
    page.get(path)
    for name in ("1.png", "2.png"):
        draw_buttons(tmp_path / name, "Unirse")
        os.utime(tmp_path / name, (0, 0))  # nobody writes to it any more
    downloads = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.glob("*.png")}
    rows = {row["name"]: row["id"] for row in page.get(f"/api/inbox?tutorial={path[-12:]}&older=no")["pictures"]}
    taken = []
    for name in ("1.png", "2.png"):
        data = page.request("GET", f"/api/inbox/{rows[name]}/file").body
        taken.append(page.post(f"{path}/pictures?name={name}", data)["picture"])
    attach(page, path, "add-pictures", pictures=taken[:1])
    first.kill()
    first.communicate(timeout=20)
    again = start()  # the folder of last time
    page = Client.signed_in(first_line(again))
    assert page.port != port
    assert [row["name"] for row in page.get("/api/home")["tutorials"]] == ["zoom"]
    state = page.get(path)
    assert ([step["picture"] for step in state["steps"]], state["tray"]) == (taken[:1], taken[1:])
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.glob("*.png")} == downloads, (
        "nothing is moved"
    )


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["edit", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "is not a folder" in result.stderr


def test_a_folder_alone_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        "annotator.edit.web.access.find_running", lambda folder, _language: opened.append(folder) or "x"
    )
    for arguments in ([str(folder), "--no-browser"], ["edit", str(folder), "--no-browser"]):
        assert CliRunner().invoke(main, arguments).exit_code == 0
    assert opened == [folder, folder]


def test_a_command_comes_before_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build").mkdir()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build"])
    assert "annotator" not in result.stdout
    assert "FOLDER" in result.stderr


def test_neither_a_command_nor_a_folder_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["biuld"])
    assert result.exit_code == 2
    assert "'biuld'" in result.stderr


def test_a_restart_ends_every_other_editor(start: Start, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    older = [start(folder), start(tmp_path / "others")]
    pages = [Client.signed_in(first_line(program)) for program in older]
    newer = Client.signed_in(first_line(start("--restart")))
    assert [program.wait(timeout=30) for program in older] == [0, 0]
    assert newer.port not in [page.port for page in pages]


def test_a_restart_is_refused_while_something_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    editor = Editor.open(tmp_path)
    monkeypatch.setattr(Jobs, "running", True)
    thread = threading.Thread(target=editor.serve)
    thread.start()
    try:
        result = CliRunner().invoke(main, ["edit", str(tmp_path), "--no-browser", "--restart"])
        assert result.exit_code == 1
        assert "making something" in result.stderr
    finally:
        editor.end()
        thread.join()
