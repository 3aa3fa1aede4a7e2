"""Requests are parsed strictly: each kind of change once, and everything odd refused before anything is changed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from annotator.edit import change_requests
from annotator.edit.change_requests import MAX_CHANGES, parse_changes
from annotator.edit.changes import ChangeError
from annotator.edit.history import History
from annotator.edit.session import Session
from annotator.edit.state_json import picture_id
from annotator.errors import AnnotatorError, OutputError
from annotator.script import write

SCRIPT = """# es: Entrar
# en: Join

![](01.png)
- tap: Join
- es: Toque.
- mark: 1% 2%

![](02.png)
- type: Name

![](02.png)
- if es: ¿Ve esto?
- say: Hola
"""
POINT = {"kind": "point", "x": 1, "y": 2.5}


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    folder = tmp_path / "t"
    folder.mkdir()
    for name in ("01.png", "02.png", "03.png", "01.es.m4a", "01.en.png", "02.es.m4a"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr(change_requests, "_today", lambda: datetime.date(2026, 11, 26))
    return Session(folder, History(tmp_path / "history", folder))


def apply(session: Session, *rows: object) -> None:
    files = {picture_id(name): name for name in session.files}
    changes = parse_changes(list(rows), session, files.__getitem__)
    session.apply(session.revision, changes)


def difference(session: Session, *rows: object) -> tuple[str, str]:
    """The lines that the changes take away, and those that they bring."""
    before = write(session.tutorial).splitlines()
    apply(session, *rows)
    after = write(session.tutorial).splitlines()
    gone = "|".join(line for line in before if line not in after)
    return gone, "|".join(line for line in after if line not in before)


@pytest.mark.parametrize(
    ("row", "gone", "new"),
    [
        ({"do": "set-title", "lang": "es", "text": "Otro"}, "# es: Entrar", "# es: Otro"),
        ({"do": "set-title", "lang": "es", "text": " "}, "# es: Entrar", "# es:"),
        ({"do": "set-why", "lang": "en", "text": "Because: #1"}, "", "- why en: Because: #1"),
        ({"do": "set-device", "text": "iPhone"}, "", "- device: iPhone"),
        ({"do": "set-platform", "text": "Zoom"}, "", "- platform: Zoom"),
        ({"do": "set-checked", "date": "today"}, "", "- checked: 2026-11-26"),
        ({"do": "set-checked", "date": "2025-01-02"}, "", "- checked: 2025-01-02"),
        ({"do": "add-language", "lang": "mix"}, "", "# mix:"),
        ({"do": "set-action", "step": 0, "kind": "swipe"}, "- tap: Join", "- swipe: up Join"),
        ({"do": "set-words", "step": 2, "words": "Sí"}, "- say: Hola", "- say: Sí"),
        ({"do": "set-target", "step": 0, "target": POINT}, "- tap: Join", "- tap: 1% 2.5%"),
        ({"do": "set-target", "step": 0, "target": None}, "- tap: Join", "- tap:"),
        ({"do": "add-mark", "step": 0, "target": POINT}, "", "- mark: 1% 2.5%"),
        ({"do": "set-mark", "step": 0, "mark": 0, "target": POINT}, "- mark: 1% 2%", "- mark: 1% 2.5%"),
        ({"do": "remove-mark", "step": 0, "mark": 0}, "- mark: 1% 2%", ""),
        ({"do": "set-sentence", "step": 0, "lang": "es", "text": ""}, "- es: Toque.", ""),
        ({"do": "set-sentences", "step": 0, "texts": {"en": "Tap", "es": "T"}}, "- es: Toque.", "- es: T|- en: Tap"),
        ({"do": "set-question", "step": 2, "lang": "en", "text": "Do you?"}, "", "- if en: Do you?"),
        ({"do": "make-aside", "step": 1, "questions": {"es": "¿?"}}, "", "- if es: ¿?"),
        ({"do": "make-step", "step": 2}, "- if es: ¿Ve esto?", ""),
        ({"do": "delete-step", "step": 0}, "![](01.png)|- tap: Join|- es: Toque.|- mark: 1% 2%", ""),
        ({"do": "insert-step", "at": 0, "picture": None}, "", "![](___01.png)"),
        ({"do": "insert-step", "at": 0, "picture": picture_id("03.png")}, "", "![](03.png)"),
        ({"do": "add-pictures", "pictures": [picture_id("03.png")]}, "", "![](03.png)"),
        ({"do": "add-pictures", "pictures": [picture_id("03.png")], "at": 1}, "", "![](03.png)"),
        ({"do": "replace-picture", "step": 0, "picture": picture_id("03.png")}, "![](01.png)", "![](03.png)"),
        ({"do": "set-continues", "step": 0, "yes": True}, "", "- continues: yes"),
        ({"do": "set-sign", "step": 0, "sign": "delete"}, "", "- sign: delete"),
        ({"do": "set-source", "step": 1, "source": "paper"}, "", "- source: paper"),
    ],
    ids=lambda value: value["do"] if isinstance(value, dict) else "",
)
def test_each_change(session: Session, row: dict[str, Any], gone: str, new: str) -> None:
    assert difference(session, row) == (gone, new)
    assert session.undo_name == row["do"]


def test_changes_of_the_order(session: Session) -> None:
    apply(session, {"do": "move-step", "step": 0, "to": 1}, {"do": "duplicate-step", "step": 2})
    assert [step.picture for step in session.tutorial.steps] == ["02.png", "02.png", "01.png", "01.png"]


def test_a_direction_can_follow_its_action_in_one_request(session: Session) -> None:
    apply(
        session,
        {"do": "set-action", "step": 0, "kind": "swipe"},
        {"do": "set-direction", "step": 0, "direction": "left"},
    )
    assert "- swipe: left Join" in write(session.tutorial)


def test_later_changes_see_the_files_as_earlier_ones_leave_them(session: Session) -> None:
    apply(
        session,
        {"do": "replace-picture", "step": 0, "picture": picture_id("03.png")},
        {"do": "set-language-picture", "step": 0, "lang": "en", "picture": None},
        {"do": "set-language-picture", "step": 0, "lang": "es", "picture": picture_id("01.png")},
    )
    step = session.tutorial.steps[0]
    assert (step.picture, step.memo("es"), step.screenshot("es"), step.screenshot("en")) == (
        "03.png",
        "03.es.m4a",
        "03.es.png",
        "03.png",
    )
    assert "03-en.png" in session.files
    session.undo(session.revision)
    assert session.tutorial.steps[0].screenshot("en") == "01.en.png"
    assert {"01.png", "03.png", "01.es.m4a"} <= session.files


def test_typing_is_known_by_step_and_language(session: Session) -> None:
    rows = [{"do": "set-sentence", "step": 0, "lang": lang, "text": "x"} for lang in ("es", "en")]
    fields = [change.field for row in rows for change in parse_changes([row], session, str)]
    assert fields == ["0:es", "0:en"]
    (move,) = parse_changes([{"do": "move-step", "step": 0, "to": 1}], session, str)
    assert move.field == ""


def test_accepting_a_loss(session: Session) -> None:
    (session.folder / "tutorial.md").write_text(SCRIPT + "a note\n", encoding="utf-8")
    session.refresh()
    with pytest.raises(ChangeError):
        apply(session, {"do": "set-device", "text": "iPhone"})
    apply(session, {"do": "accept-loss"})
    assert session.lost_lines == ()


SENTENCE = {"do": "set-sentence", "step": 0, "lang": "es", "text": "x"}
BAD: list[object] = [
    None,
    [[]],
    [{"do": "__class__"}],
    [{**SENTENCE, "extra": 1}],
    [{"do": "set-sentence", "step": 0, "lang": "es"}],
    [{**SENTENCE, "step": True}],
    [{**SENTENCE, "step": 10**30}],
    [{**SENTENCE, "text": ["x"]}],
    [{"do": "set-sentences", "step": 0, "texts": {"es": 1}}],
    [{"do": "set-checked", "date": "2026-02-30"}],
    [{"do": "set-action", "step": 0, "kind": ["tap"]}],
    [{"do": "set-target", "step": 0, "target": {"kind": "text"}}],
    [{"do": "add-pictures", "pictures": ["a"] * (MAX_CHANGES + 1)}],
    [SENTENCE] * (MAX_CHANGES + 1),
]


@pytest.mark.parametrize("rows", BAD, ids=lambda rows: str(rows)[:60])
def test_what_the_page_never_sends_is_a_bad_request(session: Session, rows: object) -> None:
    with pytest.raises(ChangeError) as caught:
        parse_changes(rows, session, lambda pid: "01.png")
    assert caught.value.code == "bad-request"


REFUSED: list[dict[str, object]] = [
    {**SENTENCE, "step": 3},
    {**SENTENCE, "lang": "fr"},
    {**SENTENCE, "text": "x" * 1001},
    {**SENTENCE, "text": "a\nb"},
    {**SENTENCE, "text": "\ud800"},
    {"do": "move-step", "step": 0, "to": 3},
    {"do": "replace-picture", "step": 0, "picture": picture_id("01.es.m4a")},
    {"do": "replace-picture", "step": 0, "picture": "../../etc/passwd"},
]


@pytest.mark.parametrize("row", REFUSED, ids=str)
def test_what_makes_no_sense_is_refused_and_changes_nothing(session: Session, row: dict[str, object]) -> None:
    for rows in ([row], [SENTENCE, row]):
        with pytest.raises(AnnotatorError) as caught:
            apply(session, *rows)
        assert isinstance(caught.value, ChangeError) and caught.value.code == "refused"
    assert (session.folder / "tutorial.md").read_text(encoding="utf-8") == SCRIPT
    assert session.undo_name is None


@pytest.mark.parametrize(
    "name",
    [
        "a \"b\" 'c' «d».png",
        "🙂 \u202eהתמונה\u202c \u200f1.png",
        "x" * 200 + ".png",
        "50%25 <b>&amp; (1) [2] `#?.png",
        "Captura de pantalla 10.12.34 p.\u00a0m..JPG",
        "n\u0303.webp",
        " a .png",
        "-.png",
    ],
)
def test_pictures_of_any_name(session: Session, name: str) -> None:
    for file in (name, f"other {name}"):
        (session.folder / file).write_text(file, encoding="utf-8")
    session.refresh()
    before = set(session.files)
    apply(
        session,
        {"do": "add-pictures", "pictures": [picture_id(name)]},
        {"do": "set-language-picture", "step": 3, "lang": "es", "picture": picture_id(f"other {name}")},
        {"do": "replace-picture", "step": 3, "picture": picture_id("03.png")},
    )
    assert session.tutorial.steps[3].picture == "03.png"
    assert session.tutorial.steps[3].screenshot("es").startswith("03.es.")
    session.undo(session.revision)
    assert session.files == before
    apply(session, {"do": "insert-step", "at": 0, "picture": picture_id(name)})
    assert session.tutorial.steps[0].picture == name


def test_a_name_that_becomes_too_long_changes_nothing(session: Session) -> None:
    name = "x" * 250 + ".png"
    (session.folder / name).write_text("x", encoding="utf-8")
    session.refresh()
    apply(session, {"do": "add-pictures", "pictures": [picture_id(name)]})
    with pytest.raises(OutputError):
        apply(session, {"do": "set-language-picture", "step": 3, "lang": "es", "picture": picture_id("03.png")})
    assert session.unsaved is None
    assert "03.png" in session.files and session.undo_name == "add-pictures"
    assert session.folder.joinpath("03.png").exists()
