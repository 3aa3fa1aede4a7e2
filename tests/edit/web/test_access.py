"""The private file by which a second start finds the first, and who is believed at its port."""

from __future__ import annotations

import http.server
import os
import stat
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from annotator.edit import data_root
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.web import server
from annotator.edit.web.access import Access, find_running, private_file, read_access, write_access
from annotator.errors import AnnotatorError
from tests.helpers.live_editor import Client, running

pytestmark = pytest.mark.enable_socket


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one tutorial, ``zoom``."""
    (tmp_path / "tutorials" / "zoom").mkdir(parents=True)
    (tmp_path / "tutorials" / "zoom" / "tutorial.md").write_text("# es: Zoom\n", encoding="utf-8")
    return tmp_path / "tutorials"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_is_for_the_user_alone_and_in_no_address(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = Access(1234)
        write_access(tmp_path, made)
    finally:
        os.umask(before)
    assert read_access(private_file(tmp_path)) == made
    assert mode(private_file(tmp_path)) == 0o600
    assert mode(private_file(tmp_path).parent) == 0o700
    assert made.secret not in made.new_address()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"port": "x", "secret": "x"}', '{"port": 99}', "\x00"])
def test_a_damaged_file_is_no_editor(content: str, tmp_path: Path) -> None:
    write_access(tmp_path, Access(1234))
    private_file(tmp_path).write_text(content)
    assert read_access(private_file(tmp_path)) is None
    assert find_running(tmp_path) is None


def test_a_program_that_took_its_port_is_not_believed(tmp_path: Path) -> None:
    seen: list[str] = []

    class Thief(http.server.BaseHTTPRequestHandler):
        """Answers with all that it was sent, which is all that it can know."""

        def do_GET(self) -> None:
            seen.append(self.path + str(self.headers))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.path.partition("=")[2].encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Thief) as thief:
        threading.Thread(target=thief.handle_request).start()
        left = Access(thief.server_address[1])
        write_access(tmp_path, left)
        assert find_running(tmp_path) is None
    assert len(seen) == 1
    for known in (left.secret, left.sign("cookie"), "token"):
        assert known not in seen[0]


def test_the_editor_is_found_by_whatever_path(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    with running(folder) as (_, page):
        addresses = [find_running(each) for each in (folder, tmp_path / "link", folder / ".." / "tutorials")]
        assert len(set(addresses)) == 3
        for address in addresses:
            assert address is not None and urlsplit(address).port == page.port
            assert Client.signed_in(address).get("/api/home")
        assert find_running(tmp_path) is None
    assert find_running(folder) is None


def test_a_tutorial_is_shown_by_the_editor_that_lists_it(folder: Path) -> None:
    with running(folder) as (_, page):
        address = find_running(folder / "zoom", "es")
        assert address is not None
        assert address.startswith(f"http://127.0.0.1:{page.port}/?token=")
        assert address.endswith(f"&lang=es&at={tutorial_id(folder / 'zoom')}")
        (folder / "other").mkdir()
        assert find_running(folder / "other") is None


def test_only_one_editor_writes_a_tutorial(folder: Path) -> None:
    """The tutorial's own editor came first, so that nothing showed the one of the folder to the second start."""
    path = f"/api/tutorials/{tutorial_id(folder / 'zoom')}"
    with running(folder / "zoom") as (_, own):
        state = own.get(path)
        with running(folder) as (_, other):
            reply = other.request("GET", path)
            assert (reply.status, reply.json["message"]) == (422, "This tutorial is open in another editor.")
            change = {"revision": 1, "change": "set-title", "tutorial": state["tutorial"]}
            assert other.request("PUT", path, change).status == 422
            assert other.get("/api/home")["tutorials"]
        assert own.get(path) == state
    with running(folder) as (_, other):
        assert other.get(path)["tutorial"]["titles"] == {"es": "Zoom"}


def test_only_its_own_file_is_removed(folder: Path) -> None:
    with running(folder) as (_, _page):
        later = Access(1235)
        write_access(folder, later)
    assert read_access(private_file(folder)) == later


def test_the_browser_is_given_a_private_file(folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    shown = threading.Event()
    monkeypatch.setattr(server.webbrowser, "open", lambda address: (opened.append(address), shown.set()))
    with running(folder) as (_, page):
        address = find_running(folder)
        assert address is not None
        server.open_browser(address)
        assert shown.wait(20)
        (given,) = opened
        assert given.startswith("file:///")
        assert "token" not in given
        file = Path(urlsplit(given).path)
        assert file.is_relative_to(data)
        assert (mode(file), mode(file.parent)) == (0o600, 0o700)
        assert address in file.read_text(encoding="utf-8")
        assert page.get("/api/home")
    assert not list(file.parent.glob("*.html"))


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(data_root, "write_private", full)
    with pytest.raises(AnnotatorError, match="No space left"):
        write_access(tmp_path, Access(1234))
