"""The drafts that `annotator new` writes are edited without losing a line."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial.session_state import Change
from annotator.edition import shipped_template
from annotator.model import Said
from annotator.script import draft_script


@pytest.mark.parametrize("like", [None, *shipped_template.shipped_names()])
@pytest.mark.parametrize("languages", [("es",), ("es", "en", "mix")], ids=str)
def test_a_new_tutorial_opens_and_takes_changes(tmp_path: Path, like: str | None, languages: tuple[str, ...]) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    (folder / "01.png").write_text("a picture", encoding="utf-8")
    today = datetime.date(2026, 11, 26)
    if like is None:
        text = draft_script(["01.png", "02.png"], dict.fromkeys(languages, ""), None, today)
    else:
        text, _ = shipped_template.adapt_shipped(like, ["01.png"], languages, today)
    (folder / "tutorial.md").write_text(text, encoding="utf-8")
    session = Session(folder, History(tmp_path / "history", folder))
    before = session.tutorial
    other = replace(before, titles=(Said("es", "Otro"), *before.titles[1:]))
    session.apply(session.revision, Change("set-title", other))
    assert session.tutorial == other
    session.undo(session.revision)
    assert session.tutorial == before
