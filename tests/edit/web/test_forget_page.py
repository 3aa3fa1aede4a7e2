"""The page that says what the editor remembers, and throws all of it away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.editor_program import act, attach, begin, upload, wait_until
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons

FORGET = "/api/memory/forget"
pytestmark = pytest.mark.enable_socket


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_CACHE", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    with running(tmp_path / "work") as (_, client):
        yield client


@pytest.mark.slow
def test_nothing_goes_while_something_is_being_made(page: Client, tmp_path: Path) -> None:
    picture = tmp_path / "01.png"
    draw_buttons(picture, "Unirse")
    path = begin(page, es="Entrar")
    attach(page, path, "add-pictures", pictures=upload(page, path, [picture]))
    act(page, path, "wait")
    job = page.post("/api/jobs", {"kind": "build", "tutorials": [path.rpartition("/")[2]], "languages": ["es"]})["job"]
    reply = page.request("POST", FORGET, {})
    assert (reply.status, reply.json["code"]) == (409, "busy")
    assert page.get(path)["undo"]
    page.post(f"/api/jobs/{job}/cancel", {})
    wait_until(lambda: page.get(f"/api/jobs/{job}")["state"] != "running", 60)
    page.post(FORGET, {})
    assert page.get(path)["undo"] is None
