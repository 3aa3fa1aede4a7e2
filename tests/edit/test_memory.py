"""What the editor remembers, and how it goes: from the disk, and without anything that the tutorials need."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.edit import history, memory
from annotator.edit.data_root import make_private_folder, write_private
from annotator.edit.file_moves import FileMove
from annotator.edit.history import Entry, History, Pending, StoredHistory
from annotator.edit.memo_moves import SHELF
from annotator.edit.memory import KINDS, Remembered, list_remembered, throw_away
from annotator.edit.session import Session
from annotator.edit.shelf import Recording, Shelf

SCRIPT = "# es: Hola\n\n![](1.png)\n- wait:\n"
MARK = b"a secret that nobody else knows"
MEMO = "0123456789ab.webm"


@dataclass
class Open:
    """A tutorial that is open."""

    session: Session
    shelf: Shelf


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def tutorial(root: Path, name: str) -> Path:
    folder = root / name
    folder.mkdir()
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (folder / "1.png").write_bytes(b"a picture")
    return folder


def keep(data: Path, folder: Path, pending: Pending | None = None) -> Path:
    """A history with the mark in it: two entries, one of which needs a recording on the shelf."""
    moves = (FileMove("1.es.ogg", f"{SHELF}{MEMO}"),)
    entries = (Entry("set-title", SCRIPT + MARK.decode()), Entry("keep-take", SCRIPT, moves))
    kept = History(data / "history", folder)
    kept.save(StoredHistory(7, SCRIPT, pending, entries, (Entry("set-title", SCRIPT),)))
    return kept.path


def put_memo(folder: Path) -> Shelf:
    shelf = Shelf.of(folder)
    with shelf.incoming() as incoming:
        incoming.write_bytes(MARK)
        shelf.adopt(incoming, Recording(MEMO, "memo"))
    return shelf


def found(root: Path) -> list[str]:
    """The files in which the mark is."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return sorted(path.name for path in paths if MARK in path.read_bytes())


def counts() -> dict[str, int]:
    return {row.kind: row.count for row in list_remembered()}


def test_nothing_is_remembered_at_first(tmp_path: Path, data: Path) -> None:
    assert list_remembered() == tuple(Remembered(kind, 0, 0) for kind in KINDS)
    for kind in KINDS:
        throw_away(kind, (), tmp_path / "cache")
    assert not data.exists()


def test_what_is_remembered_is_counted_and_measured(tmp_path: Path, data: Path) -> None:
    for name in ("one", "two"):
        keep(data, tutorial(tmp_path, name))
        put_memo(tmp_path / name)
    draft = make_private_folder("drafts", "0123", "one", "es") / "video.mp4"
    draft.write_bytes(b"x" * 1000)
    write_private(make_private_folder() / "last-folder.json", "{}")
    write_private(make_private_folder("servers") / "a.port", "8000")
    write_private(make_private_folder("servers") / "a.json", "{}")
    undo, recordings, drafts, places, _ = list_remembered()
    assert (undo.count, recordings.count, drafts, places.count) == (2, 2, Remembered("drafts", 1, 1000), 2)
    assert undo.bytes == sum(path.stat().st_size for path in (data / "history").iterdir())
    assert recordings.bytes > 2 * len(MARK)
    throw_away("drafts", (), tmp_path / "cache")
    throw_away("places", (), tmp_path / "cache")
    assert counts() == {"undo": 2, "recordings": 2, "drafts": 0, "places": 0, "answers": 0}
    assert (data / "servers" / "a.json").exists(), "an editor that runs is found by it"


def test_the_undo_of_tutorials_that_are_open_or_closed(tmp_path: Path, data: Path) -> None:
    opened = tutorial(tmp_path, "one")
    keep(data, opened)
    keep(data, tutorial(tmp_path, "two"))
    (data / "history" / ".new-left.json").write_bytes(MARK)
    (data / "history" / "damaged.json").write_bytes(MARK)
    each = Open(Session(opened, History(data / "history", opened), shelf=Shelf.of(opened)), put_memo(opened))
    assert counts() == {"undo": 3, "recordings": 1, "drafts": 0, "places": 0, "answers": 0}
    throw_away("undo", (each,), tmp_path / "cache")
    assert counts() == {"undo": 0, "recordings": 0, "drafts": 0, "places": 0, "answers": 0}
    assert found(data) == []
    assert each.session.undo_name is None
    assert (opened / "tutorial.md").read_text(encoding="utf-8") == SCRIPT
    again = Session(opened, History(data / "history", opened))
    assert again.revision == each.session.revision >= 7


def test_a_change_that_is_not_in_its_folder_yet_stays(tmp_path: Path, data: Path) -> None:
    folder = tutorial(tmp_path, "one")
    new = SCRIPT.replace("Hola", "Adiós")
    kept = History(data / "history", folder)
    kept.save(StoredHistory(7, new, Pending(SCRIPT), (Entry("set-title", MARK.decode()),)))
    throw_away("undo", (), tmp_path / "cache")
    assert found(data) == []
    assert Session(folder, kept).tutorial.title("es") == "Adiós"


def test_recordings_go_with_the_undo_entries_that_need_them(tmp_path: Path, data: Path) -> None:
    opened, closed = tutorial(tmp_path, "one"), tutorial(tmp_path, "two")
    paths = [keep(data, folder) for folder in (opened, closed)]
    each = Open(Session(opened, History(data / "history", opened), shelf=Shelf.of(opened)), put_memo(opened))
    put_memo(closed)
    throw_away("recordings", (each,), tmp_path / "cache")
    assert counts()["recordings"] == 0
    assert not (data / "recordings").exists()
    for path in paths:
        stored = history.load(path)
        assert stored is not None
        assert [entry.name for entry in stored.undo] == ["set-title"]
        assert stored.revision == 7
    assert each.session.undo_name == "set-title"
    assert found(data) == sorted(path.name for path in paths), "what was typed is not a recording"


def test_a_history_in_an_older_form_is_no_hindrance(tmp_path: Path, data: Path) -> None:
    path = make_private_folder("history") / "old.json"
    path.write_text(json.dumps({"format": 0}), encoding="utf-8")
    assert counts()["undo"] == 1
    throw_away("recordings", (), tmp_path / "cache")
    memory.throw_away("undo", (), tmp_path / "cache")
    assert not path.exists()
