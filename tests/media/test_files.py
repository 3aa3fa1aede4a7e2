"""Files appear whole under their final name, or not at all; only regular ones are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import OutputError
from annotator.media.files import copy_into_place, file_size, replacing


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    with replacing(out) as temporary:
        temporary.write_text("half")
        assert not out.exists()
        temporary.write_text("whole")
    assert out.read_text() == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_error_leaves_the_older_file_and_no_trace(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    out.write_text("older")
    with pytest.raises(ValueError, match="broken"), replacing(out) as temporary:
        temporary.write_text("half")
        raise ValueError("broken")
    assert out.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_may_only_be_read_is_left_alone_as_windows_does_and_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.txt"
    out.write_text("older")
    out.chmod(0o444)

    def as_windows(do: Callable[..., Any]) -> Callable[..., Any]:
        def only_writable(path: Path, *target: Path, **how: Any) -> Any:
            if any(each.exists() and not each.stat().st_mode & 0o200 for each in (path, *target)):
                raise PermissionError(13, "Access is denied")
            return do(path, *target, **how)

        return only_writable

    monkeypatch.setattr(Path, "replace", as_windows(Path.replace))
    monkeypatch.setattr(Path, "unlink", as_windows(Path.unlink))
    with pytest.raises(PermissionError), replacing(out) as temporary:
        temporary.write_text("newer")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "older")]


def test_exclusive_replaces_nothing_not_even_what_came_in_the_meantime(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    with pytest.raises(FileExistsError), replacing(out, exclusive=True) as temporary:
        temporary.write_text("ours")
        out.write_text("theirs")
    assert out.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_exclusive_takes_a_free_name(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.txt", exclusive=True) as temporary:
        temporary.write_text("ours")
    assert (tmp_path / "a.txt").read_text() == "ours"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
def test_a_finished_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    with replacing(tmp_path / "ours"):
        pass
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_copy_that_cannot_be_written_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "made").write_bytes(b"video")
    copy_into_place(tmp_path / "made", tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == b"video"
    with pytest.raises(OutputError, match=r"gone.v\.mp4 could not be written: .*-o"):
        copy_into_place(tmp_path / "made", tmp_path / "gone" / "v.mp4")


def test_the_size_of_a_regular_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert file_size(tmp_path / "a") == 5


def test_a_folder_and_a_missing_file_have_no_size(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="it is a folder"):
        file_size(tmp_path)
    with pytest.raises(FileNotFoundError):
        file_size(tmp_path / "gone")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are POSIX")
def test_a_pipe_has_no_size(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="a device or a pipe"):
        file_size(tmp_path / "pipe")
