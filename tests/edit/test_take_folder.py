"""Takes beside a tutorial: for the user alone, and whole whatever happens while one is kept, replaced or thrown away."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator import script
from annotator.edit.errors import NotListedError
from annotator.edit.recordings import memos
from annotator.edit.recordings.consents import read_entries
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.recordings.voice_places import Scene, VoicePlace, find_place
from annotator.edit.tutorial.file_moves import FileMove, do_moves, undo_moves
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.errors import OutputError
from annotator.media import files
from annotator.model import School
from annotator.script import Consent, Consents
from annotator.script.consent import write_consents

UNTIL = datetime.date(2099, 6, 30)
OLD = Consent("01.es.m4a", "Sra. Rosa", ("chat",), UNTIL, says="Toque Unirse.", picture="ab")
NEW = Consent("01.es.ogg", "Don José", ("chat", "website"), UNTIL, says="Toque Join.")
SCRIPT = "# es: Zoom\n\n![](01.png)\n- tap: Unirse\n- es: Toque Unirse.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "zoom")


@pytest.fixture
def kept(folder: Path) -> TakeFolder:
    return TakeFolder(folder)


def make(folder: Path) -> Path:
    folder.mkdir()
    (folder / "01.png").write_bytes(b"picture")
    (folder / "01.es.m4a").write_bytes(b"old voice")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (folder / "consent.toml").write_text(write_consents([OLD]), encoding="utf-8")
    return folder


def add(kept: TakeFolder, data: bytes = b"new voice", **facts: Any) -> Take:
    with kept.incoming() as sound, kept.incoming() as heard:
        sound.write_bytes(data)
        heard.write_bytes(b"heard")
        return kept.add(replace(Take(".ogg", "es", "01", consent=replace(NEW, file="")), **facts), sound, heard)


def place_of(folder: Path) -> VoicePlace:
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    consents = Consents(tuple(read_entries(folder)))
    scene = Scene(folder, tutorial, script.list_files(folder), School(), consents, lambda index, lang: "")
    return find_place(scene, "0", "es")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_user_can_open_them(kept: TakeFolder) -> None:
    add(kept)
    assert kept.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in kept.folder.iterdir()} == {0o600}


def test_facts_are_kept_and_changed(kept: TakeFolder) -> None:
    take = add(kept, faults=("quiet",), sentence="Toque “Unirse”.", consent=None)
    later = add(kept)
    assert kept.list() == (take, later)
    heard = kept.change(take, heard=True)
    assert kept.find(take.id) == heard != take
    assert kept.list()[-1] == later
    kept.change(heard, newest=True)
    assert kept.list()[0] == later
    kept.throw_away(heard)
    kept.throw_away(later)
    assert list(kept.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "x", "../zoom/tutorial.md", "0123456789ab.ogg/..", "/etc/passwd"])
def test_other_names_are_none(name: str, kept: TakeFolder) -> None:
    take = add(kept)
    with pytest.raises(NotListedError):
        kept.find(name)
    row = kept.folder / f"{take.id}.json"
    row.write_text(row.read_text(encoding="utf-8").replace(take.file, name), encoding="utf-8")
    assert kept.list() == ()


def test_a_tutorial_with_takes_is_like_one_without(kept: TakeFolder, folder: Path) -> None:
    before = script.list_files(folder), script.read_folder(folder)
    add(kept)
    assert (script.list_files(folder), script.read_folder(folder)) == before


def test_a_full_disk_is_said_and_leaves_all_as_it_was(
    kept: TakeFolder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = add(kept)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotator.edit.recordings.memos.shutil.copyfile", refuse)
    with pytest.raises(OutputError, match="No space"):
        memos.put(kept, place_of(folder), take)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(OutputError, match="No space"), kept.incoming():
        pass
    assert (folder / "01.es.m4a").read_bytes() == b"old voice"
    assert list(read_entries(folder)) == [OLD]
    assert kept.list() == (take,)


def test_a_consent_follows_a_renamed_memo(folder: Path) -> None:
    moves = [FileMove("01.es.m4a", "02.es.m4a"), FileMove("02.es.m4a", "03.es.m4a", copy=True)]
    do_moves(folder, moves)
    assert [entry.file for entry in read_entries(folder)] == ["02.es.m4a", "03.es.m4a"]
    undo_moves(folder, moves)
    assert list(read_entries(folder)) == [OLD]


# Killed


def check(folder: Path, voices: set[bytes]) -> None:
    """Nothing is lost or empty, no voice has another's consent, and the editor goes on."""
    kept = TakeFolder(folder)
    kept.remove_unfinished()
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.stat().st_size for path in left)
    assert not [path for path in left if path.name.startswith(files.UNFINISHED)]
    beside = {path.name: path.read_bytes() for path in folder.glob("01.es.*")}
    assert voices <= {*beside.values(), *(kept.path(take).read_bytes() for take in kept.list())}
    for entry in read_entries(folder):
        assert entry.who == (OLD.who if beside.get(entry.file) == b"old voice" else NEW.who)
    session = Session(folder, History(folder.parent / "history", folder))
    assert session.tutorial.title("es") == "Zoom"
    memos.put(kept, place_of(folder), add(kept))
    assert place_of(folder).memos == ("01.es.ogg",)


_FOREVER = """
import sys
from pathlib import Path
from tests.edit.test_take_folder import add, place_of
from annotator.edit.recordings import memos
from annotator.edit.recordings.take_folder import TakeFolder
kept = TakeFolder(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    memos.put(kept, place_of(kept.tutorial), add(kept, b"%d" % number))
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_killed_in_earnest_all_that_was_kept_is_there(folder: Path, kept: TakeFolder) -> None:
    command = [sys.executable, "-c", _FOREVER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(5):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        told = 5 + len(child.stdout.read().split())
    check(folder, {b"old voice", *(b"%d" % number for number in range(1, told + 1))})
