"""What the editor keeps is open to its user alone, whatever the umask says and however it was left."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edit import data_root, workspace
from annotator.edit.history import History, StoredHistory
from annotator.edit.shelf import Recording, Shelf
from annotator.edit.web.access import Access, write_access

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o177], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def modes(root: Path) -> dict[str, int]:
    """The permissions of a folder and of all in it."""
    return {str(path.relative_to(root)): stat.S_IMODE(path.lstat().st_mode) for path in (root, *root.rglob("*"))}


def assert_private(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        assert stat.S_IMODE(path.lstat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_whatever_the_umask_says(data: Path, tmp_path: Path, umask: int) -> None:
    workspace.remember(tmp_path)
    write_access(tmp_path, Access(8000))
    History(data / "history", tmp_path).save(StoredHistory(1, "# es: Hola"))
    shelf = Shelf.of(tmp_path)
    with shelf.incoming() as incoming:
        incoming.write_bytes(b"a voice")
        shelf.adopt(incoming, Recording("0123456789ab.webm", "take"))
    assert len(modes(data)) == 10
    assert_private(data)
    assert workspace.last_used() == tmp_path


def test_a_data_folder_that_is_made_late_is_private_too(data: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        History(data / "history", tmp_path).save(StoredHistory(1, "# es: Hola"))
    finally:
        os.umask(before)
    assert_private(data)


def test_what_was_left_open_is_closed(data: Path) -> None:
    for name in ("history/a.json", "recordings/x/b.webm", "drafts/y/pack/c.mp4", "servers/d.port", "last-folder.json"):
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    for path in (data, *data.rglob("*")):
        path.chmod(0o777)
    data_root.tighten()
    assert_private(data)


def test_what_is_not_ours_keeps_its_permissions(data: Path, tmp_path: Path) -> None:
    (data / "history").mkdir(parents=True)
    (data / "letter.txt").write_text("not the editor's")
    for path in (data, *data.iterdir()):
        path.chmod(0o755)
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (data / "drafts").symlink_to(outside)
    data_root.tighten()
    data_root.make_private_folder("history")
    workspace.remember(tmp_path)
    found = modes(data)
    assert found["history"] == 0o700
    assert (found["."], found["letter.txt"]) == (0o755, 0o755)
    assert stat.S_IMODE(outside.stat().st_mode) == 0o755


def test_a_folder_that_is_closed_to_its_own_user_is_opened(data: Path) -> None:
    folder = data / "history"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text("mine")
    folder.chmod(0)
    data_root.tighten()
    assert_private(data)
