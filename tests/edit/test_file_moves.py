"""Files are renamed and copied all or none, not over others, and back."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from annotator.edit.errors import ChangeError
from annotator.edit.recordings.consents import exchange, read_entries
from annotator.edit.tutorial import file_moves
from annotator.edit.tutorial.file_moves import FileMove, check_name, do_moves, names_after, names_before, undo_moves
from annotator.errors import OutputError
from annotator.script import Consent

CHAIN = (FileMove("a", "b", copy=True), FileMove("b", "c"), FileMove("a", "b"), FileMove("c", "d", copy=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "x"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_chains_go_there_and_back(folder: Path) -> None:
    before = content(folder)
    do_moves(folder, CHAIN)
    assert content(folder) == {"b": "a", "c": "a", "d": "a", "x": "x"}
    assert names_after(before, CHAIN) == set(content(folder))
    assert names_before(content(folder), CHAIN) == set(before)
    undo_moves(folder, CHAIN)
    assert content(folder) == before


@pytest.mark.parametrize(
    "last", [FileMove("b", "x"), FileMove("b", "x", copy=True), FileMove("gone", "y"), FileMove("b", "../y")]
)
def test_if_one_fails_all_are_undone(folder: Path, last: FileMove) -> None:
    before = content(folder)
    with pytest.raises(ChangeError):
        do_moves(folder, (*CHAIN, last))
    assert content(folder) == before


def test_if_one_can_not_be_reversed_none_is(folder: Path) -> None:
    do_moves(folder, CHAIN)
    (folder / "a").write_text("new", encoding="utf-8")
    before = content(folder)
    with pytest.raises(ChangeError):
        undo_moves(folder, CHAIN)
    assert content(folder) == before


def test_a_copy_that_was_changed_stays(folder: Path) -> None:
    copy = [FileMove("a", "b", copy=True)]
    do_moves(folder, copy)
    do_moves(folder, copy)  # the same file is there already
    (folder / "b").write_text("edited", encoding="utf-8")
    undo_moves(folder, copy)
    assert content(folder)["b"] == "edited"
    with pytest.raises(ChangeError):
        do_moves(folder, copy)


def test_a_file_that_is_gone_stays_gone(folder: Path) -> None:
    do_moves(folder, [FileMove("a", "b")])
    (folder / "b").unlink()
    undo_moves(folder, [FileMove("a", "b")])
    assert content(folder) == {"x": "x"}


def test_a_dead_link_counts_as_a_file(folder: Path) -> None:
    (folder / "b").symlink_to("nowhere")
    with pytest.raises(ChangeError):
        do_moves(folder, [FileMove("a", "b")])
    assert (folder / "b").is_symlink() and (folder / "a").exists()


@pytest.mark.parametrize("moves", [[FileMove("a", "b")], [FileMove("x", "y"), FileMove("a", "b", copy=True)]])
def test_a_disk_that_refuses(folder: Path, monkeypatch: pytest.MonkeyPatch, moves: list[FileMove]) -> None:
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise OSError(28, os.strerror(28))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    before = content(folder)
    with pytest.raises(OutputError, match="No space"):
        do_moves(folder, moves)
    assert content(folder) == before


@pytest.mark.parametrize("done", range(3))
def test_an_interrupted_exchange_goes_on(folder: Path, done: int) -> None:
    moves = (FileMove("a", "free"), FileMove("x", "a"))
    (folder / "x").write_text("x", encoding="utf-8")
    before = content(folder)
    for move in moves[:done]:
        (folder / move.old).rename(folder / move.new)
    interrupted = content(folder)
    do_moves(folder, moves)
    after = content(folder)
    assert (after["a"], after["free"]) == (before["x"], before["a"])
    do_moves(folder, moves)
    assert content(folder) == after, "they are made once"
    undo_moves(folder, moves)
    assert content(folder) == before
    for move in moves[:done]:
        (folder / move.old).rename(folder / move.new)
    assert content(folder) == interrupted
    undo_moves(folder, moves)
    assert content(folder) == before


@pytest.mark.parametrize("kept", [(), (FileMove("x", "y"),)])
def test_a_consent_follows_although_the_program_was_killed_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kept: tuple[FileMove, ...]
) -> None:
    moves = (FileMove("a", "b"), *kept)
    exchange(folder, (), Consent("a", "Rosa", ("chat",), datetime.date(2031, 1, 1)))

    def kill(*_arguments: object, **_names: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(file_moves, "follow_rename", kill)
        with pytest.raises(KeyboardInterrupt):
            do_moves(folder, moves)
    for _ in range(2):
        do_moves(folder, moves)
        assert [entry.file for entry in read_entries(folder)] == ["b"]


def test_what_can_be_taken_back_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name in ("y", "gone"):
            raise OSError(28, os.strerror(28))
        return real(self, target)

    (folder / "gone").touch()
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError):
        do_moves(folder, [FileMove("a", "b"), FileMove("x", "y"), FileMove("gone", "z")])
    assert content(folder) == {"a": "a", "y": "x", "gone": ""}


def test_names_are_of_the_folder_itself() -> None:
    assert check_name("Ñandú “a” 🙂 (1).png")
    for name in ("", ".", "..", ".hidden", "a/b", "/etc/passwd", "..\\x", "a\0b", "a/"):
        with pytest.raises(ChangeError):
            check_name(name)
