"""A copy has every byte and is a file of its own, whatever the disk can do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from annotator.media.file_copy import copy_file

DATA = bytes(range(256)) * 5000


@pytest.mark.parametrize("way", ["by the system", "another disk", "nothing copied", "half copied", "no such call"])
def test_every_byte_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(DATA)
    target.write_bytes(b"older and longer" * len(DATA))
    copied: list[int] = []

    def copy(old: int, new: int, count: int) -> int:
        if way == "another disk":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        if way == "half copied" and not copied:
            copied.append(os.write(new, os.read(old, 1000)))
            return copied[0]
        return 0

    if way == "no such call":
        monkeypatch.delattr(os, "copy_file_range", raising=False)
    elif way != "by the system":
        monkeypatch.setattr(os, "copy_file_range", copy, raising=False)
    copy_file(source, target)
    assert target.read_bytes() == DATA
    target.write_bytes(b"changed")
    assert source.read_bytes() == DATA


def test_a_full_disk_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(DATA)

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "copy_file_range", fail, raising=False)
    with pytest.raises(OSError, match="No space left"):
        copy_file(tmp_path / "a", tmp_path / "b")


def test_an_empty_file_is_copied(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    copy_file(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b""
