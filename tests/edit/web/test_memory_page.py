"""The page that says what the editor remembers, and throws it away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.memory import KINDS, Remembered
from annotator.edit.web import memory_routes
from annotator.edit.web.memory_panel import ALL, PATH, draw_memory
from annotator.edit.web.panel import PageText
from tests.helpers.editor_program import begin, change, upload, wait_until
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons


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
