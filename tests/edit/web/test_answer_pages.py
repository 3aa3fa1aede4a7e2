"""The addresses and panels of answers to families."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator.edit.answers import KeptAnswer
from annotator.edit.picture_answers import Covers, PossibleName
from annotator.edit.web import answer_routes
from annotator.edit.web.answer_panel import PATH, draw_answers, draw_pictures, draw_voices
from annotator.edit.web.hide_panel import HidePanel
from annotator.edit.web.panel import PageText
from annotator.errors import AnnotatorError
from annotator.model import Box, Decision, Hide, Show, TextTarget
from tests.helpers.live_editor import Client, running
from tests.helpers.panel_nodes import all_texts, find_nodes

SMALL = "pico" if find_spec("py_nanotts") else "espeak"
TEXT = PageText("es")


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


def test_the_page_lists_what_is_kept_and_asks_before_it_goes() -> None:
    now = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
    one = KeptAnswer("0123456789ab", Path("20261124-093000"), "foto.png", now)
    assert not list(find_nodes(draw_answers((), TEXT), "ul"))
    shown = draw_answers((one,), TEXT)
    (link,) = find_nodes(shown, "a")
    assert link[1]["href"] == "#/t/0123456789ab"
    assert "2026-11-24 09:30" in all_texts(shown)
    assert [node[1]["press"][1] for node in find_nodes(shown, "button")] == [{"do": "ask"}]
    asked = draw_answers((one,), TEXT, asked=True)
    assert [node[1]["press"][1] for node in find_nodes(asked, "button")] == [{"do": "empty"}, {"do": "keep"}]


def test_a_language_that_can_t_be_sent_says_why() -> None:
    why = AnnotatorError("This step points at nothing yet.", "Click what people press on the picture.")
    shown = draw_pictures({"es": "/api/x.png", "en": why}, TEXT)
    assert [node[1]["copy-picture"] for node in find_nodes(shown, "button")] == ["/api/x.png"]
    assert "Este paso todavía no señala nada." in " ".join(all_texts(shown))
    heard = draw_voices("/api/tutorials/1", {"es": "/api/x.ogg"}, TEXT)
    assert [node[1].get("download") for node in find_nodes(heard, "a")] == ["respuesta-es.ogg", None]
    assert not list(find_nodes(heard, "h3")), "one language needs no heading"


def test_a_possible_name_is_asked_about_once_in_place_of_the_picture() -> None:
    hide, show = Hide(TextTarget(("Sofía",)), "Sol"), Show(TextTarget(("Sofía",)))
    ask = PossibleName("Sofía", "greeting", Box(1, 2, 3, 4), Decision(hide, True), Decision(show, True))
    asked = HidePanel(TEXT, "/api/hiding", "pid", 0, {}, shown=False).draw_asks(Covers((9, 9), (), (), (), (ask,), ()))
    assert isinstance(asked, list)
    shown = draw_pictures({"es": asked, "en": asked}, TEXT)
    assert not list(find_nodes(shown, "img"))
    assert [node[1]["press"][1]["change"]["do"] for node in find_nodes(shown, "button")] == ["add-hide", "add-show"]
    assert "Taparlo y escribir ahí “Sol”" in all_texts(shown)


@pytest.mark.enable_socket
@pytest.mark.parametrize("body", [{}, {"do": 1}, {"do": "delete"}])
def test_what_is_not_offered_is_refused(page: Client, body: dict[str, object]) -> None:
    assert page.request("POST", PATH, body).status == 400
    assert page.request("POST", "/api/tutorials/0123456789ab/answer", {"do": "tutorial"}).status == 404


def test_every_address_is_below_the_api() -> None:
    paths = {route.path for route in answer_routes.routes(None)}  # type: ignore[arg-type]  # it is asked for nothing yet
    assert all(path.startswith("/api/") for path in paths)
