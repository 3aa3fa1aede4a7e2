"""What the server answers is in the language of the page that asks, and each error has words on the page."""

from __future__ import annotations

import ast
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import annotator
from annotator import assets
from annotator.edit.web import responses
from annotator.edit.web.responses import STATUS, JsonResponse
from annotator.edit.web.static_files import strings
from annotator.errors import AnnotatorError
from annotator.messages import Message
from tests.helpers.live_editor import Client, running

FIXTURE = Path(__file__).parents[2] / "fixtures" / "ten-mistakes"
SPANISH, ENGLISH = {"X-Editor-Language": "es"}, {"X-Editor-Language": "en"}
SAYS_MORE = {"refused", "unreadable-picture", "problems", "bad-take", "nothing-said"}
"""Codes of errors whose own message says what is wrong, so that the page shows it."""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    shutil.copytree(FIXTURE, tmp_path / "work" / "ten-mistakes")
    (tmp_path / "work" / "warned").mkdir()
    script = (
        "# es: Entrar\n# en: Join\n\n![](01.png)\n- tap: Unirse\n- es: Haga clic en su dispositivo.\n\n![](02.png)\n"
    )
    (tmp_path / "work" / "warned" / "tutorial.md").write_text(script, encoding="utf-8")
    with running(tmp_path / "work") as (_, client):
        yield client


def ask(page: Client, path: str, headers: dict[str, str], body: Any = None) -> Any:
    return page.request("GET" if body is None else "POST", path, body, headers).json


@pytest.mark.enable_socket
@pytest.mark.slow
def test_problems_are_in_the_language_of_the_page(page: Client) -> None:
    broken, path = (f"/api/tutorials/{row['id']}" for row in page.get("/api/home")["tutorials"])
    spanish, english = (
        [row["message"] for row in ask(page, broken, header)["mistakes"]] for header in (SPANISH, ENGLISH)
    )
    assert len(spanish) == len(english) == 9, "one for each line that can't be understood"
    assert not set(spanish) & set(english)

    job = page.post("/api/jobs", {"kind": "check", "tutorials": [path.rpartition("/")[2]]})["job"]
    end = time.monotonic() + 120
    while ask(page, f"/api/jobs/{job}", SPANISH)["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.2)
    ours, theirs = (ask(page, f"/api/jobs/{job}", header)["result"]["problems"] for header in (SPANISH, ENGLISH))
    assert len(ours) >= 4
    for row, english_row in zip(ours, theirs, strict=True):
        assert row["message"] != english_row["message"], row
        assert row["remedy"] != english_row["remedy"], row


@pytest.mark.enable_socket
def test_errors_and_findings_are_in_the_language_of_the_page(page: Client) -> None:
    path = f"/api/tutorials/{page.get('/api/home')['tutorials'][1]['id']}"
    gone = "/api/tutorials/0123456789ab"
    assert ask(page, gone, SPANISH)["message"] == "Ese tutorial ya no está aquí."
    assert ask(page, gone, {"X-Editor-Language": "xx"})["message"] == "There is no such tutorial here any more."
    state = ask(page, path, SPANISH)
    state["tutorial"]["titles"]["es"] = "x" * 2000
    change = {"revision": state["revision"], "change": "set-title", "tutorial": state["tutorial"]}
    refused = page.request("PUT", path, change, SPANISH).json
    assert refused["code"] == "refused"
    assert refused["message"] != page.request("PUT", path, change, ENGLISH).json["message"]
    body = {"step": 0, "field": "sentence", "lang": "es", "text": "Haga clic en el navegador."}
    found = ask(page, f"{path}/findings", SPANISH, body)["findings"]
    assert found
    assert all(row["message"].startswith(("Muchas familias", "“")) for row in found)
    assert ask(page, "/api/nothing", SPANISH)["code"] == "unknown"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_message_for_families_stays(lang: str) -> None:
    share = {"lang": "es", "message": "There is no step.", "whatsapp": "x", "text": "There is no step."}
    responses.remember_language({"headers": [(b"x-editor-language", lang.encode())]})
    try:
        assert responses.put_into_page_words({"languages": [share]}) == {"languages": [share]}
        row = {"problem": Message("There is no title."), "message": "x", "saved_problem": None}
        put = responses.put_into_page_words(row)
        assert (put["problem"] == row["problem"]) == (lang == "en")
        assert b'"message":"x"' in JsonResponse(row).body
    finally:
        responses.remember_language({"headers": []})


# Errors


def find_codes() -> set[str]:
    """Every code that the editor's sources give an error."""
    codes = set(STATUS)
    edit = Path(annotator.__file__).parent / "edit"
    for path in edit.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("RequestError", "PictureError"):
                first = node.args[0] if node.args else None
                codes |= {str(first.value)} if isinstance(first, ast.Constant) else set()
            if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
                codes.add(str(node.value.value))
    return codes | {kind.code for kind in list_kinds(AnnotatorError)}


def list_kinds(kind: type[AnnotatorError]) -> Iterator[type[AnnotatorError]]:
    """A kind of error, and all kinds of it that are loaded."""
    yield kind
    for more in kind.__subclasses__():
        yield from list_kinds(more)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_error_has_words_on_the_page(lang: str) -> None:
    table = strings(lang)["error"]
    codes = find_codes()
    assert {"problems", "stale", "missing", "bad-request"} <= codes
    assert codes - SAYS_MORE <= table.keys(), codes - SAYS_MORE - table.keys()
    assert not SAYS_MORE & table.keys(), "the page would no longer show what exactly is wrong"
    assert table.keys() <= codes | {"offline"}


# Icons and other languages


@pytest.mark.parametrize("lang", ["es", "en"])
def test_each_icon_has_a_name(lang: str) -> None:
    named = strings(lang)["icons"]
    assert named.keys() == {path.stem for path in assets.folder("icons").glob("*.png")}
    assert len(set(named.values())) == len(named)
