"""The form of the school over a real socket: what is written, what is refused and where that is said, and strangers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.web.school_routes import PATH as SCHOOL
from tests.helpers.live_editor import Client, running
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.enable_socket

TEXT = """\
# Ours
name = "Los Robles" # as on the sign
order = ["b", "elsewhere", "a"]
odd = 1
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    for name in ("a", "b", "c"):
        (folder / name).mkdir(parents=True)
        draw_buttons(folder / name / "1.png", "Unirse")
        (folder / name / "tutorial.md").write_text(f"# es: Tutorial {name}\n\n![](1.png)\n- tap: Unirse\n", "utf-8")
    return folder


@pytest.fixture
def page(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    with running(work) as (_, client):
        yield client


def fill(page: Client, fields: dict[str, Any]) -> dict[str, Any]:
    """What the server says to fields that were filled in on the page as it is now."""
    return dict(page.post(SCHOOL, {"seen": page.get(SCHOOL)["version"], "fields": fields}))


def field(answer: dict[str, Any], name: str) -> Any:
    """What a field shows."""
    return next(row["value"] for row in answer["fields"] if row["name"] == name)


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "#0B4F6C").save(made, "PNG")
    return made.getvalue()


def test_a_field_is_written_and_all_else_stays(page: Client, work: Path) -> None:
    (work / "school.toml").write_text(TEXT)
    shown = page.get(SCHOOL)
    assert field(shown, "name") == "Los Robles" and [row["line"] for row in shown["others"]] == [4]
    assert "is not a key here" in shown["others"][0]["message"]
    whole = {row["name"]: row["value"] for row in shown["fields"]} | {"name": "  El Sol "}
    after = fill(page, whole)
    assert (work / "school.toml").read_text() == TEXT.replace("Los Robles", "El Sol")
    assert field(after, "name") == "El Sol" and after["refused"] == {} and after["turns"] == ["undo"]
    back = page.post(f"{SCHOOL}/undo", {"seen": after["version"]})
    assert (work / "school.toml").read_text() == TEXT and back["turns"] == ["redo"]
    page.post(f"{SCHOOL}/redo", {"seen": back["version"]})
    assert (work / "school.toml").read_text() == TEXT.replace("Los Robles", "El Sol")


def test_what_cannot_be_written_is_said_beside_its_field(page: Client, work: Path) -> None:
    (work / "school.toml").write_text(TEXT)
    after = fill(page, {"main": "verde", "paper": "a4"})
    assert "is not a colour" in after["refused"]["main"]["message"] and field(after, "main") != "verde"
    assert field(after, "paper") == "a4", "the rest is written"
    page.extra["X-Editor-Language"] = "es"
    assert fill(page, {"main": "verde"})["refused"]["main"]["message"] != after["refused"]["main"]["message"]


def test_the_schools_pictures_are_no_screenshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    (tmp_path / "empty").mkdir()
    with running(tmp_path / "empty") as (_, page):
        page.post(f"{SCHOOL}/pictures/logo?name=escudo.png", picture())
        page.post(f"{SCHOOL}/pictures/photo?name=rosa.png", picture())
        assert page.get("/api/home")["beginnings"] == []


def test_strangers_write_nothing(page: Client, work: Path) -> None:
    (work / "school.toml").write_text(TEXT)
    for body in ({"fields": {"nothing": "x", "paper": "a4"}}, {"fields": [{}]}, {}):
        reply = page.request("POST", SCHOOL, body | {"seen": page.get(SCHOOL)["version"]})
        assert reply.status == 400, reply.body
    assert (work / "school.toml").read_text() == TEXT


def test_strangers_read_no_other_file(page: Client, work: Path, tmp_path: Path) -> None:
    draw_buttons(tmp_path / "secret.png", "Private")
    (work / "seen.png").symlink_to(tmp_path / "secret.png")
    shown = page.get(SCHOOL)
    assert "seen.png" not in str(shown)
    body = {"seen": shown["version"], "fields": {"logo": "seen.png"}}
    assert page.request("POST", SCHOOL, body).status == 400
    for path in ("pictures/logo", "pictures/names", "pictures/..%2Fschool.toml", "cards/middle?tutorial=x&lang=es"):
        assert page.request("GET", f"{SCHOOL}/{path}").status == 404, path
    for tutorial in ("..", "/etc", "x", str(work / "a")):
        assert page.request("GET", f"{SCHOOL}/cards/opening?tutorial={tutorial}&lang=es").status == 404
    for way in ("cards/opening", "cards/opening?tutorial=x"):
        assert page.request("GET", f"{SCHOOL}/{way}").status == 400
    assert page.request("POST", SCHOOL, body, {"Sec-Fetch-Site": "cross-site"}).status == 403
    logo = f"{SCHOOL}/pictures/logo?name=x.png"
    assert page.request("POST", logo, picture(), {"Content-Type": "text/plain"}).status == 415
    assert page.request("POST", f"{SCHOOL}/pictures/name?name=x.png", picture()).status == 400
    assert not (work / "school.toml").exists()


def test_who_answers_is_noted_or_put_off(page: Client, work: Path) -> None:
    path = f"/api/tutorials/{page.get('/api/home')['tutorials'][0]['id']}/helper"
    assert page.get(path)["asked"]
    bad = page.post(path, {"fields": {"person": "Rosa", "phone": "x"}})
    assert list(bad["refused"]) == ["phone"] and bad["asked"] and not (work / "school.toml").exists()
    good = page.post(path, {"fields": {"person": "Rosa", "phone": "410-555-0100", "person-languages": ["es"]}})
    assert not good["asked"] and good["changed"]
    assert tomllib.loads((work / "school.toml").read_text())["help"] == {"person": "Rosa", "languages": ["es"]}
    (work / "school.toml").unlink()
    page.post(f"{path}/not-now", {})
    assert not page.get(path)["asked"] and not (work / "school.toml").exists()


def test_a_language_that_the_school_leaves_out_is_named_and_taken_in(page: Client, work: Path) -> None:
    (work / "school.toml").write_text('languages = ["es"]\n', "utf-8")
    path, script = f"/api/tutorials/{tutorial_id(work / 'a')}", work / "a" / "tutorial.md"
    script.write_text(f"# en: Tutorial\n{script.read_text('utf-8')}", "utf-8")
    assert page.get(path)["left_out"] == ["en"]
    assert page.post(f"{path}/languages", {"lang": "en"}) == {"lang": "en", "ticked": True}
    assert page.get(path)["left_out"] == []
    assert page.post(f"{path}/languages", {"name": "Mixteco"}) == {"lang": "mix", "ticked": True}
    assert not page.post(f"{path}/languages", {"lang": "es"})["ticked"]
    assert tomllib.loads((work / "school.toml").read_text("utf-8"))["languages"] == ["es", "en", "mix"]
