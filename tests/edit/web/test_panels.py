"""The panels around a tutorial, as the server draws them: what they say, where they lead, and that texts stay texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from annotator.edit.web.check_panel import draw_check
from annotator.edit.web.home_panel import draw_home
from annotator.edit.web.panel import PageText
from annotator.edit.web.problem_list import list_problems
from annotator.edit.web.share_panel import draw_share
from annotator.edit.web.static_files import list_files
from annotator.edit.web.website_panel import Wish, draw_website
from tests.helpers.panel_nodes import all_texts, find_nodes

MARKUP = "<b>x</b>\"'</script>"
ENGLISH, SPANISH = PageText("en"), PageText("es")
CARD: dict[str, Any] = {
    "id": "t1", "name": "zoom", "titles": {"es": "Entrar", "en": ""}, "picture": "/api/x", "steps": 2, "missing": 0,
    "pack": "none", "checked_days": None, "problem": None,
}  # fmt: skip
SCHOOL = {"name": "Los Robles", "person": "", "phone": "410-555-0100", "file": False}


def home(*tutorials: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"folder": "/home/rosa", "tutorials": list(tutorials), "beginnings": [], "school": SCHOOL} | more


def said(node: Any) -> str:
    return " ".join(all_texts(node))


# Home


def test_problems_are_in_the_words_of_the_page() -> None:
    problem = "Its script is a link that leads out of the folder."
    assert problem not in said(draw_home(home(CARD | {"problem": problem}), SPANISH))
    assert problem not in said(draw_website(home(CARD | {"problem": problem}), Wish(), SPANISH))


# Problems and the check


def step(index: int, *missing: str) -> dict[str, Any]:
    return {"number": str(index + 1), "missing": list(missing)}


def state(*steps: dict[str, Any], english: str = "Join") -> dict[str, Any]:
    document = {"titles": {"es": "Entrar", "en": english}}
    return {"id": "t1", "revision": 1, "tutorial": document, "steps": list(steps), "problems": [], "name": "zoom"}


def problem(step: int | None, level: str = "problem", line: int = 20, **more: Any) -> dict[str, Any]:
    return {"step": step, "level": level, "line": line, "message": "Odd.", "remedy": "Change it."} | more


def test_what_is_missing_is_said_once() -> None:
    found = [problem(0), problem(1), problem(0, "warning"), problem(None, line=2), problem(None, line=9)]
    rows = list_problems(state(step(0, "target"), step(1), english=""), found, ENGLISH)
    assert [(row["step"], row["message"]) for row in rows] == [
        (None, "The title in English is missing."),
        (0, ENGLISH("missing.target")),
        (1, "Odd."),
        (0, "Odd."),
        (None, "Odd."),
    ]


# Share


def file(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "kind": "card", "name": name, "bytes": 123_456, "seconds": None, "step": None, "aside": False, "text": "",
        "url": f"/{name}", "path": f"es/{name}", "label": {"es": "", "en": ""},
    } | more  # fmt: skip


def pack(**more: Any) -> dict[str, Any]:
    language = {
        "lang": "es", "name": "Español", "message": "Hola", "whatsapp": "https://wa.me/?text=Hola", "video": None, "voice": None,
        "cards": [file("paso-1.jpg", text="Toque.")], "clips": [], "others": [],
    }  # fmt: skip
    return {"exists": True, "current": True, "folder": "/packs/x", "languages": [language | more]}


@pytest.mark.parametrize("text", [SPANISH, ENGLISH], ids=["es", "en"])
def test_the_way_into_a_chat_is_told_in_steps_with_drawings(text: PageText) -> None:
    view = draw_share("/api/tutorials/t1", pack(), None, False, text)
    whatsapp, messenger = find_nodes(view, "details")
    assert (whatsapp[1].get("open"), messenger[1].get("open")) == (True, None)
    for how, address in ((whatsapp, "web.whatsapp.com"), (messenger, "facebook.com/messages")):
        assert address in str(how)
        drawn = [node[1]["href"] for node in find_nodes(how, "use")]
        assert drawn == [f"/drawings.svg#how-{name}" for name in ("open", "drag", "paste", "send")]
        assert len(list(find_nodes(how, "li"))) == 4
    drawings = list_files()["/drawings.svg"].read_text(encoding="utf-8")
    assert all(f'<symbol id="{name.partition("#")[2]}"' in drawings for name in drawn)


@pytest.mark.parametrize(
    ("size", "text", "shown"),
    [(1_234_567, ENGLISH, "1.2 MB"), (1_234_567, SPANISH, "1,2 MB"), (12_345, ENGLISH, "0.012 MB"), (0, ENGLISH, "0 MB"),
     (123_456_789, ENGLISH, "120 MB"), (20_000_000, ENGLISH, "20 MB")],
)  # fmt: skip
def test_sizes_have_two_digits_that_count(size: int, text: PageText, shown: str) -> None:
    view = draw_share("/api/tutorials/t1", pack(cards=[file("a.jpg", bytes=size, seconds=9.4)]), None, False, text)
    assert f"a.jpg · {shown} · 9 s" in said(view)


# Website


# Texts stay texts


def test_markup_in_every_field_stays_one_text() -> None:
    hostile = CARD | {"name": MARKUP, "titles": {"es": MARKUP}, "picture": MARKUP, "problem": MARKUP, "pack": "old"}
    whole = home(hostile, folder=MARKUP, beginnings=[{"id": "b", "name": MARKUP, "pictures": 2}])
    shared = pack(message=MARKUP, name=MARKUP, cards=[file(f"{MARKUP}.jpg", text=MARKUP)]) | {"folder": MARKUP}
    rows = list_problems(state(step(0)), [problem(0, message=MARKUP, remedy=MARKUP)], ENGLISH)
    views = [
        draw_home(whole, ENGLISH),
        draw_website(whole, Wish(address=MARKUP), ENGLISH),
        draw_share("/api/tutorials/t1", shared, None, False, ENGLISH),
        draw_check("/api/tutorials/t1", state(step(0)), rows, ENGLISH, failure=MARKUP),
    ]
    for view in views:
        assert any(MARKUP in text for text in all_texts(view))
        assert not list(find_nodes(view, "b")) and not list(find_nodes(view, "script"))


# New


@pytest.mark.parametrize(
    ("text", "heading"),
    [(SPANISH, "Solo para las familias a quienes les pasa"), (ENGLISH, "Only for those to whom it happens")],
    ids=["es", "en"],
)
@pytest.mark.parametrize("section", ["cards", "clips"])
def test_what_is_only_for_some_comes_last_and_says_so(text: PageText, heading: str, section: str) -> None:
    files = [file("paso-1.jpg"), file("paso-2.jpg"), file("paso-1-si.jpg", step="1?", aside=True)]
    view = draw_share("/api/tutorials/t1", pack(**{"cards": [], "clips": []} | {section: files}), None, False, text)
    everyone, some = said(view).split(heading)
    assert ("paso-2.jpg" in everyone, "paso-1-si.jpg" in everyone, "paso-1-si.jpg" in some) == (True, False, True)
    assert heading not in said(draw_share("/api/tutorials/t1", pack(), None, False, text))
