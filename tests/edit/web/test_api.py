"""The interface over a real socket: what is wrong is told, and a photo that lies on its side is turned."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons, lay_down

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]
WAIT = 120


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("pictures")
    for name, texts in {
        "1.png": ["Abrir", "Configuración"],
        "2.png": ["Unirse", "Cancelar"],
        "10.png": ["Listo"],
    }.items():
        draw_buttons(folder / name, *texts)
    return [(folder / name).read_bytes() for name in ("1.png", "2.png", "10.png")]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    (tmp_path / "work").mkdir()
    with running(tmp_path / "work") as (_, client):
        yield client


Begun = tuple[str, dict[str, Any]]


@pytest.fixture
def begin(page: Client, pictures: list[bytes]) -> Callable[[], Begun]:
    """Make a tutorial in two languages with three pictures as steps; its address and state."""

    def make() -> Begun:
        tid = page.post("/api/tutorials", {"titles": {"es": "Entrar", "en": "Join"}, "languages": ["es", "en"]})["id"]
        path = f"/api/tutorials/{tid}"
        first, second, last = pictures
        pids = [upload(page, path, *each) for each in (("2.png", second), ("10.png", last), ("1.png", first))]
        state = page.get(path)
        assert sorted(state["tray"]) == sorted(pids)
        assert state["steps"] == []
        return path, change(page, path, state, {"do": "add-pictures", "pictures": pids})

    return make


def upload(page: Client, path: str, name: str, data: bytes) -> str:
    reply = page.request("POST", f"{path}/pictures?name={name}", data, {"Content-Type": "image/png"})
    assert reply.status == 200, reply.body
    return str(reply.json["picture"])


def change(page: Client, path: str, state: dict[str, Any], *changes: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = page.post(f"{path}/changes", {"revision": state["revision"], "changes": list(changes)})
    return made


def until(ask: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    end = time.monotonic() + WAIT
    while not good(answer := ask()):
        assert time.monotonic() < end, answer
        time.sleep(0.2)
    return answer


def text(*wordings: str) -> dict[str, Any]:
    return {"kind": "text", "wordings": list(wordings), "occurrence": None}


def test_wrong_requests_are_told_what_is_wrong(page: Client, begin: Callable[[], Begun]) -> None:
    path, state = begin()
    revision = state["revision"]
    wrong: list[tuple[str, Any, int]] = [
        (f"{path}/changes", {"changes": []}, 400),
        (f"{path}/changes", {"revision": revision, "changes": []}, 400),
        (f"{path}/changes", {"revision": revision, "changes": {"do": "x"}}, 400),
        (f"{path}/changes", {"revision": revision, "changes": [{"do": "format-disk"}]}, 400),
        (f"{path}/changes", {"revision": str(revision), "changes": [{"do": "accept-loss"}]}, 400),
        (f"{path}/changes", {"revision": revision, "changes": [{"do": "add-pictures", "pictures": ["../x"]}]}, 404),
        (f"{path}/undo", {}, 400),
        ("/api/jobs", {"kind": "rm"}, 400),
        ("/api/jobs", {"kind": "answer", "tutorials": [path[15:]]}, 400),
        ("/api/jobs", {"kind": "check", "tutorials": []}, 422),
        ("/api/jobs", {"kind": "website", "tutorials": []}, 422),
        ("/api/jobs", {"kind": "website", "tutorials": ["nope"]}, 404),
        ("/api/jobs", {"kind": "website", "tutorials": [path[15:]], "address": "here"}, 422),
        ("/api/jobs/nope/cancel", {}, 404),
        ("/api/tutorials", {"titles": {"es": "a"}, "languages": ["es"], "like": "../../etc"}, 422),
        ("/api/tutorials", {"titles": {}, "languages": []}, 422),
        (f"{path}/point", {"step": 0, "lang": "es", "x": -5, "y": 10}, 400),
        (f"{path}/point", {"step": 0, "lang": "es", "x": "a", "y": 10}, 400),
        (f"{path}/point", {"step": 0, "lang": "es", "box": [0, 0, 0, 0], "drawn": True}, 400),
        (f"{path}/point", {"step": 7, "lang": "es", "x": 5, "y": 10}, 404),
        (f"{path}/point", {"step": 0, "lang": "qu", "x": 5, "y": 10}, 404),
        ("/api/tutorials/0123456789ab/changes", {"revision": 1, "changes": [{"do": "accept-loss"}]}, 404),
    ]
    for address, body, status in wrong:
        reply = page.request("POST", address, body)
        assert reply.status == status, (address, body, reply.body)
        assert {"code", "message", "remedy"} <= reply.json.keys()
    assert page.get(path)["revision"] == revision


def test_a_photo_that_lies_on_its_side_is_shown_upright_and_turned_by_a_person(
    page: Client, begin: Callable[[], Begun], tmp_path: Path
) -> None:
    draw_buttons(tmp_path / "foto.png", "Unirse", "Cancelar")
    photo = lay_down(tmp_path / "foto.png", 90).read_bytes()
    path, state = begin()
    sent = upload(page, path, "foto.jpg", photo)
    state = change(page, path, state, {"do": "replace-picture", "step": 1, "picture": sent})
    state = change(page, path, state, {"do": "set-target", "step": 1, "target": text("Unirse")})
    until(lambda: page.get(f"{path}/pictures/{sent}/items?step=1&lang=es"), lambda answer: answer["state"] == "ready")
    marks = page.get(f"{path}/steps/1/marks?lang=es")
    assert (marks["turn"], marks["marks"][0]["found"]) == (270, True)
    row = page.get(path)["pictures"][sent]
    assert (row["turn"], row["unsure"], row["width"], row["height"]) == (270, False, 540, 1100)
    with Image.open(io.BytesIO(page.request("GET", f"{path}/pictures/{sent}/image").body)) as shown:
        assert shown.size == (540, 1100)

    copy = page.post(f"{path}/pictures/{sent}/turn", {})["picture"]
    state = change(page, path, state, {"do": "replace-picture", "step": 1, "picture": copy})
    until(lambda: page.get(f"{path}/pictures/{copy}/items?step=1&lang=es"), lambda answer: answer["state"] == "ready")
    row = page.get(path)["pictures"][copy]
    assert (row["turn"], row["unsure"], row["width"], row["height"]) == (0, False, 1100, 540)
    assert state["steps"][1]["action"]["target"]["wordings"] == ["Unirse"]
    folder = next((tmp_path / "work").rglob("foto*.jpg")).parent
    assert (folder / "foto.jpg").read_bytes() == photo
    state = page.post(f"{path}/undo", {"revision": state["revision"]})
    assert state["steps"][1]["picture"] == sent
