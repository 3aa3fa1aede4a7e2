"""The history has an end, and survives damage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.edit.tutorial.history import MAX_CHARS, MAX_ENTRIES, Entry, History, StoredHistory


def _damaged() -> list[str]:
    row: dict[str, Any] = {"revision": 1, "script": "a", "undo": [], "redo": []}
    changes: list[dict[str, Any]] = [
        {"revision": "1"},
        {"revision": True},
        {"script": None},
        {"undo": [1]},
        {"undo": [{"name": "a"}]},
        {"redo": None},
        {"more": 1},
        {"undo": [{"name": "a", "script": "b", "moves": [{"old": 1, "new": "x", "copy": False}]}]},
    ]
    return ["", "{", "[]", "null", "[" * 100_000, "\x00", "{}", *(json.dumps({**row, **change}) for change in changes)]


@pytest.mark.parametrize("text", _damaged(), ids=lambda text: text[:20])
def test_a_damaged_file_is_no_history(tmp_path: Path, text: str) -> None:
    history = History(tmp_path, tmp_path)
    history.path.write_text(text, encoding="utf-8")
    assert history.load() is None
    assert history.set_aside()
    assert not history.set_aside()
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == [text]


def test_the_oldest_entries_are_dropped() -> None:
    many = tuple(Entry(str(number), "x") for number in range(500))
    kept = StoredHistory(1, "", many).within_limits()
    assert [entry.name for entry in kept.undo] == [str(number) for number in range(500 - MAX_ENTRIES, 500)]
    large = tuple(Entry(str(number), "ñ" * 50_000) for number in range(50))
    kept = StoredHistory(1, "", large).within_limits()
    assert sum(len(entry.script) for entry in kept.undo) <= MAX_CHARS
    assert kept.undo[-1].name == "49"
