"""The form of the school over a real socket: what is written, what is refused and where that is said, and strangers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator.edit import help_question
from annotator.edit.school_page import SchoolPage
from annotator.edit.web.panel import PageText
from annotator.edit.web.school_fields import PATH as SCHOOL
from annotator.edit.web.school_fields import describe_contrasts, draw_sample
from annotator.edit.web.school_preview import draw_preview
from annotator.edit.workspace import Workspace
from annotator.model import Colors
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


def said(answer: dict[str, Any]) -> str:
    """All texts and attributes of a panel."""
    return json.dumps(answer["view"], ensure_ascii=False)


def nodes(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
        for child in node[2:]:
            yield from nodes(child)


def field(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """The attributes of a field."""
    return next(
        node[1] for node in nodes(answer["view"]) if node[0] in ("input", "select") and node[1].get("name") == name
    )


def beside(answer: dict[str, Any], name: str) -> str:
    """What is said to be wrong with a field."""
    wanted = f"school-{name}-problem"
    return "".join(
        part
        for node in nodes(answer["view"])
        if node[1].get("id") == wanted
        for part in node[2:]
        if isinstance(part, str)
    )


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "#0B4F6C").save(made, "PNG")
    return made.getvalue()


def test_a_field_is_written_and_all_else_stays(page: Client, work: Path) -> None:
    (work / "school.toml").write_text(TEXT)
    shown = page.get(SCHOOL)
    assert field(shown, "name")["value"] == "Los Robles"
    assert "is not a key here" in said(shown) and "Line 4:" in said(shown)
    after = page.post(SCHOOL, {"name": "  El Sol "})
    assert (work / "school.toml").read_text() == TEXT.replace("Los Robles", "El Sol")
    assert field(after, "name")["value"] == "El Sol" and "Saved in:" in said(after)
    page.post(f"{SCHOOL}/undo", {})
    assert (work / "school.toml").read_text() == TEXT


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("main", "verde", "is not a colour"),
        ("main", "#12345", "is not a colour"),
        ("phone", "llame", "is not a phone number"),
        ("whatsapp", "410 555 0100", "has no + and country"),
        ("website", "losrobles.example.org", "is not a web address"),
        ("name", "学校", "学"),
        ("person", "…", "has no letter and no digit"),
        ("voices.es", "hal9000:red", "There is no voice"),
    ],
)
def test_what_cannot_be_written_is_said_beside_its_field(
    page: Client, work: Path, name: str, typed: str, problem: str
) -> None:
    (work / "school.toml").write_text(TEXT)
    page.get(SCHOOL)
    after = page.post(SCHOOL, {name: typed})
    assert problem in beside(after, name)
    assert field(after, name)["value"] == typed and field(after, name)["aria-invalid"] == "true"
    assert (work / "school.toml").read_text() == TEXT
    page.post(SCHOOL, {"phone" if name != "phone" else "person": "410-555-0100"})
    assert problem in beside(page.post(f"{SCHOOL}/preview", {"lang": "es"}), name), "another field does not hide it"
    assert beside(page.get(SCHOOL), name) == "", "a page that is opened again shows the file"


def test_a_broken_file_shows_its_problem_with_the_line_and_stays(page: Client, work: Path) -> None:
    (work / "school.toml").write_text('name = "Los Robles"\nphone = 410-555\n')
    shown = page.get(SCHOOL)
    assert "Line 2:" in said(shown) and "cannot be read" in said(shown)
    assert not any(node[1].get("name") == "name" for node in nodes(shown["view"]))
    reply = page.request("POST", SCHOOL, {"name": "El Sol"})
    assert reply.status == 422
    assert (work / "school.toml").read_text() == 'name = "Los Robles"\nphone = 410-555\n'
    (work / "school.toml").write_text('name = "Los Robles"\n')
    assert field(page.post(f"{SCHOOL}/reload", {}), "name")["value"] == "Los Robles"


def test_the_schools_pictures_are_no_screenshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    (tmp_path / "empty").mkdir()
    with running(tmp_path / "empty") as (_, page):
        page.post(f"{SCHOOL}/logo?name=escudo.png", picture())
        page.post(f"{SCHOOL}/photo?name=rosa.png", picture())
        assert page.get("/api/home")["beginnings"] == []


def test_what_is_no_picture_is_said_and_leaves_nothing(page: Client, work: Path) -> None:
    after = page.post(f"{SCHOOL}/photo?name=rosa.png", b"%PDF-1.4 not a picture")
    assert "is a PDF, not a picture. Send a PNG or JPEG" in beside(after, "photo")
    page.extra["X-Editor-Language"] = "es"
    after = page.post(f"{SCHOOL}/logo?name=rosa.png", b"%PDF-1.4 not a picture")
    assert "es un PDF, no una imagen. Use una imagen PNG o JPEG" in beside(after, "logo")
    assert sorted(path.name for path in work.iterdir()) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"nothing": "x"},
        {"name": 1},
        {"name": ["x"]},
        {"name": "x" * 301},
        {"logo": "../../x.png"},
        {"logo": "/etc/passwd"},
        {"photo": "a/1.png"},
        {"photo": "..\\secret.png"},
        {"names": "../../roster.txt"},
        {"order": ["a"]},
        {"pointer": "finger"},
        {"languages.../..": True},
        {"languages.es": "yes"},
        {"voices": "pico"},
        {"voices.": "pico"},
        {"lexicon.es": "x"},
        {"lexicon.es.": "x"},
        {"main.x": "#112233"},
        {"__proto__": "x"},
    ],
)
def test_strangers_write_no_other_key_and_no_path(page: Client, work: Path, body: dict[str, Any]) -> None:
    (work / "school.toml").write_text(TEXT)
    page.get(SCHOOL)
    reply = page.request("POST", SCHOOL, body)
    assert reply.status == 400, reply.body
    assert (work / "school.toml").read_text() == TEXT


def test_strangers_read_no_other_file(page: Client, work: Path, tmp_path: Path) -> None:
    draw_buttons(tmp_path / "secret.png", "Private")
    (work / "seen.png").symlink_to(tmp_path / "secret.png")
    assert "seen.png" not in said(page.get(SCHOOL))
    assert page.request("POST", SCHOOL, {"logo": "seen.png"}).status == 400
    for path in ("pictures/logo", "pictures/names", "pictures/..%2Fschool.toml", "cards/middle?tutorial=x&lang=es"):
        assert page.request("GET", f"{SCHOOL}/{path}").status == 404, path
    for tutorial in ("..", "/etc", "x", str(work / "a")):
        assert page.request("GET", f"{SCHOOL}/cards/opening?tutorial={tutorial}&lang=es").status == 404
    for way in ("cards/opening", "cards/opening?tutorial=x"):
        assert page.request("GET", f"{SCHOOL}/{way}").status == 400
    assert page.request("POST", SCHOOL, {"name": "x"}, {"Sec-Fetch-Site": "cross-site"}).status == 403
    assert page.request("POST", f"{SCHOOL}/logo?name=x.png", picture(), {"Content-Type": "text/plain"}).status == 415
    assert not (work / "school.toml").exists()


def test_markup_in_a_name_stays_a_text(page: Client, work: Path) -> None:
    name = '<img src=x onerror="alert(1)">'
    after = page.post(SCHOOL, {"name": name})
    assert field(after, "name")["value"] == name
    assert tomllib.loads((work / "school.toml").read_text())["name"] == name


def test_not_now_is_remembered_for_the_user_alone(page: Client, work: Path, tmp_path: Path) -> None:
    tid = page.get("/api/home")["tutorials"][0]["id"]
    page.post(f"/api/tutorials/{tid}/helper/not-now", {})
    assert page.get(f"/api/tutorials/{tid}/helper")["view"] == ["div", {}]
    assert help_question.was_declined(work / "school.toml") and not (work / "school.toml").exists()
    (kept,) = (tmp_path / "data").glob("help-person*")
    assert kept.stat().st_mode & 0o777 == 0o600 and str(work) not in kept.read_text()
    kept.write_text("{")
    assert not help_question.was_declined(work / "school.toml")


def test_contrasts_are_told_in_numbers_and_words() -> None:
    text = PageText("en")
    told = describe_contrasts(Colors(), text)
    assert "8.9 to 1" in told["main"] and "stands out" in told["accent"] and "well seen" in told["mark"]
    told = describe_contrasts(Colors("#FFF3B0", "#FFF3B0", "#FFF3B0"), text)
    assert "dark letters" in told["main"] and "1.0 to 1" in told["accent"] and "hard to see" in told["mark"]
    assert "#0b4f6c" in json.dumps(draw_sample(Colors(), text))


# ---------------------------------------------------------------- parts of the page


def test_the_preview_tells_what_is_said_at_the_end(work: Path) -> None:
    page, text = SchoolPage(Workspace(work)), PageText("es")

    def told() -> str:
        return json.dumps(draw_preview(page, page.store.read(), text), ensure_ascii=False)

    page.fill({"person": "Mr. Lee", "phone": "410-555-0134"})
    assert "Lo que se dice al final:" in told()
    assert "Llame a Mr. Lee." in told()
    page.fill({"whatsapp": "+1 410 555 0134"})
    assert "Mándele un mensaje de voz a Mr. Lee." in told()
    (work / "a" / "school.toml").write_text('phone = "410-555-0199"\n')
    assert "Llame a la escuela." in told()
