"""Hostile content: markup in every field and name, pictures that grow, and what comes back of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "ours" / "zoom"
    folder.mkdir(parents=True)
    draw_buttons(folder / "01.png", "Unirse")
    (folder / "tutorial.md").write_text("# es: Zoom\n\n![](01.png)\n- tap: Unirse\n", encoding="utf-8")
    with running(folder.parent) as (_, page):
        yield page


@pytest.fixture
def path(client: Client) -> str:
    return f"/api/tutorials/{client.get('/api/home')['tutorials'][0]['id']}"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, rows: bytes, before: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BOMBS = {
    "many pixels": lambda: png(60_000, 60_000, zlib.compress(bytes(10_000_000))),
    "more pixels than there are numbers": lambda: png(2**31 - 1, 2**31 - 1, zlib.compress(b"")),
    "a long text": lambda: png(
        9, 9, zlib.compress(bytes(90)), chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(300_000_000), 1))
    ),
    "no picture": lambda: b"GIF89a nothing",
    "a drawing with a script": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": lambda: b"<!doctype html><script>alert(1)</script>",
    "empty": lambda: b"",
    "a cut PNG": lambda: png(100, 100, zlib.compress(bytes(10_100)))[:60],
}
"""What makes each of them: some take a second."""


@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_is_taken(name: str, client: Client, path: str, tmp_path: Path) -> None:
    content = BOMBS[name]()
    reply = client.request("POST", f"{path}/pictures?name=a.png", content, {"Content-Type": "image/png"})
    if reply.status != 200:
        assert (reply.status, reply.json["code"]) in ((422, "unreadable-picture"), (413, "too-large"))
        assert sorted(each.name for each in (tmp_path / "ours" / "zoom").iterdir()) == ["01.png", "tutorial.md"]
    else:  # what can be read without its long text is a picture like any other
        assert name == "a long text"
