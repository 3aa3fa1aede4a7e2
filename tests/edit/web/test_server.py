"""The server itself: what it loads, where it listens, and when it ends."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from annotator.edit.not_listed import NotListedError
from annotator.edit.state_json import picture_id
from annotator.edit.web import (
    alive,
    app,
    bodies,
    card_routes,
    desk,
    file_answers,
    job_routes,
    open_tutorial,
    panel_routes,
    picture_routes,
    static_files,
    tutorial_routes,
)
from annotator.edit.web.access import Access
from annotator.edit.web.alive import Clock
from annotator.edit.web.answers import RequestError, code_of, describe_error
from annotator.edit.web.requests import Fields, whole
from annotator.edit.web.server import Server, listen
from annotator.edit.web.start import Editor
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError
from annotator.model import Problem
from tests.helpers.live_editor import Client

LOADED = "import sys\nimport annotator.edit.web.start, annotator.cli.edit\nprint(sorted(sys.modules))"


def test_it_loads_nothing_heavy() -> None:
    result = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in ast.literal_eval(result.stdout)}
    heavy = {"numpy", "cv2", "PIL", "rapidocr", "onnxruntime", "moviepy", "gtts", "reportlab", "jinja2", "kokoro_onnx"}
    assert not tops & heavy
    assert not tops & {"httptools", "uvloop", "websockets", "wsproto", "httpx", "itsdangerous", "multipart"}


def test_all_addresses_and_files_are_known() -> None:
    files = static_files.StaticFiles.listed().files
    assert "/pictograms/tap.png" in files
    assert "/fonts/Andika-Bold.ttf" in files
    assert not [address for address in files if ".." in address or not address.startswith("/")]
    assert {path.suffix for path in files.values()} <= set(static_files.TYPES)
    with pytest.raises(RequestError):
        static_files.StaticFiles.listed().read("/../pyproject.toml")
    assert app.make_app is not None


@pytest.mark.parametrize("language", ["..", "es/../es", "", "xx", "../../assets/languages/es"])
def test_strings_of_no_language_are_unknown(language: str) -> None:
    with pytest.raises(RequestError) as raised:
        static_files.strings(language)
    assert raised.value.code == "unknown"


# The clock


def test_it_ends_half_an_hour_after_the_last_page() -> None:
    time_now = [0.0]
    clock = Clock(lambda: False, now=lambda: time_now[0])
    time_now[0] = alive.IDLE_SECONDS
    assert not clock.is_over()
    clock.touch()
    time_now[0] += alive.IDLE_SECONDS + 1
    assert clock.is_over()


def test_it_never_ends_while_a_job_runs_and_then_waits_again() -> None:
    time_now, busy = [0.0], [True]
    clock = Clock(lambda: busy[0], now=lambda: time_now[0])
    time_now[0] = 10 * alive.IDLE_SECONDS
    assert not clock.is_over()
    busy[0] = False
    time_now[0] += alive.IDLE_SECONDS - 1
    assert not clock.is_over()
    time_now[0] += 2
    assert clock.is_over()


@pytest.mark.enable_socket
def test_the_clock_ends_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(alive.Clock, "limit", 0.0)
    editor = Editor.open(tmp_path)
    editor._desk.clock.limit = 0.5
    thread = threading.Thread(target=editor.serve)
    thread.start()
    page = Client.signed_in(editor.address)
    for _ in range(4):
        time.sleep(0.3)
        page.post("/api/alive", {"visible": True})
    assert thread.is_alive()
    thread.join(15)
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
        with listen(None, port) as other:
            assert other.getsockname()[1] != port


def test_uvicorn_takes_nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    config = Server(lambda *_: None, None, lambda: False).config
    assert (config.workers, config.proxy_headers, config.forwarded_allow_ips) == (1, False, "")
    assert not config.access_log
    assert config.ws == "none"


# Errors and values


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RequestError("stale", "a"), "stale"),
        (MissingError("a"), "missing"),
        (ServiceError("a"), "service"),
        (AnnotatorError("a"), "refused"),
        (ProblemsError([Problem("a", 1, "b", "c")]), "refused"),
        (OutputError("a"), "not-writable"),
        (OSError(28, "No space left on device"), "disk-full"),
        (PermissionError(13, "Permission denied"), "not-writable"),
        (OSError(5, "I/O"), "not-writable"),
        (ValueError("private words"), "internal"),
        (FileNotFoundError(2, "gone"), "internal"),
    ],
)
def test_each_error_has_a_code(error: Exception, code: str) -> None:
    assert code_of(error) == code
    described = describe_error(error)
    assert described["code"] == code
    assert described["message"]
    assert "private" not in str(described)


def test_a_full_disk_is_told_from_other_errors() -> None:
    try:
        raise OutputError("It could not be saved.") from OSError(28, "No space left on device")
    except OutputError as error:
        assert code_of(error) == "disk-full"


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("text", 1),
        ("text", None),
        ("text", "x" * 6000),
        ("integer", True),
        ("integer", 1.0),
        ("integer", "1"),
        ("number", True),
        ("number", "1"),
        ("number", float("inf")),
        ("number", -1e300),
        ("number", 10**400),
        ("yes", 1),
        ("texts", "abc"),
        ("texts", ["a", 1]),
        ("texts", ["a"] * 60),
        ("texts_by_language", ["es"]),
        ("texts_by_language", {"es": 1}),
    ],
)
def test_a_value_of_another_type_is_refused(method: str, value: object) -> None:
    with pytest.raises(RequestError) as raised:
        getattr(Fields({"a": value}), method)("a")
    assert raised.value.code == "bad-request"


@pytest.mark.parametrize("text", ["-1", "1.0", "", "10", "１", "0x1", "9" * 20, " 1"])
def test_only_whole_numbers_are_in_addresses(text: str) -> None:
    with pytest.raises(RequestError):
        whole(text, "step", 9)
    assert whole("7", "step", 9) == 7


def test_what_may_be_shown_is_no_page() -> None:
    assert not {".html", ".svg", ".xml", ".js"} & set(file_answers.TYPES)
    assert bodies.MOST_NESTED < 100


# Addresses


ADDRESSES = {
    "GET": {
        "/api/home",
        "/api/strings",
        "/api/panels/memory",
        "/api/jobs/{jid}",
        "/api/tutorials/{tid}",
        "/api/tutorials/{tid}/revision",
        "/api/tutorials/{tid}/reading",
        "/api/tutorials/{tid}/questions",
        "/api/tutorials/{tid}/pictures/{pid}/image",
        "/api/tutorials/{tid}/pictures/{pid}/items",
        "/api/tutorials/{tid}/steps/{index}/marks",
        "/api/tutorials/{tid}/cards/{index}",
        "/api/tutorials/{tid}/sounds/{item}",
        "/api/tutorials/{tid}/plays/{item}",
        "/api/panels/home",
        "/api/panels/new",
        "/api/panels/school",
        "/api/panels/school/pictures/{name}",
        "/api/panels/school/cards/{frame}",
        "/api/tutorials/{tid}/helper",
        "/api/panels/website",
        "/api/tutorials/{tid}/check",
        "/api/tutorials/{tid}/share",
        "/api/tutorials/{tid}/pack/{fid}",
        "/api/tutorials/{tid}/draft/{lang}",
        "/api/tutorials/{tid}/voice/{item}",
        "/api/tutorials/{tid}/takes/{take}",
        "/api/tutorials/{tid}/sounds",
        "/api/tutorials/{tid}/roster",
        "/api/tutorials/{tid}/steps/{index}/covered",
        "/api/tutorials/{tid}/steps/{index}/hiding",
        "/api/panels/answer",
        "/api/tutorials/{tid}/answer",
        "/api/tutorials/{tid}/answer/voices",
        "/api/tutorials/{tid}/answer/{index}.ogg",
    },
    "POST": {
        "/api/tutorials/{tid}/pictures/{pid}/turn",
        "/api/tutorials/{tid}/roster",
        "/api/tutorials/{tid}/steps/{index}/hiding",
        "/api/tutorials/{tid}/steps/{index}/hiding/example",
        "/api/panels/answer",
        "/api/tutorials/{tid}/answer",
        "/api/alive",
        "/api/panels/memory",
        "/api/quit",
        "/api/access",
        "/api/jobs/{jid}/cancel",
        "/api/panels/new",
        "/api/panels/website",
        "/api/panels/school",
        "/api/panels/school/reload",
        "/api/panels/school/undo",
        "/api/panels/school/move",
        "/api/panels/school/add-language",
        "/api/panels/school/add-word",
        "/api/panels/school/preview",
        "/api/panels/school/consent",
        "/api/panels/school/logo",
        "/api/panels/school/photo",
        "/api/tutorials/{tid}/helper",
        "/api/tutorials/{tid}/helper/not-now",
        "/api/tutorials/{tid}/check",
        "/api/tutorials/{tid}/questions",
        "/api/tutorials/{tid}/share",
        "/api/tutorials",
        "/api/tutorials/{tid}/changes",
        "/api/tutorials/{tid}/undo",
        "/api/tutorials/{tid}/redo",
        "/api/tutorials/{tid}/forget",
        "/api/tutorials/{tid}/plays/{item}",
        "/api/tutorials/{tid}/findings",
        "/api/tutorials/{tid}/suggestions",
        "/api/tutorials/{tid}/pictures",
        "/api/tutorials/{tid}/point",
        "/api/tutorials/{tid}/replaced",
        "/api/tutorials/{tid}/look",
        "/api/tutorials/{tid}/jobs",
        "/api/tutorials/{tid}/takes",
        *(f"/api/tutorials/{{tid}}/takes/{{take}}/{what}" for what in ("heard", "keep", "drop")),
        *(f"/api/tutorials/{{tid}}/voice/{{item}}/{what}" for what in ("part", "person", "fits", "remove")),
        "/api/tutorials/{tid}/sounds",
        *(f"/api/tutorials/{{tid}}/sounds/{what}" for what in ("language", "person", "keep", "drop")),
        *(f"/api/tutorials/{{tid}}/sounds/{{sound}}/{what}" for what in ("place", "drop")),
        "/api/tutorials/{tid}/recordings/empty",
    },
}


def test_there_are_no_other_addresses(tmp_path: Path) -> None:
    opened = desk.Desk(tmp_path, Access(1234))
    try:
        routed = app.list_routes(opened)
    finally:
        opened.close()
    parts = (panel_routes, tutorial_routes, picture_routes, card_routes, job_routes)
    assert len(routed) > sum(len(part.routes(opened)) for part in parts)
    methods = {(next(iter((route.methods or set()) - {"HEAD"})), route.path) for route in routed}
    assert methods == {(method, path) for method, paths in ADDRESSES.items() for path in paths}
    assert all((route.methods or set()) <= {"GET", "HEAD", "POST"} for route in routed)


def test_a_tutorial_knows_its_pictures_by_ids_alone(tmp_path: Path) -> None:
    folder = tmp_path / "zoom"
    folder.mkdir()
    (folder / "tutorial.md").write_text("# es: Zoom\n\n![](01.png)\n- tap: Unirse\n", encoding="utf-8")
    (tmp_path / "outside.png").write_bytes(b"x")
    (folder / "01.png").write_bytes(b"x")
    (folder / "02.png").symlink_to(tmp_path / "outside.png")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    holder = desk.Desk(tmp_path, Access(1234))
    try:
        opened = holder.open(holder.workspace.tutorials()[0].id)
        assert isinstance(opened, open_tutorial.OpenTutorial)
        assert opened.pictures() == ("01.png",)
        for name in ("../outside.png", "02.png", "notes.txt", "", ".", "/etc/passwd", "a\0b", "x" * 5000):
            if name != "notes.txt":
                with pytest.raises(NotListedError):
                    opened.path_of(name)
            with pytest.raises(NotListedError):
                opened.file_of(picture_id(name))
        assert opened.file_of(picture_id("01.png")) == "01.png"
    finally:
        holder.close()
