"""The page that says what the editor remembers, and throws it away: after that it is nowhere on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from annotator.edit.memory import KINDS, Remembered
from annotator.edit.web import memory_routes
from annotator.edit.web.memory_panel import ALL, PATH, draw_memory
from annotator.edit.web.panel import PageText
from tests.helpers.disk_marks import files_with, files_with_sound, pieces
from tests.helpers.editor_program import begin, change, upload, wait_until
from tests.helpers.live_editor import Client, running
from tests.helpers.recordings import recording
from tests.helpers.screens import draw_buttons

SECRET = "Marisol Quintero"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    with running(tmp_path / "work") as (_, client):
        yield client


def texts(node: Any) -> list[str]:
    """What is written in a panel."""
    return [node] if isinstance(node, str) else [text for child in node[2:] for text in texts(child)]


def buttons(node: Any) -> list[Any]:
    """What its buttons post."""
    if isinstance(node, str):
        return []
    own = [node[1]["press"][1]] if "press" in node[1] else []
    return own + [each for child in node[2:] for each in buttons(child)]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_kind_is_said_and_asked_about_before_it_goes(lang: str) -> None:
    text = PageText(lang)
    rows = [Remembered(kind, count, 1_500_000) for kind, count in zip(KINDS, (0, 1, 2, 1, 3), strict=True)]
    shown = draw_memory(rows, "/home/rosa/data", None, text)
    assert buttons(shown) == [
        {"ask": "recordings"},
        {"ask": "drafts"},
        {"ask": "places"},
        {"ask": "answers"},
        {"ask": ALL},
    ]
    said = " ".join(texts(shown))
    assert "/home/rosa/data" in said
    assert ("1,5 MB" if lang == "es" else "1.5 MB") in said
    for asked in (*KINDS[1:], ALL):
        sure = draw_memory(rows, "/home/rosa/data", asked, text)
        assert {"throw": asked} in buttons(sure)
        assert {"ask": asked} not in buttons(sure)
        assert {} in buttons(sure)
        assert text(f"memory.{asked}-sure") in texts(sure)
    nothing = draw_memory([Remembered(kind, 0, 0) for kind in KINDS], "", None, text)
    assert buttons(nothing) == []


def give(page: Client, path: str, sound: bytes, keep: bool) -> None:
    """Record something for the first step, and perhaps keep it."""
    take = page.post(f"{path}/takes?{urlencode({'item': '0', 'lang': 'es', 'part': 'all'})}", sound)["take"]
    if keep:
        page.post(f"{path}/takes/{take}/heard", {})
        leave = {"who": "Sra. Rosa", "chat": "on", "website": "", "until": "2099-01-01"}
        page.post(f"{path}/takes/{take}/keep", leave)


@pytest.mark.slow
@pytest.mark.pico
@pytest.mark.enable_socket
def test_what_is_thrown_away_is_nowhere_on_the_disk(page: Client, tmp_path: Path) -> None:
    data, cache = tmp_path / "data", tmp_path / "cache"
    picture = tmp_path / "01.png"
    draw_buttons(picture, "Unirse")
    first, second, third = (recording(pitch=pitch) for pitch in (150.0, 190.0, 230.0))
    path = begin(page, es="Entrar")
    change(page, path, {"do": "add-pictures", "pictures": upload(page, path, [picture])})
    change(page, path, {"do": "set-action", "step": 0, "kind": "wait"})
    sentence = {"do": "set-sentence", "step": 0, "lang": "es"}
    change(page, path, sentence | {"text": f"Llame a {SECRET}."})
    change(page, path, {"do": "set-action", "step": 0, "kind": "look"}, {"do": "set-action", "step": 0, "kind": "wait"})
    change(page, path, {"do": "set-title", "lang": "es", "text": "Esperar"})
    change(page, path, sentence | {"text": "Espere."})
    for sound in (first, second):
        give(page, path, sound, keep=True)
        assert page.request("GET", f"{path}/sounds/0?lang=es").status == 200
        job = page.post(f"{path}/jobs", {"kind": "draft", "languages": ["es"]})["job"]
        ended = wait_until(lambda: (row := page.get(f"/api/jobs/{job}"))["state"] != "running" and row, 120)  # noqa: B023
        assert ended["state"] == "done", ended
    give(page, path, third, keep=False)
    shown = texts(page.get(PATH)["view"])
    assert PageText("en")("memory.recordings-some", n=2) in " ".join(shown)
    for sound in (first, third):
        assert files_with(pieces(sound), data)
    assert {file.relative_to(cache).parts[0] for file in files_with_sound(cache)} >= {"memo", "editor-sound"}

    answer = page.post(PATH, {"throw": "recordings"})
    assert answer["notice"] == PageText("en")("memory.gone")
    assert not files_with((*pieces(first), *pieces(third)), data, cache, tmp_path / "work")
    assert {file.relative_to(cache).parts[0] for file in files_with_sound(cache)} <= {"voice"}
    assert files_with_sound(data) == set()
    (memo,) = files_with_sound(tmp_path / "work")
    assert memo.suffix == ".ogg", "the one that the tutorial uses stays"
    assert page.request("GET", f"{path}/sounds/0?lang=es").status == 200

    assert files_with((SECRET.encode(),), data)
    page.post(PATH, {"throw": "undo"})
    assert not files_with((SECRET.encode(),), data, cache)
    page.post(PATH, {"throw": ALL})
    assert {file.relative_to(data).parts[0] for file in data.rglob("*") if file.is_file()} == {"history", "servers"}
    assert change(page, path, {"do": "set-title", "lang": "es", "text": "Entrar ya"})["undo"] == "set-title"


@pytest.mark.enable_socket
def test_what_is_not_known_is_refused(page: Client) -> None:
    assert set(memory_routes.CHOICES) == {ALL, *KINDS}
    for body in ({"throw": "tutorials"}, {"ask": "../x"}, {"throw": 3}):
        assert page.request("POST", PATH, body).status == 400


@pytest.mark.slow
@pytest.mark.enable_socket
def test_nothing_goes_while_something_is_being_made(page: Client, tmp_path: Path) -> None:
    picture = tmp_path / "01.png"
    draw_buttons(picture, "Unirse")
    path = begin(page, es="Entrar")
    change(page, path, {"do": "add-pictures", "pictures": upload(page, path, [picture])})
    change(page, path, {"do": "set-action", "step": 0, "kind": "wait"})
    job = page.post(f"{path}/jobs", {"kind": "build", "languages": ["es"]})["job"]
    reply = page.request("POST", PATH, {"throw": ALL})
    assert (reply.status, reply.json["code"]) == (409, "busy")
    assert page.get(path)["undo"]
    page.post(f"/api/jobs/{job}/cancel", {})
    wait_until(lambda: page.get(f"/api/jobs/{job}")["state"] != "running", 60)
    page.post(PATH, {"throw": ALL})
    assert page.get(path)["undo"] is None
