"""The state has what the page shows, and names files by opaque ids alone where it must send them back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.edit.history import History
from annotator.edit.not_listed import tutorial_id
from annotator.edit.script_file import ScriptFile, parse, text_of
from annotator.edit.session import Session
from annotator.edit.state_json import PictureRow, describe, list_unused, picture_id

SCRIPT = """# es: Entrar
# en:

- device: Android phone
- checked: 2026-11-24
- why es: Para oír.
- hide: Ana

![](01.png)
- swipe: left Join | Unirse #2
- es: Deslice.
- mark: mic.png
- mark: 1% 2%
- also: Entrar
- sign: delete
- hide: Marta = Luna
- hide: 1% 1% 5% 5%
- ok: a reason

![](01.png)
- if es: ¿Ve esto?

![](___01.png)
- type:
- source: paper
- continues: yes

![](film.mp4)
- say: Hola
- tap: second
"""
FILES = [
    *("01.png", "01.es.png", "01.es.m4a", "film.mp4", "mic.png", "logo.png", "order.jpg", "10.png", "9.heic"),
    *("title.es.m4a", "end.es.m4a", "saludo.es.mp4", "notes.txt", "01.fr.png"),
]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "join class"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return Session(folder, History(tmp_path / "history", folder))


def test_the_whole_state(session: Session) -> None:
    pictures = {"01.png": PictureRow("ready", 1080, 2400), "10.png": PictureRow("failed", problem="Broken.")}
    state = describe(session, pictures, lambda step, lang: f"{lang} {step}")
    json.dumps(state)
    steps, problems, rows = state.pop("steps"), state.pop("problems"), state.pop("pictures")
    assert state == {
        "id": tutorial_id(session.folder),
        "name": "join class",
        "revision": 1,
        "saved": True,
        "saved_problem": None,
        "undo": None,
        "redo": None,
        "languages": ["es", "en"],
        "titles": {"es": "Entrar", "en": ""},
        "whys": {"es": "Para oír."},
        "device": "Android phone",
        "platform": None,
        "checked": "2026-11-24",
        "hides": 3,
        "lost_lines": [SCRIPT.count("\n")],
        "tray": [picture_id("9.heic"), picture_id("10.png")],
        "greetings": ["es"],
        "title_memos": ["es"],
        "end_memos": ["es"],
        "stale_title": {},
        "stale_end": {},
    }
    assert steps[0] == {
        "index": 0,
        "number": "1",
        "aside": False,
        "picture": picture_id("01.png"),
        "waiting": False,
        "recording": False,
        "language_pictures": {"es": picture_id("01.es.png")},
        "memos": {"es": "01.es.m4a"},
        "action": {
            "kind": "swipe",
            "direction": "left",
            "words": None,
            "target": {
                "kind": "text",
                "wordings": ["Join", "Unirse"],
                "occurrence": 2,
                "label": "Join | Unirse #2",
            },
        },
        "marks": [
            {"kind": "icon", "file": "mic.png", "occurrence": None, "label": "mic.png"},
            {"kind": "point", "x": 1.0, "y": 2.0, "label": "1% 2%"},
        ],
        "narration": {"es": "Deslice."},
        "questions": {},
        "spoken": {"es": "es 0", "en": "en 0"},
        "continues": False,
        "sign": "delete",
        "source": None,
        "also": ["Entrar"],
        "covers": 2,
        "oks": ["a reason"],
        "stale_voices": {},
        "missing": [],
    }
    assert [step["missing"] for step in steps] == [[], ["action"], ["picture"], []]
    assert [(step["number"], step["aside"], step["waiting"], step["recording"]) for step in steps] == [
        ("1", False, False, False),
        ("1?", True, False, False),
        ("2", False, True, False),
        ("3", False, False, True),
    ]
    assert steps[1]["action"] is None and steps[1]["questions"] == {"es": "¿Ve esto?"}
    assert steps[2]["action"] == {"kind": "type", "direction": None, "words": None, "target": None}
    assert steps[3]["action"] == {"kind": "say", "direction": None, "words": "Hola", "target": None}
    assert rows[picture_id("01.png")] == {
        "name": "01.png",
        "state": "ready",
        "width": 1080,
        "height": 2400,
        "problem": None,
        "turn": 0,
        "unsure": False,
        "used": True,
        "recording": False,
    }
    assert rows[picture_id("10.png")]["problem"] == "Broken."
    assert not rows[picture_id("10.png")]["used"]
    assert rows[picture_id("___01.png")]["state"] == "waiting"
    assert not rows[picture_id("___01.png")]["used"], "nobody has to wait until it is read"
    assert {row["name"] for row in rows.values()} == {
        *("01.png", "01.es.png", "___01.png", "film.mp4", "9.heic", "10.png"),
    }
    by_step = {(row["step"], row["level"]) for row in problems}
    assert {(None, "problem"), (1, "warning"), (2, "problem"), (3, "problem")} == by_step
    assert all(set(row) == {"line", "level", "message", "remedy", "step"} for row in problems)


def test_a_tutorial_without_steps(session: Session) -> None:
    (session.folder / "tutorial.md").write_text("# es: a\n", encoding="utf-8")
    session.refresh()
    state = describe(session, {}, lambda step, lang: "")
    assert state["steps"] == []
    assert [row["step"] for row in state["problems"] if row["level"] == "problem"] == [None]
    assert picture_id("01.png") in state["tray"]


def test_ids_tell_nothing_and_do_not_change(session: Session) -> None:
    assert picture_id("01.png") == picture_id("01.png") != picture_id("02.png")
    for each in (picture_id("a/../🙂"), tutorial_id(session.folder)):
        assert len(each) == 12 and set(each) <= set("0123456789abcdef")


def test_icons_and_language_pictures_are_not_in_the_tray(session: Session) -> None:
    assert list_unused(session.tutorial, session.files) == ("9.heic", "10.png")


def test_the_script_file_knows_the_folder(session: Session) -> None:
    script = ScriptFile(session.folder)
    disk = script.look()
    assert disk.data is not None and text_of(disk.data) == SCRIPT
    assert parse(SCRIPT, disk.files).readable == session.tutorial


def test_gaps_of_a_draft_are_no_targets_and_no_words(session: Session) -> None:
    text = "# es: a\n\n![](01.png)\n- tap: ___\n\n![](film.mp4)\n- say: ___\n"
    (session.folder / "tutorial.md").write_text(text, encoding="utf-8")
    session.refresh()
    steps = describe(session, {}, lambda step, lang: "")["steps"]
    assert [step["missing"] for step in steps] == [["target"], ["words", "sentence"]], "a memo speaks for the first"
    actions = [step["action"] for step in steps]
    assert [(action["kind"], action["target"], action["words"]) for action in actions] == [
        ("tap", None, None),
        ("say", None, None),
    ]
