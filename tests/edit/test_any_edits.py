"""Whatever is changed in whatever order: what is written reads back the same, and undo and redo go back exactly."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.edit.change_requests import parse_changes
from annotator.edit.changes import ChangeError
from annotator.edit.history import History
from annotator.edit.session import Session
from annotator.edit.state_json import describe, picture_id
from annotator.script import read_folder

SCRIPT = """# es: Entrar a la clase
# en:

- device: Android phone
- hide: "Su nombre" | Ana
- show: 410-555-0100
- why es: Con esto ___.

![](01-uno.png)
- toque: Unirse | "Join" #2
- es: Toque   Unirse.

![](<02 dos.png>)
- tap:
- hide: Ana = Luna
- hide: 10% 20% 30% 40%
- show: Marta Ruiz
- ok: a reason

![](<02 dos.png>)
- if es: ¿Ve esto?
- es: Toque ___ aquí.

![](___01.png)
- swipe:
- mark: 10% 20%
- continues: yes

![](gone.png)
- say: Presente
"""
FILES = (
    *(
        "01-uno.png",
        "01-uno.es.png",
        "01-uno.es.m4a",
        "02 dos.png",
        "02 dos.en.ogg",
        "02 dos.es.jpg",
        "03.mp4",
        "04.png",
    ),
    *("10.png", "9.png", "mic.png", "title.es.m4a", "saludo.es.mp4", "order.jpg", "logo.png", "05.fr.png", "05.png"),
)
PICTURES = [name for name in FILES if not name.endswith(("m4a", "ogg"))]

texts = st.one_of(
    st.sampled_from(
        ["", "Toque Unirse.", "a: b", "- x", "# y", "___", "|", "50%", '"', "mic.png", "Join #2", "  ", "🙂‏"]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8),
)
indexes = st.integers(0, 4)
langs = st.sampled_from(["es", "en", "es", "en", "fr", "say", "to"])
picture_ids = st.sampled_from(PICTURES).map(picture_id)
maybe_indexes = st.one_of(st.none(), indexes)
percents = st.one_of(st.integers(0, 100), st.floats(0, 100, width=16))
targets = st.one_of(
    st.fixed_dictionaries({"kind": st.just("text"), "wordings": st.lists(texts, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"kind": st.just("icon"), "file": st.sampled_from(["mic.png", "none.png", "logo.png"])}),
    st.fixed_dictionaries({"kind": st.just("point"), "x": percents, "y": percents}),
    st.fixed_dictionaries({"kind": st.just("box"), **dict.fromkeys(("left", "top", "width", "height"), percents)}),
)
covered = st.one_of(
    targets,
    st.sampled_from(
        [
            {"kind": "text", "wordings": ["Ana"], "occurrence": None},
            {"kind": "text", "wordings": ["Marta Ruiz"], "occurrence": None},
            {"kind": "text", "wordings": ["410-555-0100"], "occurrence": None},
            {"kind": "box", "left": 10, "top": 20, "width": 30, "height": 40},
        ]
    ),
)
examples = st.one_of(st.none(), st.sampled_from(["Luna", "= Luna", "a = b", "|"]), texts)
kinds = st.sampled_from(["tap", "hold", "type", "look", "swipe", "scroll", "wait", "listen", "done", "say"])
by_lang = st.dictionaries(st.sampled_from(["es", "en"]), texts, max_size=2)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "set-title": {"lang": langs, "text": texts},
    "set-why": {"lang": langs, "text": texts},
    "set-device": {"text": texts},
    "set-platform": {"text": texts},
    "set-checked": {"date": st.sampled_from(["today", None, "2026-11-24"])},
    "add-language": {"lang": st.sampled_from(["fr", "mix", "say", "es", "ES-mx", "nope!", "to"])},
    "set-action": {"step": indexes, "kind": kinds},
    "set-direction": {"step": indexes, "direction": st.sampled_from(["up", "down", "left", "right"])},
    "set-words": {"step": indexes, "words": texts},
    "set-target": {"step": indexes, "target": st.one_of(st.none(), targets)},
    "add-mark": {"step": indexes, "target": targets},
    "set-mark": {"step": indexes, "mark": st.integers(0, 1), "target": targets},
    "remove-mark": {"step": indexes, "mark": st.integers(0, 1)},
    "set-sentence": {"step": indexes, "lang": langs, "text": texts},
    "set-sentences": {"step": indexes, "texts": by_lang},
    "set-question": {"step": indexes, "lang": langs, "text": texts},
    "set-continues": {"step": indexes, "yes": st.booleans()},
    "set-sign": {"step": indexes, "sign": st.sampled_from([None, "delete", "yours"])},
    "set-source": {"step": indexes, "source": st.sampled_from([None, "paper"])},
    "add-hide": {"step": maybe_indexes, "target": covered, "example": examples},
    "add-show": {"step": maybe_indexes, "target": covered},
    "remove-hide": {"step": maybe_indexes, "target": covered},
    "remove-show": {"step": maybe_indexes, "target": covered},
    "move-hide": {"step": maybe_indexes, "target": covered, "to": targets},
    "set-hide-example": {"step": maybe_indexes, "target": covered, "example": examples},
    "make-aside": {"step": indexes, "questions": by_lang},
    "make-step": {"step": indexes},
    "move-step": {"step": indexes, "to": indexes},
    "duplicate-step": {"step": indexes},
    "delete-step": {"step": indexes},
    "insert-step": {"at": indexes, "picture": st.one_of(st.none(), picture_ids)},
    "add-pictures": {"pictures": st.lists(picture_ids, min_size=1, max_size=3)},
    "replace-picture": {"step": indexes, "picture": picture_ids},
    "set-language-picture": {"step": indexes, "lang": langs, "picture": st.one_of(st.none(), picture_ids)},
}
rows = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.fixed_dictionaries({"do": st.just(name), **FIELDS[name]})
)
requests = st.lists(st.one_of(rows.map(lambda row: [row]), st.lists(rows, min_size=2, max_size=3)), max_size=8)


@contextlib.contextmanager
def edited_folder() -> Iterator[Path]:
    root = Path(tempfile.mkdtemp())
    try:
        folder = root / "tutorial"
        folder.mkdir()
        for name in FILES:
            (folder / name).write_text(name, encoding="utf-8")
        (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(root)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(requests)
def test_any_edits_are_written_whole_and_undone_exactly(asked: list[list[dict[str, Any]]]) -> None:
    with edited_folder() as folder:
        clock = iter(range(0, 1_000_000, 10))
        history = History(folder.parent / "history", folder)
        session = Session(folder, history, lambda: float(next(clock)))
        assert session.lost_lines == ()
        states = [(session.tutorial, content(folder))]
        for request in asked:
            files = {picture_id(name): name for name in session.files}
            revision = session.revision
            try:
                session.apply(revision, parse_changes(request, session, files.__getitem__))
            except ChangeError:
                assert (session.tutorial, content(folder)) == states[-1]
                continue
            reading = read_folder(folder)
            assert reading.readable == session.tutorial
            assert reading.problems == session.problems
            assert reading.dropped_lines == session.lost_lines == ()
            assert session.unsaved is None
            if session.revision > revision:
                states.append((session.tutorial, content(folder)))
        describe(session, {}, lambda step, lang: "")
        for before in reversed(states[:-1]):
            assert session.undo_name
            session.undo(session.revision)
            assert (session.tutorial, content(folder)) == before
        assert session.undo_name is None
        session = Session(folder, history)
        for after in states[1:]:
            session.redo(session.revision)
            assert (session.tutorial, content(folder)) == after
        assert session.redo_name is None
