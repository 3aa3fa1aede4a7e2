"""The addresses of answers to families."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.helpers.editor_program import attach
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons

SMALL = "pico" if find_spec("py_nanotts") else "espeak"


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "school"
    folder.mkdir()
    (folder / "school.toml").write_text(f'languages = ["es"]\n[voices]\nes = "{SMALL}"\n', encoding="utf-8")
    return folder


@pytest.fixture
def page(school: Path) -> Iterator[Client]:
    with running(school) as (_, client):
        yield client


@pytest.mark.enable_socket
def test_only_an_answer_becomes_a_tutorial_and_has_parts_for_the_chat(page: Client, school: Path) -> None:
    assert page.request("POST", "/api/tutorials/0123456789ab/answer/tutorial", {}).status == 404
    tid = page.post("/api/tutorials", {"titles": {"es": "Entrar"}, "languages": ["es"]})["id"]
    assert page.request("POST", f"/api/tutorials/{tid}/answer/tutorial", {}).status == 404
    for part in ("picture", "voice"):
        assert page.request("GET", f"/api/tutorials/{tid}/answer/{part}?step=0&revision=1").status == 404
        assert page.request("GET", f"/api/tutorials/{tid}/answer/{part}?step=x&revision=1").status == 400


@pytest.mark.enable_socket
@pytest.mark.slow
def test_a_language_that_can_t_be_sent_says_why(page: Client, school: Path) -> None:
    assert page.get("/api/answers")["languages"] == ["es"], "of the school"
    tid = page.post("/api/answers", {"lang": "es"})["id"]
    path = f"/api/tutorials/{tid}"
    draw_buttons(school / "1.png", "Unirse")
    picture = page.post(f"{path}/pictures?name=1.png", (school / "1.png").read_bytes())["picture"]
    state = attach(page, path, "add-pictures", pictures=[picture])
    page.extra["X-Editor-Language"] = "es"
    row = page.get(f"{path}/answer/picture?step=0&revision={state['revision']}")
    assert (row["lang"], row["error"]["message"]) == ("es", "Todavía no eligió qué hace la familia en este paso.")
    assert "url" not in row
    assert [one["id"] for one in page.get("/api/answers")["answers"]] == [tid]
    assert page.post("/api/answers/forget", {})["answers"] == []
