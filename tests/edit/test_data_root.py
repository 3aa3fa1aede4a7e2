"""What the editor keeps is open to its user alone, whatever the umask says and however it was left."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.cache import default_root
from annotator.edit import data_root, work_folder
from annotator.edit.tutorial.history import History, StoredHistory
from annotator.edit.web.access import Access, write_access
from annotator.edit.web.server import opening_file

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
    work_folder.remember(tmp_path)
    write_access(tmp_path, Access(8000))
    History(data / "history", tmp_path).save(StoredHistory(1, "# es: Hola"))
    assert len(modes(data)) == 6
    assert_private(data)
    assert work_folder.last_used() == tmp_path


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("datos", "here/datos"),
        ("./a/../datos ñ", "here/a/../datos ñ"),
        ("~/datos", "home/datos"),
        ("~", "home"),
        ("~nobody-here/x", "here/~nobody-here/x"),
    ],
)
@pytest.mark.parametrize("variable", ["ANNOTATOR_DATA", "ANNOTATOR_CACHE"])
def test_a_folder_is_named_as_in_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, named: str, meant: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv(variable, named)
    found = data_root.data_root() if variable == "ANNOTATOR_DATA" else default_root()
    assert found == tmp_path / meant
    assert opening_file(8000).as_uri().startswith("file:///"), "else no browser opens"


def test_a_data_folder_that_is_made_late_is_private_too(data: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        History(data / "history", tmp_path).save(StoredHistory(1, "# es: Hola"))
    finally:
        os.umask(before)
    assert_private(data)


def test_a_folder_of_others_keeps_its_permissions(data: Path, tmp_path: Path) -> None:
    data.mkdir()
    (data / "letter.txt").write_text("not the editor's")
    for path in (data, *data.iterdir()):
        path.chmod(0o755)
    data_root.make_private_folder("history")
    work_folder.remember(tmp_path)
    found = modes(data)
    assert found["history"] == 0o700
    assert (found["."], found["letter.txt"]) == (0o755, 0o755)
