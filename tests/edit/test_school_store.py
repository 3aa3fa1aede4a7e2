"""The school's file is changed key by key, whole or not at all, and never over what nobody at the form has seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import digest
from annotator.edit.school import school_store
from annotator.edit.school.school_store import Direction, SchoolChangedError, SchoolStore
from annotator.errors import AnnotatorError, OutputError
from annotator.script import find_school
from annotator.voice import choose

TEXT = '# Ours\nname = "Los Robles" # sign\nnames = "names.txt"\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    folder = tmp_path / "tutorials"
    (folder / "entrar").mkdir(parents=True)
    return folder


def test_a_missing_file_is_made_by_the_first_change(root: Path) -> None:
    store = SchoolStore(root)
    assert not store.read().exists and store.list_directions() == ()
    store.change({("name",): None})
    assert not (root / "school.toml").exists()
    store.change({("name",): "Los Robles"})
    assert (root / "school.toml").read_text() == 'name = "Los Robles"\n'
    assert sorted(path.name for path in root.iterdir()) == ["entrar", "school.toml"]


def restore(store: SchoolStore, direction: Direction) -> None:
    store.restore(direction, store.read().version)


@pytest.mark.parametrize("exists", [False, True])
def test_undo_goes_back_over_everything(root: Path, exists: bool) -> None:
    path, store = root / "school.toml", SchoolStore(root)
    if exists:
        path.touch()
    texts = ["", *(f'name = "{name}"\n' for name in ("Uno", "Dos", "Tres"))]
    for name in ("Uno", "Dos", "Tres"):
        store.change({("name",): name})
    for way, steps in (("undo", texts[-2::-1]), ("redo", texts[1:])):
        for text in steps:
            restore(store, way)
            assert (path.read_text() if path.exists() else "") == text and path.exists() == bool(text or exists)
        assert store.list_directions() == ({"undo": "redo", "redo": "undo"}[way],)
    restore(store, "undo")
    store.change({("phone",): "410-555-0100"})
    assert store.list_directions() == ("undo",), "what was undone is gone with the next change"
    assert sorted(each.name for each in root.parent.iterdir()) == ["tutorials"], "nothing is kept elsewhere"


def test_undo_goes_back_over_a_change_in_a_text_editor(root: Path) -> None:
    path = root / "school.toml"
    path.write_text(TEXT)
    store = SchoolStore(root)
    assert store.list_directions() == ()
    store.change({("name",): "El Sol"})
    ours = path.read_text()
    path.write_text("# mine\n")
    restore(store, "undo")
    assert path.read_text() == ours
    restore(store, "undo")
    assert path.read_text() == TEXT and store.list_directions() == ("redo",)
    restore(store, "redo")
    restore(store, "redo")
    assert path.read_text() == "# mine\n"


def test_what_was_changed_elsewhere_is_never_overwritten(root: Path) -> None:
    path = root / "school.toml"
    path.write_text(TEXT)
    store = SchoolStore(root)
    seen = store.read().version
    path.write_text(TEXT + 'phone = "410-555-0111"\n')
    with pytest.raises(SchoolChangedError):
        store.change({("name",): "El Sol"}, seen)
    with pytest.raises(SchoolChangedError):
        store.restore("undo", seen)
    assert path.read_text() == TEXT + 'phone = "410-555-0111"\n'
    store.change({("name",): "El Sol"}, store.read().version)
    assert path.read_text() == (TEXT + 'phone = "410-555-0111"\n').replace("Los Robles", "El Sol")


@pytest.mark.parametrize("data", [b'name = "x', b"[help]\n[help]\n", 'name = "ñ"'.encode("latin-1"), b"\xff\xfen\0"])
def test_a_broken_file_is_shown_with_its_problem_and_left_alone(root: Path, data: bytes) -> None:
    path = root / "school.toml"
    path.write_bytes(data)
    store = SchoolStore(root)
    file = store.read()
    assert file.broken and file.problems
    with pytest.raises(AnnotatorError):
        store.change({("name",): "El Sol"})
    assert path.read_bytes() == data
    path.write_text(TEXT)
    store.change({("name",): "El Sol"})
    path.write_bytes(data)
    assert store.list_directions() == ()
    with pytest.raises(AnnotatorError):
        restore(store, "undo")
    assert path.read_bytes() == data


def test_undo_removes_only_what_it_has_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, store, read = root / "school.toml", SchoolStore(root), school_store._read_bytes
    store.change({("name",): "El Sol"})

    def read_and_change(path: Path) -> bytes | None:
        data = read(path)
        path.write_bytes(b"# theirs")
        return data

    monkeypatch.setattr(school_store, "_read_bytes", read_and_change)
    with pytest.raises(SchoolChangedError):
        store.restore("undo", digest(path.read_bytes()))
    assert read(path) == b"# theirs"


def test_a_link_and_a_folder_are_left_alone(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('name = "Otra parte"\n')
    (root / "school.toml").symlink_to(other)
    store = SchoolStore(root)
    file = store.read()
    assert file.broken and "Otra parte" not in str(file)
    with pytest.raises(AnnotatorError):
        store.change({("name",): "El Sol"})
    assert other.read_text() == 'name = "Otra parte"\n' and (root / "school.toml").is_symlink()
    (root / "school.toml").unlink()
    (root / "school.toml").mkdir()
    assert store.read().broken


def test_a_folder_that_cannot_be_written_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "school.toml"
    path.write_text(TEXT)

    def refuse(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    store = SchoolStore(root)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        store.change({("name",): "El Sol"})
    assert path.read_text() == TEXT
    assert sorted(each.name for each in root.iterdir()) == ["entrar", "school.toml"]


def test_the_file_may_be_above_the_tutorials_or_in_the_only_one(root: Path, tmp_path: Path) -> None:
    assert SchoolStore(root).path == root / "school.toml"
    (tmp_path / "school.toml").write_text(TEXT)
    assert SchoolStore(root).path == tmp_path / "school.toml" == find_school(root / "entrar", choose.CHOICES)[2]
    (root / "entrar" / "school.toml").write_text(TEXT)
    assert SchoolStore(root, root / "entrar").path == root / "entrar" / "school.toml"
    assert SchoolStore(root).path == tmp_path / "school.toml"
