"""The private shelf, and recordings that move between it and a tutorial's folder with the consent to them."""

from __future__ import annotations

import datetime
import errno
from pathlib import Path

import pytest

from annotator.edit.change import Change, Rename
from annotator.edit.changes import ChangeError
from annotator.edit.data_root import write_private
from annotator.edit.file_moves import FileMove, do_moves, names_after, names_before, undo_moves
from annotator.edit.history import History
from annotator.edit.memo_moves import SHELF, Places, carry, consent_row, read_entries
from annotator.edit.not_listed import NotListedError
from annotator.edit.session import Session
from annotator.edit.shelf import Recording, Shelf
from annotator.errors import OutputError
from annotator.script import Consent, write_consents

UNTIL = datetime.date(2099, 6, 30)
OLD = Consent("01.es.m4a", "Sra. Rosa", ("chat",), UNTIL, says="Toque Unirse.", picture="ab")
NEW = Consent("", "Don José", ("chat", "website"), UNTIL, says="Toque Join.")
FILE = "0123456789ab.ogg"
SCRIPT = "# es: Zoom\n\n![](01.png)\n- tap: Unirse\n"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return Shelf.of(tmp_path / "zoom")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "zoom"
    folder.mkdir()
    (folder / "01.png").write_bytes(b"picture")
    (folder / "01.es.m4a").write_bytes(b"old voice")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (folder / "consent.toml").write_text(write_consents([OLD]), encoding="utf-8")
    return folder


def put(shelf: Shelf, file: str = FILE, data: bytes = b"new voice", **facts: object) -> Recording:
    row = Recording(file, **({"kind": "memo", "consent": consent_row(NEW)} | facts))  # type: ignore[arg-type]
    with shelf.incoming() as path:
        path.write_bytes(data)
        return shelf.adopt(path, row)


def test_only_the_user_can_read_it(shelf: Shelf) -> None:
    put(shelf)
    assert shelf.folder.stat().st_mode & 0o777 == 0o700
    assert shelf.folder.parent.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in shelf.folder.iterdir()} == {0o600}


def test_facts_are_kept_and_changed(shelf: Shelf) -> None:
    take = put(shelf, kind="take", faults=("quiet",), sentence="Toque “Unirse”.", consent=None)
    assert shelf.list() == shelf.list("take", "part") == (take,)
    assert shelf.list("memo") == ()
    heard = shelf.change(take, heard=True)
    assert shelf.find(take.id, "take") == heard != take
    with pytest.raises(NotListedError):
        shelf.find(take.id, "sound")
    shelf.remove(heard)
    assert list(shelf.folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", "x", "../zoom/tutorial.md", "0123456789ab.ogg/..", "0123456789AB.ogg", "/etc/passwd"]
)
def test_other_names_are_none(name: str, shelf: Shelf) -> None:
    with pytest.raises(NotListedError):
        shelf.path(name)
    with pytest.raises(NotListedError):
        shelf.find(name)


def test_a_full_disk_is_said(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(OutputError, match=r"could not be kept: No space"), shelf.incoming():
        pass


def test_the_consent_goes_along_and_comes_back(shelf: Shelf, folder: Path) -> None:
    new = put(shelf)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    moves = (FileMove("01.es.m4a", f"{SHELF}aaaaaaaaaaaa.m4a"), FileMove(SHELF + new.file, "01.es.ogg"))
    do_moves(folder, moves, shelf)
    assert names_after(before, moves) == {path.name for path in folder.iterdir()}
    assert (folder / "01.es.ogg").read_bytes() == b"new voice"
    assert list(read_entries(folder)) == [Consent("01.es.ogg", NEW.who, NEW.uses, UNTIL, says=NEW.says)]
    (away,) = shelf.list()
    assert (away.file, away.consent) == ("aaaaaaaaaaaa.m4a", consent_row(OLD))
    assert names_before({path.name for path in folder.iterdir()}, moves) == set(before)
    undo_moves(folder, moves, shelf)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [row.file for row in shelf.list()] == [new.file]


def test_if_one_fails_the_others_are_undone(shelf: Shelf, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    moves = (FileMove("01.es.m4a", f"{SHELF}aaaaaaaaaaaa.m4a"), FileMove(f"{SHELF}bbbbbbbbbbbb.ogg", "01.es.ogg"))
    with pytest.raises(ChangeError, match="not there any more"):
        do_moves(folder, moves, shelf)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert shelf.list() == ()


def test_a_recording_never_replaces_a_file_and_a_damaged_list_of_consents_is_not_written_over(
    shelf: Shelf, folder: Path
) -> None:
    new = put(shelf)
    with pytest.raises(ChangeError, match="already"):
        do_moves(folder, [FileMove(SHELF + new.file, "01.es.m4a")], shelf)
    assert (folder / "01.es.m4a").read_bytes() == b"old voice"
    (folder / "consent.toml").write_text("[x\n", encoding="utf-8")
    with pytest.raises(ChangeError, match=r"consent\.toml has a problem"):
        carry(Places(folder, shelf), SHELF + new.file, "02.es.ogg")
    assert (folder / "consent.toml").read_text(encoding="utf-8") == "[x\n"
    assert not (folder / "02.es.ogg").exists()
    with pytest.raises(ChangeError):
        do_moves(folder, [FileMove(SHELF + new.file, "02.es.ogg")])


def test_a_consent_follows_a_renamed_recording(folder: Path) -> None:
    moves = [FileMove("01.es.m4a", "02.es.m4a"), FileMove("02.es.m4a", "03.es.m4a", copy=True)]
    do_moves(folder, moves)
    assert [entry.file for entry in read_entries(folder)] == ["02.es.m4a", "03.es.m4a"]
    undo_moves(folder, moves)
    assert list(read_entries(folder)) == [OLD]


def change(*renames: Rename) -> Change:
    return Change("keep-voice", lambda now: now, renames)


def test_a_session_brings_a_replaced_recording_back_until_it_is_thrown_away(shelf: Shelf, folder: Path) -> None:
    history = History(folder.parent / "history", folder)
    session = Session(folder, history, shelf=shelf)
    put(shelf)
    session.apply(
        session.revision, [change(Rename("01.es.m4a", f"{SHELF}aaaaaaaaaaaa.m4a"), Rename(SHELF + FILE, "01.es.ogg"))]
    )
    assert session.tutorial.steps[0].memo("es") == "01.es.ogg"
    assert session.undo_name == "keep-voice"
    again = Session(folder, history, shelf=shelf)
    assert [row.file for row in shelf.list()] == ["aaaaaaaaaaaa.m4a"], "an undo entry needs it"
    again.undo(again.revision)
    assert again.tutorial.steps[0].memo("es") == "01.es.m4a"
    again.redo(again.revision)
    again.forget_recordings()
    assert again.undo_name is None
    assert shelf.empty() == 1
    assert b"old voice" not in b"".join(path.read_bytes() for path in folder.parent.rglob("*") if path.is_file())
    assert again.tutorial.steps[0].memo("es") == "01.es.ogg"


def test_emptying_the_history_empties_the_shelf_of_what_it_kept(shelf: Shelf, folder: Path) -> None:
    session = Session(folder, History(folder.parent / "history", folder), shelf=shelf)
    session.apply(session.revision, [change(Rename("01.es.m4a", f"{SHELF}aaaaaaaaaaaa.m4a"))])
    assert len(shelf.list()) == 1
    session.forget()
    assert shelf.list() == ()


def test_a_recording_that_finds_no_room_leaves_no_consent(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = put(shelf)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("annotator.edit.memo_moves.shutil.copyfile", refuse)
    with pytest.raises(OutputError):
        do_moves(folder, [FileMove(SHELF + new.file, "02.es.ogg")], shelf)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert shelf.list() == (new,)


def test_what_is_heard_outlasts_a_change_that_fails(shelf: Shelf) -> None:
    sound = put(shelf, kind="sound")
    heard = shelf.heard_path(sound)
    heard.write_bytes(b"heard")
    with pytest.raises(OutputError), shelf.holding_heard([sound]):
        raise OutputError("no room")
    assert heard.read_bytes() == b"heard"
    with shelf.holding_heard([sound]):
        assert not heard.exists()
    assert sorted(path.name for path in shelf.folder.iterdir()) == [sound.file.replace(".ogg", ".json"), sound.file]


def test_a_history_becomes_less_also_where_there_is_no_room(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(folder.parent / "history", folder)
    session = Session(folder, history, shelf=shelf)
    session.apply(session.revision, [change(Rename("01.es.m4a", f"{SHELF}aaaaaaaaaaaa.m4a"))])

    def write_if_room(path: Path, text: str) -> None:
        if path.exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        write_private(path, text)

    monkeypatch.setattr("annotator.edit.history.write_private", write_if_room)
    session.forget_recordings()
    stored = history.load()
    assert stored is not None and (stored.undo, stored.revision) == ((), session.revision)
