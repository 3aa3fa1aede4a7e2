"""Only regular files are read, and a file that changes meanwhile is noticed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from annotator.media.source_file import file_size


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
