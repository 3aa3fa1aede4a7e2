"""Strangers at a real socket: what a program of this computer, or a browser that is led astray, can send byte by byte."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edit.web.server import MOST_SILENT, Editor
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.enable_socket

SECRET = "the letters of somebody else"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("strangers")
    (root / "outside").mkdir()
    (root / "outside" / "secret.png").write_bytes(b"")
    draw_buttons(root / "outside" / "secret.png", SECRET)
    (root / "outside" / "tutorial.md").write_text(f"# es: {SECRET}\n", encoding="utf-8")
    tutorial = root / "ours" / "zoom"
    tutorial.mkdir(parents=True)
    draw_buttons(tutorial / "01.png", "Unirse")
    (tutorial / "02.png").symlink_to(root / "outside" / "secret.png")
    (tutorial / "tutorial.md").write_text(
        "# es: Zoom\n\n![](01.png)\n- tap: Unirse\n\n![](02.png)\n- look: 50% 50%\n\n"
        "![](file:///etc/passwd)\n- look: 50% 50%\n\n![](../outside/secret.png)\n- look: 50% 50%\n",
        encoding="utf-8",
    )
    (root / "ours" / "linked").symlink_to(root / "outside")
    return root / "ours"


@pytest.fixture(scope="module")
def live(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Editor, Client]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_DATA", str(tmp_path_factory.mktemp("data")))
        with running(folder) as both:
            yield both


@pytest.fixture
def client(live: tuple[Editor, Client]) -> Client:
    return live[1]


def raw(port: int, sent: bytes, seconds: float = 60) -> bytes:
    """All that comes back for some bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(sent)
        parts = []
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                parts.append(part)
                if b"\r\n\r\n" in b"".join(parts) and b"connection: close" not in b"".join(parts).lower():
                    connection.settimeout(0.3)
        return b"".join(parts)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("host", ["evil.example", None, "two"])
def test_a_foreign_host_learns_nothing(method: str, host: str | None, client: Client) -> None:
    lines = {
        None: "",
        "two": f"Host: 127.0.0.1:{client.port}\r\nHost: evil.example\r\n",
    }.get(host, f"Host: {host}\r\n".replace("{}", str(client.port)))
    answer = raw(client.port, f"{method} / HTTP/1.1\r\n{lines}Cookie: {client.cookie}\r\n\r\n".encode())
    assert status(answer) in (400, 403)
    assert b"<" not in answer.partition(b"\r\n\r\n")[2]
    assert b"uvicorn" not in answer.lower()


def test_an_address_of_elsewhere_is_refused(client: Client) -> None:
    for target in ("http://evil.example/", f"http://127.0.0.1:{client.port}/api/home", "*"):
        asked = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nCookie: {client.cookie}\r\n\r\n"
        assert status(raw(client.port, asked.encode())) == 400


@pytest.mark.parametrize(
    "smuggled",
    [
        b"Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
        b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"X: a\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_no_second_request_hides_in_a_body(smuggled: bytes, client: Client) -> None:
    head = (
        f"POST /api/alive HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nCookie: {client.cookie}\r\n"
        "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n"
    )
    answer = raw(client.port, head.encode() + smuggled)
    assert status(answer) in (400, 403, 413, 501)
    assert answer.count(b"HTTP/1.1") == 1


def test_a_head_without_end_is_cut_off(client: Client) -> None:
    answer = raw(client.port, b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 200_000)
    assert status(answer) in (0, 400, 431)


def test_strangers_who_say_nothing_do_not_count_against_the_page(client: Client) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(3 * MOST_SILENT):
            stranger = stack.enter_context(socket.create_connection(("127.0.0.1", client.port)))
            with contextlib.suppress(ConnectionError):
                stranger.sendall((b"", b"GET / HTTP/1.1\r\nX-A: ", b"\r\n")[number % 3])
        assert [client.request("GET", "/api/home").status for _ in range(5)] == [200] * 5


# Names of files and ids


NAMES = [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%252f..%252fetc%252fpasswd",
    "..%5c..%5cwindows%5cwin.ini",
    "..\\..\\windows\\win.ini",
    "%00",
    "01.png",
    "01.png%00.txt",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "C:%5cWindows",
    "file:%2f%2f%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "%c0%ae%c0%ae%c0%afetc",
    "tutorial.md",
    "con",
    "~root",
    "0" * 300,
    "é",
    "*",
]
PLACES = [
    "/{}",
    "/vendor/{}",
    "/fonts/{}",
    "/api/tutorials/{}",
    "/api/tutorials/{}/revision",
    "/api/tutorials/TID/pictures/{}/image",
    "/api/tutorials/TID/pictures/{}/items?step=0&lang=es",
    "/api/tutorials/TID/cards/{}?lang=es&view=whole&revision=1",
    "/api/tutorials/TID/cards/0?lang={}&view=whole&revision=1",
    "/api/tutorials/TID/cards/0?lang=es&view={}&revision=1",
    "/api/tutorials/TID/sounds/{}?lang=es",
    "/api/tutorials/TID/sounds/0?lang={}",
    "/api/tutorials/TID/plays/{}?lang=es",
    "/api/tutorials/TID/plays/0?lang={}",
    "/api/tutorials/TID/pack/{}",
    "/api/tutorials/TID/draft/{}",
    "/api/jobs/{}",
    "/api/strings?lang={}",
]


@pytest.mark.parametrize("place", PLACES)
def test_no_name_leads_anywhere(place: str, client: Client) -> None:
    tid = next(row["id"] for row in client.get("/api/home")["tutorials"] if row["name"] == "zoom")
    for name in NAMES:
        path = place.replace("TID", tid).replace("{}", name).encode("utf-8")
        asked = b"GET %b HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %b\r\nConnection: close\r\n\r\n"
        answer = raw(client.port, asked % (path, client.port, client.cookie.encode()))
        assert 400 <= status(answer) < 500, (path, answer[:300])
        body = answer.partition(b"\r\n\r\n")[2]
        assert b"root:" not in body
        assert b"Traceback" not in body


def test_links_and_addresses_in_scripts_lead_nowhere(client: Client, folder: Path) -> None:
    home = client.get("/api/home")["tutorials"]
    assert SECRET not in str(home)
    tid = next(row["id"] for row in home if row["name"] == "zoom")
    state = client.get(f"/api/tutorials/{tid}")
    shown = set(state["pictures"]) | {step["picture"] for step in state["steps"]} | set(state["tray"])
    good = []
    for pid in filter(None, shown):
        reply = client.request("GET", f"/api/tutorials/{tid}/pictures/{pid}/image")
        if reply.status == 200:
            good.append(state["pictures"][pid]["name"])
        else:
            assert reply.json["code"] in ("unknown", "unreadable-picture", "refused")
    assert good == ["01.png"]
    assert not [row for row in home if row["name"] == "linked" and row["problem"] is None]
    for row in home:
        if row["name"] == "linked":
            assert client.request("GET", f"/api/tutorials/{row['id']}").status == 404


# What is said in JSON


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"x"', b"{", b"\xff\xfe{\x00}\x00", b"[" * 5000 + b"]" * 5000])
def test_other_json_is_a_wrong_request(body: bytes, client: Client) -> None:
    reply = client.request("POST", "/api/alive", body, {"Content-Type": "application/json"})
    assert (reply.status, reply.json["code"]) == (400, "bad-request")
