"""The server itself: what it loads, where it listens, and when it ends."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from annotator.edit.errors import NotListedError
from annotator.edit.jobs import Jobs
from annotator.edit.tutorial_list import short_id, tutorial_id
from annotator.edit.web import desk, open_tutorial, static_files
from annotator.edit.web.desk import Clock
from annotator.edit.web.responses import RequestError, code_of
from annotator.edit.web.server import Editor, Server, listen
from annotator.errors import OutputError
from annotator.model import FILE_TYPES
from annotator.outputs import marks
from tests.helpers.live_editor import Client, running

LOADED = "import sys\nimport annotator.edit.web.server, annotator.cli.tutorials\nprint(sorted(sys.modules))"


def test_it_loads_nothing_heavy() -> None:
    result = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in ast.literal_eval(result.stdout)}
    heavy = {"numpy", "cv2", "PIL", "rapidocr", "onnxruntime", "moviepy", "gtts", "reportlab", "jinja2", "kokoro_onnx"}
    assert not tops & heavy
    assert not tops & {"httptools", "uvloop", "websockets", "wsproto", "httpx", "itsdangerous", "multipart"}


def test_all_addresses_and_files_are_known() -> None:
    files = static_files.list_files()
    assert "/pictograms/tap.png" in files
    assert "/fonts/Andika-Bold.ttf" in files
    assert not [address for address in files if ".." in address or not address.startswith("/")]
    assert {path.suffix for path in files.values()} <= set(static_files.TYPES)


@pytest.mark.parametrize("language", ["..", "es/../es", "", "xx", "../../assets/languages/es"])
def test_strings_of_no_language_are_unknown(language: str) -> None:
    with pytest.raises(RequestError) as raised:
        static_files.strings(language)
    assert raised.value.code == "unknown"


# The clock


def test_it_ends_half_an_hour_after_the_last_page() -> None:
    time_now = [0.0]
    clock = Clock(lambda: False, now=lambda: time_now[0])
    time_now[0] = desk.IDLE_SECONDS
    assert not clock.is_over()
    clock.touch()
    time_now[0] += desk.IDLE_SECONDS + 1
    assert clock.is_over()


def test_it_never_ends_while_a_job_runs_and_then_waits_again() -> None:
    time_now, busy = [0.0], [True]
    clock = Clock(lambda: busy[0], now=lambda: time_now[0])
    time_now[0] = 10 * desk.IDLE_SECONDS
    assert not clock.is_over()
    busy[0] = False
    time_now[0] += desk.IDLE_SECONDS - 1
    assert not clock.is_over()
    time_now[0] += 2
    assert clock.is_over()


@pytest.mark.enable_socket
def test_the_clock_ends_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    editor = Editor.open(tmp_path)
    clock = editor._desk.clock
    clock.limit = 3600
    before = clock._last
    thread = threading.Thread(target=editor.serve)
    thread.start()
    Client.signed_in(editor.address).post("/api/alive", {"visible": True})
    assert clock._last > before
    assert thread.is_alive()
    clock.limit = 0
    thread.join(120)
    assert not thread.is_alive()
    assert not list((tmp_path / "data" / "servers").glob("*.json"))


# Where it listens


@pytest.mark.enable_socket
def test_it_listens_on_this_computer_alone() -> None:
    with listen(None) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
        port = listener.getsockname()[1]
        with pytest.raises(OutputError, match="--port"):
            listen(port)


def test_uvicorn_takes_nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    config = Server(lambda *_: None, lambda: False).config
    assert (config.workers, config.proxy_headers, config.forwarded_allow_ips) == (1, False, "")
    assert not config.access_log
    assert config.ws == "none"


# Errors and values


def test_a_full_disk_is_told_from_other_errors() -> None:
    try:
        raise OutputError("It could not be saved.") from OSError(28, "No space left on device")
    except OutputError as error:
        assert code_of(error) == "disk-full"


def test_what_may_be_shown_is_no_page() -> None:
    assert not {".html", ".svg", ".xml", ".js"} & set(FILE_TYPES)


# Addresses


def test_a_tutorial_knows_its_pictures_by_ids_alone(tmp_path: Path) -> None:
    folder = tmp_path / "zoom"
    folder.mkdir()
    (folder / "tutorial.md").write_text("# es: Zoom\n\n![](01.png)\n- tap: Unirse\n", encoding="utf-8")
    (tmp_path / "outside.png").write_bytes(b"x")
    (folder / "01.png").write_bytes(b"x")
    (folder / "02.png").symlink_to(tmp_path / "outside.png")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    holder = desk.Desk(tmp_path)
    try:
        opened = holder.open(tutorial_id(folder))
        assert isinstance(opened, open_tutorial.OpenTutorial)
        assert opened.pictures() == ("01.png",)
        for name in ("../outside.png", "02.png", "notes.txt", "", ".", "/etc/passwd", "a\0b", "x" * 5000):
            if name != "notes.txt":
                with pytest.raises(NotListedError):
                    opened.path_of(name)
            with pytest.raises(NotListedError):
                opened.file_of(short_id(name))
        assert opened.file_of(short_id("01.png")) == "01.png"
    finally:
        holder.close()


@pytest.mark.enable_socket
def test_an_archive_has_what_was_made_and_nothing_that_somebody_put_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    root, letter = tmp_path / "tutorials", tmp_path / "letter.txt"
    tutorial, kit = root / "zoom", root / "zoom-es-kit"
    for folder in (tutorial, kit):
        folder.mkdir(parents=True)
    (tutorial / "tutorial.md").write_text("# es: Entrar\n", encoding="utf-8")
    (kit / "01-texto.txt").write_text("Diga su nombre.", encoding="utf-8")
    marks.write_mark(kit, "kit")
    letter.write_text("private", encoding="utf-8")
    (kit / "letter.txt").write_text("private", encoding="utf-8")
    (kit / "link.txt").symlink_to(letter)
    pack = root / "packs" / "zoom"
    (pack / "es").mkdir(parents=True)
    kinds = {"01.jpg": "card", "01.mp4": "step", "a.mp4": "video", "message.txt": "message", "a.pdf": "paper"}
    rows = [{"path": f"es/{name}", "kind": kind, "lang": "es"} for name, kind in kinds.items()]
    for row in rows:
        (pack / row["path"]).write_bytes(b"made")
    (pack / "pack.json").write_text(json.dumps(marks.seal_content({"steps": {}}, pack, rows)), encoding="utf-8")
    (pack / "es" / "letter.txt").write_text("private", encoding="utf-8")
    with running(root) as (_, client):
        path = f"/api/tutorials/{tutorial_id(tutorial)}"
        archive = zipfile.ZipFile(io.BytesIO(client.request("GET", f"{path}/archive/es").body))
        sent = ["es/1/01.jpg", "es/2/a.mp4", "es/2/message.txt", "es/4/01.mp4", "es/5/a.pdf"]
        assert sorted(archive.namelist()) == sent, "all that a family gets in a language, in the order to send"
        archive = zipfile.ZipFile(io.BytesIO(client.request("GET", f"{path}/archive/kit-es").body))
        assert archive.namelist() == ["zoom-es-kit/01-texto.txt"]
        assert client.request("GET", f"{path}/kit/es/01-texto.txt").body == b"Diga su nombre."
        for unknown in ("kit/es/letter.txt", "kit/es/link.txt", "archive/kit-en", "archive/present", "archive/.."):
            assert client.request("GET", f"{path}/{unknown}").status == 404


@pytest.mark.enable_socket
def test_a_tutorial_is_put_away_with_its_last_change_but_not_while_something_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "ours" / "zoom"
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text("# es: Entrar\n", encoding="utf-8")
    with running(tmp_path / "ours") as (_, client):
        path = f"/api/tutorials/{tutorial_id(folder)}"
        assert client.request("GET", path).status == 200
        with monkeypatch.context() as patch:
            patch.setattr(Jobs, "running", property(lambda _jobs: True))
            assert client.request("POST", f"{path}/put-away", {}).json["code"] == "busy"
        assert client.request("POST", f"{path}/put-away", {}).status == 200
        assert client.request("GET", path).status == 404
        (away,) = client.request("GET", "/api/home").json["put_away"]
        assert client.request("POST", f"{path}/put-away", {"back": True}).status == 404
        assert client.request("POST", f"/api/tutorials/{away['id']}/put-away", {"back": True}).status == 200
        assert client.request("GET", path).json["tutorial"]["titles"] == {"es": "Entrar"}
