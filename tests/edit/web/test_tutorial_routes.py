"""The interface over a real socket: what is wrong is told, and a photo that lies on its side is turned."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator import script
from annotator.edit.words import differences
from tests.helpers.editor_program import act, attach
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
        assert state["steps"] == state["tutorial"]["steps"] == []
        return path, attach(page, path, "add-pictures", pictures=pids)

    return make


def upload(page: Client, path: str, name: str, data: bytes) -> str:
    reply = page.request("POST", f"{path}/pictures?name={name}", data, {"Content-Type": "image/png"})
    assert reply.status == 200, reply.body
    return str(reply.json["picture"])


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
    revision, first = state["revision"], state["steps"][0]["picture"]
    wrong: list[tuple[str, Any, int]] = [
        (f"{path}/attach", {"do": "add-pictures", "pictures": []}, 400),
        (f"{path}/attach", {"revision": revision, "do": "format-disk", "step": 0}, 400),
        (f"{path}/attach", {"revision": revision, "do": "add-pictures", "pictures": "x"}, 400),
        (f"{path}/attach", {"revision": revision, "do": "add-pictures", "pictures": ["../x"]}, 404),
        (f"{path}/attach", {"revision": revision, "do": "replace-picture", "step": 0}, 400),
        (f"{path}/attach", {"revision": revision, "do": "replace-picture", "step": 9, "picture": first}, 422),
        (f"{path}/attach", {"revision": 1, "do": "replace-picture", "step": 0, "picture": "../x"}, 409),
        (f"{path}/undo", {}, 400),
        ("/api/jobs", {"kind": "rm"}, 400),
        ("/api/jobs", {"kind": "answer", "tutorials": [path[15:]]}, 400),
        ("/api/jobs", {"kind": "check", "tutorials": []}, 422),
        ("/api/jobs", {"kind": "website", "tutorials": []}, 422),
        ("/api/jobs", {"kind": "website", "tutorials": ["nope"]}, 404),
        ("/api/jobs", {"kind": "kit", "tutorials": [path[15:]]}, 422),
        ("/api/jobs/nope/cancel", {}, 404),
        ("/api/tutorials", {"titles": {"es": "a"}, "languages": ["es"], "like": "../../etc"}, 422),
        ("/api/tutorials", {"titles": {}, "languages": []}, 422),
        (f"{path}/point", {"step": 0, "lang": "es", "x": -5, "y": 10}, 400),
        (f"{path}/point", {"step": 0, "lang": "es", "x": "a", "y": 10}, 400),
        (f"{path}/point", {"step": 0, "lang": "es", "box": [0, 0, 0, 0], "drawn": True}, 400),
        (f"{path}/point", {"step": 7, "lang": "es", "x": 5, "y": 10}, 404),
        (f"{path}/point", {"step": 0, "lang": "qu", "x": 5, "y": 10}, 404),
        ("/api/tutorials/0123456789ab/attach", {"revision": 1, "do": "add-pictures", "pictures": []}, 404),
    ]
    for address, body, status in wrong:
        reply = page.request("POST", address, body)
        assert reply.status == status, (address, body, reply.body)
        assert {"code", "message", "remedy"} <= reply.json.keys()
    assert page.get(path)["revision"] == revision


def test_a_document_is_taken_whole_or_refused_whole(page: Client, begin: Callable[[], Begun]) -> None:
    path, state = begin()
    document = state["tutorial"]
    good = {"revision": state["revision"], "change": "set-title", "tutorial": document, "id": "mine"}
    for odd, status in (
        ({"tutorial": document | {"extra": 1}}, 400),
        ({"tutorial": document | {"titles": {"es": "a\nb"}}}, 422),
        ({"tutorial": [document]}, 400),
        ({"change": "format-disk"}, 400),
        ({"change": None}, 400),
        ({"revision": str(state["revision"])}, 400),
        ({"revision": state["revision"] - 1}, 409),
    ):
        reply = page.request("PUT", path, good | odd)
        assert (reply.status, {"code", "message", "remedy"} <= reply.json.keys()) == (status, True), odd
        assert reply.json.get("state", state)["tutorial"] == document
    assert page.get(path)["tutorial"] == document
    titles = {"titles": {"es": "Unirse", "en": "Join"}}
    after = page.put(path, good | {"tutorial": document | titles})
    assert (after["tutorial"], after["undo"], after["last_change"]) == (document | titles, "set-title", "mine")


def test_that_nothing_shows_what_to_type_may_stay(page: Client, begin: Callable[[], Begun], tmp_path: Path) -> None:
    path, _ = begin()
    act(page, path, "type", text("Unirse"), step=1)
    (file,) = (tmp_path / "work").rglob("tutorial.md")
    tutorial = script.read_folder(file.parent).readable
    assert tutorial is not None
    typed = {"step": 1, "field": "sentence", "lang": "es", "text": ""}
    keys = [differences.digest_typing(step) for step in tutorial.steps]
    for key in keys:
        page.post(f"{path}/findings", typed | {"put_away": key})
    assert list(map(differences.is_remembered, keys)) == [False, True, False]


def test_a_photo_that_lies_on_its_side_is_shown_upright_and_turned_by_a_person(
    page: Client, begin: Callable[[], Begun], tmp_path: Path
) -> None:
    draw_buttons(tmp_path / "foto.png", "Unirse", "Cancelar")
    photo = lay_down(tmp_path / "foto.png", 90).read_bytes()
    path, _ = begin()
    sent = upload(page, path, "foto.jpg", photo)
    attach(page, path, "replace-picture", step=1, picture=sent)
    act(page, path, "tap", text("Unirse"), step=1)
    until(lambda: page.get(f"{path}/pictures/{sent}/items?step=1&lang=es"), lambda answer: answer["state"] == "ready")
    marks = page.get(f"{path}/steps/1/marks?lang=es")
    assert (marks["turn"], marks["marks"][0]["found"]) == (270, True)
    typed = {"step": 1, "field": "sentence", "lang": "es", "text": "Toque Unirse."}
    (finding,) = page.post(f"{path}/findings", typed)["findings"]
    assert "“el de arriba”" in finding["remedy"], "both buttons look alike"
    row = page.get(path)["pictures"][sent]
    assert (row["turn"], row["unsure"], row["width"], row["height"]) == (270, False, 540, 1100)
    with Image.open(io.BytesIO(page.request("GET", f"{path}/pictures/{sent}/image").body)) as shown:
        assert shown.size == (540, 1100)

    copy = page.post(f"{path}/pictures/{sent}/turn", {})["picture"]
    state = attach(page, path, "replace-picture", step=1, picture=copy)
    until(lambda: page.get(f"{path}/pictures/{copy}/items?step=1&lang=es"), lambda answer: answer["state"] == "ready")
    row = page.get(path)["pictures"][copy]
    assert (row["turn"], row["unsure"], row["width"], row["height"]) == (0, False, 1100, 540)
    assert state["tutorial"]["steps"][1]["action"]["target"]["wordings"] == ["Unirse"]
    folder = next((tmp_path / "work").rglob("foto*.jpg")).parent
    assert (folder / "foto.jpg").read_bytes() == photo
    state = page.post(f"{path}/undo", {"revision": state["revision"]})
    assert state["steps"][1]["picture"] == sent
