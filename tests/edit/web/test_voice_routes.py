"""Recordings over the wire: takes, consent, dropped files, and what strangers get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.editor_program import edit, say
from tests.helpers.live_editor import Client, running
from tests.helpers.recordings import recording
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.enable_socket

SCRIPT = """# es: Zoom
# en: Zoom

![](01.png)
- tap: Unirse
- es: Toque Unirse. Espere a la maestra.
- en: Tap Join.

![](02.png)
- tap: Entrar
"""
CONSENT = {"who": "Sra. Rosa", "chat": "on", "until": "2099-06-30"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "tutorials" / "zoom"
    folder.mkdir(parents=True)
    draw_buttons(folder / "01.png", "Unirse")
    draw_buttons(folder / "02.png", "Entrar")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return folder


@pytest.fixture
def page(folder: Path) -> Iterator[Client]:
    with running(folder) as (_, client):
        yield client


@pytest.fixture
def path(page: Client) -> str:
    return f"/api/tutorials/{page.get('/api/home')['tutorials'][0]['id']}"


def send(page: Client, path: str, data: bytes, item: str = "0", lang: str = "es") -> str:
    return str(page.post(f"{path}/takes?item={item}&lang={lang}", data)["take"])


def keep(page: Client, path: str, take: str, **fields: str) -> Any:
    page.post(f"{path}/takes/{take}/heard", {})
    return page.post(f"{path}/takes/{take}/keep", fields or CONSENT)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def take_files(folder: Path) -> list[Path]:
    return [each for each in (folder / ".takes").rglob("*") if each.is_file()]


@pytest.mark.slow
def test_a_voice_that_says_a_hidden_word_cannot_pass_as_right(page: Client, path: str) -> None:
    keep(page, path, send(page, path, recording()))
    say(page, path, "Toque Unirse. Espere.")
    hide = {"target": {"kind": "text", "wordings": ["maestra"], "occurrence": None}, "example": None, "guess": False}
    edit(page, path, "add-hide", lambda now: now["hides"].append(hide))
    assert "maestra" not in json.dumps(page.get(f"{path}/voice/0?lang=es"), ensure_ascii=False)
    refused = page.request("POST", f"{path}/voice/0/fits?lang=es", {})
    assert (refused.status, refused.json["code"]) == (422, "refused")
    assert page.get(path)["steps"][0]["stale_voices"] == {"es": "sentence"}


@pytest.mark.parametrize(
    ("method", "where", "body", "status"),
    [
        ("GET", "voice/9?lang=es", None, 404),
        ("GET", "voice/..%2f0?lang=es", None, 404),
        ("GET", "voice/0?lang=fr", None, 404),
        ("GET", "voice/0", None, 400),
        ("GET", "takes/0123456789ab", None, 404),
        ("GET", "takes/..%2f..%2ftutorial.md", None, 404),
        ("POST", "takes/0123456789ab/heard", {}, 404),
        ("POST", "takes/0123456789ab/keep", CONSENT, 404),
        ("POST", "takes/0123456789ab/again", {}, 404),
        ("POST", "takes/0123456789ab/use?slot=01", {}, 404),
        ("POST", "takes/0123456789ab/throw", {}, 404),
        ("POST", "takes?item=9&lang=es", b"x", 404),
        ("POST", "takes?lang=es", b"x", 400),
        ("POST", "takes?item=0&lang=es", {}, 422),
        ("POST", "voice/0/person?lang=es", {"person": None}, 400),
        ("POST", "voice/0/fits?lang=es", {}, 422),
        ("POST", "voice/0/fits?lang=es", b"x", 400),
        ("GET", "sounds?lang=fr", None, 404),
        ("GET", "sounds", None, 400),
        ("POST", "sounds?lang=es", b"x", 400),
        ("POST", "sounds?name=..%2f..%2fx.sh&lang=es", b"x", 422),
        ("POST", "sounds/keep?lang=es", CONSENT, 422),
        ("POST", "sounds/keep?lang=es", {"person": "Nobody"}, 422),
        ("POST", "sounds/language?lang=es", {"lang": "fr"}, 404),
        ("POST", "sounds/0123456789ab/place?lang=es", {"place": "01"}, 404),
        ("POST", "sounds/0123456789ab/drop?lang=es", {}, 404),
    ],
)
def test_strangers_get_nowhere(
    method: str, where: str, body: Any, status: int, page: Client, path: str, folder: Path
) -> None:
    before = names(folder)
    reply = page.request(method, f"{path}/{where}", body)
    assert reply.status == status, reply.body
    assert reply.json["code"] and reply.json["message"]
    assert names(folder) == before
    assert take_files(folder) == []
    stranger = Client(page.port).request(method, f"{path}/{where}", body)
    assert stranger.status == 401
    elsewhere = page.request(method, f"{path}/{where}", body, {"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status == 403
