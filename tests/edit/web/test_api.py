"""The whole interface over a real socket with real pictures, from an empty folder to a pack and a website."""

from __future__ import annotations

import errno
import io
import os
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator import assets, script
from annotator.edit import share_content
from annotator.edit.script_file import ScriptFile
from annotator.edit.web.panel import PageText
from annotator.media.atomic_write import replacing
from tests.helpers.live_editor import Client, running
from tests.helpers.panel_nodes import find_nodes
from tests.helpers.screens import draw_buttons, lay_down

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]
WAIT = 120
PHONE = {"do": "set-device", "text": "Android phone"}


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


def job_done(page: Client, jid: str) -> dict[str, Any]:
    done: dict[str, Any] = until(lambda: page.get(f"/api/jobs/{jid}"), lambda row: row["state"] != "running")
    return done


def text(*wordings: str) -> dict[str, Any]:
    return {"kind": "text", "wordings": list(wordings), "occurrence": None}


def names(state: dict[str, Any]) -> list[str]:
    return [state["pictures"][step["picture"]]["name"] for step in state["steps"]]


def test_from_pictures_to_card_and_sound(page: Client, begin: Callable[[], Begun], tmp_path: Path) -> None:
    path, state = begin()
    assert names(state) == ["1.png", "2.png", "10.png"]
    assert state["undo"] == "add-pictures"
    assert state["saved"]
    pid = state["steps"][1]["picture"]
    assert page.post(f"{path}/look", {"step": 1, "lang": "es"}) == {}

    image = page.request("GET", f"{path}/pictures/{pid}/image?w=300")
    assert image.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(image.body)).width == 300

    items = until(
        lambda: page.get(f"{path}/pictures/{pid}/items?step=1&lang=es"), lambda answer: answer["state"] == "ready"
    )
    item = next(item for item in items["items"] if item["text"] == "Unirse")
    x, y, w, h = item["box"]
    pointed = page.post(f"{path}/point", {"step": 1, "lang": "es", "x": x + w / 2, "y": y + h / 2})
    candidate = pointed["candidates"][pointed["chosen"]]
    assert candidate["target"]["wordings"] == ["Unirse"]
    drawn = page.post(f"{path}/point", {"step": 1, "lang": "es", "box": [x, y, w, h], "drawn": True})
    assert [each["target"]["kind"] for each in drawn["candidates"]] == ["box"]

    state = change(page, path, state, {"do": "set-target", "step": 1, "target": candidate["target"]})
    assert state["steps"][1]["action"]["kind"] == "tap"
    assert state["steps"][1]["spoken"] == {"es": "Toque Unirse.", "en": "Tap Unirse."}
    state = change(page, path, state, {"do": "set-action", "step": 1, "kind": "hold"})
    assert state["steps"][1]["action"]["target"]["wordings"] == ["Unirse"]
    state = page.post(f"{path}/undo", {"revision": state["revision"]})
    assert (state["steps"][1]["action"]["kind"], state["redo"]) == ("tap", "set-action")

    marks = page.get(f"{path}/steps/1/marks?lang=es")["marks"]
    assert [(mark["of"], mark["found"]) for mark in marks] == [("action", True)]
    for view in ("whole", "close", "chat"):
        card = page.request("GET", f"{path}/cards/1?lang=es&view={view}&revision={state['revision']}")
        assert card.status == 200, card.body
        assert Image.open(io.BytesIO(card.body)).format == "JPEG"
    old = page.request("GET", f"{path}/cards/1?lang=es&view=whole&revision={state['revision'] - 1}")
    assert (old.status, old.json["code"]) == (409, "stale")
    bare = page.request("GET", f"{path}/cards/0?lang=es&view=whole&revision={state['revision']}")
    assert (bare.status, bare.json["code"]) == (422, "refused")

    sound = page.request("GET", f"{path}/sounds/1?lang=es")
    assert (sound.status, sound.headers["content-type"]) == (200, "audio/mp4")
    assert sound.body[4:8] == b"ftyp"
    missing = page.request("GET", f"{path}/sounds/9?lang=es")
    assert (missing.status, missing.json["code"]) == (404, "unknown")
    done = until(lambda: page.get(f"{path}/reading"), lambda answer: answer["done"] == answer["total"])
    assert done["total"] == 3
    written = script.read_folder(tmp_path / "work" / "entrar").readable
    assert written is not None
    assert len(written.steps) == 3


def test_words_are_judged_and_suggested(page: Client, begin: Callable[[], Begun]) -> None:
    path, state = begin()
    state = change(page, path, state, {"do": "set-target", "step": 1, "target": text("Unirse")}, PHONE)
    found = page.post(
        f"{path}/findings", {"step": 1, "field": "sentence", "lang": "es", "text": "Haga clic en el botón de unirse."}
    )["findings"]
    assert found
    assert {"message", "remedy", "better"} <= found[0].keys()
    title = page.post(f"{path}/findings", {"step": None, "field": "title", "lang": "es", "text": "Zoom"})
    assert isinstance(title["findings"], list)
    own_word = {"step": 0, "field": "sentence", "lang": "es", "text": "Toque Configuración."}
    assert page.post(f"{path}/findings", own_word)["findings"]
    pid = state["steps"][0]["picture"]
    until(lambda: page.get(f"{path}/pictures/{pid}/items?step=0&lang=es"), lambda answer: answer["state"] == "ready")
    # It is the word on the screen: nobody needs another one.
    assert page.post(f"{path}/findings", own_word)["findings"] == []
    pairs = page.post(f"{path}/suggestions", {"step": 1, "lang": "es", "text": "toque"})["pairs"]
    assert 0 < len(pairs) <= 6
    assert {"texts", "from"} == pairs[0].keys()
    assert any("Unirse" in pair["texts"]["es"] for pair in pairs)
    assert found[0]["better"] == "Toque el botón de unirse."
    assert "Did you make a mistake?" in str(page.get(f"{path}/questions?step=1"))
    for body in (
        {"step": 9, "lang": "es", "text": ""},
        {"step": -1, "lang": "es", "text": ""},
    ):
        assert page.request("POST", f"{path}/suggestions", body).json["code"] == "unknown"
    assert page.request("POST", f"{path}/findings", {"step": 0, "field": "x", "lang": "es", "text": ""}).status == 400


def test_two_pages_do_not_overwrite_each_other(page: Client, begin: Callable[[], Begun]) -> None:
    path, state = begin()
    newer = change(page, path, state, {"do": "set-sentence", "step": 0, "lang": "es", "text": "Toque Abrir."})
    refused = page.request(
        "POST",
        f"{path}/changes",
        {"revision": state["revision"], "changes": [{"do": "delete-step", "step": 0}]},
    )
    assert (refused.status, refused.json["code"]) == (409, "stale")
    assert refused.json["state"]["revision"] == newer["revision"]
    assert refused.json["state"]["steps"][0]["narration"] == {"es": "Toque Abrir."}
    for turn in ("undo", "redo"):
        assert page.request("POST", f"{path}/{turn}", {"revision": state["revision"]}).status == 409
    assert page.get(f"{path}/revision") == {"revision": newer["revision"], "saved": True, "saved_problem": None}


def test_all_changes_of_a_request_are_one_entry_to_undo(page: Client, begin: Callable[[], Begun]) -> None:
    path, state = begin()
    made = change(
        page,
        path,
        state,
        {"do": "move-step", "step": 0, "to": 2},
        {"do": "set-sentence", "step": 2, "lang": "es", "text": "Toque Abrir."},
        {"do": "set-checked", "date": "today"},
    )
    assert names(made) == ["2.png", "10.png", "1.png"]
    back = page.post(f"{path}/undo", {"revision": made["revision"]})
    assert (names(back), back["checked"]) == (names(state), state["checked"])
    forth = page.post(f"{path}/redo", {"revision": back["revision"]})
    assert names(forth) == names(made)
    bad = page.request(
        "POST",
        f"{path}/changes",
        {
            "revision": forth["revision"],
            "changes": [{"do": "delete-step", "step": 0}, {"do": "delete-step", "step": 99}],
        },
    )
    assert bad.json["code"] == "refused"
    assert page.get(path)["revision"] == forth["revision"]
    forgotten = page.post(f"{path}/forget", {})
    assert (forgotten["undo"], forgotten["redo"]) == (None, None)


def test_a_script_that_somebody_else_changes_is_noticed(
    page: Client, begin: Callable[[], Begun], tmp_path: Path
) -> None:
    path, state = begin()
    file = tmp_path / "work" / "entrar" / "tutorial.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Entrar", "Otro"), encoding="utf-8")
    noticed = page.get(f"{path}/revision")
    assert noticed["revision"] > state["revision"]
    assert page.get(path)["titles"]["es"] == "Otro"
    refused = page.request(
        "POST",
        f"{path}/changes",
        {"revision": state["revision"], "changes": [{"do": "set-title", "lang": "es", "text": "Mío"}]},
    )
    assert refused.status == 409
    assert "Otro" in file.read_text(encoding="utf-8")


def test_lines_that_would_be_lost_are_kept_until_somebody_accepts(
    page: Client, begin: Callable[[], Begun], tmp_path: Path
) -> None:
    path, _ = begin()
    file = tmp_path / "work" / "entrar" / "tutorial.md"
    file.write_text(file.read_text(encoding="utf-8") + "- tapp: Unirse\n", encoding="utf-8")
    state = page.get(path)
    assert state["lost_lines"]
    assert any(problem["level"] == "problem" for problem in state["problems"])
    body = {"revision": state["revision"], "changes": [{"do": "set-title", "lang": "es", "text": "Otro"}]}
    refused = page.request("POST", f"{path}/changes", body)
    assert (refused.status, refused.json["code"]) == (422, "lost-lines")
    assert "tapp" in file.read_text(encoding="utf-8")
    accepted = change(page, path, state, {"do": "accept-loss"})
    assert accepted["lost_lines"] == []
    assert "tapp" not in file.read_text(encoding="utf-8")
    page.post(f"{path}/undo", {"revision": accepted["revision"]})
    assert "tapp" in file.read_text(encoding="utf-8")


def test_a_full_disk_loses_nothing(
    page: Client, begin: Callable[[], Begun], monkeypatch: pytest.MonkeyPatch, pictures: list[bytes], tmp_path: Path
) -> None:
    path, state = begin()

    def full(*_: object, **__: object) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(ScriptFile, "write", full)
        made = change(page, path, state, {"do": "set-title", "lang": "es", "text": "Lleno"})
        assert made["titles"]["es"] == "Lleno"
        assert not made["saved"]
        assert made["saved_problem"]
        assert page.request("POST", f"{path}/jobs", {"kind": "check", "languages": None}).json["code"] == "not-writable"
    assert page.get(f"{path}/revision")["saved"]
    assert "Lleno" in (tmp_path / "work" / "entrar" / "tutorial.md").read_text(encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("annotator.edit.picture_files._write_temporary", full)
        reply = page.request("POST", f"{path}/pictures?name=a.png", pictures[0], {"Content-Type": "image/png"})
        assert (reply.status, reply.json["code"]) == (507, "disk-full")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(page: Client, begin: Callable[[], Begun], tmp_path: Path) -> None:
    path, state = begin()
    folder = tmp_path / "work" / "entrar"
    folder.chmod(0o500)
    try:
        made = change(page, path, state, {"do": "set-title", "lang": "es", "text": "Otro"})
        assert not made["saved"]
    finally:
        folder.chmod(0o700)


def test_a_folder_that_refuses_new_files(
    page: Client, begin: Callable[[], Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root no folder refuses anything, so the refusal is made here."""
    path, _ = begin()

    def refuse(*_: object, **__: object) -> Any:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("annotator.edit.picture_files._write_temporary", refuse)
    reply = page.request("POST", f"{path}/pictures?name=a.png", b"x", {"Content-Type": "image/png"})
    assert (reply.status, reply.json["code"]) == (507, "not-writable")
    monkeypatch.setattr(f"{replacing.__module__}.replacing", refuse)
    monkeypatch.setattr("annotator.edit.new_folder._make_folder", refuse)
    reply = page.request("POST", "/api/tutorials", {"titles": {"es": "Otro"}, "languages": ["es"]})
    assert (reply.status, reply.json["code"]) == (507, "not-writable")


def test_a_picture_is_replaced_and_looked_at_again(
    page: Client, begin: Callable[[], Begun], pictures: list[bytes]
) -> None:
    path, state = begin()
    state = change(page, path, state, {"do": "set-target", "step": 1, "target": text("Unirse")})
    old = state["steps"][1]["picture"]
    new = upload(page, path, "nueva.png", pictures[0])
    state = change(page, path, state, {"do": "replace-picture", "step": 1, "picture": new})
    answer = page.post(f"{path}/replaced", {"step": 1, "lang": "es"})
    assert not answer["found"]
    assert answer["new"] == state["steps"][1]["picture"]
    assert answer["old"] in (old, *state["tray"])
    assert page.request("GET", f"{path}/pictures/{answer['old']}/image").status == 200
    card = page.request("GET", f"{path}/cards/1?lang=es&view=whole&revision={state['revision']}")
    assert (card.status, card.json["code"]) == (422, "not-found-on-picture")


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


@pytest.mark.pico
def test_check_build_share_and_website(page: Client, begin: Callable[[], Begun], tmp_path: Path) -> None:
    path, state = begin()
    (tmp_path / "work" / "school.toml").write_text('[voices]\nes = "pico"\nen = "pico"\n', encoding="utf-8")
    jid = page.post(f"{path}/jobs", {"kind": "check", "languages": None})["job"]
    checked = job_done(page, jid)
    assert checked["state"] == "done", checked
    assert any(problem["level"] == "problem" for problem in checked["result"]["problems"])
    failed = job_done(page, page.post(f"{path}/jobs", {"kind": "build", "languages": ["es"]})["job"])
    assert (failed["state"], failed["error"]["code"]) == ("failed", "problems")
    assert PageText("en")("share.none") in str(page.get(f"{path}/share"))

    state = change(
        page,
        path,
        state,
        {"do": "set-why", "lang": "es", "text": "Gasta datos."},
        {"do": "set-why", "lang": "en", "text": "It uses data."},
        {"do": "set-target", "step": 0, "target": text("Abrir")},
        {"do": "set-target", "step": 1, "target": text("Unirse")},
        {"do": "set-action", "step": 2, "kind": "done"},
    )
    jid = page.post(f"{path}/jobs", {"kind": "build", "languages": ["es"]})["job"]
    busy = page.request("POST", f"{path}/jobs", {"kind": "build", "languages": ["es"]})
    assert (busy.status, busy.json["code"]) == (409, "busy")
    built = job_done(page, jid)
    assert built["state"] == "done", built
    shown = page.get(f"{path}/share")["view"]
    assert PageText("en")("share.old") not in str(shown)
    pack = share_content.describe(tmp_path / "work" / "packs" / "entrar", lambda fid: f"{path}/pack/{fid}")
    (spanish,) = pack["languages"]
    assert spanish["video"]["url"] in str(shown)
    video = page.request("GET", spanish["video"]["url"])
    assert (video.status, video.headers["content-type"]) == (200, "video/mp4")
    assert len(video.body) == spanish["video"]["bytes"]
    part = page.request("GET", spanish["video"]["url"], headers={"Range": "bytes=0-9"})
    assert (part.status, len(part.body)) == (206, 10)
    for row in (*spanish["cards"], *spanish["others"]):
        reply = page.request("GET", row["url"])
        assert reply.status == 200
        if row["name"].endswith(".html"):
            assert reply.headers["content-disposition"].startswith("attachment")
    assert page.get("/api/home")["tutorials"][0]["pack"] == "current"
    (tmp_path / "work" / "packs" / "entrar" / "es" / "paso-1.jpg").unlink()
    (tmp_path / "work" / "packs" / "entrar" / "es" / "paso-1.jpg").symlink_to("/etc/passwd")
    out = next(row for row in spanish["cards"] if row["name"] == "paso-1.jpg")
    assert page.request("GET", out["url"]).status == 404

    draft = job_done(page, page.post(f"{path}/jobs", {"kind": "draft", "languages": ["es"]})["job"])
    assert draft["result"] == {"videos": {"es": f"{path}/draft/es"}}
    assert page.request("GET", f"{path}/draft/es").headers["content-type"] == "video/mp4"
    assert page.request("GET", f"{path}/draft/en").status == 404

    tid = state["id"]
    wish = {"id": [tid], "website.address": ""}
    job = next(find_nodes(page.post("/api/panels/website", wish)["view"], "job"))[1]
    assert job_done(page, job["id"])["state"] == "done"
    ended = page.post(*job["ended"])["view"]
    assert str(tmp_path / "work" / "website") in str(ended)
    assert (tmp_path / "work" / "website" / "index.html").is_file()
    assert page.get("/api/home")["tutorials"][0]["pack"] == "current"


def test_a_job_is_cancelled(page: Client, begin: Callable[[], Begun], tmp_path: Path) -> None:
    path, state = begin()
    change(
        page,
        path,
        state,
        {"do": "set-why", "lang": "es", "text": "Gasta datos."},
        {"do": "set-why", "lang": "en", "text": "It uses data."},
        {"do": "set-target", "step": 0, "target": text("Abrir")},
        {"do": "set-target", "step": 1, "target": text("Unirse")},
        {"do": "set-action", "step": 2, "kind": "done"},
    )
    jid = page.post(f"{path}/jobs", {"kind": "build", "languages": None})["job"]
    until(lambda: page.get(f"/api/jobs/{jid}"), lambda row: row["done"] > 0)
    assert page.post(f"/api/jobs/{jid}/cancel", {}) == {}
    assert job_done(page, jid)["state"] == "cancelled"
    assert PageText("en")("share.none") in str(page.get(f"{path}/share"))
    assert not (tmp_path / "work" / "packs" / "entrar").exists()


def test_panels_change_the_tutorial_as_it_is_now(page: Client, begin: Callable[[], Begun]) -> None:
    path, state = begin()
    target = text("Abrir")
    wish = {"do": "change", "change": {"do": "add-hide", "step": 0, "target": target, "example": "Luna"}}
    assert page.post(f"{path}/check", wish) == {"changed": True}
    shown = page.get(f"{path}/questions?step=1")["view"]
    questions = [node[1]["press"] for node in find_nodes(shown, "button") if "press" in node[1]]
    assert questions and all(set(texts) == {"es", "en"} for _, texts in questions)
    address, texts = questions[0]
    assert page.post(address, texts) == {"changed": True}
    after = page.get(path)
    assert (after["revision"], after["steps"][0]["covers"]) == (state["revision"] + 2, 1)
    assert (after["steps"][1]["aside"], after["steps"][1]["questions"]) == (True, texts)


def test_a_tutorial_is_started_from_the_form(page: Client, begin: Callable[[], Begun]) -> None:
    begin()
    form = {"new.title-es": " Otro ", "new.title-en": "", "new.device": "iPhone", "new.like-which": ""}
    created = page.post("/api/panels/new", form)
    tid = next(find_nodes(created["view"], "pictures"))[1]["tid"]
    state = page.get(f"/api/tutorials/{tid}")
    assert (state["titles"], state["languages"], state["device"]) == ({"es": "Otro", "en": ""}, ["es", "en"], "iPhone")
    assert "notice" in page.post("/api/panels/new", {"new.title-es": "  "})
    assert page.request("POST", "/api/panels/new", {"new.title-es": 1}).status == 400
    assert page.request("POST", "/api/panels/new", form | {"from": "nope"}).status == 404


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
        (f"{path}/jobs", {"kind": "rm"}, 400),
        (f"{path}/jobs", {"kind": "sound"}, 400),
        ("/api/panels/website", {"id": []}, 422),
        ("/api/panels/website", {"id": ["nope"]}, 404),
        ("/api/panels/website", {"id": [], "job": "nope"}, 404),
        (f"{path}/check", {}, 400),
        (f"{path}/check", {"do": "rm"}, 400),
        (f"{path}/check", {"job": "nope"}, 404),
        (f"{path}/check", {"do": "change", "change": {"do": "format-disk"}}, 400),
        (f"{path}/share", {}, 400),
        (f"{path}/questions", {"es": "¿Sí?"}, 400),
        (f"{path}/questions?step=9", {"es": "¿Sí?"}, 422),
        (f"{path}/questions?step=1", {"es": 5}, 400),
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


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_strings_are_all_tables_of_the_language(lang: str, page: Client) -> None:
    if not assets.has("languages", lang, "editor.toml"):
        pytest.skip("the pages are not here yet")
    strings = page.get(f"/api/strings?lang={lang}")
    for path in assets.folder("languages", lang).glob("editor*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8")).keys() <= strings.keys()
