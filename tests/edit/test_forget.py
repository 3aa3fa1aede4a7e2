"""What the editor remembers goes from the disk, without anything that the tutorials need."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache, key
from annotator.edit import answers
from annotator.edit.data_root import make_private_folder, write_private
from annotator.edit.forgetting import SPEECH, VOICES, forget_everything, forget_voices
from annotator.edit.recordings import step_sound
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.tutorial.history import Entry, History, StoredHistory
from annotator.edit.tutorial.session import Session
from annotator.errors import OutputError
from annotator.pack.products import sounds
from annotator.voice import memo, narrate

SCRIPT = "# es: Hola\n\n![](1.png)\n- wait:\n"
MARK = b"a secret that nobody else knows"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def tutorial(root: Path, name: str) -> Path:
    folder = root / name
    folder.mkdir()
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    (folder / "1.png").write_bytes(b"a picture")
    (folder / "1.es.ogg").write_bytes(b"a memo")
    takes = TakeFolder(folder)
    with takes.incoming() as sound:
        sound.write_bytes(MARK)
        takes.add(Take(".ogg", "es"), sound)
    return folder


def keep(data: Path, folder: Path) -> Path:
    """A history with the mark in it."""
    kept = History(data / "history", folder)
    kept.save(StoredHistory(7, SCRIPT, (Entry("set-title", SCRIPT + MARK.decode()),)))
    return kept.path


def found(root: Path) -> list[str]:
    """The files in which the mark is."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return sorted(path.name for path in paths if MARK in path.read_bytes())


def put(cache: Cache, kind: str) -> Path:
    return cache.put(kind, key(kind), ".wav", lambda path: path.write_bytes(MARK))


def test_nothing_is_remembered_at_first(tmp_path: Path, data: Path) -> None:
    forget_everything((), (), tmp_path / "cache")
    assert not data.exists()


def test_everything_goes_but_the_tutorials_and_what_runs(tmp_path: Path, data: Path) -> None:
    opened, closed = tutorial(tmp_path, "one"), tutorial(tmp_path, "two")
    keep(data, opened), keep(data, closed)
    (answers.create({"es": "Respuesta"}, tmp_path) / "foto.png").write_bytes(MARK)
    for name in ("history/.new-left.json", "history/damaged.json", "drafts/0123/video.mp4"):
        (make_private_folder(*name.split("/")[:-1]) / name.split("/")[-1]).write_bytes(MARK)
    write_private(make_private_folder() / "last-folder.json", MARK.decode())
    write_private(make_private_folder("servers") / "a.json", "{}")
    speech = put(Cache(tmp_path / "cache"), narrate.KIND)
    session = Session(opened, History(data / "history", opened))
    forget_everything((session,), (opened, closed), tmp_path / "cache")
    assert found(tmp_path) == []
    assert not speech.exists()
    assert session.undo_name is None
    for folder in (opened, closed):
        assert sorted(path.name for path in folder.iterdir()) == ["1.es.ogg", "1.png", "tutorial.md"]
    assert Session(opened, History(data / "history", opened)).revision == session.revision >= 7
    assert (data / "servers" / "a.json").exists(), "an editor that runs is found by it"


def test_only_what_may_hold_a_voice_goes(tmp_path: Path) -> None:
    draft = make_private_folder("drafts", "0123") / "video.mp4"
    draft.write_bytes(b"a film")
    cache = Cache(tmp_path / "cache")
    heard = [put(cache, kind) for kind in VOICES]
    others = [put(cache, kind) for kind in (*SPEECH, "texts", "look")]
    assert {memo.KIND, step_sound.KIND, step_sound.ANSWER_KIND, sounds.KIND} < set(VOICES)
    assert {narrate.KIND} == set(SPEECH)
    forget_voices(cache.root)
    assert not any(path.exists() for path in (*heard, draft))
    assert all(path.exists() for path in others)


def test_what_can_t_be_removed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    folder = tutorial(tmp_path, "one")
    monkeypatch.setattr("annotator.edit.answers.shutil.rmtree", refuse)
    with pytest.raises(OutputError, match="could not be removed: Permission denied"):
        forget_everything((), (folder,), tmp_path / "cache")
