"""The state has what the page shows, and names files by opaque ids alone where it must send them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.edit.history import History
from annotator.edit.not_listed import tutorial_id
from annotator.edit.script_file import ScriptFile, parse, text_of
from annotator.edit.session import Session
from annotator.edit.state_json import describe, list_unused, picture_id

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
